//! Triggers that carry every change of a table to its other version: from v1 to v2 while v1 leads, back while v2 does.

use super::moving::{Moving, Piece};
use super::{Draft, sql};

/// Between which versions changes are carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// v1 leads.
    Forth,
    /// v2 leads, and v1 is kept true for the way back.
    Back,
}

/// The trigger's function and the trigger.
pub(super) fn on(moving: &Moving<'_>, piece: &Piece<'_>, way: Way) -> Vec<Draft> {
    let (function, trigger) = names(moving, piece, way);
    let inner = match (way, piece.whole) {
        (Way::Back, false) => back_into_columns(piece),
        _ => carried(moving, piece, way),
    };
    let body = sql::body(&inner);
    let (watched, of) = match way {
        Way::Forth if !piece.whole => {
            let columns =
                piece.key.iter().map(|(v1, _)| *v1).chain(piece.columns.iter().map(|one| one.name.as_str()));
            (piece.v1(), format!(" OF {}", sql::names(columns)))
        }
        Way::Forth => (piece.v1(), String::new()),
        Way::Back => (moving.v2(piece), String::new()),
    };
    vec![
        draft(format!("CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS {body};")),
        draft(format!(
            "CREATE TRIGGER {trigger} AFTER INSERT OR DELETE OR UPDATE{of} ON {watched} FOR EACH ROW EXECUTE FUNCTION {function}();"
        )),
    ]
}

/// The trigger and its function go.
pub(super) fn off(moving: &Moving<'_>, piece: &Piece<'_>, way: Way) -> Vec<Draft> {
    let (function, trigger) = names(moving, piece, way);
    let watched = if way == Way::Forth { piece.v1() } else { moving.v2(piece) };
    vec![
        draft(format!("DROP TRIGGER {trigger} ON {watched};")),
        draft(format!("DROP FUNCTION {function}();")),
    ]
}

pub(super) fn draft(statement: String) -> Draft {
    Draft { comment: String::new(), statement }
}

fn names(moving: &Moving<'_>, piece: &Piece<'_>, way: Way) -> (String, String) {
    let word = if way == Way::Forth { "to_v2" } else { "to_v1" };
    // PostgreSQL cuts names after 63 bytes.
    let mut base = piece.name.clone();
    while base.len() + word.len() + 1 > 63 {
        base.pop();
    }
    let name = sql::name(&format!("{base}_{word}"));
    (format!("{}.{name}", sql::name(&moving.schema)), name)
}

/// One row, from one version into the other.
fn carried(moving: &Moving<'_>, piece: &Piece<'_>, way: Way) -> String {
    let pair = |(v1, v2): &(&str, String)| match way {
        Way::Forth => ((*v1).to_owned(), v2.clone()),
        Way::Back => (v2.clone(), (*v1).to_owned()),
    };
    let target = if way == Way::Forth { moving.v2(piece) } else { piece.v1() };
    let key: Vec<(String, String)> = piece.key.iter().map(pair).collect();
    let all: Vec<(String, String)> = piece.all().iter().map(pair).collect();
    let row = |row: &str| {
        let same = key.iter().map(|(from, to)| format!("{} = {row}.{}", sql::name(to), sql::name(from)));
        same.collect::<Vec<_>>().join(" AND ")
    };
    let keys = |row: &str| {
        let keys = key.iter().map(|(from, _)| format!("{row}.{}", sql::name(from)));
        keys.collect::<Vec<_>>().join(", ")
    };
    let into = sql::names(all.iter().map(|(_, to)| to.as_str()));
    let values: Vec<String> = all.iter().map(|(from, _)| format!("NEW.{}", sql::name(from))).collect();
    let set: Vec<String> = all
        .iter()
        .filter(|one| !key.contains(one))
        .map(|(_, to)| format!("{0} = EXCLUDED.{0}", sql::name(to)))
        .collect();
    let conflict = match set.as_slice() {
        [] => "DO NOTHING".to_owned(),
        set => format!("DO UPDATE SET {}", set.join(", ")),
    };
    let on = sql::names(key.iter().map(|(_, to)| to.as_str()));
    let insert = format!(
        "INSERT INTO {target} ({into}) VALUES ({})\n        ON CONFLICT ({on}) {conflict};",
        values.join(", ")
    );
    let insert = match piece.filled("NEW.") {
        None => insert,
        Some(filled) => format!(
            "IF {filled} THEN\n            {insert}\n        ELSE\n            DELETE FROM {target} WHERE {};\n        END IF;",
            row("NEW")
        ),
    };
    format!(
        "BEGIN\n    IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND ({}) IS DISTINCT FROM ({})) THEN\n        DELETE FROM {target} WHERE \
         {};\n    END IF;\n    IF TG_OP <> 'DELETE' THEN\n        {insert}\n    END IF;\n    RETURN NULL;\nEND",
        keys("OLD"),
        keys("NEW"),
        row("OLD")
    )
}

/// The columns of a row that the service does not make or remove.
fn back_into_columns(piece: &Piece<'_>) -> String {
    let table = piece.v1();
    let row = |row: &str| {
        let same = piece.key.iter().map(|(v1, v2)| format!("{} = {row}.{}", sql::name(v1), sql::name(v2)));
        same.collect::<Vec<_>>().join(" AND ")
    };
    let to = |value: &dyn Fn(&str) -> String| {
        let set = piece
            .columns
            .iter()
            .map(|one| format!("{} = {}", sql::name(&one.name), value(&sql::name(&one.name))));
        set.collect::<Vec<_>>().join(", ")
    };
    let update = format!("UPDATE {table} SET {} WHERE {};", to(&|name| format!("NEW.{name}")), row("NEW"));
    match piece.filled("") {
        Some(_) => format!(
            "BEGIN\n    IF TG_OP = 'DELETE' THEN\n        UPDATE {table} SET {} WHERE {};\n    ELSE\n        {update}\n    END IF;\n    RETURN \
             NULL;\nEND",
            to(&|_| "NULL".to_owned()),
            row("OLD")
        ),
        // Rows go with those of the table that stays; there is nothing to do then.
        None => format!(
            "BEGIN\n    IF TG_OP <> 'DELETE' THEN\n        {update}\n    END IF;\n    RETURN NULL;\nEND"
        ),
    }
}
