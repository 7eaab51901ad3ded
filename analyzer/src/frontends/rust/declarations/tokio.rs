//! What analysed code needs to know of `tokio`: its own locks, tasks and channels, as Rust with empty bodies.

use std::{Arc, Deref, Future, Option, Result, Vec, Duration};

pub struct Mutex<T>(T);
pub struct RwLock<T>(T);
pub struct OnceCell<T>(T);
pub struct MutexGuard<T>(T);
pub struct RwLockReadGuard<T>(T);
pub struct RwLockWriteGuard<T>(T);
pub struct MappedMutexGuard<T>(T);
pub struct OwnedMutexGuard<T>(T);
pub struct OwnedMappedMutexGuard<T>(T);
pub struct RwLockMappedWriteGuard<T>(T);
pub struct OwnedRwLockReadGuard<T>(T);
pub struct OwnedRwLockWriteGuard<T>(T);
impl<T> Deref for MutexGuard<T> { type Target = T; }
impl<T> Deref for MappedMutexGuard<T> { type Target = T; }
impl<T> Deref for OwnedMutexGuard<T> { type Target = T; }
impl<T> Deref for OwnedMappedMutexGuard<T> { type Target = T; }
impl<T> Deref for RwLockMappedWriteGuard<T> { type Target = T; }
impl<T> Deref for OwnedRwLockReadGuard<T> { type Target = T; }
impl<T> Deref for OwnedRwLockWriteGuard<T> { type Target = T; }
impl<T> MutexGuard<T> { pub fn map<U>(guard: MutexGuard<T>, f: impl FnOnce(&mut T) -> &mut U) -> MappedMutexGuard<U> {} }
impl<T> RwLockWriteGuard<T> { pub fn map<U>(guard: RwLockWriteGuard<T>, f: impl FnOnce(&mut T) -> &mut U) -> RwLockMappedWriteGuard<U> {} pub fn downgrade(self) -> RwLockReadGuard<T> {} }
impl<T> RwLockReadGuard<T> { pub fn map<U>(guard: RwLockReadGuard<T>, f: impl FnOnce(&T) -> &U) -> RwLockReadGuard<U> {} }
impl<T> Deref for RwLockReadGuard<T> { type Target = T; }
impl<T> Deref for RwLockWriteGuard<T> { type Target = T; }
impl<T> Mutex<T> { pub fn new(value: T) -> Mutex<T> {} pub fn lock(&self) -> MutexGuard<T> {} pub fn lock_owned(self) -> MutexGuard<T> {} pub fn try_lock(&self) -> Result<MutexGuard<T>, ()> {} pub fn blocking_lock(&self) -> MutexGuard<T> {} pub fn into_inner(self) -> T {} }
impl<T> RwLock<T> { pub fn new(value: T) -> RwLock<T> {} pub fn read(&self) -> RwLockReadGuard<T> {} pub fn write(&self) -> RwLockWriteGuard<T> {} }
impl<T> OnceCell<T> { pub fn new() -> OnceCell<T> {} pub fn get(&self) -> Option<T> {} pub fn get_or_init<F>(&self, f: impl FnOnce() -> F) -> T {} pub fn get_or_try_init<F>(&self, f: impl FnOnce() -> F) -> Result<T, ()> {} pub fn set(&self, v: T) -> Result<(), ()> {} }

pub struct JoinHandle<T>(T);
pub struct JoinSet<T>(T);
pub struct JoinError(());
pub struct Handle(());
impl<T> Future for JoinHandle<T> { type Output = Result<T, JoinError>; }
impl<T> JoinHandle<T> { pub fn abort(&self) {} pub fn is_finished(&self) -> bool {} }
impl<T> JoinSet<T> { pub fn new() -> JoinSet<T> {} pub fn spawn(&mut self, f: T) {} pub fn join_next(&mut self) -> Option<Result<T, JoinError>> {} pub fn join_all(self) -> Vec<T> {} }
pub fn spawn<F>(future: F) -> JoinHandle<F> {}
pub fn spawn_blocking<R>(f: impl FnOnce() -> R) -> JoinHandle<R> {}
pub fn spawn_local<F>(future: F) -> JoinHandle<F> {}
pub fn block_in_place<R>(f: impl FnOnce() -> R) -> R {}
pub fn timeout<F>(d: Duration, future: F) -> Result<F, ()> {}
pub fn sleep(d: Duration) {}
pub struct Sender<T>(T);
pub struct Receiver<T>(T);
pub struct UnboundedSender<T>(T);
pub struct UnboundedReceiver<T>(T);
pub fn channel<T>(n: usize) -> (Sender<T>, Receiver<T>) {}
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {}
impl<T> Sender<T> { pub fn send(&self, value: T) -> Result<(), ()> {} pub fn try_send(&self, value: T) -> Result<(), ()> {} pub fn subscribe(&self) -> Receiver<T> {} pub fn borrow(&self) -> T {} }
impl<T> UnboundedSender<T> { pub fn send(&self, value: T) -> Result<(), ()> {} }
impl<T> Receiver<T> { pub fn recv(&mut self) -> Option<T> {} pub fn try_recv(&mut self) -> Result<T, ()> {} pub fn borrow(&self) -> T {} pub fn borrow_and_update(&mut self) -> T {} pub fn changed(&mut self) -> Result<(), ()> {} }
impl<T> UnboundedReceiver<T> { pub fn recv(&mut self) -> Option<T> {} }
impl<T> Future for Receiver<T> { type Output = Result<T, ()>; }
