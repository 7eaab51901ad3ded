//! A function: how it is reached, what it does to data, and which boundary it belongs to or stands in the way of.

use reports::explanation::{Explanation, Point};

use super::super::names;
use super::ways;
use crate::Analysis;
use crate::resolve::ids::FunctionId;

/// Calls beyond this many are counted and not listed.
const CALLS: usize = 40;

pub(super) fn explain(analysis: &Analysis, id: FunctionId) -> Explanation {
    let mut told =
        Explanation { title: format!("Function `{}`", names::function(analysis, id)), sections: Vec::new() };
    told.add("What it is", vec![ways::function(analysis, id, "")]);
    told.add("What is proposed", proposed(analysis, id));
    let statements = analysis.program.statements.iter().filter(|one| one.function == id);
    let own = statements.map(|one| Point { way: Vec::new(), ..ways::statement(analysis, one) });
    told.add("What its own statements do", own.collect());
    told.add("What it touches through what it calls", reached(analysis, id));
    told.add("What it calls", calls(analysis, analysis.graph.callees(id)));
    told.add("What calls it", calls(analysis, analysis.graph.callers(id)));
    told
}

fn proposed(analysis: &Analysis, id: FunctionId) -> Vec<Point> {
    let mut points = Vec::new();
    for one in &analysis.proposals {
        let operation = one.operations.iter().any(|(own, _)| *own == id);
        let consumer = one.consumers.iter().any(|consumer| consumer.function == id);
        points.extend(operation.then(|| Point::said(format!("an operation of {}", one.name))));
        points.extend(consumer.then(|| Point::said(format!("would call {}", one.name))));
        for blocker in one.blockers.iter().filter(|blocker| blocker.function == Some(id)) {
            let claim = format!("stands in the way of {}: {}", one.name, blocker.fix);
            points.push(Point::at(claim, names::path(analysis, blocker.place), blocker.place.line));
        }
    }
    points
}

fn reached(analysis: &Analysis, id: FunctionId) -> Vec<Point> {
    let list = |set: &crate::graph::BitSet| {
        let ids = set.iter().filter_map(|index| u32::try_from(index).ok());
        let names: Vec<String> = ids
            .map(|index| format!("`{}`", names::table(analysis, crate::resolve::ids::TableId(index))))
            .collect();
        names.join(", ")
    };
    let sides = [("writes", list(analysis.graph.writes(id))), ("reads", list(analysis.graph.reads(id)))];
    let some = sides.into_iter().filter(|(_, tables)| !tables.is_empty());
    some.map(|(does, tables)| Point::said(format!("{does} {tables}"))).collect()
}

fn calls(analysis: &Analysis, functions: &[FunctionId]) -> Vec<Point> {
    let point = |id: &FunctionId| {
        let info = &analysis.program.functions[id.0 as usize];
        Point::at(format!("`{}`", info.display()), info.path.to_string(), info.place.line)
    };
    let mut points: Vec<Point> = functions.iter().take(CALLS).map(point).collect();
    let more = functions.len().saturating_sub(CALLS);
    points.extend((more > 0).then(|| Point::said(format!("and {more} more"))));
    points
}
