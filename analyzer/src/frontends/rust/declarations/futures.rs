//! What analysed code needs to know of `futures`: joins and streams, as Rust with empty bodies. A stream is an
//! `Iter<T>` like any iterator.

use std::{Deref, Future, IntoIterator, Iter, Option, Result, Vec};

pub struct BoxStream<T>(T);
pub struct FuturesUnordered<T>(T);
impl<T> IntoIterator for FuturesUnordered<T> { type Item = T; }
impl<T> FuturesUnordered<T> { pub fn new() -> FuturesUnordered<T> {} pub fn push(&mut self, f: T) {} pub fn next(&mut self) -> Option<T> {} pub fn try_next(&mut self) -> T {} pub fn collect<B>(self) -> B {} }
pub fn join_all<T, I: IntoIterator<Item = T>>(i: I) -> Vec<T> {}
pub fn try_join_all<T, E, I: IntoIterator<Item = Result<T, E>>>(i: I) -> Result<Vec<T>, E> {}
pub fn join<A, B>(a: A, b: B) -> (A, B) {}
pub fn try_join<A, B, E>(a: Result<A, E>, b: Result<B, E>) -> Result<(A, B), E> {}
pub fn ready<T>(value: T) -> T {}
pub fn ok<T, E>(value: T) -> Result<T, E> {}
pub fn iter<I: IntoIterator<Item = T>, T>(i: I) -> Iter<T> {}
pub fn block_on<F>(f: F) -> F {}

pub struct Mutex<T>(T);
pub struct MutexGuard<T>(T);
impl<T> Deref for MutexGuard<T> { type Target = T; }
impl<T> Mutex<T> { pub fn new(value: T) -> Mutex<T> {} pub fn lock(&self) -> MutexGuard<T> {} pub fn try_lock(&self) -> Option<MutexGuard<T>> {} pub fn into_inner(self) -> T {} }
