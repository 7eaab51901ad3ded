//! A function's body, reduced to what names, types, calls and data accesses need. One flat arena a function.
//!
//! It is no syntax tree: parentheses, attributes, visibility, lifetimes and most operators are gone, macros are
//! already read as the expressions they hold.

use super::Name;
use super::item::ScopeId;
use super::types::{PathRef, TypeExpr};

/// An expression in its body's arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ExprId(pub(crate) u32);

/// A pattern in its body's arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PatId(pub(crate) u32);

/// The arena. Children have smaller numbers than their parents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Body {
    pub(crate) exprs: Vec<Expr>,
    /// The line on which each expression's telling token stands: a method's or field's name, the last segment of a
    /// path and of a call's path, a macro's name; the first operand's for operators; else the first token's.
    pub(crate) lines: Vec<u32>,
    pub(crate) pats: Vec<Pat>,
    /// The function's parameters in order, `self` not among them.
    pub(crate) params: Vec<PatId>,
    pub(crate) root: Option<ExprId>,
}

impl Body {
    pub(crate) fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    pub(crate) fn line(&self, id: ExprId) -> u32 {
        self.lines[id.0 as usize]
    }

    pub(crate) fn pat(&self, id: PatId) -> &Pat {
        &self.pats[id.0 as usize]
    }
}

/// An expression.
#[derive(Clone, Debug)]
pub(crate) enum Expr {
    /// Left out or not understood.
    Missing,
    Path(Box<PathRef>),
    Literal(Literal),
    Call {
        callee: ExprId,
        args: Box<[ExprId]>,
    },
    Method(Box<MethodCall>),
    Field {
        base: ExprId,
        name: Name,
    },
    Index {
        base: ExprId,
        index: ExprId,
    },
    /// `T { a: x, ..rest }`; `rest` is there also for a bare `..`-less literal: then None.
    Struct(Box<StructLit>),
    Closure(Box<Closure>),
    Block(Box<Block>),
    If {
        cond: ExprId,
        then: ExprId,
        otherwise: Option<ExprId>,
    },
    Match {
        value: ExprId,
        arms: Box<[Arm]>,
    },
    /// `loop` and `while`.
    Loop {
        cond: Option<ExprId>,
        body: ExprId,
    },
    For {
        pat: PatId,
        iter: ExprId,
        body: ExprId,
    },
    /// `let P = e` as a condition.
    Let {
        pat: PatId,
        value: ExprId,
    },
    /// `a = b`; `compound` for `+=` and the like.
    Assign {
        to: ExprId,
        value: ExprId,
        compound: bool,
    },
    Binary {
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
    },
    /// `!x`, `-x`.
    Unary(ExprId),
    Deref(ExprId),
    Ref(ExprId),
    Try(ExprId),
    Await(ExprId),
    Return(Option<ExprId>),
    Break(Option<ExprId>),
    Cast {
        value: ExprId,
        ty: Box<TypeExpr>,
    },
    Tuple(Box<[ExprId]>),
    Array(Box<[ExprId]>),
    Range(Box<[ExprId]>),
    Macro(Box<MacroCall>),
}

/// Operators are only told apart where they make a difference to text or types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BinaryOp {
    /// `+`: it also joins strings.
    Add,
    /// `==`, `<`, `&&` …: the result is a bool.
    Logic,
    /// Any other arithmetic.
    Other,
}

#[derive(Clone, Debug)]
pub(crate) enum Literal {
    /// String and raw string (the value, escapes resolved).
    Str(Box<str>),
    Bool(bool),
    /// One that does not fit is an `Other("int")`.
    Int(i64),
    Char(char),
    /// With its suffix or kind: "u8", "byte_str", "f64" …
    Other(Name),
}

#[derive(Clone, Debug)]
pub(crate) struct MethodCall {
    pub(crate) receiver: ExprId,
    pub(crate) name: Name,
    pub(crate) generics: Box<[TypeExpr]>,
    pub(crate) args: Box<[ExprId]>,
}

#[derive(Clone, Debug)]
pub(crate) struct StructLit {
    pub(crate) path: PathRef,
    pub(crate) fields: Box<[(Name, ExprId)]>,
    pub(crate) rest: Option<ExprId>,
}

#[derive(Clone, Debug)]
pub(crate) struct Closure {
    pub(crate) params: Box<[(PatId, Option<TypeExpr>)]>,
    pub(crate) ret: Option<TypeExpr>,
    pub(crate) body: ExprId,
    pub(crate) is_async: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The block's own scope, where it declares items or imports.
    pub(crate) scope: Option<ScopeId>,
    pub(crate) statements: Box<[Statement]>,
    pub(crate) tail: Option<ExprId>,
    pub(crate) is_async: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Statement {
    Let { pat: PatId, ty: Option<Box<TypeExpr>>, value: Option<ExprId>, otherwise: Option<ExprId> },
    Expr(ExprId),
}

#[derive(Clone, Debug)]
pub(crate) struct Arm {
    pub(crate) pat: PatId,
    pub(crate) guard: Option<ExprId>,
    pub(crate) body: ExprId,
}

/// A macro invocation whose arguments were read.
#[derive(Clone, Debug)]
pub(crate) struct MacroCall {
    pub(crate) path: PathRef,
    /// The expressions among its arguments, in order. Where the tokens are only nearly Rust, the expressions and
    /// blocks that could be read out of them. Without the format text where `format` holds it; macros whose value
    /// nobody follows (logging) come without their string literals.
    pub(crate) args: Box<[ExprId]>,
    /// For macros in the manner of `format!`: the pieces of the text.
    pub(crate) format: Option<Box<FormatText>>,
    /// Type arguments among its arguments (`query_as!(Row, "…")`): path-like first arguments stand here too.
    pub(crate) what: MacroKind,
}

/// What a macro's result is, as far as types need it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MacroKind {
    /// `format!`, `concat!`: a string.
    Text,
    /// `vec![…]`, `[…]`-like: a list of the arguments.
    List,
    /// `try_join!`: a tuple of the awaited arguments' success values in a result; `join!`: the tuple alone.
    TryJoin,
    Join,
    /// `select!` and other macros of blocks: the value of one of the arguments.
    Choice,
    /// `include_str!`: the text of another file; the path stands in the first argument.
    IncludeText,
    /// `write!`: what the format gives is put at the end of the first argument.
    Write,
    /// `include!`d or expanded code, `assert!`, logging: no value worth following.
    Unit,
    /// A value of that type of the declarations; `of_first`: over the type that the first argument names.
    Value {
        ty: &'static str,
        of_first: bool,
    },
    /// Unknown: arguments are still walked for calls, and may be the pieces of a statement.
    Unknown,
}

/// A format text: pieces of text and places of arguments in turn.
#[derive(Clone, Debug)]
pub(crate) struct FormatText {
    pub(crate) pieces: Box<[FormatPiece]>,
}

impl FormatText {
    /// The text, where nothing is filled in.
    pub(crate) fn whole(&self) -> Option<String> {
        let mut whole = String::new();
        for piece in &self.pieces {
            let FormatPiece::Text(text) = piece else { return None };
            whole.push_str(text);
        }
        Some(whole)
    }
}

#[derive(Clone, Debug)]
pub(crate) enum FormatPiece {
    Text(Box<str>),
    Value(ExprId),
}

/// A pattern.
#[derive(Clone, Debug)]
pub(crate) enum Pat {
    Wild,
    Bind {
        name: Name,
        sub: Option<PatId>,
    },
    Tuple(Box<[PatId]>),
    /// `S { a, b: p }`
    Struct {
        path: Box<PathRef>,
        fields: Box<[(Name, PatId)]>,
    },
    /// `S(p, q)`
    TupleStruct {
        path: Box<PathRef>,
        elems: Box<[PatId]>,
    },
    /// A unit variant or constant.
    Path(Box<PathRef>),
    Or(Box<[PatId]>),
    Slice(Box<[PatId]>),
    Ref(PatId),
    Typed(PatId, Box<TypeExpr>),
    Literal,
}
