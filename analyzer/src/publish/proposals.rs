//! Proposals and nouns as the document says them.

use reports::document::Score;
use reports::document::v1::{
    Blocker, BlockerKind, BoundaryCall, Consumer, Effect, Evidence, Noun, Operation, Owns, Proposal, Role,
    Signal, Verdict,
};

use super::chains;
use super::names::{column, entry, function, path, table};
use super::uses::Uses;
use crate::Analysis;
use crate::propose::proposal;
use crate::resolve::ids::FunctionId;
use crate::resolve::program;
use crate::score::candidate;

pub(super) fn proposals(analysis: &Analysis, uses: &Uses) -> Vec<Proposal> {
    (1..).zip(&analysis.proposals).map(|(rank, one)| published(analysis, uses, rank, one)).collect()
}

fn published(analysis: &Analysis, uses: &Uses, rank: u32, one: &proposal::Proposal) -> Proposal {
    Proposal {
        rank,
        name: one.name.clone(),
        verb: one.verb.clone(),
        subject: one.subject.clone(),
        verdict: match one.verdict {
            proposal::Verdict::Extract => Verdict::Extract,
            proposal::Verdict::FixFirst => Verdict::FixFirst,
            proposal::Verdict::Leave => Verdict::Leave,
        },
        score: score(one.score),
        owns: Owns {
            tables: one.tables.iter().map(|id| table(analysis, *id)).collect(),
            columns: one.columns.iter().map(|id| column(analysis, *id)).collect(),
        },
        stays: one.stays.iter().map(|id| column(analysis, *id)).collect(),
        operations: one.operations.iter().map(|(id, role)| operation(analysis, *id, *role)).collect(),
        consumers: one.consumers.iter().map(|consumer| published_consumer(analysis, consumer)).collect(),
        blockers: one.blockers.iter().map(|blocker| published_blocker(analysis, blocker)).collect(),
        calls: uses
            .calls_of(rank)
            .map(|(boundary, functions)| BoundaryCall { boundary, functions })
            .collect(),
        effects: uses
            .effects_of(rank)
            .map(|(index, shared)| published_effect(analysis, &analysis.program.effects[index], shared))
            .collect(),
        // `sensitive::take_out` knows, once every owner is known.
        takes_out: Vec::new(),
        evidence: one
            .evidence
            .iter()
            .map(|one| Evidence {
                claim: one.claim.clone(),
                file: path(analysis, one.place),
                line: one.place.line,
            })
            .collect(),
        signals: one
            .signals
            .iter()
            .map(|one| Signal {
                id: one.signal.to_owned(),
                contribution: score(one.points),
                words: one.words.clone(),
            })
            .collect(),
    }
}

fn operation(analysis: &Analysis, id: FunctionId, role: candidate::Role) -> Operation {
    let info = &analysis.program.functions[id.0 as usize];
    let role = match role {
        candidate::Role::Entry => Role::Entry,
        candidate::Role::Core => Role::Step,
    };
    Operation {
        function: info.display(),
        file: info.path.to_string(),
        line: info.place.line,
        role,
        starts_by: entry(analysis, id),
    }
}

fn published_consumer(analysis: &Analysis, consumer: &proposal::Consumer) -> Consumer {
    Consumer {
        function: function(analysis, consumer.function),
        file: path(analysis, consumer.place),
        line: consumer.place.line,
        reads: consumer.reads.clone(),
    }
}

fn published_effect(analysis: &Analysis, effect: &program::Effect, shared: bool) -> Effect {
    Effect {
        kind: effect.kind.as_str().to_owned(),
        library: effect.library.clone(),
        target: effect.target.clone(),
        shared,
        function: function(analysis, effect.function),
        file: path(analysis, effect.place),
        line: effect.place.line,
    }
}

fn published_blocker(analysis: &Analysis, blocker: &proposal::Blocker) -> Blocker {
    Blocker {
        kind: kind(blocker.kind),
        function: blocker.function.map(|id| function(analysis, id)),
        file: path(analysis, blocker.place),
        line: blocker.place.line,
        data: blocker.data.clone(),
        fix: blocker.fix.clone(),
        chain: blocker.function.map(|id| chains::to(analysis, id)).unwrap_or_default(),
    }
}

pub(super) fn kind(kind: proposal::BlockerKind) -> BlockerKind {
    match kind {
        proposal::BlockerKind::ForeignWrite => BlockerKind::ForeignWrite,
        proposal::BlockerKind::SplitTransaction => BlockerKind::SplitTransaction,
        proposal::BlockerKind::SharedCode => BlockerKind::SharedCode,
        proposal::BlockerKind::Trigger => BlockerKind::Trigger,
        proposal::BlockerKind::DynamicSql => BlockerKind::DynamicSql,
        proposal::BlockerKind::ForeignCall => BlockerKind::ForeignCall,
        proposal::BlockerKind::ForeignKey => BlockerKind::ForeignKey,
        proposal::BlockerKind::Join => BlockerKind::Join,
    }
}

pub(super) fn nouns(analysis: &Analysis) -> Vec<Noun> {
    let noun = |noun: &proposal::Noun| Noun {
        table: table(analysis, noun.table),
        why: noun.why.clone(),
        file: path(analysis, noun.place),
        line: noun.place.line,
        figures: noun.figures.iter().map(|(name, value)| ((*name).to_owned(), *value)).collect(),
    };
    analysis.nouns.iter().map(noun).collect()
}

fn score(thousandths: i32) -> Score {
    Score::new(f64::from(thousandths) / 1000.0)
}
