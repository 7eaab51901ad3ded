//! What analysed code needs to know of `dashmap`: a shared map whose entries are guarded, as Rust with empty bodies.

use std::{Deref, Option};

pub struct DashMap<K, V>(K, V);
pub struct Ref<K, V>(K, V);
pub struct RefMut<K, V>(K, V);
pub struct RefMulti<K, V>(K, V);
pub struct RefMutMulti<K, V>(K, V);
impl<K, V> Deref for Ref<K, V> { type Target = V; }
impl<K, V> Deref for RefMut<K, V> { type Target = V; }
impl<K, V> Deref for RefMulti<K, V> { type Target = V; }
impl<K, V> Deref for RefMutMulti<K, V> { type Target = V; }
impl<K, V> Ref<K, V> { pub fn key(&self) -> &K {} pub fn value(&self) -> &V {} }
impl<K, V> RefMut<K, V> { pub fn key(&self) -> &K {} pub fn value(&self) -> &V {} pub fn value_mut(&mut self) -> &mut V {} }
impl<K, V> RefMulti<K, V> { pub fn key(&self) -> &K {} pub fn value(&self) -> &V {} }
impl<K, V> DashMap<K, V> { pub fn new() -> DashMap<K, V> {} pub fn get<Q>(&self, key: &Q) -> Option<Ref<K, V>> {} pub fn get_mut<Q>(&self, key: &Q) -> Option<RefMut<K, V>> {} pub fn insert(&self, key: K, value: V) -> Option<V> {} pub fn remove<Q>(&self, key: &Q) -> Option<(K, V)> {} pub fn contains_key<Q>(&self, key: &Q) -> bool {} }
