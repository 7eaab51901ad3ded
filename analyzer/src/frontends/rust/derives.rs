//! Derives that the analysed code defines itself and that make a repository for a struct: `#[derive(Model)]`, whose macro
//! writes `INSERT INTO {table} …`. Found before any file is parsed; nothing of the macro is run. Its functions are read as if
//! they were written out for each struct that has the derive.
//!
//! It takes the texts that the macro formats, puts the struct's table and fields where the texts leave room for them, and
//! leaves it to the SQL front end to say what they do. A macro that is built otherwise is none of these.

use heck::ToSnakeCase as _;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens as _, format_ident, quote_spanned};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::attributes::{self, Arguments};
use super::items::{TypeBody, TypeShape};
use super::nesting;
use crate::facts::Name;
use crate::facts::model::{FormColumn, FormMapping, FormUse, TableRef};
use crate::source::{FileKind, SourceFile, SourceTree};

/// Words after which a text leaves room for a table's name.
const BEFORE_TABLES: [&str; 4] = ["INTO", "FROM", "UPDATE", "JOIN"];

/// More functions of one derive, texts of one function and fields of one struct than these are no repository, and are left
/// out: what is written out for every struct must stay small, whatever the code says.
const MOST_FUNCTIONS: usize = 48;
const MOST_TEXTS: usize = 8;
const MOST_FIELDS: usize = 256;
/// A longer text, in bytes, is none of SQL; texts may be put together of each other.
const LONGEST_TEXT: usize = 16 * 1024;
/// A text with more room than this lists its columns one by one.
const MOST_ROOM: usize = 16;

/// All of a tree, by the name that stands in `#[derive(…)]`.
#[derive(Debug, Default)]
pub(super) struct OwnDerives(FxHashMap<String, OwnDerive>);

/// What one of them makes.
#[derive(Debug, Default)]
struct OwnDerive {
    /// Attributes that it reads.
    attributes: Vec<String>,
    /// Whether a table is called as its struct in lower case, and not in snake case.
    lower_case: bool,
    functions: Vec<Function>,
}

/// A function that it makes.
#[derive(Debug)]
struct Function {
    name: String,
    method: bool,
    parameters: usize,
    gives: Gives,
    /// Texts of SQL with `{}` where something is put in.
    texts: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gives {
    One,
    Maybe,
    Many,
    Other,
}

impl OwnDerives {
    pub(super) fn of(tree: &SourceTree) -> Self {
        let files: Vec<&SourceFile> = tree
            .files()
            .iter()
            .filter(|file| file.kind == FileKind::Rust && file.text.contains("proc_macro_derive"))
            .collect();
        let found: Vec<Vec<(String, OwnDerive)>> = files.par_iter().map(|file| in_file(&file.text)).collect();
        OwnDerives(found.into_iter().flatten().filter(|(_, derive)| !derive.functions.is_empty()).collect())
    }

    /// What the derives of a struct make for it, and what its fields are to the table's columns.
    pub(super) fn made_for(&self, shape: &TypeShape<'_>) -> Option<(TokenStream, [FormMapping; 2])> {
        if self.0.is_empty() {
            return None;
        }
        let TypeBody::Struct(syn::Fields::Named(fields)) = &shape.body else { return None };
        let derives = attributes::derives(shape.attrs);
        let derive = derives.iter().find_map(|name| self.0.get(name.as_str()))?;
        let fields = fields.named.iter().filter_map(|field| field.ident.as_ref());
        let all: Vec<String> = fields.map(|name| syn::ext::IdentExt::unraw(name).to_string()).collect();
        if all.len() > MOST_FIELDS {
            return None;
        }
        let table = derive.table(shape);
        let row = [FormUse::Read, FormUse::Update].map(|use_| mapping(use_, &table, &all));
        let changed: Vec<String> = all.into_iter().filter(|name| name != "id").collect();
        Some((derive.written_out(shape, &table, &changed), row))
    }
}

impl OwnDerive {
    /// The table's name: what an attribute of the derive says, else the struct's.
    fn table(&self, shape: &TypeShape<'_>) -> String {
        let mut said = None;
        attributes::each(shape.attrs, &mut |meta| {
            if !self.attributes.iter().any(|own| meta.path().is_ident(own)) {
                return;
            }
            if let syn::Meta::NameValue(pair) = meta
                && let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value
            {
                said = Some(text.value());
            }
            let args = Arguments::of(meta);
            let named = args.text("table").or_else(|| args.text("table_name")).or_else(|| args.text("name"));
            let alone = meta.path().is_ident("table").then(|| args.words.first().cloned()).flatten();
            said = said.take().or(named).or(alone);
        });
        let ident = shape.ident.to_string();
        let default = || if self.lower_case { ident.to_lowercase() } else { ident.to_snake_case() };
        said.unwrap_or_else(default)
    }

    fn written_out(&self, shape: &TypeShape<'_>, table: &str, fields: &[String]) -> TokenStream {
        let span = shape.ident.span();
        let functions = self.functions.iter().map(|function| {
            let name = format_ident!("{}", function.name, span = span);
            let given: Vec<_> =
                (0..function.parameters.max(1)).map(|n| format_ident!("given_{n}", span = span)).collect();
            let receiver = function.method.then(|| quote_spanned!(span=> &self,));
            let gives = match function.gives {
                Gives::One => quote_spanned!(span=> Self),
                Gives::Maybe => quote_spanned!(span=> Option<Self>),
                Gives::Many => quote_spanned!(span=> Vec<Self>),
                Gives::Other => quote_spanned!(span=> ()),
            };
            let texts = function.texts.iter().map(|text| filled(text, table, fields));
            let runs = &given[0];
            quote_spanned! {span=>
                pub async fn #name(#receiver #(#given: impl Sized),*) -> Result<#gives, sqlx::Error> {
                    #(sqlx::query(#texts).execute(#runs).await?;)*
                }
            }
        });
        let functions: TokenStream = functions.collect();
        let (generics, arguments, bounds) = shape.generics.split_for_impl();
        let ident = shape.ident;
        quote_spanned! {span=> impl #generics #ident #arguments #bounds { #functions } }
    }
}

/// A row of the table: each field is the column of its name.
fn mapping(use_: FormUse, table: &str, fields: &[String]) -> FormMapping {
    let column = |field: &String| {
        let name = Name::from(field.as_str());
        FormColumn { field: name, column: Some(name), optional: false }
    };
    let table = TableRef::Named(Name::from(table));
    FormMapping { use_, table, tracked: false, columns: fields.iter().map(column).collect() }
}

/// A text with the table and the fields where it leaves room for them.
fn filled(text: &str, table: &str, fields: &[String]) -> String {
    let numbered = |form: fn(&str, usize) -> String| -> String {
        fields.iter().zip(1..).map(|(field, at)| form(field, at)).collect::<Vec<_>>().join(", ")
    };
    let mut made = String::new();
    for (at, piece) in text.split("{}").enumerate() {
        if at > 0 {
            let before = made.trim_end_matches(['"', '`', ' ', '\n']).to_uppercase();
            let room = if BEFORE_TABLES.iter().any(|word| before.ends_with(word)) {
                table.to_owned()
            } else if before.ends_with("SET") {
                numbered(|field, at| format!("\"{field}\" = ${at}"))
            } else if before.contains("VALUES") {
                numbered(|_, at| format!("${at}"))
            } else {
                numbered(|field, _| format!("\"{field}\""))
            };
            made.push_str(&room);
        }
        made.push_str(piece);
    }
    made
}

fn in_file(text: &str) -> Vec<(String, OwnDerive)> {
    if nesting::too_deep(text).is_some() {
        return Vec::new();
    }
    let Ok(file) = syn::parse_file(text) else { return Vec::new() };
    // Often a helper beside the macro makes the name.
    let lower_case = text.contains("lowercase()") && !text.contains("snake");
    let functions = file.items.iter().filter_map(|item| match item {
        syn::Item::Fn(function) => read(function, lower_case),
        _ => None,
    });
    functions.collect()
}

/// The derive that a function is, if it is one.
fn read(function: &syn::ItemFn, lower_case: bool) -> Option<(String, OwnDerive)> {
    let attribute = function.attrs.iter().find(|attribute| attribute.path().is_ident("proc_macro_derive"))?;
    let args = Arguments::of(&attribute.meta);
    let name = args.words.first()?.clone();
    let attributes = args.value("attributes").map(|value| value.arguments().words).unwrap_or_default();
    let body = function.block.to_token_stream();
    let mut read = Read::default();
    read.statements(body);
    let mut derive = OwnDerive { attributes, lower_case, functions: Vec::new() };
    for quoted in std::mem::take(&mut read.quoted) {
        read.functions(quoted, &mut derive.functions);
    }
    Some((name, derive))
}

/// What is known of a macro's own code while it is read.
#[derive(Default)]
struct Read {
    /// Texts with room for a table, by the variable that holds them.
    texts: FxHashMap<String, String>,
    quoted: Vec<TokenStream>,
}

impl Read {
    /// `let x = format!("…{table}…");` and `quote! { … }`, however deep.
    fn statements(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(word) if word == "let" => self.variable(&tokens[at + 1..]),
                TokenTree::Ident(word) if word == "quote" => {
                    if let Some(TokenTree::Group(group)) = tokens.get(at + 2) {
                        self.quoted.push(group.stream());
                    }
                }
                TokenTree::Group(group) => self.statements(group.stream()),
                _ => {}
            }
        }
    }

    fn variable(&mut self, tokens: &[TokenTree]) {
        let punct =
            |token: &TokenTree, sign: char| matches!(token, TokenTree::Punct(p) if p.as_char() == sign);
        let names = tokens.iter().take_while(|token| !punct(token, '=') && !punct(token, ':'));
        let Some(TokenTree::Ident(name)) = names.last() else { return };
        let value = tokens.iter().skip_while(|token| !punct(token, '=')).skip(1);
        let mut text = String::new();
        for token in value.take_while(|token| !punct(token, ';')) {
            self.add(token, &mut text);
        }
        let small = text.len() <= LONGEST_TEXT && text.matches("{}").count() <= MOST_ROOM;
        if small && filled(&text, "\u{0}", &[]).contains('\u{0}') {
            self.texts.insert(name.to_string(), text);
        }
    }

    /// Literals and variables that are put together, in their order.
    fn add(&self, token: &TokenTree, text: &mut String) {
        if text.len() > LONGEST_TEXT {
            return;
        }
        match token {
            TokenTree::Literal(literal) => {
                if let syn::Lit::Str(literal) = syn::Lit::new(literal.clone()) {
                    text.push_str(&with_room(&literal.value()));
                }
            }
            TokenTree::Ident(name) => {
                text.push_str(self.texts.get(&name.to_string()).map_or("", String::as_str));
            }
            TokenTree::Group(group) => group.stream().into_iter().for_each(|token| self.add(&token, text)),
            TokenTree::Punct(_) => {}
        }
    }

    /// The functions in what is quoted, those that run a text.
    fn functions(&self, tokens: TokenStream, found: &mut Vec<Function>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Ident(word) if word == "fn" => {
                    if found.len() < MOST_FUNCTIONS
                        && let Some(function) = self.function(&tokens[at + 1..])
                    {
                        match found.iter_mut().find(|other| other.name == function.name) {
                            Some(other) => {
                                other.texts.extend(function.texts);
                                other.texts.truncate(MOST_TEXTS);
                            }
                            None => found.push(function),
                        }
                    }
                }
                TokenTree::Group(group) => self.functions(group.stream(), found),
                _ => {}
            }
        }
    }

    fn function(&self, tokens: &[TokenTree]) -> Option<Function> {
        let Some(TokenTree::Ident(name)) = tokens.first() else { return None };
        let group = |wanted: Delimiter| move |token: &TokenTree| matches!(token, TokenTree::Group(g) if g.delimiter() == wanted);
        let parameters = tokens.iter().position(group(Delimiter::Parenthesis))?;
        let body = tokens.iter().position(group(Delimiter::Brace))?;
        let (TokenTree::Group(inside), TokenTree::Group(block)) = (&tokens[parameters], &tokens[body]) else {
            return None;
        };
        let mut texts = Vec::new();
        self.run(block.stream(), &mut texts);
        if texts.is_empty() || parameters > body {
            return None;
        }
        let given = inside.stream().to_string();
        let method = given.split([',', ':', ' ', '&']).any(|word| word == "self");
        let parameters = given.split(',').filter(|one| !one.trim().is_empty()).count() - usize::from(method);
        let result: String = tokens[parameters_end(tokens)..body].iter().map(ToString::to_string).collect();
        let gives = match &result {
            text if text.contains("Vec") => Gives::Many,
            text if text.contains("Option") => Gives::Maybe,
            text if text.contains("Self") || text.contains('#') => Gives::One,
            _ => Gives::Other,
        };
        Some(Function { name: name.to_string(), method, parameters, gives, texts })
    }

    /// Texts that are put into a body: `#insert`.
    fn run(&self, tokens: TokenStream, texts: &mut Vec<String>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Punct(sign) if sign.as_char() == '#' => {
                    if texts.len() < MOST_TEXTS
                        && let Some(TokenTree::Ident(name)) = tokens.get(at + 1)
                    {
                        texts.extend(self.texts.get(&name.to_string()).cloned());
                    }
                }
                TokenTree::Group(group) => self.run(group.stream(), texts),
                _ => {}
            }
        }
    }
}

/// Where the parameters end.
fn parameters_end(tokens: &[TokenTree]) -> usize {
    let is_list =
        |token: &TokenTree| matches!(token, TokenTree::Group(g) if g.delimiter() == Delimiter::Parenthesis);
    tokens.iter().position(is_list).map_or(0, |at| at + 1)
}

/// A format text with `{}` for everything that it puts in.
fn with_room(text: &str) -> String {
    let mut made = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        made.push_str(before);
        made.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    made.push_str(rest);
    made
}
