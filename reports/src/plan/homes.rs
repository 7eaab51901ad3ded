//! Files that belong to one boundary whole: what is added to them later belongs to it as well, so a plan names them by a pattern.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::v1::graph::{ColumnRef, Function, Graph, Statement};
use crate::document::v1::{Document, Proposal};

/// What the functions of one file, or of one type in it, do to data.
#[derive(Default)]
struct Group {
    /// Operations that write the boundary's data.
    writers: u32,
    /// Operations that touch it.
    own: u32,
    /// Functions that touch data and none of the boundary's.
    other: u32,
    /// Somebody in it touches the boundary's data and is no operation, or writes data of others.
    mixed: bool,
}

/// Patterns for the boundary's operations: a whole file, else a whole type, where all that is written in it is the
/// boundary's; else the function's own name, in which every sign means itself.
pub(super) fn patterns(document: &Document, proposal: &Proposal) -> BTreeMap<String, String> {
    let operations: BTreeSet<&str> = proposal.operations.iter().map(|one| one.function.as_str()).collect();
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut of: BTreeMap<String, [Option<String>; 2]> = BTreeMap::new();
    if let Some(graph) = &document.graph {
        for function in &graph.functions {
            let name = graph.function_name(function);
            let places = places(graph, function);
            for place in places.iter().flatten() {
                groups.entry(place.clone()).or_default().add(
                    document,
                    proposal,
                    function,
                    operations.contains(name.as_str()),
                );
            }
            of.insert(name, places);
        }
    }
    let home = |place: &&String| groups.get(*place).is_some_and(|group| group.is_home());
    let pattern = |name: &str| {
        let places = of.get(name).into_iter().flatten().flatten();
        places.into_iter().find(home).map_or_else(|| written(name), |place| format!("{}::*", written(place)))
    };
    operations.iter().map(|name| ((*name).to_owned(), pattern(name))).collect()
}

/// The file, and the type in it.
fn places(graph: &Graph, function: &Function) -> [Option<String>; 2] {
    let Some(file) = graph.files.get(function.file as usize) else { return [None, None] };
    let owner = function.owner.as_ref().map(|owner| {
        let parts: Vec<&str> = function.modules.iter().map(String::as_str).chain([owner.as_str()]).collect();
        format!("{file}::{}", parts.join("::"))
    });
    [Some(file.clone()), owner]
}

impl Group {
    /// Whether the boundary's data is written here and nothing else is, or is all that is read here.
    fn is_home(&self) -> bool {
        !self.mixed && (self.writers > 0 || (self.own > 0 && self.other == 0))
    }

    fn add(&mut self, document: &Document, proposal: &Proposal, function: &Function, operation: bool) {
        let rows = function.hands.iter().map(|row| row.columns.as_slice());
        let writes: Vec<bool> = function
            .statements
            .iter()
            .flat_map(|statement| {
                written_data(statement).map(|(table, columns)| is_own(document, proposal, table, &columns))
            })
            .chain(rows.filter_map(|columns| Some(is_own(document, proposal, columns.first()?.0, columns))))
            .collect();
        let reads = function.statements.iter().flat_map(|statement| &statement.tables);
        let touches = reads.into_iter().any(|used| owns_table(document, proposal, used.0));
        self.writers += u32::from(operation && writes.contains(&true));
        self.own += u32::from(operation && (touches || writes.contains(&true)));
        let any = function.statements.iter().any(|statement| !statement.tables.is_empty());
        self.other += u32::from(any && !touches && !writes.contains(&true));
        self.mixed |= writes.contains(&false) || (touches && !operation);
    }
}

/// The tables that a statement writes, with the columns.
fn written_data(statement: &Statement) -> impl Iterator<Item = (u32, Vec<ColumnRef>)> {
    let tables = statement.tables.iter().filter(|used| used.1.writes());
    tables
        .map(|used| (used.0, statement.writes.iter().copied().filter(|column| column.0 == used.0).collect()))
}

fn owns_table(document: &Document, proposal: &Proposal, table: u32) -> bool {
    document.tables.get(table as usize).is_some_and(|table| proposal.owns.tables.contains(&table.name))
}

/// Whether the written columns are the boundary's, markers among them.
fn is_own(document: &Document, proposal: &Proposal, table: u32, columns: &[ColumnRef]) -> bool {
    let name = |column: &ColumnRef| {
        let table = document.tables.get(column.0 as usize)?;
        Some(format!("{}.{}", table.name, table.columns.get(usize::from(column.1))?.name))
    };
    let owned = |name: String| proposal.owns.columns.contains(&name) || proposal.stays.contains(&name);
    owns_table(document, proposal, table)
        || (!columns.is_empty() && columns.iter().all(|column| name(column).is_some_and(owned)))
}

/// A name as a pattern that names it alone.
fn written(name: &str) -> String {
    let plain = !name.contains(['*', '?', '[', ']', '{', '}', '!', '\\']);
    if plain { name.to_owned() } else { globset::escape(name) }
}

#[cfg(test)]
mod tests {
    use super::patterns;
    use crate::document::v1::graph::{Function, Graph, Mode, Statement, TableUse};
    use crate::document::v1::{Document, Owns, Proposal, Table};

    /// Functions `file::name` or `file::Type::name`, each writing the tables of those numbers.
    fn document(functions: &[(&str, &[u32])]) -> Document {
        let mut graph = Graph::default();
        for (name, writes) in functions {
            let parts: Vec<&str> = name.split("::").collect();
            if graph.files.last().is_none_or(|last| last != parts[0]) {
                graph.files.push(parts[0].to_owned());
            }
            let tables = writes.iter().map(|at| TableUse(*at, Mode::Update)).collect();
            graph.functions.push(Function {
                file: u32::try_from(graph.files.len() - 1).unwrap(),
                name: (*parts.last().unwrap()).to_owned(),
                owner: (parts.len() > 2).then(|| parts[1].to_owned()),
                statements: vec![Statement { tables, ..Statement::default() }],
                ..Function::default()
            });
        }
        let table = |name: &str| Table { name: name.to_owned(), ..Table::default() };
        Document { graph: Some(graph), tables: vec![table("own"), table("other")], ..Document::default() }
    }

    fn proposal(operations: &[&str]) -> Proposal {
        let text = r#"{"rank":1,"name":"A","verb":"","subject":"","verdict":"extract","score":1.0,
            "owns":{"tables":[],"columns":[]},"stays":[],"operations":[],"consumers":[],
            "blockers":[],"evidence":[],"signals":[]}"#;
        let one: Proposal = serde_json::from_str(text).unwrap();
        let operation = |name: &&str| {
            let text = format!(r#"{{"function":{name:?},"file":"a.rs","line":1,"role":"step"}}"#);
            serde_json::from_str(&text).unwrap()
        };
        let owns = Owns { tables: vec!["own".to_owned()], columns: Vec::new() };
        Proposal { owns, operations: operations.iter().map(operation).collect(), ..one }
    }

    #[test]
    fn what_is_the_boundary_s_whole_is_named_whole() {
        let mut code = document(&[
            ("a.rs::T::make", &[0]),
            ("a.rs::read", &[]),
            ("b.rs::T::make", &[0]),
            ("b.rs::U::make", &[1]),
            ("c.rs::both", &[0, 1]),
            ("d.rs::handler", &[]),
            ("e.rs::mine", &[0]),
            ("e.rs::foreign", &[0]),
            ("f.rs::view", &[]),
        ]);
        let reads =
            |table| vec![Statement { tables: vec![TableUse(table, Mode::Read)], ..Statement::default() }];
        let graph = code.graph.as_mut().unwrap();
        graph.functions.last_mut().unwrap().statements = reads(0);
        let operations = [
            "a.rs::T::make",
            "a.rs::read",
            "b.rs::T::make",
            "c.rs::both",
            "d.rs::handler",
            "e.rs::mine",
            "f.rs::view",
        ];
        let found: Vec<String> = patterns(&code, &proposal(&operations)).into_values().collect();
        assert_eq!(
            found,
            ["a.rs::*", "a.rs::*", "b.rs::T::*", "c.rs::both", "d.rs::handler", "e.rs::mine", "f.rs::*"]
        );
        // Where other data is read as well, the view's name is its own.
        let mut other = code.graph.as_ref().unwrap().functions.last().unwrap().clone();
        (other.name, other.statements) = ("other".to_owned(), reads(1));
        code.graph.as_mut().unwrap().functions.push(other);
        assert_eq!(patterns(&code, &proposal(&operations))["f.rs::view"], "f.rs::view");
    }
}
