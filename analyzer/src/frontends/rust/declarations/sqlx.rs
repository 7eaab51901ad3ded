//! What analysed code needs to know of `sqlx`: which rows a query gives, as Rust with empty bodies.

use std::{FnMut, Iter, Option, Result, Vec};

pub struct Row(());
pub struct QueryResult(());
pub struct Query(());
pub struct QueryAs<T>(T);
pub struct QueryBuilder<DB>(DB);
impl QueryResult { pub fn rows_affected(&self) -> u64 {} pub fn last_insert_id(&self) -> u64 {} }
impl Query {
    pub fn bind<V>(self, value: V) -> Query {}
    pub fn persistent(self, value: bool) -> Query {}
    pub fn execute<E>(self, executor: E) -> Result<QueryResult, ()> {}
    pub fn fetch<E>(self, executor: E) -> Iter<Result<Row, ()>> {}
    pub fn fetch_all<E>(self, executor: E) -> Result<Vec<Row>, ()> {}
    pub fn fetch_one<E>(self, executor: E) -> Result<Row, ()> {}
    pub fn fetch_optional<E>(self, executor: E) -> Result<Option<Row>, ()> {}
    pub fn map<U>(self, f: impl FnMut(Row) -> U) -> QueryAs<U> {}
    pub fn try_map<U>(self, f: impl FnMut(Row) -> Result<U, ()>) -> QueryAs<U> {}
}
impl<T> QueryAs<T> {
    pub fn bind<V>(self, value: V) -> QueryAs<T> {}
    pub fn persistent(self, value: bool) -> QueryAs<T> {}
    pub fn fetch<E>(self, executor: E) -> Iter<Result<T, ()>> {}
    pub fn fetch_all<E>(self, executor: E) -> Result<Vec<T>, ()> {}
    pub fn fetch_one<E>(self, executor: E) -> Result<T, ()> {}
    pub fn fetch_optional<E>(self, executor: E) -> Result<Option<T>, ()> {}
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> QueryAs<U> {}
    pub fn try_map<U>(self, f: impl FnMut(T) -> Result<U, ()>) -> QueryAs<U> {}
}
impl<DB> QueryBuilder<DB> {
    pub fn new<S>(init: S) -> QueryBuilder<DB> {}
    pub fn with_arguments<S, A>(init: S, arguments: A) -> QueryBuilder<DB> {}
    pub fn push<S>(&mut self, sql: S) -> QueryBuilder<DB> {}
    pub fn push_bind<V>(&mut self, value: V) -> QueryBuilder<DB> {}
    pub fn push_values<I, F>(&mut self, tuples: I, push: F) -> QueryBuilder<DB> {}
    pub fn push_tuples<I, F>(&mut self, tuples: I, push: F) -> QueryBuilder<DB> {}
    pub fn build(&mut self) -> Query {}
    pub fn build_query_as<T>(&mut self) -> QueryAs<T> {}
    pub fn build_query_scalar<T>(&mut self) -> QueryAs<T> {}
    pub fn reset(&mut self) -> QueryBuilder<DB> {}
}
pub fn query(sql: &str) -> Query {}
pub fn query_with<A>(sql: &str, arguments: A) -> Query {}
pub fn raw_sql(sql: &str) -> Query {}
pub fn query_as<DB, T>(sql: &str) -> QueryAs<T> {}
pub fn query_as_with<DB, T, A>(sql: &str, arguments: A) -> QueryAs<T> {}
pub fn query_scalar<DB, T>(sql: &str) -> QueryAs<T> {}
pub fn query_scalar_with<DB, T, A>(sql: &str, arguments: A) -> QueryAs<T> {}
