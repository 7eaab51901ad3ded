//! A boundary: why it is one, what it would own, who works on that, what stands in the way.

use reports::explanation::{Explanation, Point};

use super::super::{chains, names, proposals};
use super::ways;
use crate::Analysis;
use crate::propose::proposal::{Proposal, Verdict};
use crate::resolve::ids::FunctionId;
use crate::score::Contribution;
use crate::score::candidate::Role;

pub(super) fn explain(analysis: &Analysis, one: &Proposal) -> Explanation {
    let verdict = match one.verdict {
        Verdict::Extract => "extract",
        Verdict::FixFirst => "fix first",
        Verdict::Leave => "leave",
    };
    let title = format!(
        "{}: to {} {} ({verdict}, {})",
        one.name,
        one.verb,
        one.subject.replace('_', " "),
        score(one.score)
    );
    let mut told = Explanation { title, sections: Vec::new() };
    told.add(&format!("Why: the score of {} is the sum of", score(one.score)), signals(&one.signals));
    told.add("What shows it", evidence(analysis, one));
    told.add("It would own", owned(analysis, one));
    told.add("What stays in the monolith as the outcome", stays(analysis, one));
    told.add("Its operations", operations(analysis, one));
    told.add("How they touch the data", touching(analysis, one));
    told.add("Who would become a caller", consumers(analysis, one));
    told.add("What stands in the way, and what mends it", blockers(analysis, one));
    told
}

pub(super) fn score(thousandths: i32) -> String {
    format!("{:.3}", f64::from(thousandths) / 1000.0)
}

pub(super) fn signals(all: &[Contribution]) -> Vec<Point> {
    all.iter().map(|s| Point::said(format!("{:>6}  {}: {}", score(s.points), s.signal, s.words))).collect()
}

fn evidence(analysis: &Analysis, one: &Proposal) -> Vec<Point> {
    let point = |one: &crate::score::candidate::Evidence| {
        Point::at(one.claim.clone(), names::path(analysis, one.place), one.place.line)
    };
    one.evidence.iter().map(point).collect()
}

fn owned(analysis: &Analysis, one: &Proposal) -> Vec<Point> {
    let schema = &analysis.program.schema;
    let tables = one
        .tables
        .iter()
        .map(|id| (format!("table `{}`", names::table(analysis, *id)), schema.get(*id).place));
    let column = |id| {
        (
            format!("column `{}` of a table that stays", names::column(analysis, id)),
            schema.column_of(id).place,
        )
    };
    let all = tables.chain(one.columns.iter().map(|id| column(*id)));
    all.map(|(claim, place)| Point::at(claim, names::path(analysis, place), place.line)).collect()
}

fn stays(analysis: &Analysis, one: &Proposal) -> Vec<Point> {
    let point = |id| {
        let place = analysis.program.schema.column_of(id).place;
        Point::at(format!("`{}`", names::column(analysis, id)), names::path(analysis, place), place.line)
    };
    one.stays.iter().map(|id| point(*id)).collect()
}

fn operations(analysis: &Analysis, one: &Proposal) -> Vec<Point> {
    let words = |role: Role| if role == Role::Entry { "" } else { " is a step" };
    one.operations.iter().map(|(id, role)| ways::function(analysis, *id, words(*role))).collect()
}

/// The statements of its operations over what it would own.
fn touching(analysis: &Analysis, one: &Proposal) -> Vec<Point> {
    let mut functions: Vec<FunctionId> = one.operations.iter().map(|(id, _)| *id).collect();
    functions.sort_unstable();
    let statements =
        analysis.program.statements.iter().filter(|s| functions.binary_search(&s.function).is_ok());
    let owned = statements.filter(|s| {
        s.tables.iter().any(|(table, _)| one.tables.contains(table))
            || s.writes_columns.iter().chain(&s.reads_columns).any(|column| one.columns.contains(column))
    });
    owned.map(|s| ways::statement(analysis, s)).collect()
}

fn consumers(analysis: &Analysis, one: &Proposal) -> Vec<Point> {
    let point = |one: &crate::propose::proposal::Consumer| {
        let claim = format!("`{}` reads {}", names::function(analysis, one.function), one.reads.join(", "));
        let way = chains::to(analysis, one.function);
        Point { claim, place: Some((names::path(analysis, one.place), one.place.line)), way }
    };
    one.consumers.iter().map(point).collect()
}

fn blockers(analysis: &Analysis, one: &Proposal) -> Vec<Point> {
    let point = |one: &crate::propose::proposal::Blocker| {
        let who =
            one.function.map_or_else(String::new, |id| format!(" by `{}`", names::function(analysis, id)));
        let kind = proposals::kind(one.kind).code().replace('_', " ");
        let claim = format!("{kind}{who} ({}): {}", one.data.join(", "), one.fix);
        Point::at(claim, names::path(analysis, one.place), one.place.line)
    };
    one.blockers.iter().map(point).collect()
}
