//! The analysis as a document of the crate `reports`: flat, ordered, versioned. Nothing is judged here; ids become
//! names, places become paths and lines.

pub mod again;
mod chains;
mod decrees;
pub mod explain;
mod facts;
mod findings;
mod graph;
mod names;
mod proposals;
mod revive;
mod schema;
mod sensitive;
mod sources;
mod tables;
#[cfg(test)]
mod tests;
mod uses;

use std::collections::BTreeMap;

use reports::Document;
use reports::document::v1::{CallCoverage, Coverage, Diagnostic, GapCount, Monolith, Severity, SqlCoverage};

pub use facts::{Subject as FactSubject, lines as facts_lines};
pub(crate) use sources::Sources;

use crate::Analysis;
use crate::config::FILE_NAME;
use crate::facts::gap::GapKind;

/// The document, in its order.
pub fn document(analysis: &Analysis) -> Document {
    let uses = uses::Uses::of(analysis);
    let mut document = Document {
        monolith: monolith(analysis),
        coverage: coverage(analysis),
        gaps: gaps(analysis),
        proposals: proposals::proposals(analysis, &uses),
        nouns: proposals::nouns(analysis),
        tables: tables::tables(analysis, &uses),
        sensitive: sensitive::columns(analysis, &uses),
        findings: findings::findings(analysis),
        rules: findings::rules(),
        diagnostics: diagnostics(analysis),
        ..Document::default()
    };
    sensitive::take_out(&mut document.proposals, &document.sensitive);
    document.sort();
    document.graph = Some(graph::graph(analysis, &tables::places(analysis, &document)));
    document
}

fn diagnostics(analysis: &Analysis) -> Vec<Diagnostic> {
    let mut all = analysis.sources.diagnostics.clone();
    all.extend(decrees::unused(analysis));
    all.extend(unlisted(analysis));
    all
}

/// How many boundaries the list leaves out, so that somebody reads it to its end.
fn unlisted(analysis: &Analysis) -> Option<Diagnostic> {
    let count = analysis.passed_over.iter().filter(|one| one.unlisted).count();
    let message = format!(
        "so much is worth an extraction that {count} weaker proposals, which the verdict would leave, are not listed; `min_score` in \
         {FILE_NAME} says where the list ends"
    );
    let code = "unlisted-proposals".to_owned();
    (count > 0).then_some(Diagnostic { severity: Severity::Info, code, message, file: None, line: None })
}

fn monolith(analysis: &Analysis) -> Monolith {
    let program = &analysis.program;
    let tested = |id: crate::resolve::ids::FunctionId| program.functions[id.0 as usize].test;
    Monolith {
        files: analysis.sources.files,
        lines: analysis.sources.lines,
        functions: program.functions.iter().filter(|function| !function.test && !function.derived).count()
            as u64,
        entry_points: program.entries.iter().filter(|entry| !tested(entry.function)).count() as u64,
        tables: program.schema.tables.len() as u64,
        columns: program.schema.tables.iter().map(|table| table.columns.len() as u64).sum(),
    }
}

fn coverage(analysis: &Analysis) -> Coverage {
    let seen = &analysis.program.coverage;
    let not_whole = u64::from(seen.statements_partial) + u64::from(seen.statements_unknown);
    Coverage {
        calls: CallCoverage {
            resolved: seen.calls_resolved.into(),
            external: seen.calls_external.into(),
            unknown: seen.calls_unknown.into(),
        },
        sql: SqlCoverage {
            statements: seen.statements.into(),
            understood: u64::from(seen.statements).saturating_sub(not_whole),
            partly: seen.statements_partial.into(),
            gaps: seen.statements_unknown.into(),
        },
        files: analysis.sources.coverage,
    }
}

fn gaps(analysis: &Analysis) -> Vec<GapCount> {
    let mut counts: BTreeMap<GapKind, u64> = analysis.sources.gaps.clone();
    for gap in &analysis.program.gaps {
        *counts.entry(gap.kind).or_default() += 1;
    }
    let words = |kind| GapCount {
        kind: GapKind::code(kind).to_owned(),
        count: counts[&kind],
        words: in_words(kind).to_owned(),
    };
    counts.keys().copied().map(words).collect()
}

/// What a gap of the kind is, for a person.
fn in_words(kind: GapKind) -> &'static str {
    match kind {
        GapKind::UnparsedFile => "a source file that does not parse",
        GapKind::TooDeep => "a source file that is nested too deep to be parsed safely",
        GapKind::UnreadFile => "a file that could not be read or is not UTF-8",
        GapKind::UnparsedManifest => "a manifest that does not parse",
        GapKind::UnparsedDdl => "a schema statement that does not parse",
        GapKind::UnparsedSql => "a query that does not parse",
        GapKind::DynamicSql => "a query of which a part is only known when the program runs",
        GapKind::UnknownMacro => "a macro whose arguments are not understood",
        GapKind::MissingModule => "a `mod` without a file",
        GapKind::UnresolvedCall => "a call that looks like one to this code and does not resolve",
        GapKind::UnknownTable => "a query of a table that nothing in the schema makes",
        GapKind::UnknownTarget => "a query whose table does not follow from the code",
    }
}
