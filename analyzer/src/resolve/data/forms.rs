//! Types whose values stand for rows: which table, which columns.

use rustc_hash::FxHashMap;

use super::row_types::{self, RowType};
use crate::facts::Name;
use crate::facts::item::HandleKind;
use crate::facts::model::{FormMapping, FormUse, TableRef};
use crate::resolve::defs::{Def, TypeId, count};
use crate::resolve::names::{Names, Namespace};
use crate::resolve::schema::Schema;
use crate::resolve::types::ty::Ty;

/// A mapping with its table resolved.
#[derive(Debug)]
pub(crate) struct Form<'a> {
    pub(crate) table: Name,
    pub(crate) mapping: &'a FormMapping,
}

/// All mappings by type.
pub(crate) struct Forms<'a> {
    by_type: FxHashMap<TypeId, Vec<Form<'a>>>,
    /// Those that no library's mapping tells of.
    row_types: FxHashMap<TypeId, RowType>,
    names: &'a Names<'a>,
}

/// Wrappers and lists around a form are looked through this deep.
const MAX_PEEL: usize = 6;

impl<'a> Forms<'a> {
    pub(crate) fn index(names: &'a Names<'a>, schema: &Schema) -> Self {
        let defs = names.defs;
        let mut forms = Forms { by_type: FxHashMap::default(), row_types: FxHashMap::default(), names };
        for number in 0..count(&defs.types) {
            let id = TypeId(number);
            let module = defs.module_of_type(id);
            for mapping in &defs.type_(id).forms {
                let table = match &mapping.table {
                    TableRef::Named(name) => Some(*name),
                    TableRef::Path(path) => forms.table_at(module, path),
                };
                if let Some(table) = table {
                    forms.by_type.entry(id).or_default().push(Form { table, mapping });
                }
            }
        }
        forms.row_types = row_types::find(defs, schema);
        let by_type = &forms.by_type;
        forms.row_types.retain(|id, _| !by_type.contains_key(id));
        forms
    }

    /// The table that a path in an attribute names: a handle, or a module with a handle `table` in it.
    fn table_at(
        &self,
        module: crate::resolve::defs::ModuleId,
        path: &crate::facts::types::PathRef,
    ) -> Option<Name> {
        let names: Vec<Name> = path.segments.iter().map(|s| s.name).collect();
        for namespace in [Namespace::Type, Namespace::Value] {
            let Some(found) = self.names.resolve_names(module, &names, path.global, namespace) else {
                continue;
            };
            if found.used < names.len() {
                continue;
            }
            match found.def {
                Def::Handle(id) => {
                    if let HandleKind::Table(name) = self.names.defs.handle(id).what {
                        return Some(name);
                    }
                }
                Def::Type(id) => {
                    let table = self.of_type(id, |_| true);
                    if table.is_some() {
                        return table;
                    }
                }
                Def::Module(inner) => {
                    let items = &self.names.tree.module(inner).items;
                    let table = items.get(&Name::from("table")).into_iter().flatten().find_map(|d| match d {
                        Def::Handle(id) => match self.names.defs.handle(*id).what {
                            HandleKind::Table(name) => Some(name),
                            _ => None,
                        },
                        _ => None,
                    });
                    if table.is_some() {
                        return table;
                    }
                }
                _ => {}
            }
        }
        path.last()
    }

    /// The table whose name a type is, or of whose rows it is.
    fn of_type(&self, id: TypeId, wanted: impl Fn(FormUse) -> bool) -> Option<Name> {
        let forms = &self.names.defs.type_(id).forms;
        forms.iter().find_map(|form| match &form.table {
            TableRef::Named(name) if wanted(form.use_) => Some(*name),
            _ => None,
        })
    }

    /// The table that a type names as a value or argument: `Entity`.
    pub(crate) fn table_named_by(&self, ty: &Ty) -> Option<Name> {
        match ty {
            Ty::Adt(id, _) => self.of_type(*id, |use_| use_ == FormUse::Table),
            _ => None,
        }
    }

    /// Whether values of the type know which of their fields were set.
    pub(crate) fn is_tracked(&self, id: TypeId) -> bool {
        self.of(id).iter().any(|form| form.mapping.tracked)
    }

    /// Whether values of the type are rows that were read and can be written again: what is assigned to one changes it.
    pub(crate) fn is_row(&self, id: TypeId) -> bool {
        let has = |use_| self.of(id).iter().any(|form| form.mapping.use_ == use_);
        (has(FormUse::Update) && has(FormUse::Read)) || self.row_types.contains_key(&id)
    }

    /// The type with a mapping under references, lists, options and smart pointers.
    pub(crate) fn type_in(&self, ty: &Ty) -> Option<TypeId> {
        let mut at = ty;
        for _ in 0..MAX_PEEL {
            match at {
                Ty::Adt(id, _) if self.by_type.contains_key(id) => return Some(*id),
                _ => at = at.args().first()?,
            }
        }
        None
    }

    pub(crate) fn of(&self, id: TypeId) -> &[Form<'a>] {
        self.by_type.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The mapping for a use; writing uses stand in for each other where a type has only one.
    pub(crate) fn mapping(&self, id: TypeId, wanted: FormUse) -> Option<&Form<'a>> {
        let list = self.of(id);
        list.iter().find(|f| f.mapping.use_ == wanted).or_else(|| {
            let writes = |u: FormUse| matches!(u, FormUse::Insert | FormUse::Update);
            list.iter().find(|f| writes(wanted) && writes(f.mapping.use_))
        })
    }

    /// The table that a value of the type stands for a row of.
    pub(crate) fn table_of(&self, id: TypeId) -> Option<Name> {
        let order = [FormUse::Table, FormUse::Identity, FormUse::Update, FormUse::Insert, FormUse::Read];
        order.iter().find_map(|u| self.of(id).iter().find(|f| f.mapping.use_ == *u)).map(|f| f.table)
    }

    /// The columns that writing a value sets; `fields` None means all. Embedded forms are followed.
    pub(crate) fn columns(&self, id: TypeId, wanted: FormUse, fields: Option<&[Name]>) -> Vec<(Name, Name)> {
        let mut out = Vec::new();
        if let Some(row) = self.row_types.get(&id) {
            let set = row.columns.iter().filter(|column| fields.is_none_or(|f| f.contains(column)));
            out.extend(set.map(|column| (row.table, *column)));
        }
        self.columns_into(id, wanted, fields, &mut out, 0);
        out
    }

    fn columns_into(
        &self,
        id: TypeId,
        wanted: FormUse,
        fields: Option<&[Name]>,
        out: &mut Vec<(Name, Name)>,
        depth: u8,
    ) {
        let Some(form) = self.mapping(id, wanted) else { return };
        for column in &form.mapping.columns {
            if fields.is_some_and(|f| !f.contains(&column.field)) {
                continue;
            }
            match column.column {
                Some(name) => out.push((form.table, name)),
                None if depth < 4 => match self.field_type(id, column.field) {
                    Some(inner) if self.mapping(inner, wanted).is_some() => {
                        self.columns_into(inner, wanted, None, out, depth + 1);
                    }
                    // Made by a derive that is not known: the columns that no other field names.
                    _ if wanted != FormUse::Update => out.push((form.table, Name::from("*"))),
                    _ => {}
                },
                None => {}
            }
        }
    }

    fn field_type(&self, id: TypeId, field: Name) -> Option<TypeId> {
        let def = self.names.defs.type_(id);
        let crate::facts::item::TypeKind::Struct(fields) = &def.kind else { return None };
        let written = &fields.iter().find(|f| f.name == field)?.ty;
        let scope =
            crate::resolve::types::lower::TypeScope::new(self.names, self.names.defs.module_of_type(id));
        self.type_in(&scope.lower(written))
    }
}
