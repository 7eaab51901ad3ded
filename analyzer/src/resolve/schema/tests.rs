//! A developer's entry that prints the schema of a real tree; the application of changes has its specs in
//! `fixtures/specs/sql`.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a developer's entry names a tree and prints it"
)]

use super::Schema;
use crate::source::disk;

/// `GERUND_TREE=path cargo test print_schema -- --ignored --nocapture`
#[test]
#[ignore = "needs a tree in GERUND_TREE"]
fn print_schema() {
    let root = std::env::var("GERUND_TREE").expect("GERUND_TREE names a folder");
    let tree =
        disk::load(std::path::Path::new(&root), &disk::LoadOptions::default()).expect("a readable tree");
    let files = crate::facts_of(&tree);
    let (schema, _) = Schema::build(&files);
    for (at, one) in schema.trees.iter().enumerate() {
        println!("tree {at}: {} tables in {:?}", one.tables, one.folders);
    }
    for table in &schema.tables {
        let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
        let keys: Vec<&str> = table.foreign_keys.iter().map(|key| schema.name(key.to)).collect();
        let name = &table.name;
        println!("{} {:?} {:?} ({}) -> {keys:?}", table.tree, name.schema, name.name, names.join(", "));
    }
    for view in &schema.views {
        println!("view {:?} -> {:?}", view.name, view.query.reads);
    }
    for trigger in &schema.triggers {
        println!("trigger {} on {} by {:?}", trigger.name, schema.name(trigger.table), trigger.routine);
    }
    for routine in &schema.routines {
        let writes: Vec<_> = routine.statements.iter().flat_map(|one| &one.writes).collect();
        println!("routine {:?} writes {writes:?} refused {:?}", routine.name, routine.refused);
    }
    for one in &schema.disagreements {
        let path = tree.files().get(one.place.file.0 as usize).map(|file| &file.path);
        println!(
            "disagreement {}.{:?} only in {:?} at {path:?}:{}",
            one.table, one.column, one.only_in, one.place.line
        );
    }
    for gap in files
        .iter()
        .filter(|file| file.schema.is_some() || tree.files()[file.file.0 as usize].path.ends_with("sql"))
        .flat_map(|file| &file.gaps)
    {
        println!("gap {}:{} {}", tree.files()[gap.place.file.0 as usize].path, gap.place.line, gap.what);
    }
    println!("{} tables", schema.tables.len());
}
