//! Boundaries as somebody draws them: the names of their data and operations, taken from a document's proposals and changed.
//! What they are worth is for the analyzer to judge.

use std::collections::BTreeSet;

use crate::document::v1::{Document, Proposal};

/// A boundary without its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Its name.
    pub name: String,
    /// What the process does.
    pub verb: String,
    /// What it does it to.
    pub subject: String,
    /// Tables that it owns whole.
    pub tables: BTreeSet<String>,
    /// `table.column`: columns that leave tables that stay.
    pub columns: BTreeSet<String>,
    /// Markers.
    pub stays: BTreeSet<String>,
    /// Functions, as documents name them.
    pub operations: BTreeSet<String>,
    /// Its data is new to it: which other functions belong to it is to be found.
    pub redrawn: bool,
}

impl From<&Proposal> for Drawn {
    fn from(one: &Proposal) -> Drawn {
        Drawn {
            name: one.name.clone(),
            verb: one.verb.clone(),
            subject: one.subject.clone(),
            tables: one.owns.tables.iter().cloned().collect(),
            columns: one.owns.columns.iter().cloned().collect(),
            stays: one.stays.iter().cloned().collect(),
            operations: one.operations.iter().map(|one| one.function.clone()).collect(),
            redrawn: false,
        }
    }
}

/// A change to boundaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The data is owned by the boundary, or by the monolith where none is named.
    Move {
        /// A table, or `table.column`.
        data: String,
        /// The boundary's name.
        to: Option<String>,
    },
    /// The boundaries are one, of the first's name if no other is given.
    Merge {
        /// Two or more.
        names: Vec<String>,
        /// Its name.
        into: Option<String>,
    },
    /// The data leaves a boundary for a new one.
    Split {
        /// The boundary that is split.
        name: String,
        /// The new one's name.
        new: String,
        /// Tables and `table.column`s.
        data: Vec<String>,
    },
    /// There is no such boundary: its data stays in the monolith.
    Drop {
        /// Its name.
        name: String,
    },
}

/// Why a change cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangeError {
    /// No boundary has the name.
    #[error("there is no boundary {name}{}", meant(.nearest.as_ref()))]
    NoBoundary {
        /// What was asked for.
        name: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// No table or column has the name.
    #[error("there is no table or column {name}{}", meant(.nearest.as_ref()))]
    NoData {
        /// What was asked for.
        name: String,
        /// The one that was probably meant.
        nearest: Option<String>,
    },
    /// The name is taken.
    #[error("there is a boundary {0} already")]
    Taken(String),
    /// The column is part of a table that is owned whole.
    #[error("{column} is part of {table}, which {boundary} owns whole: move the table")]
    OfWhole {
        /// The column.
        column: String,
        /// Its table.
        table: String,
        /// Who owns it.
        boundary: String,
    },
    /// Nothing would be left, or nothing is moved.
    #[error("{0} does not own {1}: only what it owns can be split off")]
    NotOwned(String, String),
    /// A boundary is merged with itself.
    #[error("two different boundaries make one, and {0} was named twice or alone")]
    Alone(String),
}

fn meant(name: Option<&String>) -> String {
    name.map_or_else(String::new, |name| format!("; did you mean {name}?"))
}

/// All boundaries of a document, to be changed.
#[derive(Clone, Debug)]
pub struct Board<'a> {
    document: &'a Document,
    /// In the document's order, new ones last.
    pub boundaries: Vec<Drawn>,
}

impl<'a> Board<'a> {
    /// The document's own boundaries.
    pub fn of(document: &'a Document) -> Board<'a> {
        Board { document, boundaries: document.proposals.iter().map(Drawn::from).collect() }
    }

    /// Makes a change.
    ///
    /// # Errors
    /// When it names what is not there, or contradicts what is.
    pub fn change(&mut self, change: &Change) -> Result<(), ChangeError> {
        match change {
            Change::Move { data, to } => self.move_data(data, to.as_deref()),
            Change::Merge { names, into } => self.merge(names, into.as_deref()),
            Change::Split { name, new, data } => self.split(name, new, data),
            Change::Drop { name } => self.at(name).map(|at| drop(self.boundaries.remove(at))),
        }
    }

    /// Puts boundaries in the place of those of the same names; others lose what these own.
    pub fn draw(&mut self, drawn: Vec<Drawn>) {
        self.boundaries.retain(|old| drawn.iter().all(|new| new.name != old.name));
        for new in &drawn {
            for old in &mut self.boundaries {
                new.tables.iter().for_each(|table| old.lose(table, true));
                new.columns.iter().for_each(|column| old.lose(column, false));
            }
        }
        self.boundaries.extend(drawn);
        self.boundaries.retain(|one| !(one.redrawn && one.tables.is_empty() && one.columns.is_empty()));
    }

    fn at(&self, name: &str) -> Result<usize, ChangeError> {
        self.boundaries.iter().position(|one| one.name == name).ok_or_else(|| {
            let names = self.boundaries.iter().map(|one| one.name.as_str());
            ChangeError::NoBoundary { name: name.to_owned(), nearest: similar(name, names) }
        })
    }

    /// The table of the data, and whether it is the whole table.
    fn table_of<'d>(&self, data: &'d str) -> Result<(&'d str, bool), ChangeError> {
        let tables = &self.document.tables;
        if tables.iter().any(|table| table.name == data) {
            return Ok((data, true));
        }
        let column = data.rsplit_once('.').filter(|(name, column)| {
            let own = tables.iter().filter(|table| table.name == *name);
            own.flat_map(|table| &table.columns).any(|one| one.name == *column)
        });
        column.map(|(table, _)| (table, false)).ok_or_else(|| {
            let columns = |table: &crate::document::v1::Table| {
                let name = table.name.clone();
                table.columns.iter().map(move |column| format!("{name}.{}", column.name)).collect::<Vec<_>>()
            };
            let names: Vec<String> = tables
                .iter()
                .flat_map(|table| columns(table).into_iter().chain([table.name.clone()]))
                .collect();
            let nearest = similar(data, names.iter().map(String::as_str));
            ChangeError::NoData { name: data.to_owned(), nearest }
        })
    }

    fn move_data(&mut self, data: &str, to: Option<&str>) -> Result<(), ChangeError> {
        let to = to.map(|name| self.at(name)).transpose()?;
        let (table, whole) = self.table_of(data)?;
        let owner = self.boundaries.iter().position(|one| one.tables.contains(table));
        if let (false, Some(owner)) = (whole, owner) {
            let boundary = self.boundaries[owner].name.clone();
            return Err(ChangeError::OfWhole { column: data.to_owned(), table: table.to_owned(), boundary });
        }
        for one in &mut self.boundaries {
            one.lose(data, whole);
        }
        if let Some(at) = to {
            self.boundaries[at].gain(data, whole);
        }
        // What owns nothing is none.
        self.boundaries.retain(|one| !(one.redrawn && one.tables.is_empty() && one.columns.is_empty()));
        Ok(())
    }

    fn merge(&mut self, names: &[String], into: Option<&str>) -> Result<(), ChangeError> {
        let mut places: Vec<usize> = names.iter().map(|name| self.at(name)).collect::<Result<_, _>>()?;
        let first = places[0];
        places.sort_unstable();
        places.dedup();
        if places.len() < 2 || places.len() < names.len() {
            return Err(ChangeError::Alone(names[0].clone()));
        }
        let mut one = self.boundaries[first].clone();
        for other in places.iter().map(|at| &self.boundaries[*at]) {
            one.tables.extend(other.tables.iter().cloned());
            one.columns.extend(other.columns.iter().cloned());
            one.stays.extend(other.stays.iter().cloned());
            one.operations.extend(other.operations.iter().cloned());
        }
        one.stays.retain(|column| !one.columns.contains(column));
        one.redrawn = true;
        for at in places.into_iter().rev() {
            self.boundaries.remove(at);
        }
        if let Some(name) = into {
            one.name = self.free(name)?;
        }
        self.boundaries.push(one);
        Ok(())
    }

    fn split(&mut self, name: &str, new: &str, data: &[String]) -> Result<(), ChangeError> {
        let at = self.at(name)?;
        let from = &self.boundaries[at];
        let mut one = Drawn {
            name: self.free(new)?,
            verb: from.verb.clone(),
            subject: from.subject.clone(),
            operations: from.operations.clone(),
            ..Drawn::default()
        };
        for data in data {
            let (_, whole) = self.table_of(data)?;
            let from = &mut self.boundaries[at];
            let owned = if whole { from.tables.contains(data) } else { from.columns.contains(data) };
            if !owned {
                return Err(ChangeError::NotOwned(name.to_owned(), data.clone()));
            }
            from.lose(data, whole);
            one.gain(data, whole);
        }
        self.boundaries.push(one);
        Ok(())
    }

    fn free(&self, name: &str) -> Result<String, ChangeError> {
        let taken = self.boundaries.iter().any(|one| one.name == name);
        if taken { Err(ChangeError::Taken(name.to_owned())) } else { Ok(name.to_owned()) }
    }
}

impl Drawn {
    fn lose(&mut self, data: &str, whole: bool) {
        let of_table = |column: &String| column.rsplit_once('.').is_some_and(|(table, _)| table == data);
        let owned = match whole {
            true => self.tables.remove(data),
            false => self.columns.remove(data),
        };
        self.redrawn |= owned;
        if whole {
            let before = self.columns.len();
            self.columns.retain(|column| !of_table(column));
            self.redrawn |= self.columns.len() < before;
            self.stays.retain(|column| !of_table(column));
        }
        self.stays.remove(data);
    }

    fn gain(&mut self, data: &str, whole: bool) {
        let list = if whole { &mut self.tables } else { &mut self.columns };
        list.insert(data.to_owned());
        self.redrawn = true;
    }
}

/// The name that was probably meant.
pub fn similar<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let scored = names.map(|one| (strsim::jaro_winkler(&name.to_lowercase(), &one.to_lowercase()), one));
    let best = scored.filter(|(near, _)| *near > 0.8).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    best.map(|(_, one)| one.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Board, Change, ChangeError};
    use crate::document::v1::{Column, Document, Owns, Proposal, Table};

    fn document() -> Document {
        let table = |name: &str, columns: &[&str]| Table {
            name: name.to_owned(),
            columns: columns
                .iter()
                .map(|name| Column { name: (*name).to_owned(), ..Column::default() })
                .collect(),
            ..Table::default()
        };
        let owner = |name: &str, tables: &[&str], columns: &[&str]| {
            let all = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            let text = r#"{"rank":1,"name":"","verb":"","subject":"","verdict":"extract","score":1.0,
                "owns":{"tables":[],"columns":[]},"stays":["users.approved_at"],"operations":[],"consumers":[],
                "blockers":[],"evidence":[],"signals":[]}"#;
            let proposal: Proposal = serde_json::from_str(text).unwrap();
            let owns = Owns { tables: all(tables), columns: all(columns) };
            Proposal { name: name.to_owned(), owns, ..proposal }
        };
        Document {
            tables: vec![
                table("approvals", &["id", "reason"]),
                table("tokens", &["id"]),
                table("users", &["approved_at", "denied_reason", "id"]),
            ],
            proposals: vec![
                owner("Approvals", &["approvals"], &["users.denied_reason"]),
                owner("Tokens", &["tokens"], &[]),
            ],
            ..Document::default()
        }
    }

    /// Who owns what after the changes, or why one cannot be made.
    fn after(changes: &[Change]) -> Result<Vec<String>, ChangeError> {
        let document = document();
        let mut board = Board::of(&document);
        changes.iter().try_for_each(|change| board.change(change))?;
        let shown = board.boundaries.iter().map(|one| {
            let data: Vec<&str> = one.tables.iter().chain(&one.columns).map(String::as_str).collect();
            format!("{}: {}", one.name, data.join(" "))
        });
        Ok(shown.collect())
    }

    fn moved(data: &str, to: &str) -> Change {
        Change::Move { data: data.to_owned(), to: Some(to.to_owned()).filter(|to| !to.is_empty()) }
    }

    fn merged(names: &[&str]) -> Change {
        Change::Merge { names: names.iter().map(|name| (*name).to_owned()).collect(), into: None }
    }

    fn split(name: &str, new: &str, data: &[&str]) -> Change {
        let data = data.iter().map(|data| (*data).to_owned()).collect();
        Change::Split { name: name.to_owned(), new: new.to_owned(), data }
    }

    #[test]
    fn changes_do_what_they_say() {
        let shown = |changes: &[Change]| after(changes).unwrap().join("; ");
        let move_column = moved("users.denied_reason", "Tokens");
        assert_eq!(shown(&[move_column]), "Approvals: approvals; Tokens: tokens users.denied_reason");
        assert_eq!(shown(&[moved("tokens", "Approvals")]), "Approvals: approvals tokens users.denied_reason");
        assert_eq!(shown(&[moved("tokens", "")]), "Approvals: approvals users.denied_reason");
        // A whole table takes its columns along, wherever they were.
        assert_eq!(shown(&[moved("users", "Tokens")]), "Approvals: approvals; Tokens: tokens users");
        let merge = merged(&["Tokens", "Approvals"]);
        assert_eq!(shown(&[merge]), "Tokens: approvals tokens users.denied_reason");
        let apart = split("Approvals", "Denials", &["users.denied_reason"]);
        assert_eq!(shown(&[apart]), "Approvals: approvals; Tokens: tokens; Denials: users.denied_reason");
        assert_eq!(shown(&[Change::Drop { name: "Approvals".to_owned() }]), "Tokens: tokens");
    }

    #[test]
    fn what_cannot_be_changed_is_said() {
        let said = |change: Change| after(&[change]).unwrap_err().to_string();
        assert_eq!(
            said(moved("tokens", "Approval")),
            "there is no boundary Approval; did you mean Approvals?"
        );
        assert_eq!(said(moved("token", "Tokens")), "there is no table or column token; did you mean tokens?");
        let part = "approvals.reason is part of approvals, which Approvals owns whole: move the table";
        assert_eq!(said(moved("approvals.reason", "Tokens")), part);
        assert!(matches!(after(&[merged(&["Tokens", "Tokens"])]), Err(ChangeError::Alone(_))));
        assert!(matches!(after(&[split("Tokens", "Approvals", &["tokens"])]), Err(ChangeError::Taken(_))));
        assert!(matches!(after(&[split("Tokens", "New", &["approvals"])]), Err(ChangeError::NotOwned(..))));
    }
}
