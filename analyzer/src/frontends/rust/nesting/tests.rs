//! Generated texts of every construct that nests: what the guard lets through must fit a worker's stack with room to
//! spare, and no construct may pass it by.

use super::*;
use crate::frontends::rust::lowering::Lowering;

/// `before`, then `open` n times, `core`, `close` n times, `after`.
struct Construct {
    before: &'static str,
    open: &'static str,
    core: &'static str,
    close: &'static str,
    after: &'static str,
}

impl Construct {
    fn text(&self, n: usize) -> String {
        let parts = [self.before, &self.open.repeat(n), self.core, &self.close.repeat(n), self.after];
        parts.concat()
    }

    fn levels(&self, n: usize) -> u32 {
        Scanner::new(&self.text(n)).run(u32::MAX).0
    }

    /// The largest n that the guard lets through.
    fn most(&self) -> usize {
        let each = (self.levels(200) - self.levels(100)) as usize / 100;
        assert!(each > 0, "`{}` … `{}` counts for nothing", self.open, self.close);
        (LIMIT as usize - self.levels(1) as usize) / each
    }
}

/// Expressions and statements: they stand in a function's body.
const EXPRESSIONS: &[[&str; 4]] = &[
    ["", "if x { ", "", "}"],
    ["if x {} ", "else if x {} ", "", ""],
    ["", "if ", "x", " {}"],
    ["let a = ", "if x { 1 } else { ", "1", "};"],
    ["", "if let Some(x) = x { ", "", "}"],
    ["let a = ", "(", "x", ");"],
    ["let a = ", "(1, ", "x", ")"],
    ["let a = ", "[", "x", "]"],
    ["let a = ", "[1, ", "x", "]"],
    ["let a = ", "[", "x", "; 1]"],
    ["", "{", "x", "}"],
    ["let a = ", "S { a: ", "x", "}"],
    ["let a = ", "S { b: 1, a: ", "x", "}"],
    ["", "match x { _ => ", "x", "}"],
    ["", "match x { 1 => 1, _ => ", "x", "}"],
    ["", "match ", "x", " {}"],
    ["let a = ", "!", "x", ""],
    ["let a = ", "- ", "x", ""],
    ["let a = ", "*", "x", ""],
    ["let a = ", "& ", "x", ""],
    ["let a = ", "&&", "x", ""],
    ["let a = ", "&mut ", "x", ""],
    ["let a = ", "&raw const ", "x", ""],
    ["let a = ", "|a| ", "x", ""],
    ["let a = ", "|a, b| ", "x", ""],
    ["let a = ", "x | |a, b| ", "x", ""],
    ["let a = ", "|S{}| ", "x", ""],
    ["let a = ", "|| ", "x", ""],
    ["let a = ", "async move || ", "x", ""],
    ["let a = ", "|a: A<b, c>, d| ", "x", ""],
    ["let a = x", " + x", "", ""],
    ["let a = x", " && x", "", ""],
    ["let a = x", " || x && x == x | x ^ x & x << x + x * x", "", ""],
    ["let a = ", "x = x || x && x | x ^ x & x << x + x * -", "x", ""],
    ["x", " = x", "", ""],
    ["x", " += x", "", ""],
    ["let a = ", ".. ", "x", ""],
    ["let a = x", ".a()", "", ""],
    ["let a = x", ".a", "", ""],
    ["let a = x", ".0", "", ""],
    ["let a = x", ".await", "", ""],
    ["let a = x", "?", "", ""],
    ["let a = x", "()", "", ""],
    ["let a = x", "[0]", "", ""],
    ["let a = ", "match ", "x", " {}.a"],
    ["let a = x", " as u8", "", ""],
    ["let a = x", ".a::<b, c>()", "", ""],
    ["", "return ", "x", ""],
    ["", "break ", "x", ""],
    ["", "break 'a ", "x", ""],
    ["let a = ", "yield ", "x", ""],
    ["let a = ", "#[a] !", "x", ""],
    ["if ", "let a = ", "x", " {}"],
    ["", "unsafe { ", "x", "}"],
    ["", "async { ", "x", "}"],
    ["", "const { ", "x", "}"],
    ["", "try { ", "x", "}"],
    ["", "loop { ", "x", "}"],
    ["", "'a: { ", "x", "}"],
    ["", "while x { ", "x", "}"],
    ["", "while ", "x", " {}"],
    ["", "for x in x { ", "x", "}"],
    ["", "for S{} in ", "x ", "{}"],
    ["", "let S = x else { ", "x", "};"],
    ["", "f(|| { ", "x", "});"],
    ["", "f(", "x", ")"],
    ["", "f(1, ", "x", ")"],
    ["", "x.f(", "x", ")"],
    ["", "m!(", "x", ")"],
    ["let a = ", "vec![(", "x", ")]"],
    ["let a = ", "x + (", "x", ")"],
    ["let a = ", "x.a().b(", "x", ")"],
    ["let a = ", "f::<{ ", "x", " }>()"],
    ["let a = ", "<", "x", " as T>::X"],
    ["", "fn f() { ", "", "}"],
    ["", "struct A { a: [u8; { ", "1", "}] }"],
    ["let ", "(", "x", ")"],
    ["let ", "(a, ", "x", ")"],
    ["let ", "S(", "x", ")"],
    ["let ", "S { a: ", "x", "}"],
    ["let ", "[", "x", "]"],
    ["let ", "& ", "x", ""],
    ["let ", "&mut ", "x", ""],
    ["let ", "a @ ", "x", ""],
    ["let ", "(a | ", "x", ")"],
];

/// Types: they stand after `type A = `.
const TYPES: &[[&str; 3]] = &[
    ["A<", "x", ">"],
    ["A<x, ", "x", ">"],
    ["A <'a, x, ", "x", ">"],
    ["(x, ", "x", ")"],
    ["(", "x", ")"],
    ["[", "x", "]"],
    ["[", "x", "; 1]"],
    ["& ", "x", ""],
    ["&'a mut ", "x", ""],
    ["*const ", "x", ""],
    ["fn() -> ", "x", ""],
    ["fn(", "x", ")"],
    ["Box<dyn Fn(", "x", ")>"],
    ["impl Fn() -> ", "x", ""],
    ["dyn A + Fn(x) -> ", "x", ""],
    ["<", "x", " as T>::X"],
    ["<<x as T<", "x", ">>::X as T>::X"],
    ["A<X = ", "x", ">"],
    ["A<X: ", "x", ">"],
    ["A<{ let a: ", "x", " = 1; 1 }>"],
    ["A<B<x, y>, ", "x", ">"],
    ["for<'a, 'b> fn() -> ", "x", ""],
    ["A<impl for<'a, 'b> B<x, ", "x", ">>"],
];

/// Items.
const ITEMS: &[[&str; 5]] = &[
    ["", "mod m { ", "", "}", ""],
    ["", "impl A { fn f() { ", "", "} }", ""],
    ["", "trait A { fn f() { ", "", "} }", ""],
    ["use ", "a::", "x", "", ";"],
    ["use ", "a::{", "x", "}", ";"],
    ["use ", "a::{b, ", "x", "}", ";"],
    ["#[a", "(", "x", ")", "] struct A;"],
    ["#[a = ", "(", "x", ")", "] struct A;"],
    ["fn f<T: ", "A<", "x", ">", ">() {}"],
    ["fn f() where ", "A<", "x", ">", ": A {}"],
    ["enum A { B = ", "(", "1", ")", "}"],
    ["macro_rules! m { ", "(", "", ")", "}"],
];

fn constructs() -> Vec<Construct> {
    let mut all = Vec::new();
    for [before, open, core, close] in EXPRESSIONS.iter().copied() {
        let before: &str = Box::leak(format!("fn f() {{ {before}").into_boxed_str());
        // Where the close ends in `;` only the last one may.
        let (close, after) = match close.strip_suffix(");").or_else(|| close.strip_suffix("};")) {
            Some(_) if !close.starts_with("});") && !before.contains("else") && !open.contains("else") => {
                (close.trim_end_matches(';'), "; }")
            }
            _ => (close, ";}"),
        };
        all.push(Construct { before, open, core, close, after });
    }
    for [open, core, close] in TYPES.iter().copied() {
        all.push(Construct { before: "type A = ", open, core, close, after: ";" });
    }
    for [before, open, core, close, after] in ITEMS.iter().copied() {
        all.push(Construct { before, open, core, close, after });
    }
    all
}

#[test]
fn each_construct_fits_the_stack() {
    // An overflow kills the test's process: that is the failure.
    let worker = std::thread::Builder::new().stack_size(WORKER_STACK / 3);
    let work = || {
        for construct in constructs() {
            let text = construct.text(construct.most());
            assert_eq!(too_deep(&text), None, "{}", construct.open);
            drop(syn::parse_file(&text));
        }
    };
    worker.spawn(work).expect("a thread starts").join().expect("every text is parsed or refused");
}

#[test]
fn each_construct_can_be_lowered() {
    let worker = std::thread::Builder::new().stack_size(WORKER_STACK);
    let work = || {
        for construct in constructs() {
            let text = construct.text(construct.most());
            drop(crate::frontends::rust::lower(Lowering::new(crate::source::FileId(0)), &text));
        }
    };
    worker.spawn(work).expect("a thread starts").join().expect("every text is lowered or refused");
}

#[test]
fn each_construct_is_rust() {
    for construct in constructs() {
        let text = construct.text(3);
        assert!(syn::parse_file(&text).is_ok(), "{text}");
    }
}

#[test]
fn each_construct_is_stopped() {
    for construct in constructs() {
        let text = construct.text(LIMIT as usize + 10);
        assert_eq!(too_deep(&text), Some(1), "{}", construct.open);
    }
}

#[test]
fn flat_code_has_no_depth() {
    let flat = [
        "fn f() { x.a().b()?; }\n",
        "struct A { a: Vec<B<C>>, b: u8 }\n",
        "const A: u32 = 1 << 3;\n",
        "/// text (( {{ [[\nfn f<'a>(x: &'a str) -> char { if x < y { '(' } else { '\\'' } }\n",
        "const A: &str = r##\"((\"# {{\"##; const B: &str = \"(\\\"(\"; const C: u8 = b'(';\n",
        "/* ( /* ( */ ( */ use a::{b, c};\n",
        "impl A for B { fn f(&self) -> u8 { match self { A | B => 1, _ => !2 } } }\n",
        "fn f() { if a { b } *c = 1; while d { e } }\n",
    ];
    for text in flat {
        let levels = |n: usize| Scanner::new(&text.repeat(n)).run(u32::MAX).0;
        assert!(levels(50) < 20, "{text}: {}", levels(50));
        assert_eq!(levels(1).max(levels(2)), levels(50), "{text}");
    }
    let arms = format!("fn f() {{ match x {{ {} }} }}", "'a' | 'b' => Some(1), ".repeat(20_000));
    let rows = format!("const A: &[A] = &[{}];", "A { a: &[1, 2], b: B | C }, (1, -1), 1 << 2, ".repeat(20));
    assert_eq!((too_deep(&arms), too_deep(&rows)), (None, None));
}

#[test]
fn the_line_is_told() {
    let text = format!("fn f() {{\n\n let a = {}x; }}", "!".repeat(LIMIT as usize + 1));
    assert_eq!(too_deep(&text), Some(3));
}

#[test]
fn a_first_line_for_the_shell_hides_nothing() {
    let deep = format!("fn f() {{ let a = {}x; }}", "!".repeat(LIMIT as usize + 1));
    assert_eq!(too_deep(&format!("#!/usr/bin/env \"\n{deep}\n// \"")), Some(2));
    assert_eq!(too_deep(&format!("#![allow(x)]\n{deep}")), Some(2));
    assert_eq!(too_deep("#!/usr/bin/env run\nfn f() {}"), None);
}

#[test]
fn a_lifetime_is_no_string() {
    let deep = "!".repeat(LIMIT as usize + 1);
    for before in ["'a' 'b", "'\\u{27}' '", "b'\\''", "r#fn", "'r", "\"\\\\\"", "cr\"\\\"", "1e5 'x'", "'é'"]
    {
        assert_eq!(too_deep(&format!("{before} {deep}")), Some(1), "{before}");
    }
}
