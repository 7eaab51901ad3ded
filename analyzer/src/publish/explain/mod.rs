//! `gerund explain NAME`: what the name means, and the whole argument about it, every claim with its place. What things are
//! was decided before; here it is only told.

mod boundary;
mod data;
mod function;
mod ways;

use reports::explanation::Explanation;

use super::names;
use crate::Analysis;
use crate::resolve::ids::{ColumnId, FunctionId, TableId};

/// So many names are offered where none is meant for sure.
const OFFERED: usize = 8;
/// How alike a name must be to be offered, from 0 to 1.
const ALIKE: f64 = 0.75;

/// What a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Boundary(usize),
    Table(TableId),
    Column(ColumnId),
    Function(FunctionId),
}

/// Why there is nothing to explain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Nothing has the name; these are like it.
    Unknown(Vec<String>),
    /// Several have it.
    Ambiguous(Vec<String>),
}

/// Explains the boundary, table, column or function of that name. A boundary is meant before a table, that before a
/// function; a function may be named by the end of its path (`User::approve`).
///
/// # Errors
/// When nothing has the name, or several functions have it.
pub fn explain(analysis: &Analysis, name: &str) -> Result<Explanation, Unclear> {
    Ok(match subject(analysis, name)? {
        Subject::Boundary(index) => boundary::explain(analysis, &analysis.proposals[index]),
        Subject::Table(id) => data::table(analysis, id),
        Subject::Column(id) => data::column(analysis, id),
        Subject::Function(id) => function::explain(analysis, id),
    })
}

fn subject(analysis: &Analysis, name: &str) -> Result<Subject, Unclear> {
    if let Some(index) = analysis.proposals.iter().position(|one| one.name.eq_ignore_ascii_case(name)) {
        return Ok(Subject::Boundary(index));
    }
    let tables = (0..).map(TableId).zip(&analysis.program.schema.tables);
    for (id, table) in tables {
        let full = names::table(analysis, id);
        for named in [&full, &table.name.name] {
            if named == name {
                return Ok(Subject::Table(id));
            }
            let Some(column) = name.strip_prefix(named.as_str()).and_then(|rest| rest.strip_prefix('.'))
            else {
                continue;
            };
            if let Some(found) = analysis.program.schema.column(id, column) {
                return Ok(Subject::Column(found));
            }
        }
    }
    function_named(analysis, name)
}

fn function_named(analysis: &Analysis, name: &str) -> Result<Subject, Unclear> {
    let shown =
        (0..).map(FunctionId).zip(analysis.program.functions.iter().map(|function| function.display()));
    let ends =
        |path: &str| path.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with("::"));
    let found: Vec<(FunctionId, String)> = shown.filter(|(_, path)| ends(path)).collect();
    match &found[..] {
        [] => Err(Unclear::Unknown(alike(analysis, name))),
        [(one, _)] => Ok(Subject::Function(*one)),
        many => match many.iter().find(|(_, path)| path == name) {
            Some((one, _)) => Ok(Subject::Function(*one)),
            None => {
                Err(Unclear::Ambiguous(many.iter().take(OFFERED).map(|(_, path)| path.clone()).collect()))
            }
        },
    }
}

/// Names that are like it, the most alike first.
fn alike(analysis: &Analysis, name: &str) -> Vec<String> {
    let boundaries = analysis.proposals.iter().map(|one| one.name.clone());
    let ids = (0..analysis.program.schema.tables.len()).filter_map(|index| u32::try_from(index).ok());
    let tables = ids.map(|index| names::table(analysis, TableId(index)));
    let functions = analysis.program.functions.iter().map(|one| one.name.to_string());
    let near = |known: &str| strsim::jaro_winkler(&known.to_lowercase(), &name.to_lowercase());
    let mut found: Vec<(f64, String)> =
        boundaries.chain(tables).chain(functions).map(|known| (near(&known), known)).collect();
    found.retain(|(near, _)| *near >= ALIKE);
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.dedup();
    found.truncate(OFFERED);
    found.into_iter().map(|(_, known)| known).collect()
}
