//! The one sort order of a document. Who makes a document calls [`Document::sort`] once; nobody sorts after that.
//!
//! Evidence keeps the order that it was given in: the strongest stands first, and only its maker knows which it is.

use std::cmp::Reverse;

use super::identity::Identify;
use super::v1::{Document, Proposal, Table};

impl Document {
    /// Brings the whole document into its order and drops what is there twice.
    pub fn sort(&mut self) {
        for proposal in &mut self.proposals {
            proposal.sort();
        }
        self.proposals.sort_by(|a, b| (a.rank, a.identity()).cmp(&(b.rank, b.identity())));
        self.nouns.sort_by(|a, b| a.identity().cmp(b.identity()));
        self.nouns.dedup();
        self.tables.iter_mut().for_each(Table::sort);
        // Several databases may have a table of one name.
        self.tables.sort_by(|a, b| (a.identity(), &a.file, a.line).cmp(&(b.identity(), &b.file, b.line)));
        for one in &mut self.sensitive {
            one.uses.sort_by_key(|one| (one.boundary.is_none(), one.boundary));
        }
        self.sensitive.sort_by(|a, b| (&a.column, &a.file, a.line).cmp(&(&b.column, &b.file, b.line)));
        self.findings
            .sort_by(|a, b| (a.severity, a.identity(), a.line).cmp(&(b.severity, b.identity(), b.line)));
        self.findings.dedup();
        self.rules.sort_by(|a, b| a.identity().cmp(b.identity()));
        self.gaps.sort_by(|a, b| a.identity().cmp(b.identity()));
        self.gaps.dedup();
        self.diagnostics
            .sort_by(|a, b| (a.severity, a.identity(), a.line).cmp(&(b.severity, b.identity(), b.line)));
        self.diagnostics.dedup();
    }
}

impl Proposal {
    fn sort(&mut self) {
        let lists = [&mut self.owns.tables, &mut self.owns.columns, &mut self.stays];
        lists.into_iter().for_each(sort_names);
        self.consumers.iter_mut().for_each(|consumer| sort_names(&mut consumer.reads));
        self.blockers.iter_mut().for_each(|blocker| sort_names(&mut blocker.data));
        self.operations.sort_by(|a, b| (a.role, a.identity(), a.line).cmp(&(b.role, b.identity(), b.line)));
        self.operations.dedup();
        self.takes_out.iter_mut().for_each(|one| {
            sort_names(&mut one.columns);
            sort_names(&mut one.readers);
        });
        self.takes_out.sort_by(|a, b| a.class.cmp(&b.class));
        self.calls.sort_by_key(|call| call.boundary);
        self.consumers
            .sort_by(|a, b| (a.identity(), a.line, &a.reads).cmp(&(b.identity(), b.line, &b.reads)));
        self.consumers.dedup();
        self.blockers.sort_by(|a, b| (a.identity(), a.line, &a.fix).cmp(&(b.identity(), b.line, &b.fix)));
        self.blockers.dedup();
        self.signals.sort_by_key(|signal| (Reverse(signal.contribution.thousandths()), signal.id.clone()));
        self.signals.dedup();
    }
}

impl Table {
    fn sort(&mut self) {
        sort_names(&mut self.refers_to);
        // Nobody in particular stands last.
        self.uses.sort_by_key(|one| (one.boundary.is_none(), one.boundary));
    }
}

fn sort_names(names: &mut Vec<String>) {
    names.sort();
    names.dedup();
}
