//! Files of queries that a generator makes functions of: cornucopia and its successor clorinde. An annotation, `--! name …`,
//! stands before each query; the file becomes a module that is called as the file is. Of types that annotations name
//! (`--: Row`) nothing is read: who reads what, the statement says.

use crate::facts::Name;
use crate::facts::body::{Body, Expr, ExprId, Literal};
use crate::facts::file::FileFacts;
use crate::facts::item::{Function, Import, ImportKind, Scope, ScopeId};
use crate::facts::types::{Generics, PathRef};

/// What the generated functions call: the generator's crate, which has no such function itself.
const RUNS: [&str; 2] = ["cornucopia", "run"];

/// What a fork that writes synchronous code, too, calls the functions that run a query at once.
const RUNNERS: [&str; 2] = ["fetch", "execute"];

/// A query with the name of its function.
struct Query<'a> {
    name: &'a str,
    /// The line of the annotation.
    line: u32,
    text: &'a str,
}

/// Adds the functions that a generator makes of the text to the facts of its file.
pub(super) fn add_functions(facts: &mut FileFacts, path: &str, text: &str) {
    let queries = annotated(text);
    let module = path.rsplit('/').next().and_then(|file| file.strip_suffix(".sql"));
    let (Some(module), false) = (module, queries.is_empty()) else { return };
    facts.generated = Some(Name::from(module));
    facts.scopes = vec![Scope { parent: None, name: None, is_block: false, test: false }];
    facts.functions = queries.iter().map(function).collect();
    facts.imports = queries.iter().flat_map(|query| RUNNERS.map(|word| runner(query, word))).collect();
}

/// The queries of a text; none where it has no annotations.
fn annotated(text: &str) -> Vec<Query<'_>> {
    let mut found: Vec<Query<'_>> = Vec::new();
    let mut from = 0;
    for (line, written) in (1..).zip(text.split_inclusive('\n')) {
        let end = from + written.len();
        if let Some(name) = annotation(written) {
            found.push(Query { name, line, text: &text[end..] });
        }
        from = end;
    }
    for at in 1..found.len() {
        let rest = found[at].text.as_ptr() as usize;
        let start = found[at - 1].text.as_ptr() as usize;
        // The next annotation's line is a comment of this text.
        found[at - 1].text = &found[at - 1].text[..rest - start];
    }
    found
}

/// The name in `--! name (params?) : Row`.
fn annotation(line: &str) -> Option<&str> {
    let rest = line.trim_start().strip_prefix("--!")?.trim_start();
    let end = rest.find(|sign: char| !sign.is_alphanumeric() && sign != '_').unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// `fetch_users`, `execute_add_user`: the function under another name.
fn runner(query: &Query<'_>, word: &str) -> Import {
    let path = ["self", query.name].map(Name::from);
    let alias = Name::from(&format!("{word}_{}", query.name));
    let what = ImportKind::Named(alias);
    Import { scope: ScopeId(0), global: false, path: Box::new(path), what, public: true, line: query.line }
}

/// The function: it runs its text.
fn function(query: &Query<'_>) -> Function {
    let exprs = vec![
        Expr::Literal(Literal::Str(query.text.into())),
        Expr::Path(Box::new(PathRef::of(RUNS.map(Name::from)))),
        Expr::Call { callee: ExprId(1), args: Box::new([ExprId(0)]) },
    ];
    let comment = |line: &&str| line.trim().is_empty() || line.trim_start().starts_with("--");
    let above = query.text.lines().take_while(comment).count();
    let first = query.line.saturating_add(1).saturating_add(u32::try_from(above).unwrap_or(u32::MAX));
    let lines = vec![first; exprs.len()];
    let body = Body { root: Some(ExprId(2)), exprs, lines, ..Body::default() };
    let length = u32::try_from(query.text.trim_end().lines().count()).unwrap_or(u32::MAX);
    Function {
        name: Name::from(query.name),
        scope: ScopeId(0),
        owner: None,
        line: query.line,
        end_line: query.line.saturating_add(length),
        generics: Generics::default(),
        receiver: None,
        params: Box::default(),
        param_names: Box::default(),
        ret: None,
        is_async: false,
        public: true,
        test: false,
        entries: Box::default(),
        body: Some(Box::new(body)),
        derived: false,
    }
}

#[cfg(test)]
mod tests {
    use super::annotated;

    #[test]
    fn each_annotation_begins_a_query() {
        let text = "--: Row(id?)\n\n--! all (team?) : Row\nSELECT 1;\n--!one\nSELECT 2\n";
        let found: Vec<(&str, u32, &str)> =
            annotated(text).into_iter().map(|one| (one.name, one.line, one.text)).collect();
        assert_eq!(found, [("all", 3, "SELECT 1;\n--!one\n"), ("one", 5, "SELECT 2\n")]);
        assert!(annotated("-- ! no\nSELECT 1;").is_empty());
    }
}
