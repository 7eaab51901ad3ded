//! What the configuration says of things that are not there: most likely misspelt, or gone since. Where it fits, others
//! heed it.

#[cfg(test)]
mod tests;

use reports::document::v1::{Diagnostic, Severity};

use super::names::{column, table};
use crate::Analysis;
use crate::config::{FILE_NAME, Pattern};
use crate::resolve::ids::{ColumnId, TableId};

/// A diagnostic for each pattern that fits nothing.
pub(super) fn unused(analysis: &Analysis) -> Vec<Diagnostic> {
    let config = &analysis.config;
    let mut all = Vec::new();
    let tables = names_of_tables(analysis);
    all.extend(unfit("nouns", "table", config.nouns.iter(), &tables));
    if !config.entry_points.functions.is_empty() {
        let functions: Vec<String> = analysis
            .program
            .functions
            .iter()
            .filter(|one| one.of_program())
            .map(|one| one.display())
            .collect();
        let patterns = config.entry_points.functions.iter();
        all.extend(unfit("entry_points.functions", "function", patterns, &functions));
    }
    if !config.sensitive.is_empty() {
        let columns = names_of_columns(analysis);
        let patterns = config.sensitive.iter().map(|rule| &rule.columns);
        all.extend(unfit("sensitive", "column", patterns, &columns));
    }
    all
}

fn names_of_tables(analysis: &Analysis) -> Vec<String> {
    ids(analysis).map(|id| table(analysis, id)).collect()
}

fn names_of_columns(analysis: &Analysis) -> Vec<String> {
    let of = |id: TableId| {
        let columns = (0..).zip(&analysis.program.schema.get(id).columns);
        columns.map(move |(at, _)| column(analysis, ColumnId { table: id, column: at }))
    };
    ids(analysis).flat_map(of).collect()
}

fn ids(analysis: &Analysis) -> impl Iterator<Item = TableId> {
    (0..).map(TableId).take(analysis.program.schema.tables.len())
}

fn unfit<'a>(
    key: &str,
    what: &str,
    patterns: impl Iterator<Item = &'a Pattern>,
    names: &[String],
) -> Vec<Diagnostic> {
    let unfit = patterns.filter(|pattern| !names.iter().any(|name| pattern.fits(name)));
    let one = |pattern: &Pattern| Diagnostic {
        severity: Severity::Warning,
        code: "unused-configuration".to_owned(),
        message: format!(
            "{FILE_NAME}, `{key}`: no {what} is named `{}`; check its spelling",
            pattern.as_str()
        ),
        file: None,
        line: None,
    };
    unfit.map(one).collect()
}
