//! What analysed code needs to know of `arc_swap`: what is shared and exchanged as a whole, as Rust with empty bodies.

use std::{Arc, Deref, Option};

pub struct ArcSwap<T>(T);
pub struct ArcSwapOption<T>(T);
pub struct ArcSwapAny<T>(T);
pub struct Guard<T>(T);
impl<T> Deref for Guard<T> { type Target = T; }
impl<T> ArcSwap<T> { pub fn new(value: Arc<T>) -> ArcSwap<T> {} pub fn from_pointee(value: T) -> ArcSwap<T> {} pub fn load(&self) -> Guard<Arc<T>> {} pub fn load_full(&self) -> Arc<T> {} pub fn store(&self, value: Arc<T>) {} pub fn swap(&self, value: Arc<T>) -> Arc<T> {} }
impl<T> ArcSwapOption<T> { pub fn new(value: Option<Arc<T>>) -> ArcSwapOption<T> {} pub fn empty() -> ArcSwapOption<T> {} pub fn load(&self) -> Guard<Option<Arc<T>>> {} pub fn load_full(&self) -> Option<Arc<T>> {} pub fn store(&self, value: Option<Arc<T>>) {} }
impl<T> ArcSwapAny<T> { pub fn new(value: T) -> ArcSwapAny<T> {} pub fn load(&self) -> Guard<T> {} pub fn load_full(&self) -> T {} pub fn store(&self, value: T) {} }
