//! What analysed code needs to know of `once_cell`: values that are made once, as Rust with empty bodies.

use std::{Deref, Option, Result};

pub struct OnceCell<T>(T);
pub struct Lazy<T>(T);
impl<T> Deref for Lazy<T> { type Target = T; }
impl<T> Lazy<T> { pub fn new(f: impl FnOnce() -> T) -> Lazy<T> {} pub fn force(this: &Lazy<T>) -> &T {} }
impl<T> OnceCell<T> { pub fn new() -> OnceCell<T> {} pub fn with_value(value: T) -> OnceCell<T> {} pub fn get(&self) -> Option<&T> {} pub fn get_mut(&mut self) -> Option<&mut T> {} pub fn get_or_init(&self, f: impl FnOnce() -> T) -> &T {} pub fn get_or_try_init<E>(&self, f: impl FnOnce() -> Result<T, E>) -> Result<&T, E> {} pub fn wait(&self) -> &T {} pub fn set(&self, value: T) -> Result<(), T> {} pub fn into_inner(self) -> Option<T> {} }
