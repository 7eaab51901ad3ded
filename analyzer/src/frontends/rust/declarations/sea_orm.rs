//! What analysed code needs to know of `sea_orm`: entities, rows, selects and connections, as Rust with empty bodies.

use std::{Deref, Iter, Option, Result, Vec};

pub use ::sea_query::*;
pub use ActiveValue::{NotSet, Set, Unchanged};

pub mod prelude { pub use crate::*; }
pub mod entity { pub use crate::*; }
pub mod query { pub use crate::*; }
pub mod sea_query { pub use ::sea_query::*; }

pub struct DbErr(());
pub struct Statement(());
pub struct QueryResult(());
pub struct ExecResult(());
pub struct DeleteResult(());
pub struct UpdateResult(());
pub struct InsertResult<A>(A);
pub struct JsonValue(());
pub enum TransactionError<E> { Connection(DbErr), Transaction(E) }
pub enum ActiveValue<V> { Set(V), Unchanged(V), NotSet }
impl<V> ActiveValue<V> {
    pub fn set(value: V) -> ActiveValue<V> {}
    pub fn not_set() -> ActiveValue<V> {}
    pub fn unchanged(value: V) -> ActiveValue<V> {}
    pub fn is_set(&self) -> bool {}
    pub fn is_unchanged(&self) -> bool {}
    pub fn is_not_set(&self) -> bool {}
    pub fn take(&mut self) -> Option<V> {}
    pub fn unwrap(self) -> V {}
    pub fn as_ref(&self) -> V {}
    pub fn try_as_ref(&self) -> Option<V> {}
    pub fn into_value(self) -> Option<Value> {}
    pub fn reset(&mut self) {}
    pub fn set_if_not_equals(&mut self, value: V) {}
}
pub struct Value(());

pub trait EntityName { fn table_name(&self) -> &str {} }
pub trait EntityTrait {
    type Model;
    type ActiveModel;
    type Column;
    fn find() -> Select<Self> {}
    fn find_by_id(id: _) -> Select<Self> {}
    fn find_related_rev<R>() -> Select<R> {}
    fn load() -> Select<Self> {}
    fn insert(row: _) -> Insert<Self> {}
    fn insert_many(rows: _) -> Insert<Self> {}
    fn update(row: _) -> UpdateOne<Self> {}
    fn update_many() -> UpdateMany<Self> {}
    fn delete(row: _) -> DeleteMany<Self> {}
    fn delete_many() -> DeleteMany<Self> {}
    fn delete_by_id(id: _) -> DeleteMany<Self> {}
}
pub trait ModelTrait {
    type Entity;
    fn find_related<R>(&self, other: R) -> Select<R> {}
    fn find_linked<L: Linked>(&self, link: L) -> Select<L::ToEntity> {}
    fn delete(self, db: _) -> Result<DeleteResult, DbErr> {}
    fn into_active_model(self) -> <Self::Entity as EntityTrait>::ActiveModel {}
}
pub trait ActiveModelTrait {
    type Entity;
    fn insert(self, db: _) -> Result<<Self::Entity as EntityTrait>::Model, DbErr> {}
    fn update(self, db: _) -> Result<<Self::Entity as EntityTrait>::Model, DbErr> {}
    fn update_without_returning(self, db: _) -> Result<UpdateResult, DbErr> {}
    fn save(self, db: _) -> Result<Self, DbErr> {}
    fn delete(self, db: _) -> Result<DeleteResult, DbErr> {}
    fn default() -> Self {}
    fn set(&mut self, column: _, value: Value) {}
    fn try_set(&mut self, column: _, value: Value) -> Result<(), DbErr> {}
    fn set_if_not_equals(&mut self, column: _, value: Value) {}
    fn reset(&mut self, column: _) {}
    fn reset_all(self) -> Self {}
    fn into_active_model(self) -> Self {}
    fn try_into_model(self) -> Result<<Self::Entity as EntityTrait>::Model, DbErr> {}
    fn is_changed(&self) -> bool {}
    fn from_json(json: _) -> Result<Self, DbErr> {}
    fn find_related<R>(&self, other: R) -> Select<R> {}
}
pub trait ActiveModelBehavior {
    fn before_save(self, db: _, insert: bool) -> Result<Self, DbErr> {}
}
pub trait IntoActiveModel { type Row; fn into_active_model(self) -> Self::Row {} }
pub trait Linked { type FromEntity; type ToEntity; }
pub trait Related<R> { fn find_related() -> Select<R> {} }
pub trait FromQueryResult { fn find_by_statement(statement: Statement) -> Selector<Self> {} }
impl FromQueryResult for JsonValue {}
pub trait LoaderTrait {
    fn load_one(&self, other: _, db: _) -> Result<Vec<()>, DbErr> {}
    fn load_many(&self, other: _, db: _) -> Result<Vec<()>, DbErr> {}
    fn load_many_to_many(&self, other: _, through: _, db: _) -> Result<Vec<()>, DbErr> {}
}

pub struct Select<E>(E);
pub struct SelectTwo<E, F>(E, F);
pub struct SelectTwoMany<E, F>(E, F);
pub struct Selector<M>(M);
pub struct Paginator<M>(M);
pub struct Insert<E>(E);
pub struct UpdateOne<E>(E);
pub struct UpdateMany<E>(E);
pub struct DeleteMany<E>(E);
pub type InsertMany<A> = Insert<A>;
pub type DeleteOne<E> = DeleteMany<E>;

pub trait QueryFilter {
    fn filter(self, condition: _) -> Self {}
    fn belongs_to(self, model: _) -> Self {}
}
pub trait QuerySelect {
    fn select_only(self) -> Self {}
    fn column(self, column: _) -> Self {}
    fn columns(self, columns: _) -> Self {}
    fn column_as(self, column: _, name: _) -> Self {}
    fn expr(self, value: _) -> Self {}
    fn expr_as(self, value: _, name: _) -> Self {}
    fn tbl_col_as(self, column: _, name: _) -> Self {}
    fn offset(self, n: _) -> Self {}
    fn limit(self, n: _) -> Self {}
    fn group_by(self, column: _) -> Self {}
    fn having(self, condition: _) -> Self {}
    fn distinct(self) -> Self {}
    fn distinct_on(self, columns: _) -> Self {}
    fn join(self, kind: _, relation: _) -> Self {}
    fn join_rev(self, kind: _, relation: _) -> Self {}
    fn join_as(self, kind: _, relation: _, name: _) -> Self {}
    fn join_as_rev(self, kind: _, relation: _, name: _) -> Self {}
    fn lock(self, kind: _) -> Self {}
    fn lock_shared(self) -> Self {}
    fn lock_exclusive(self) -> Self {}
    fn lock_with_behavior(self, kind: _, behavior: _) -> Self {}
}
pub trait QueryOrder {
    fn order_by(self, column: _, order: _) -> Self {}
    fn order_by_asc(self, column: _) -> Self {}
    fn order_by_desc(self, column: _) -> Self {}
    fn order_by_with_nulls(self, column: _, order: _, nulls: _) -> Self {}
    fn order_by_id_asc(self) -> Self {}
    fn order_by_id_desc(self) -> Self {}
}
pub trait QueryTrait {
    fn apply_if<T>(self, value: Option<T>, change: impl FnOnce(Self, T) -> Self) -> Self {}
}
pub trait PaginatorTrait { fn count(self, db: _) -> Result<u64, DbErr> {} }

impl<E> QueryFilter for Select<E> {}
impl<E> QuerySelect for Select<E> {}
impl<E> QueryOrder for Select<E> {}
impl<E> QueryTrait for Select<E> {}
impl<E> PaginatorTrait for Select<E> {}
impl<E, F> QueryFilter for SelectTwo<E, F> {}
impl<E, F> QuerySelect for SelectTwo<E, F> {}
impl<E, F> QueryOrder for SelectTwo<E, F> {}
impl<E, F> QueryTrait for SelectTwo<E, F> {}
impl<E, F> PaginatorTrait for SelectTwo<E, F> {}
impl<E, F> QueryFilter for SelectTwoMany<E, F> {}
impl<E, F> QuerySelect for SelectTwoMany<E, F> {}
impl<E, F> QueryOrder for SelectTwoMany<E, F> {}
impl<E, F> QueryTrait for SelectTwoMany<E, F> {}
impl<E> QueryFilter for UpdateMany<E> {}
impl<E> QueryFilter for UpdateOne<E> {}
impl<E> QueryFilter for DeleteMany<E> {}

impl<E: EntityTrait> Select<E> {
    pub fn one(self, db: _) -> Result<Option<E::Model>, DbErr> {}
    pub fn all(self, db: _) -> Result<Vec<E::Model>, DbErr> {}
    pub fn stream(self, db: _) -> Result<Iter<Result<E::Model, DbErr>>, DbErr> {}
    pub fn paginate(self, db: _, size: u64) -> Paginator<E::Model> {}
    pub fn into_model<M>(self) -> Selector<M> {}
    pub fn into_partial_model<M>(self) -> Selector<M> {}
    pub fn into_tuple<T>(self) -> Selector<T> {}
    pub fn into_values<T, C>(self) -> Selector<T> {}
    pub fn into_json(self) -> Selector<JsonValue> {}
    pub fn from_raw_sql(self, statement: Statement) -> Selector<E::Model> {}
    pub fn find_also_related<R>(self, other: R) -> SelectTwo<E, R> {}
    pub fn find_both_related<R>(self, other: R) -> SelectTwo<E, R> {}
    pub fn find_with_related<R>(self, other: R) -> SelectTwoMany<E, R> {}
    pub fn find_also_linked<L: Linked>(self, link: L) -> SelectTwo<E, L::ToEntity> {}
    pub fn find_with_linked<L: Linked>(self, link: L) -> SelectTwoMany<E, L::ToEntity> {}
    pub fn select_also<R>(self, other: R) -> SelectTwo<E, R> {}
    pub fn select_with<R>(self, other: R) -> SelectTwoMany<E, R> {}
    pub fn left_join(self, other: _) -> Self {}
    pub fn right_join(self, other: _) -> Self {}
    pub fn inner_join(self, other: _) -> Self {}
    pub fn reverse_join(self, other: _) -> Self {}
    pub fn exists(self, db: _) -> Result<bool, DbErr> {}
    pub fn cursor_by(self, column: _) -> Selector<E::Model> {}
    pub fn with(self, other: _) -> Self {}
}
impl<E: EntityTrait, F: EntityTrait> SelectTwo<E, F> {
    pub fn one(self, db: _) -> Result<Option<(E::Model, Option<F::Model>)>, DbErr> {}
    pub fn all(self, db: _) -> Result<Vec<(E::Model, Option<F::Model>)>, DbErr> {}
    pub fn into_model<M, N>(self) -> Selector<(M, Option<N>)> {}
    pub fn paginate(self, db: _, size: u64) -> Paginator<(E::Model, Option<F::Model>)> {}
}
impl<E: EntityTrait, F: EntityTrait> SelectTwoMany<E, F> {
    pub fn all(self, db: _) -> Result<Vec<(E::Model, Vec<F::Model>)>, DbErr> {}
}
impl<M> Selector<M> {
    pub fn one(self, db: _) -> Result<Option<M>, DbErr> {}
    pub fn all(self, db: _) -> Result<Vec<M>, DbErr> {}
    pub fn stream(self, db: _) -> Result<Iter<Result<M, DbErr>>, DbErr> {}
    pub fn paginate(self, db: _, size: u64) -> Paginator<M> {}
    pub fn from_statement(statement: Statement) -> Selector<M> {}
    pub fn into_model<N>(self) -> Selector<N> {}
    pub fn into_tuple<N>(self) -> Selector<N> {}
    pub fn into_json(self) -> Selector<JsonValue> {}
    pub fn before(self, value: _) -> Self {}
    pub fn after(self, value: _) -> Self {}
    pub fn first(self, n: u64) -> Self {}
    pub fn last(self, n: u64) -> Self {}
    pub fn asc(self) -> Self {}
    pub fn desc(self) -> Self {}
}
impl<M> Paginator<M> {
    pub fn fetch(&self) -> Result<Vec<M>, DbErr> {}
    pub fn fetch_page(&self, page: u64) -> Result<Vec<M>, DbErr> {}
    pub fn fetch_and_next(&mut self) -> Result<Option<Vec<M>>, DbErr> {}
    pub fn num_items(&self) -> Result<u64, DbErr> {}
    pub fn num_pages(&self) -> Result<u64, DbErr> {}
    pub fn into_stream(self) -> Iter<Result<Vec<M>, DbErr>> {}
}
impl<E: EntityTrait> Insert<E> {
    pub fn one(row: _) -> Insert<E> {}
    pub fn many(rows: _) -> Insert<E> {}
    pub fn add(self, row: _) -> Self {}
    pub fn add_many(self, rows: _) -> Self {}
    pub fn on_conflict(self, conflict: OnConflict) -> Self {}
    pub fn do_nothing(self) -> Self {}
    pub fn on_empty_do_nothing(self) -> Self {}
    pub fn exec(self, db: _) -> Result<InsertResult<E>, DbErr> {}
    pub fn exec_with_returning(self, db: _) -> Result<E::Model, DbErr> {}
    pub fn exec_with_returning_many(self, db: _) -> Result<Vec<E::Model>, DbErr> {}
    pub fn exec_without_returning(self, db: _) -> Result<u64, DbErr> {}
}
pub struct Update(());
impl Update {
    pub fn one(row: _) -> UpdateOne<()> {}
    pub fn many<E>(entity: E) -> UpdateMany<E> {}
}
pub struct Delete(());
impl Delete {
    pub fn one(row: _) -> DeleteMany<()> {}
    pub fn many<E>(entity: E) -> DeleteMany<E> {}
}
impl<E: EntityTrait> UpdateOne<E> {
    pub fn exec(self, db: _) -> Result<E::Model, DbErr> {}
}
impl<E: EntityTrait> UpdateMany<E> {
    pub fn set(self, row: _) -> Self {}
    pub fn col_expr(self, column: _, value: _) -> Self {}
    pub fn exec(self, db: _) -> Result<UpdateResult, DbErr> {}
    pub fn exec_with_returning(self, db: _) -> Result<Vec<E::Model>, DbErr> {}
}
impl<E: EntityTrait> DeleteMany<E> {
    pub fn exec(self, db: _) -> Result<DeleteResult, DbErr> {}
    pub fn exec_with_returning(self, db: _) -> Result<Vec<E::Model>, DbErr> {}
}

impl Statement {
    pub fn from_string(backend: _, sql: _) -> Statement {}
    pub fn from_sql_and_values(backend: _, sql: _, values: _) -> Statement {}
}
pub enum DatabaseBackend { MySql, Postgres, Sqlite }
pub type DbBackend = DatabaseBackend;
impl DatabaseBackend { pub fn build(&self, statement: _) -> Statement {} }

pub trait ConnectionTrait {
    fn get_database_backend(&self) -> DatabaseBackend {}
    fn execute(&self, statement: _) -> Result<ExecResult, DbErr> {}
    fn execute_raw(&self, statement: _) -> Result<ExecResult, DbErr> {}
    fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {}
    fn query_one(&self, statement: _) -> Result<Option<QueryResult>, DbErr> {}
    fn query_one_raw(&self, statement: _) -> Result<Option<QueryResult>, DbErr> {}
    fn query_all(&self, statement: _) -> Result<Vec<QueryResult>, DbErr> {}
    fn query_all_raw(&self, statement: _) -> Result<Vec<QueryResult>, DbErr> {}
}
pub trait StreamTrait {
    fn stream(&self, statement: _) -> Result<Iter<Result<QueryResult, DbErr>>, DbErr> {}
    fn stream_raw(&self, statement: _) -> Result<Iter<Result<QueryResult, DbErr>>, DbErr> {}
}
pub trait TransactionTrait {
    fn begin(&self) -> Result<DatabaseTransaction, DbErr> {}
    fn begin_with_config(&self, isolation: _, access: _) -> Result<DatabaseTransaction, DbErr> {}
    fn transaction<T, E>(&self, work: impl FnOnce(DatabaseTransaction) -> Result<T, E>) -> Result<T, TransactionError<E>> {}
    fn transaction_with_config<T, E>(&self, work: impl FnOnce(DatabaseTransaction) -> Result<T, E>, isolation: _, access: _) -> Result<T, TransactionError<E>> {}
}
pub struct DatabaseConnection(());
pub struct DatabaseTransaction(());
pub type DbConn = DatabaseConnection;
impl ConnectionTrait for DatabaseConnection {}
impl StreamTrait for DatabaseConnection {}
impl TransactionTrait for DatabaseConnection {}
impl ConnectionTrait for DatabaseTransaction {}
impl StreamTrait for DatabaseTransaction {}
impl TransactionTrait for DatabaseTransaction {}
impl DatabaseTransaction {
    pub fn commit(self) -> Result<(), DbErr> {}
    pub fn rollback(self) -> Result<(), DbErr> {}
}
impl DatabaseConnection {
    pub fn close(self) -> Result<(), DbErr> {}
    pub fn ping(&self) -> Result<(), DbErr> {}
}
impl QueryResult {
    pub fn try_get<T>(&self, prefix: &str, column: &str) -> Result<T, DbErr> {}
    pub fn try_get_by<T>(&self, column: _) -> Result<T, DbErr> {}
}
impl ExecResult { pub fn rows_affected(&self) -> u64 {} pub fn last_insert_id(&self) -> u64 {} }
impl<M: ModelTrait> LoaderTrait for Vec<M> {}
impl<M: ModelTrait> LoaderTrait for [M] {}

pub struct ConnectOptions(());
pub struct Database(());
impl Database { pub fn connect(options: _) -> Result<DatabaseConnection, DbErr> {} }
impl ConnectOptions { pub fn new(url: _) -> ConnectOptions {} }
