//! `fixtures/specs/schema`: files of a small tree, and the schema that they add up to. And a developer's entry that
//! prints the schema of a real tree.

use super::Schema;
use crate::facts::file::FileFacts;
use crate::facts::schema::TableName;
use crate::facts::statement::SqlStatement;
use crate::source::spec::{self, Case};
use crate::source::{SourceTree, disk};

#[test]
fn files_add_up_to_what_the_specs_say() {
    spec::check("schema", |case: &Case| {
        let files = case.blocks.iter().map(|block| (block.name.clone(), block.text.clone()));
        shown(&SourceTree::memory(files))
    });
}

/// `GERUND_TREE=path cargo test print_schema -- --ignored --nocapture`
#[test]
#[ignore = "needs a tree in GERUND_TREE"]
#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a developer names a tree and reads what is in it"
)]
fn print_schema() {
    let root = std::env::var("GERUND_TREE").expect("GERUND_TREE names a folder");
    let options = disk::LoadOptions::default();
    println!("{}", shown(&disk::load(std::path::Path::new(&root), &options).expect("a readable tree")));
}

fn shown(tree: &SourceTree) -> String {
    let files = crate::facts_of(tree);
    let schema = crate::resolve_tree(tree, &crate::Options::default(), &()).schema;
    let mut out = Vec::new();
    for one in schema.trees.iter().filter(|_| schema.trees.len() > 1) {
        out.push(format!("database of {} tables: {}", one.tables, one.folders.join(", ")));
    }
    out.extend(schema.ids().flat_map(|id| table(&schema, id)));
    out.extend(schema.views.iter().map(|view| {
        let tables: Vec<&str> = schema
            .view_tables(&view.name)
            .unwrap_or_default()
            .into_iter()
            .map(|id| schema.name(id))
            .collect();
        format!("view {} ({}) over {}", name(&view.name), view.columns.join(", "), tables.join(", "))
    }));
    out.extend(schema.enums.iter().map(|one| format!("enum {}: {}", name(&one.name), one.values.join(", "))));
    out.extend(schema.triggers.iter().map(|one| {
        let events = one.events.join(" ").to_lowercase();
        format!("trigger {} on {} ({events}) runs {}", one.name, schema.name(one.table), name(&one.routine))
    }));
    out.extend(schema.routines.iter().map(|one| {
        let refused = if one.refused.is_empty() {
            String::new()
        } else {
            format!(", not understood: {}", one.refused.join("; "))
        };
        format!("routine {}{}{refused}", name(&one.name), effects(&one.statements))
    }));
    out.extend(schema.disagreements.iter().map(|one| {
        let column = one.column.iter().map(|column| format!(".{column}")).collect::<String>();
        format!("only in {}: {}{column}", format!("{:?}", one.only_in).to_lowercase(), one.table)
    }));
    out.extend(gaps(tree, &files));
    out.into_iter().map(|line| line + "\n").collect()
}

fn table(schema: &Schema, id: crate::resolve::ids::TableId) -> Vec<String> {
    let table = schema.get(id);
    let names = |columns: &[u16]| {
        let names = columns.iter().map(|&at| table.columns[usize::from(at)].name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let tree = if schema.trees.len() > 1 { format!(" of database {}", table.tree) } else { String::new() };
    let computed = if table.computed_from.is_some() { " computed" } else { "" };
    let mut out = vec![format!("table {}{tree}{computed}", name(&table.name))];
    for column in &table.columns {
        let null = if column.nullable { "" } else { " not null" };
        let generated = if column.generated { " generated" } else { "" };
        let default = column.default.as_ref().map(|value| format!(" default {value}")).unwrap_or_default();
        let ty = if column.ty.is_empty() { String::new() } else { format!(" {}", column.ty) };
        out.push(format!("  {}{ty}{null}{default}{generated}", column.name));
    }
    if !table.primary_key.is_empty() {
        out.push(format!("  primary key ({})", names(&table.primary_key)));
    }
    out.extend(table.uniques.iter().map(|unique| format!("  unique ({})", names(unique))));
    out.extend(table.checks.iter().map(|check| format!("  check {check}")));
    for key in &table.foreign_keys {
        let to = &schema.get(key.to).columns;
        let to: Vec<&str> = key.to_columns.iter().map(|&at| to[usize::from(at)].name.as_str()).collect();
        let action = key.on_delete.as_ref().map(|action| format!(" on delete {}", action.to_lowercase()));
        let action = action.unwrap_or_default();
        out.push(format!(
            "  ({}) -> {} ({}){action}",
            names(&key.columns),
            schema.name(key.to),
            to.join(", ")
        ));
    }
    out
}

fn effects(statements: &[SqlStatement]) -> String {
    let list = |tables: Vec<&TableName>| {
        let mut names: Vec<String> = tables.into_iter().map(name).collect();
        names.sort();
        names.dedup();
        names.join(", ")
    };
    let reads = list(statements.iter().flat_map(|one| &one.reads).collect());
    let writes = list(statements.iter().flat_map(|one| &one.writes).collect());
    let part = |verb: &str, names: String| if names.is_empty() { names } else { format!(" {verb} {names}") };
    part("reads", reads) + &part("writes", writes)
}

fn name(name: &TableName) -> String {
    super::lookup::display(name)
}

fn gaps(tree: &SourceTree, files: &[FileFacts]) -> Vec<String> {
    let sql = files.iter().flat_map(|file| &file.gaps);
    let sql = sql.filter(|gap| tree.files()[gap.place.file.0 as usize].path.ends_with(".sql"));
    let shown = |gap: &crate::facts::gap::Gap| {
        let file = &tree.files()[gap.place.file.0 as usize].path;
        format!("gap {file}:{} {}", gap.place.line, gap.kind.code())
    };
    sql.map(shown).collect()
}
