//! What calls and types of data-access and web libraries mean, as data.
//!
//! A library's file in a front end states rules over names; the resolver applies them without knowing the library.
//! Nothing here is about one call in one program.

use super::Name;
use super::item::EntryKind;
use super::statement::SqlKind;
use super::types::PathRef;

/// One rule: which call, and what it does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CallRule {
    pub(crate) matches: CallMatcher,
    pub(crate) effect: CallEffect,
}

impl CallRule {
    pub(crate) const fn function(krate: &'static str, name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::Function { krate, name }, effect }
    }

    pub(crate) const fn macro_(krate: &'static str, name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::Macro { krate, name }, effect }
    }

    pub(crate) const fn on_query(name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::OnQuery { name }, effect }
    }

    pub(crate) const fn on_own_query(name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::OnOwnQuery { name }, effect }
    }

    pub(crate) const fn on_table(name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::OnTable { name }, effect }
    }

    pub(crate) const fn on_type(krate: &'static str, name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::OnType { krate, name }, effect }
    }

    pub(crate) const fn on_text(krate: &'static str, name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::OnText { krate, name }, effect }
    }

    pub(crate) const fn on_named_type(
        (krate, ty): (&'static str, &'static str),
        name: &'static str,
        effect: CallEffect,
    ) -> Self {
        CallRule { matches: CallMatcher::OnNamedType { krate, ty, name }, effect }
    }

    pub(crate) const fn on_form(name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::OnForm { name }, effect }
    }

    /// A function of a declared crate by its type or trait.
    pub(crate) const fn declared(
        krate: &'static str,
        owner: &'static str,
        name: &'static str,
        effect: CallEffect,
    ) -> Self {
        CallRule { matches: CallMatcher::Declared { krate, owner, name }, effect }
    }

    pub(crate) const fn of_form_type(name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::OfFormType { name }, effect }
    }

    pub(crate) const fn of_any_type(name: &'static str, effect: CallEffect) -> Self {
        CallRule { matches: CallMatcher::OfAnyType { name }, effect }
    }
}

/// Which calls a rule is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum CallMatcher {
    /// A free or associated function by the end of its resolved path: `diesel::insert_into`, `sqlx::query`. The
    /// first segment is the crate as it names itself; re-exports at other paths of the same crate match as well.
    Function { krate: &'static str, name: &'static str },
    /// A macro of the crate: `sqlx::query!`.
    Macro { krate: &'static str, name: &'static str },
    /// A method on a value that is a query (something that a rule or a handle has made).
    OnQuery { name: &'static str },
    /// The same, for queries only that a rule of this library has begun.
    OnOwnQuery { name: &'static str },
    /// A method on a table handle: `posts::table.insert(…)`.
    OnTable { name: &'static str },
    /// A method on a value of a type of that crate, or of any type when the crate cannot be told but the file
    /// uses it (`client.query("SELECT …")`). The argument must be SQL text where the effect says so.
    OnType { krate: &'static str, name: &'static str },
    /// A method on a text, where the package names the crate: `"SELECT …".with(params)`.
    OnText { krate: &'static str, name: &'static str },
    /// A method on a value that is known to be of that type of the crate, or of a type with that trait of it.
    OnNamedType { krate: &'static str, ty: &'static str, name: &'static str },
    /// A method on a value of the analysed code's type that has a form mapping: `user.save_changes(conn)`.
    OnForm { name: &'static str },
    /// A function that the declarations of the crate know, by the type or trait that has it: `EntityTrait::find`. Or
    /// one of its variants: `ActiveValue::NotSet`.
    Declared { krate: &'static str, owner: &'static str, name: &'static str },
    /// A function of such a type that no code writes out: `Comment::belonging_to(&post)`.
    OfFormType { name: &'static str },
    /// A function of any type, of tuples and wrappers too: `<(User, Option<Pet>)>::as_select()`.
    OfAnyType { name: &'static str },
}

/// What a call does. `arg` counts from 0, the receiver not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallEffect {
    /// Begins an INSERT into the table that the argument names.
    Insert {
        arg: u8,
    },
    /// Opens an INSERT into the table whose name the argument's text is; rows are written to what comes back.
    InsertNamed {
        arg: u8,
    },
    /// Begins an INSERT whose row is the argument, the table following from its type or later (`into_table`).
    InsertRow {
        arg: u8,
    },
    /// Begins an UPDATE: the argument is a table, a query over one, or a value of a type bound to one.
    Update {
        arg: u8,
    },
    Delete {
        arg: u8,
    },
    /// The receiver (table, query) becomes an INSERT, UPDATE, DELETE, or a SELECT.
    BecomesInsert,
    BecomesUpdate,
    BecomesDelete,
    BecomesSelect,
    /// Names the target of an insert that was begun with its row.
    IntoTable {
        arg: u8,
    },
    /// The argument is SQL text; the value is a query.
    Text {
        arg: u8,
    },
    /// The argument is SQL text that is only a piece of a query (`sql::<Bool>("…")`).
    TextPiece {
        arg: u8,
    },
    /// The argument is SQL text and the call runs it.
    TextRun {
        arg: u8,
    },
    /// The receiver is SQL text; the value is a query.
    OwnText,
    /// The receiver is SQL text and the call runs it.
    OwnTextRun,
    /// Appends what the library always writes there: a parameter's place, a list of rows (`QueryBuilder::push_bind`).
    /// In a builder's part it stands behind the separator, or not.
    AppendText {
        text: &'static str,
        separated: bool,
    },
    /// Appends SQL text without the separator of the builder's part (`Separated::push_unseparated`).
    AppendMore {
        arg: u8,
    },
    /// A part of the builder: what is pushed to it stands behind the separator, the argument, from the second on.
    Separated {
        arg: u8,
    },
    /// Appends SQL text to the query (`QueryBuilder::push`).
    Append {
        arg: u8,
    },
    /// The argument holds the written columns: a form value, `column.eq(…)`, or a tuple of such.
    Assign {
        arg: u8,
    },
    /// Like Assign, and the columns are updated on a conflict.
    AssignOnConflict {
        arg: u8,
    },
    /// What stands in the argument is a target of a conflict, not a read.
    Ignore {
        arg: u8,
    },
    /// Writes one column: `.value(Column::X, v)`, `.col_expr(Column::X, e)`.
    AssignColumn {
        arg: u8,
    },
    /// Sets the target: `.into_table(x)`, `.table(x)`, `.from_table(x)`.
    Target {
        arg: u8,
    },
    /// Names columns that an insert writes.
    InsertColumns {
        arg: u8,
    },
    /// `column.eq(value)`: an assignment where an assignment is expected, else a comparison.
    Equals,
    /// Adds what the argument mentions as read (join, filter, select …).
    Mention,
    /// Runs the query.
    Run,
    /// Runs a query that the analysed code writes itself, piece by piece: what it does is not known.
    RunUnread,
    /// Runs it for its rows: whole ones, if nothing says what it selects.
    Rows,
    /// Runs the query of the argument (`sqlx::Executor::execute(query)`, `db.execute(statement)`).
    RunArg {
        arg: u8,
    },
    /// Writes the row that the receiver (or argument) stands for: `save_changes`, `model.update(db)`. The hook is a
    /// function of the row's type that may set more before it is written.
    Save {
        kind: SaveKind,
        arg: Option<u8>,
        hook: Option<&'static str>,
    },
    /// Begins a statement over the table of the type that the function is called on; the argument holds the row.
    OfType {
        kind: SqlKind,
        row: Option<u8>,
    },
    /// Joins what the argument names, and the tables that lie between as the code's own functions say: one of the
    /// argument's type, or one of the impl of a trait for the receiver's table and the argument.
    Joins {
        arg: u8,
        own: &'static str,
        by_trait: (&'static str, &'static str),
    },
    /// Runs a query over the tables that the arguments mention: `models.load_many(fruit::Entity, db)`.
    RelatedRun,
    /// Begins a statement whose builder is changed in place.
    Begin {
        kind: SqlKind,
    },
    /// The query of the argument, made ready or wrapped.
    Same {
        arg: u8,
    },
    /// The query as text and a list of its values.
    Built,
    /// The query of the argument instead of the receiver's own.
    Instead {
        arg: u8,
    },
    /// Closures among the arguments are given the query and give it back.
    Apply,
    /// Pairs of a column and a value, which an UPDATE writes.
    AssignPairs {
        arg: u8,
    },
    /// A value that leaves its column alone: `NotSet`.
    Unset,
    /// A row of which nothing was changed since it was read: `model.into_active_model()`.
    Loaded,
    /// Sets the column that the argument names in the row.
    SetField {
        arg: u8,
    },
    /// Reads the table of the type argument or path type (`Entity::find()`).
    FindByType,
    /// What the type selects: its mapping's columns, of a tuple each part's.
    Selection,
    /// The table that the type is or belongs to, all of it: `<T as HasTable>::table()`.
    WholeTable,
    /// Names what is selected; a query without it selects whole rows.
    Selects,
    /// Reaches something other than the database; the argument, where there is one, says what of it.
    Reaches {
        what: EffectKind,
        target: Option<u8>,
    },
    /// Runs a closure inside a transaction.
    TransactionClosure {
        arg: u8,
    },
    /// Begins a transaction whose handle is the value.
    TransactionBegin,
    /// Begins a part of the transaction with a handle of its own; committing that does not end the transaction.
    Savepoint,
    TransactionCommit,
    TransactionRollback,
    /// `.route("/x", get(a).post(b))`: every function named inside the argument is an entry point under the path.
    Route {
        path: u8,
        handlers: u8,
    },
    /// `.nest("/x", router)`: what the argument `inner` holds stands under the path.
    Nest {
        path: u8,
        inner: u8,
    },
    /// `scope("/x")`: the arguments of the methods after it stand under the path.
    Under {
        path: u8,
    },
    /// Runs the argument in a task of its own.
    Spawn {
        arg: u8,
    },
    /// Waits for a message from a queue: the function consumes what others put there.
    Receives,
    /// Handles the requests that the receiver, a chain of filters, lets through.
    Filtered {
        arg: u8,
    },
    /// `filter.and(more)`: what the argument holds stands under the path of the receiver.
    FilterAnd {
        arg: u8,
    },
    /// The argument's function, or the steps of the closure that it is, are entry points of that kind; their name
    /// stands in the argument `name`.
    Entry {
        arg: u8,
        name: Option<u8>,
        kind: EntryKind,
    },
}

/// What a framework calls before a handler: the function of the impl of that trait for the type of one of its
/// parameters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExtractorRule {
    /// Crates under whose name the trait is known.
    pub(crate) crates: &'static [&'static str],
    pub(crate) of_trait: &'static str,
    pub(crate) function: &'static str,
}

/// A trait that another crate has for jobs: who implements it has the function run by that crate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct JobRule {
    pub(crate) crates: &'static [&'static str],
    pub(crate) of_trait: &'static str,
    pub(crate) function: &'static str,
    pub(crate) kind: EntryKind,
}

/// What code reaches besides the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum EffectKind {
    /// Keys that are kept for a while.
    Cache,
    /// Messages that others take.
    Queue,
    /// Files and blobs.
    ObjectStore,
    Mail,
    /// Another service, called over HTTP.
    Http,
}

impl EffectKind {
    const ALL: [(EffectKind, &'static str); 5] = [
        (EffectKind::Cache, "cache"),
        (EffectKind::Queue, "queue"),
        (EffectKind::ObjectStore, "object-store"),
        (EffectKind::Mail, "mail"),
        (EffectKind::Http, "http"),
    ];

    /// The word in outputs.
    pub(crate) fn as_str(self) -> &'static str {
        EffectKind::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }

    pub(crate) fn named(word: &str) -> Option<EffectKind> {
        EffectKind::ALL.iter().find(|(_, own)| *own == word).map(|(kind, _)| *kind)
    }
}

/// How a row is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SaveKind {
    Insert,
    Update,
    /// An UPDATE of a row that was read, an INSERT of one that was made.
    Either,
    Delete,
}

/// How a struct stands for rows of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormMapping {
    pub(crate) use_: FormUse,
    /// The table as named by the library's attribute, or by the type's own name where the library infers it.
    pub(crate) table: TableRef,
    /// A value knows which of its fields were set since it was made or read; only those are written.
    pub(crate) tracked: bool,
    /// Field to column, for every field that stands for one. A field that embeds another form has column None.
    pub(crate) columns: Box<[FormColumn]>,
}

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormColumn {
    pub(crate) field: Name,
    /// None: the field holds another form whose columns count (`#[diesel(embed)]`).
    pub(crate) column: Option<Name>,
    /// An `Option` or an "unset" value leaves the column alone: only the fields named where the form is built
    /// are written.
    pub(crate) optional: bool,
}

/// What a mapping is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum FormUse {
    /// Rows are read into it; `T::as_select()` mentions its columns.
    Read,
    Insert,
    Update,
    /// Stands for one row: `update(&value)`, `value.delete(db)`.
    Identity,
    /// The type is the table's name: `Entity`.
    Table,
    /// A row that refers to rows of another table (`belongs_to`).
    BelongsTo,
}

/// A table as a library's attribute names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum TableRef {
    /// By the table's own name.
    Named(Name),
    /// By a path to a handle, from the scope where the attribute stands.
    Path(PathRef),
}

/// A method of a library's values that says itself what it gives: `posts.first::<Post>(conn)`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GivesRule {
    /// Crates under whose name the method is known.
    pub(crate) crates: &'static [&'static str],
    pub(crate) method: &'static str,
    pub(crate) gives: Gives,
}

/// What such a method gives; `T` is what its only type argument says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    /// A `Result` of one `T`.
    One,
    /// A `Result` of a list of `T`.
    Many,
    /// Called on a `Result` of one `U`, a `Result` of an `Option` of it.
    Maybe,
}
