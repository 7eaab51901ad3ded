//! What analysed code needs to know of `parking_lot`: locks whose guards are given at once, as Rust with empty bodies.

use std::{Deref, Option};

pub struct Mutex<T>(T);
pub struct ReentrantMutex<T>(T);
pub struct FairMutex<T>(T);
pub struct RwLock<T>(T);
pub struct MutexGuard<T>(T);
pub struct MappedMutexGuard<T>(T);
pub struct ReentrantMutexGuard<T>(T);
pub struct RwLockReadGuard<T>(T);
pub struct RwLockWriteGuard<T>(T);
pub struct RwLockUpgradableReadGuard<T>(T);
pub struct MappedRwLockReadGuard<T>(T);
pub struct MappedRwLockWriteGuard<T>(T);
impl<T> Deref for MutexGuard<T> { type Target = T; }
impl<T> Deref for MappedMutexGuard<T> { type Target = T; }
impl<T> Deref for ReentrantMutexGuard<T> { type Target = T; }
impl<T> Deref for RwLockReadGuard<T> { type Target = T; }
impl<T> Deref for RwLockWriteGuard<T> { type Target = T; }
impl<T> Deref for RwLockUpgradableReadGuard<T> { type Target = T; }
impl<T> Deref for MappedRwLockReadGuard<T> { type Target = T; }
impl<T> Deref for MappedRwLockWriteGuard<T> { type Target = T; }
impl<T> Mutex<T> { pub fn new(value: T) -> Mutex<T> {} pub fn lock(&self) -> MutexGuard<T> {} pub fn lock_arc(&self) -> MutexGuard<T> {} pub fn try_lock(&self) -> Option<MutexGuard<T>> {} pub fn into_inner(self) -> T {} pub fn get_mut(&mut self) -> &mut T {} }
impl<T> FairMutex<T> { pub fn new(value: T) -> FairMutex<T> {} pub fn lock(&self) -> MutexGuard<T> {} pub fn try_lock(&self) -> Option<MutexGuard<T>> {} }
impl<T> ReentrantMutex<T> { pub fn new(value: T) -> ReentrantMutex<T> {} pub fn lock(&self) -> ReentrantMutexGuard<T> {} pub fn try_lock(&self) -> Option<ReentrantMutexGuard<T>> {} }
impl<T> RwLock<T> { pub fn new(value: T) -> RwLock<T> {} pub fn read(&self) -> RwLockReadGuard<T> {} pub fn write(&self) -> RwLockWriteGuard<T> {} pub fn upgradable_read(&self) -> RwLockUpgradableReadGuard<T> {} pub fn try_read(&self) -> Option<RwLockReadGuard<T>> {} pub fn try_write(&self) -> Option<RwLockWriteGuard<T>> {} pub fn into_inner(self) -> T {} pub fn get_mut(&mut self) -> &mut T {} }
impl<T> MutexGuard<T> { pub fn map<U>(guard: MutexGuard<T>, f: impl FnOnce(&mut T) -> &mut U) -> MappedMutexGuard<U> {} }
impl<T> RwLockReadGuard<T> { pub fn map<U>(guard: RwLockReadGuard<T>, f: impl FnOnce(&T) -> &U) -> MappedRwLockReadGuard<U> {} }
impl<T> RwLockWriteGuard<T> { pub fn map<U>(guard: RwLockWriteGuard<T>, f: impl FnOnce(&mut T) -> &mut U) -> MappedRwLockWriteGuard<U> {} }
