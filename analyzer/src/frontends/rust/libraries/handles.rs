//! What libraries share to make handles, and the modules in which handles stand.

use crate::facts::Name;
use crate::facts::item::{Handle, HandleKind, ModuleDecl, ScopeId};
use crate::frontends::rust::lowering::Lowering;

impl Lowering {
    pub(super) fn push_handle(&mut self, name: &str, what: HandleKind, line: u32) {
        let scope = self.scope;
        self.facts.handles.push(Handle { scope, name: Name::from(name), what, line });
    }

    /// Declares the module that a macro or derive makes, or the enum that stands like one.
    pub(super) fn push_module(&mut self, name: Name, inline: ScopeId, line: u32) {
        let (scope, test) = (self.scope, self.test);
        self.facts.modules.push(ModuleDecl { scope, name, inline: Some(inline), path: None, test, line });
    }
}
