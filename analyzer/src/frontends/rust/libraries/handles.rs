//! What libraries share to add what their macros and derives make: handles, modules, items.

use proc_macro2::TokenStream;

use crate::facts::Name;
use crate::facts::item::{Handle, HandleKind, ModuleDecl, ScopeId};
use crate::frontends::rust::lowering::Lowering;

impl Lowering {
    pub(super) fn push_handle(&mut self, name: &str, what: HandleKind, line: u32) {
        let scope = self.scope;
        self.facts.handles.push(Handle { scope, name: Name::from(name), what, line });
    }

    /// Reads an item that a derive makes as if it were written out. Its functions are marked: they stand nowhere.
    pub(super) fn derived_item(&mut self, made: TokenStream) {
        let Ok(item) = syn::parse2::<syn::Item>(made) else { return };
        let first = self.facts.functions.len();
        self.item(&item);
        for function in &mut self.facts.functions[first..] {
            function.derived = true;
        }
    }

    /// Declares the module that a macro or derive makes, or the enum that stands like one.
    pub(super) fn push_module(&mut self, name: Name, inline: ScopeId, line: u32) {
        let (scope, test) = (self.scope, self.test);
        self.facts.modules.push(ModuleDecl { scope, name, inline: Some(inline), path: None, test, line });
    }
}
