//! The one door through which names, types and defaults of the analysed schema become SQL. They are not trusted: a name is
//! quoted where it must be, a type or default that could be more than one is left out.

use crate::render::escape;

/// A name as PostgreSQL takes it: bare where that is the same name, else in quotes. What cannot be seen is written as an
/// escape, so that the statement fails instead of doing something else than it shows.
pub(super) fn name(text: &str) -> String {
    let first = text.starts_with(|c: char| c.is_ascii_lowercase() || c == '_');
    let bare = first && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if bare && RESERVED.binary_search(&text).is_err() {
        return text.to_owned();
    }
    format!("\"{}\"", escape::terminal(text).replace('"', "\"\""))
}

/// A table's name, with its schema's.
pub(super) fn table(text: &str) -> String {
    text.split('.').map(name).collect::<Vec<_>>().join(".")
}

/// Names with commas.
pub(super) fn names<'a>(all: impl IntoIterator<Item = &'a str>) -> String {
    all.into_iter().map(name).collect::<Vec<_>>().join(", ")
}

/// A text in quotes.
pub(super) fn text(value: &str) -> String {
    format!("'{}'", escape::terminal(value).replace('\'', "''"))
}

/// A body in dollar quotes that nothing in it can end.
pub(super) fn body(inner: &str) -> String {
    let mut tag = "body".to_owned();
    while inner.contains(&format!("${tag}$")) {
        tag.push('_');
    }
    format!("${tag}$\n{inner}\n${tag}$")
}

/// A type as the schema writes it; None where it is not known or more than a type.
pub(super) fn type_(text: &str) -> Option<&str> {
    let simple = |c: char| c.is_alphanumeric() || " _.,()[]'\"".contains(c);
    let text = text.trim();
    let begins = text.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '"');
    (begins && text.chars().all(simple) && one(text)).then_some(text)
}

/// A default as the schema writes it; None where it is more than one expression.
pub(super) fn default(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty() && one(text)).then_some(text)
}

/// Whether it is one expression that ends where it ends: quotes and brackets closed, and nothing outside of them that begins
/// another column, statement or comment.
fn one(text: &str) -> bool {
    if text.chars().any(|c| c.is_control()) || escape::terminal(text) != text {
        return false;
    }
    let (mut open, mut quote, mut before) = (Vec::new(), None, ' ');
    for c in text.chars() {
        if let Some(end) = quote {
            quote = (c != end).then_some(end);
            // A backslash may escape the quote, where the text begins with E.
            if c == '\\' {
                return false;
            }
            before = ' ';
            continue;
        }
        match c {
            '\'' | '"' => quote = Some(c),
            '(' => open.push(')'),
            '[' => open.push(']'),
            ')' | ']' if open.pop() == Some(c) => {}
            ')' | ']' | ';' | '$' | '`' | '\\' => return false,
            ',' if open.is_empty() => return false,
            '-' if before == '-' => return false,
            '*' if before == '/' => return false,
            _ => {}
        }
        before = c;
    }
    open.is_empty() && quote.is_none()
}

/// The name that PostgreSQL gives to a foreign key: `table_columns_fkey`, in 63 bytes.
pub(super) fn foreign_key_name(table: &str, columns: &[String]) -> String {
    const ROOM: usize = 63 - "__fkey".len();
    let mut table = table.rsplit('.').next().unwrap_or(table).to_owned();
    let mut columns = columns.join("_");
    while table.len() + columns.len() > ROOM {
        let longer = if table.len() > columns.len() { &mut table } else { &mut columns };
        longer.pop();
    }
    format!("{table}_{columns}_fkey")
}

/// Words that name nothing without quotes, in PostgreSQL 17.
const RESERVED: [&str; 101] = [
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "binary",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "fetch",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "group",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "intersect",
    "into",
    "is",
    "isnull",
    "join",
    "lateral",
    "leading",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "natural",
    "not",
    "notnull",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "overlaps",
    "placing",
    "primary",
    "references",
    "returning",
    "right",
    "select",
    "session_user",
    "similar",
    "some",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
];

#[cfg(test)]
mod tests {
    use super::{RESERVED, body, default, foreign_key_name, name, table, text, type_};

    #[test]
    fn names_are_quoted_where_they_must_be() {
        assert!(RESERVED.is_sorted());
        assert_eq!(name("users"), "users");
        assert_eq!(name("user"), "\"user\"");
        assert_eq!(name("Users"), "\"Users\"");
        assert_eq!(name("a\"; DROP TABLE b; --"), "\"a\"\"; DROP TABLE b; --\"");
        assert_eq!(name("a\nb"), "\"a\\nb\"");
        assert_eq!(name(""), "\"\"");
        assert_eq!(table("public.order"), "public.\"order\"");
        assert_eq!(text("it's"), "'it''s'");
        assert_eq!(body("$body$"), "$body_$\n$body$\n$body_$");
    }

    #[test]
    fn types_and_defaults_that_are_more_than_one_are_left_out() {
        for good in ["text", "numeric(10, 2)", "timestamp with time zone", "text[]", "my_schema.\"State\""] {
            assert_eq!(type_(good), Some(good));
        }
        for bad in ["", "text, b text", "text); DROP TABLE a; --", "text -- x", "text)", "text\n", "(a"] {
            assert_eq!(type_(bad.trim_end_matches(' ')).filter(|_| bad != "text\n"), None, "{bad}");
        }
        for good in
            ["now()", "'it''s'", "-1", "'a'::text", "(now() - (random() * (INTERVAL '12 months')))", "','"]
        {
            assert_eq!(default(good), Some(good));
        }
        for bad in
            ["1, b text", "1; DROP TABLE a", "1 -- x", "'a", "/* a", "$$a$$", "1)", "E'\\'); --'", "(1]"]
        {
            assert_eq!(default(bad), None, "{bad}");
        }
    }

    #[test]
    fn foreign_keys_have_the_names_that_postgresql_gives() {
        assert_eq!(foreign_key_name("public.a", &["b".to_owned(), "c".to_owned()]), "a_b_c_fkey");
        let long = foreign_key_name(&"t".repeat(60), &["c".repeat(50)]);
        assert_eq!(long.len(), 63);
        assert_eq!(long, format!("{}_{}_fkey", "t".repeat(29), "c".repeat(28)));
    }
}
