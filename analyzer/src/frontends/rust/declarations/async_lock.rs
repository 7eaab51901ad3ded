//! What analysed code needs to know of `async_lock`: its locks, as Rust with empty bodies.

use std::{Deref, Option};

pub struct Mutex<T>(T);
pub struct RwLock<T>(T);
pub struct MutexGuard<T>(T);
pub struct RwLockReadGuard<T>(T);
pub struct RwLockWriteGuard<T>(T);
impl<T> Deref for MutexGuard<T> { type Target = T; }
impl<T> Deref for RwLockReadGuard<T> { type Target = T; }
impl<T> Deref for RwLockWriteGuard<T> { type Target = T; }
impl<T> Mutex<T> { pub fn new(value: T) -> Mutex<T> {} pub fn lock(&self) -> MutexGuard<T> {} pub fn lock_arc(&self) -> MutexGuard<T> {} pub fn try_lock(&self) -> Option<MutexGuard<T>> {} pub fn into_inner(self) -> T {} }
impl<T> RwLock<T> { pub fn new(value: T) -> RwLock<T> {} pub fn read(&self) -> RwLockReadGuard<T> {} pub fn write(&self) -> RwLockWriteGuard<T> {} pub fn try_read(&self) -> Option<RwLockReadGuard<T>> {} pub fn try_write(&self) -> Option<RwLockWriteGuard<T>> {} }
