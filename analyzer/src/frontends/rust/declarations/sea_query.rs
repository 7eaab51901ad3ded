//! What analysed code needs to know of `sea_query`: where statements begin, as Rust with empty bodies. The builders'
//! methods are told by rules.

pub struct Query(());
pub struct SelectStatement(());
pub struct InsertStatement(());
pub struct UpdateStatement(());
pub struct DeleteStatement(());
pub struct OnConflict(());
pub struct Expr(());
pub struct Func(());
pub struct Condition(());
pub struct Alias(());
impl Query {
    pub fn select() -> SelectStatement {}
    pub fn insert() -> InsertStatement {}
    pub fn update() -> UpdateStatement {}
    pub fn delete() -> DeleteStatement {}
    pub fn with() -> WithClause {}
}
impl SelectStatement { pub fn new() -> SelectStatement {} }
impl InsertStatement { pub fn new() -> InsertStatement {} }
impl UpdateStatement { pub fn new() -> UpdateStatement {} }
impl DeleteStatement { pub fn new() -> DeleteStatement {} }
pub struct WithClause(());
pub struct WithQuery(());
impl WithQuery {
    pub fn new() -> WithQuery {}
    pub fn with_clause(&mut self, clause: WithClause) -> &mut WithQuery {}
    pub fn query<T>(&mut self, query: T) -> &mut WithQuery {}
}
impl Alias { pub fn new(name: &str) -> Alias {} }
