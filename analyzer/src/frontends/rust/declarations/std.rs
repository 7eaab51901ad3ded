//! What analysed code needs to know of the standard library: types, signatures and associated types, as Rust
//! with empty bodies. All of `core` and `alloc` too, modules flattened. It is read as facts and never compiled.
//! References do not exist for the resolver, and every iterator is one type: `Iter<T>`.

pub mod prelude {
    pub use crate::{
        AsMut, AsRef, Box, Clone, Default, Drop, Extend, From, FromIterator, Into, IntoIterator, Iterator, Option,
        Ord, PartialEq, PartialOrd, Result, String, ToOwned, ToString, TryFrom, TryInto, Vec,
    };
    pub use crate::drop;
    pub use crate::Option::{None, Some};
    pub use crate::Result::{Err, Ok};
}

pub enum Option<T> { Some(T), None }
pub enum Result<T, E> { Ok(T), Err(E) }
pub enum Ordering { Less, Equal, Greater }
pub enum Poll<T> { Ready(T), Pending }
pub enum ControlFlow<B, C = ()> { Continue(C), Break(B) }
pub enum Entry<K, V> { Occupied(OccupiedEntry<K, V>), Vacant(VacantEntry<K, V>) }
pub enum Bound<T> { Included(T), Excluded(T), Unbounded }

impl<T> Option<T> {
    pub fn is_some(&self) -> bool {}
    pub fn is_some_and(self, f: impl FnOnce(T) -> bool) -> bool {}
    pub fn is_none_or(self, f: impl FnOnce(T) -> bool) -> bool {}
    pub fn is_none(&self) -> bool {}
    pub fn as_ref(&self) -> Option<T> {}
    pub fn as_mut(&mut self) -> Option<T> {}
    pub fn as_slice(&self) -> [T] {}
    pub fn expect(self, msg: &str) -> T {}
    pub fn unwrap(self) -> T {}
    pub fn unwrap_or(self, default: T) -> T {}
    pub fn unwrap_or_else(self, f: impl FnOnce() -> T) -> T {}
    pub fn unwrap_or_default(self) -> T {}
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Option<U> {}
    pub fn inspect(self, f: impl FnOnce(T)) -> Option<T> {}
    pub fn map_or<U>(self, default: U, f: impl FnOnce(T) -> U) -> U {}
    pub fn map_or_else<U>(self, default: impl FnOnce() -> U, f: impl FnOnce(T) -> U) -> U {}
    pub fn map_or_default<U>(self, f: impl FnOnce(T) -> U) -> U {}
    pub fn ok_or<E>(self, err: E) -> Result<T, E> {}
    pub fn ok_or_else<E>(self, err: impl FnOnce() -> E) -> Result<T, E> {}
    pub fn as_deref(&self) -> Option<<T as Deref>::Target> {}
    pub fn as_deref_mut(&mut self) -> Option<<T as Deref>::Target> {}
    pub fn iter(&self) -> Iter<T> {}
    pub fn iter_mut(&mut self) -> Iter<T> {}
    pub fn into_iter(self) -> Iter<T> {}
    pub fn and<U>(self, other: Option<U>) -> Option<U> {}
    pub fn and_then<U>(self, f: impl FnOnce(T) -> Option<U>) -> Option<U> {}
    pub fn filter(self, f: impl FnOnce(T) -> bool) -> Option<T> {}
    pub fn or(self, other: Option<T>) -> Option<T> {}
    pub fn or_else(self, f: impl FnOnce() -> Option<T>) -> Option<T> {}
    pub fn xor(self, other: Option<T>) -> Option<T> {}
    pub fn insert(&mut self, value: T) -> T {}
    pub fn get_or_insert(&mut self, value: T) -> T {}
    pub fn get_or_insert_with(&mut self, f: impl FnOnce() -> T) -> T {}
    pub fn take(&mut self) -> Option<T> {}
    pub fn take_if(&mut self, f: impl FnOnce(T) -> bool) -> Option<T> {}
    pub fn replace(&mut self, value: T) -> Option<T> {}
    pub fn zip<U>(self, other: Option<U>) -> Option<(T, U)> {}
    pub fn copied(self) -> Option<T> {}
    pub fn cloned(self) -> Option<T> {}
    pub fn transpose(self) -> Result<Option<<T as Transposed>::Good>, <T as Transposed>::Bad> {}
    pub fn flatten(self) -> T {}
}
pub trait Transposed { type Good; type Bad; }
impl<T, E> Transposed for Result<T, E> { type Good = T; type Bad = E; }
impl<T> Transposed for Option<T> { type Good = T; }

impl<T, E> Result<T, E> {
    pub fn is_ok(&self) -> bool {}
    pub fn is_ok_and(self, f: impl FnOnce(T) -> bool) -> bool {}
    pub fn is_err(&self) -> bool {}
    pub fn is_err_and(self, f: impl FnOnce(E) -> bool) -> bool {}
    pub fn ok(self) -> Option<T> {}
    pub fn err(self) -> Option<E> {}
    pub fn as_ref(&self) -> Result<T, E> {}
    pub fn as_mut(&mut self) -> Result<T, E> {}
    pub fn as_deref(&self) -> Result<<T as Deref>::Target, E> {}
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Result<U, E> {}
    pub fn map_or<U>(self, default: U, f: impl FnOnce(T) -> U) -> U {}
    pub fn map_or_else<U>(self, default: impl FnOnce(E) -> U, f: impl FnOnce(T) -> U) -> U {}
    pub fn map_err<F>(self, f: impl FnOnce(E) -> F) -> Result<T, F> {}
    pub fn inspect(self, f: impl FnOnce(T)) -> Result<T, E> {}
    pub fn inspect_err(self, f: impl FnOnce(E)) -> Result<T, E> {}
    pub fn iter(&self) -> Iter<T> {}
    pub fn into_iter(self) -> Iter<T> {}
    pub fn expect(self, msg: &str) -> T {}
    pub fn unwrap(self) -> T {}
    pub fn unwrap_or_default(self) -> T {}
    pub fn expect_err(self, msg: &str) -> E {}
    pub fn unwrap_err(self) -> E {}
    pub fn and<U>(self, other: Result<U, E>) -> Result<U, E> {}
    pub fn and_then<U>(self, f: impl FnOnce(T) -> Result<U, E>) -> Result<U, E> {}
    pub fn or<F>(self, other: Result<T, F>) -> Result<T, F> {}
    pub fn or_else<F>(self, f: impl FnOnce(E) -> Result<T, F>) -> Result<T, F> {}
    pub fn unwrap_or(self, default: T) -> T {}
    pub fn unwrap_or_else(self, f: impl FnOnce(E) -> T) -> T {}
    pub fn copied(self) -> Result<T, E> {}
    pub fn cloned(self) -> Result<T, E> {}
    pub fn transpose(self) -> Option<Result<<T as Transposed>::Good, E>> {}
    pub fn flatten(self) -> T {}
}

pub struct Box<T>(T);
pub struct Arc<T>(T);
pub struct Rc<T>(T);
pub struct Weak<T>(T);
pub struct Pin<T>(T);
pub struct Cow<T>(T);
pub struct Ref<T>(T);
pub struct RefMut<T>(T);
pub struct MutexGuard<T>(T);
pub struct RwLockReadGuard<T>(T);
pub struct RwLockWriteGuard<T>(T);
pub struct LazyLock<T>(T);
pub struct LazyCell<T>(T);
pub struct LocalKey<T>(T);
pub struct ManuallyDrop<T>(T);
pub struct Saturating<T>(T);
pub struct Wrapping<T>(T);
pub struct Reverse<T>(pub T);
pub struct PhantomData<T>(T);
pub trait Deref { type Target; }
impl<T> Deref for Box<T> { type Target = T; }
impl<T> Deref for Arc<T> { type Target = T; }
impl<T> Deref for Rc<T> { type Target = T; }
impl<T> Deref for Pin<T> { type Target = T; }
impl<T> Deref for Cow<T> { type Target = T; }
impl<T> Deref for Ref<T> { type Target = T; }
impl<T> Deref for RefMut<T> { type Target = T; }
impl<T> Deref for MutexGuard<T> { type Target = T; }
impl<T> Deref for RwLockReadGuard<T> { type Target = T; }
impl<T> Deref for RwLockWriteGuard<T> { type Target = T; }
impl<T> Deref for LazyLock<T> { type Target = T; }
impl<T> Deref for LazyCell<T> { type Target = T; }
impl<T> Deref for ManuallyDrop<T> { type Target = T; }
impl<T> Deref for Vec<T> { type Target = [T]; }
impl Deref for String { type Target = str; }
impl Deref for PathBuf { type Target = Path; }
impl<T> Box<T> { pub fn new(value: T) -> Box<T> {} pub fn pin(value: T) -> Pin<Box<T>> {} pub fn leak(self) -> T {} pub fn into_inner(self) -> T {} }
impl<T> Arc<T> { pub fn new(value: T) -> Arc<T> {} pub fn clone(this: &Arc<T>) -> Arc<T> {} pub fn downgrade(this: &Arc<T>) -> Weak<T> {} pub fn try_unwrap(this: Arc<T>) -> Result<T, Arc<T>> {} pub fn into_inner(this: Arc<T>) -> Option<T> {} pub fn unwrap_or_clone(this: Arc<T>) -> T {} pub fn get_mut(this: &mut Arc<T>) -> Option<T> {} pub fn make_mut(this: &mut Arc<T>) -> T {} pub fn new_cyclic(f: impl FnOnce(Weak<T>) -> T) -> Arc<T> {} }
impl<T> Rc<T> { pub fn new(value: T) -> Rc<T> {} pub fn clone(this: &Rc<T>) -> Rc<T> {} pub fn downgrade(this: &Rc<T>) -> Weak<T> {} pub fn try_unwrap(this: Rc<T>) -> Result<T, Rc<T>> {} }
impl<T> Weak<T> { pub fn upgrade(&self) -> Option<Arc<T>> {} }
impl<T> Pin<T> { pub fn new(value: T) -> Pin<T> {} pub fn as_mut(&mut self) -> Pin<T> {} pub fn as_ref(&self) -> Pin<T> {} pub fn get_mut(self) -> T {} }
impl<T> Cow<T> { pub fn into_owned(self) -> T {} pub fn to_mut(&mut self) -> T {} }
impl<T> LazyLock<T> { pub fn new(f: impl FnOnce() -> T) -> LazyLock<T> {} pub fn force(this: &LazyLock<T>) -> T {} }
impl<T> LocalKey<T> { pub fn with<R>(&self, f: impl FnOnce(T) -> R) -> R {} pub fn try_with<R>(&self, f: impl FnOnce(T) -> R) -> Result<R, ()> {} pub fn get(&self) -> T {} pub fn take(&self) -> T {} }
impl<T> LocalKey<RefCell<T>> { pub fn with_borrow<R>(&self, f: impl FnOnce(T) -> R) -> R {} pub fn with_borrow_mut<R>(&self, f: impl FnOnce(T) -> R) -> R {} }
impl<T> LazyCell<T> { pub fn new(f: impl FnOnce() -> T) -> LazyCell<T> {} }

pub struct Mutex<T>(T);
pub struct RwLock<T>(T);
pub struct RefCell<T>(T);
pub struct Cell<T>(T);
pub struct OnceLock<T>(T);
pub struct OnceCell<T>(T);
pub struct PoisonError<T>(T);
impl<T> PoisonError<T> { pub fn into_inner(self) -> T {} }
impl<T> Mutex<T> { pub fn new(value: T) -> Mutex<T> {} pub fn lock(&self) -> Result<MutexGuard<T>, PoisonError<MutexGuard<T>>> {} pub fn try_lock(&self) -> Result<MutexGuard<T>, ()> {} pub fn into_inner(self) -> Result<T, ()> {} pub fn get_mut(&mut self) -> Result<T, ()> {} }
impl<T> RwLock<T> { pub fn new(value: T) -> RwLock<T> {} pub fn read(&self) -> Result<RwLockReadGuard<T>, PoisonError<RwLockReadGuard<T>>> {} pub fn write(&self) -> Result<RwLockWriteGuard<T>, PoisonError<RwLockWriteGuard<T>>> {} }
impl<T> RefCell<T> { pub fn new(value: T) -> RefCell<T> {} pub fn borrow(&self) -> Ref<T> {} pub fn borrow_mut(&self) -> RefMut<T> {} pub fn into_inner(self) -> T {} pub fn replace(&self, t: T) -> T {} pub fn take(&self) -> T {} }
impl<T> Cell<T> { pub fn new(value: T) -> Cell<T> {} pub fn get(&self) -> T {} pub fn set(&self, value: T) {} pub fn take(&self) -> T {} pub fn replace(&self, t: T) -> T {} }
impl<T> OnceLock<T> { pub fn new() -> OnceLock<T> {} pub fn get(&self) -> Option<T> {} pub fn set(&self, value: T) -> Result<(), T> {} pub fn get_or_init(&self, f: impl FnOnce() -> T) -> T {} }
impl<T> OnceCell<T> { pub fn new() -> OnceCell<T> {} pub fn get(&self) -> Option<T> {} pub fn set(&self, value: T) -> Result<(), T> {} pub fn get_or_init(&self, f: impl FnOnce() -> T) -> T {} }

pub struct Range<T> { pub start: T, pub end: T }
pub struct Iter<T>(T);
pub struct Peekable<T>(T);
pub trait Iterator { type Item; fn next(&mut self) -> Option<Self::Item> {} }
pub trait DoubleEndedIterator: Iterator {}
pub trait ExactSizeIterator: Iterator {}
pub trait IntoIterator { type Item; }
pub trait FromIterator<T> {}
impl<T> FromIterator<T> for Vec<T> {}
impl<T> FromIterator<T> for VecDeque<T> {}
impl<T> FromIterator<T> for HashSet<T> {}
impl<T> FromIterator<T> for BTreeSet<T> {}
impl<K, V> FromIterator<(K, V)> for HashMap<K, V> {}
impl<K, V> FromIterator<(K, V)> for BTreeMap<K, V> {}
impl<T, E, C: FromIterator<T>> FromIterator<Result<T, E>> for Result<C, E> {}
impl<T, C: FromIterator<T>> FromIterator<Option<T>> for Option<C> {}
pub trait Extend {}
impl<T> IntoIterator for Iter<T> { type Item = T; }
impl<T> Iterator for Iter<T> { type Item = T; }
impl<T> IntoIterator for Range<T> { type Item = T; }
impl<T> IntoIterator for Vec<T> { type Item = T; }
impl<T> IntoIterator for VecDeque<T> { type Item = T; }
impl<T> IntoIterator for BinaryHeap<T> { type Item = T; }
impl<T> IntoIterator for HashSet<T> { type Item = T; }
impl<T> IntoIterator for BTreeSet<T> { type Item = T; }
impl<K, V> IntoIterator for HashMap<K, V> { type Item = (K, V); }
impl<K, V> IntoIterator for BTreeMap<K, V> { type Item = (K, V); }
impl<T> IntoIterator for Option<T> { type Item = T; }
impl<T, E> IntoIterator for Result<T, E> { type Item = T; }
impl<T> Deref for Range<T> { type Target = Iter<T>; }
impl<T> Deref for Peekable<T> { type Target = Iter<T>; }
impl<T> Peekable<T> { pub fn peek(&mut self) -> Option<T> {} pub fn peek_mut(&mut self) -> Option<T> {} pub fn next_if(&mut self, f: impl FnOnce(T) -> bool) -> Option<T> {} }
impl<T> IntoIterator for Peekable<T> { type Item = T; }

/// Every adapter, those of `itertools` and of streams included.
impl<T> Iter<T> {
    pub fn next(&mut self) -> Option<T> {}
    pub fn next_back(&mut self) -> Option<T> {}
    pub fn into_iter(self) -> Iter<T> {}
    pub fn iter(&self) -> Iter<T> {}
    pub fn by_ref(&mut self) -> Iter<T> {}
    pub fn count(self) -> usize {}
    pub fn len(&self) -> usize {}
    pub fn last(self) -> Option<T> {}
    pub fn nth(&mut self, n: usize) -> Option<T> {}
    pub fn step_by(self, n: usize) -> Iter<T> {}
    pub fn chain<I: IntoIterator<Item = T>>(self, other: I) -> Iter<T> {}
    pub fn zip<U, I: IntoIterator<Item = U>>(self, other: I) -> Iter<(T, U)> {}
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Iter<U> {}
    pub fn for_each(self, f: impl FnMut(T)) {}
    pub fn try_for_each<R>(&mut self, f: impl FnMut(T) -> R) -> R {}
    pub fn filter(self, f: impl FnMut(T) -> bool) -> Iter<T> {}
    pub fn filter_map<U>(self, f: impl FnMut(T) -> Option<U>) -> Iter<U> {}
    pub fn enumerate(self) -> Iter<(usize, T)> {}
    pub fn peekable(self) -> Peekable<T> {}
    pub fn skip_while(self, f: impl FnMut(T) -> bool) -> Iter<T> {}
    pub fn take_while(self, f: impl FnMut(T) -> bool) -> Iter<T> {}
    pub fn map_while<U>(self, f: impl FnMut(T) -> Option<U>) -> Iter<U> {}
    pub fn skip(self, n: usize) -> Iter<T> {}
    pub fn take(self, n: usize) -> Iter<T> {}
    pub fn scan<S, U>(self, state: S, f: impl FnMut(S, T) -> Option<U>) -> Iter<U> {}
    pub fn flat_map<U>(self, f: impl FnMut(T) -> U) -> Iter<<U as IntoIterator>::Item> {}
    pub fn flatten(self) -> Iter<<T as IntoIterator>::Item> {}
    pub fn fuse(self) -> Iter<T> {}
    pub fn inspect(self, f: impl FnMut(T)) -> Iter<T> {}
    pub fn collect<B: FromIterator<T>>(self) -> B {}
    pub fn try_collect<B: FromIterator<T>>(self) -> B {}
    pub fn collect_vec(self) -> Vec<T> {}
    pub fn partition<B>(self, f: impl FnMut(T) -> bool) -> (B, B) {}
    pub fn fold<A>(self, init: A, f: impl FnMut(A, T) -> A) -> A {}
    pub fn try_fold<A, R>(&mut self, init: A, f: impl FnMut(A, T) -> R) -> R {}
    pub fn reduce(self, f: impl FnMut(T, T) -> T) -> Option<T> {}
    pub fn all(&mut self, f: impl FnMut(T) -> bool) -> bool {}
    pub fn any(&mut self, f: impl FnMut(T) -> bool) -> bool {}
    pub fn find(&mut self, f: impl FnMut(T) -> bool) -> Option<T> {}
    pub fn find_map<U>(&mut self, f: impl FnMut(T) -> Option<U>) -> Option<U> {}
    pub fn position(&mut self, f: impl FnMut(T) -> bool) -> Option<usize> {}
    pub fn max(self) -> Option<T> {}
    pub fn min(self) -> Option<T> {}
    pub fn max_by_key<B>(self, f: impl FnMut(T) -> B) -> Option<T> {}
    pub fn min_by_key<B>(self, f: impl FnMut(T) -> B) -> Option<T> {}
    pub fn max_by(self, f: impl FnMut(T, T) -> Ordering) -> Option<T> {}
    pub fn min_by(self, f: impl FnMut(T, T) -> Ordering) -> Option<T> {}
    pub fn rev(self) -> Iter<T> {}
    pub fn unzip<A, B>(self) -> (A, B) {}
    pub fn copied(self) -> Iter<T> {}
    pub fn cloned(self) -> Iter<T> {}
    pub fn cycle(self) -> Iter<T> {}
    pub fn sum<S>(self) -> S {}
    pub fn product<S>(self) -> S {}
    pub fn dedup(self) -> Iter<T> {}
    pub fn unique(self) -> Iter<T> {}
    pub fn unique_by<B>(self, f: impl FnMut(T) -> B) -> Iter<T> {}
    pub fn sorted(self) -> Iter<T> {}
    pub fn sorted_by_key<B>(self, f: impl FnMut(T) -> B) -> Iter<T> {}
    pub fn sorted_by(self, f: impl FnMut(T, T) -> Ordering) -> Iter<T> {}
    pub fn group_by<B>(self, f: impl FnMut(T) -> B) -> Iter<(B, Iter<T>)> {}
    pub fn chunk_by<B>(self, f: impl FnMut(T) -> B) -> Iter<(B, Iter<T>)> {}
    pub fn into_group_map<K, V>(self) -> HashMap<K, Vec<V>> {}
    pub fn join(self, sep: &str) -> String {}
    pub fn then<U>(self, f: impl FnMut(T) -> U) -> Iter<<U as Future>::Output> {}
    pub fn buffered(self, n: usize) -> Iter<<T as Future>::Output> {}
    pub fn buffer_unordered(self, n: usize) -> Iter<<T as Future>::Output> {}
    pub fn par_iter(&self) -> Iter<T> {}
    pub fn into_par_iter(self) -> Iter<T> {}
    pub fn boxed(self) -> Iter<T> {}
}

pub struct Vec<T>(T);
pub struct VecDeque<T>(T);
pub struct BinaryHeap<T>(T);
pub struct HashSet<T, S = ()>(T);
pub struct BTreeSet<T>(T);
pub struct HashMap<K, V, S = ()>(K, V);
pub struct BTreeMap<K, V>(K, V);
pub struct OccupiedEntry<K, V>(K, V);
pub struct VacantEntry<K, V>(K, V);
pub trait Index { type Output; }
impl<T> Index for Vec<T> { type Output = T; }
impl<T> Index for VecDeque<T> { type Output = T; }
impl<K, V> Index for HashMap<K, V> { type Output = V; }
impl<K, V> Index for BTreeMap<K, V> { type Output = V; }
impl Index for String { type Output = str; }
impl<T> Vec<T> {
    pub fn new() -> Vec<T> {}
    pub fn with_capacity(n: usize) -> Vec<T> {}
    pub fn from(value: [T]) -> Vec<T> {}
    pub fn push(&mut self, value: T) {}
    pub fn pop(&mut self) -> Option<T> {}
    pub fn insert(&mut self, index: usize, value: T) {}
    pub fn remove(&mut self, index: usize) -> T {}
    pub fn swap_remove(&mut self, index: usize) -> T {}
    pub fn append(&mut self, other: &mut Vec<T>) {}
    pub fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {}
    pub fn drain<R>(&mut self, range: R) -> Iter<T> {}
    pub fn retain(&mut self, f: impl FnMut(T) -> bool) {}
    pub fn retain_mut(&mut self, f: impl FnMut(T) -> bool) {}
    pub fn dedup_by_key<K>(&mut self, f: impl FnMut(T) -> K) {}
    pub fn into_iter(self) -> Iter<T> {}
    pub fn into_par_iter(self) -> Iter<T> {}
    pub fn as_slice(&self) -> [T] {}
    pub fn into_boxed_slice(self) -> Box<[T]> {}
    pub fn split_off(&mut self, at: usize) -> Vec<T> {}
    pub fn truncate(&mut self, n: usize) {}
    pub fn clear(&mut self) {}
}
impl<T> [T] {
    pub fn len(&self) -> usize {}
    pub fn is_empty(&self) -> bool {}
    pub fn iter(&self) -> Iter<T> {}
    pub fn iter_mut(&mut self) -> Iter<T> {}
    pub fn into_iter(self) -> Iter<T> {}
    pub fn par_iter(&self) -> Iter<T> {}
    pub fn first(&self) -> Option<T> {}
    pub fn last(&self) -> Option<T> {}
    pub fn first_mut(&mut self) -> Option<T> {}
    pub fn last_mut(&mut self) -> Option<T> {}
    pub fn split_first(&self) -> Option<(T, [T])> {}
    pub fn split_last(&self) -> Option<([T], T)> {}
    pub fn get(&self, index: usize) -> Option<T> {}
    pub fn get_mut(&mut self, index: usize) -> Option<T> {}
    pub fn contains(&self, value: &T) -> bool {}
    pub fn starts_with(&self, other: &[T]) -> bool {}
    pub fn ends_with(&self, other: &[T]) -> bool {}
    pub fn to_vec(&self) -> Vec<T> {}
    pub fn concat(&self) -> T {}
    pub fn join(&self, sep: &str) -> String {}
    pub fn chunks(&self, n: usize) -> Iter<[T]> {}
    pub fn chunks_exact(&self, n: usize) -> Iter<[T]> {}
    pub fn windows(&self, n: usize) -> Iter<[T]> {}
    pub fn sort(&mut self) {}
    pub fn sort_by(&mut self, f: impl FnMut(T, T) -> Ordering) {}
    pub fn sort_by_key<K>(&mut self, f: impl FnMut(T) -> K) {}
    pub fn sort_unstable(&mut self) {}
    pub fn sort_unstable_by_key<K>(&mut self, f: impl FnMut(T) -> K) {}
    pub fn reverse(&mut self) {}
    pub fn swap(&mut self, a: usize, b: usize) {}
    pub fn split_at(&self, n: usize) -> ([T], [T]) {}
    pub fn binary_search(&self, value: &T) -> Result<usize, usize> {}
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> [U] {}
}
impl<T> VecDeque<T> { pub fn new() -> VecDeque<T> {} pub fn push_back(&mut self, value: T) {} pub fn push_front(&mut self, value: T) {} pub fn pop_front(&mut self) -> Option<T> {} pub fn pop_back(&mut self) -> Option<T> {} pub fn front(&self) -> Option<T> {} pub fn back(&self) -> Option<T> {} pub fn iter(&self) -> Iter<T> {} pub fn into_iter(self) -> Iter<T> {} pub fn len(&self) -> usize {} pub fn is_empty(&self) -> bool {} pub fn get(&self, i: usize) -> Option<T> {} pub fn drain<R>(&mut self, range: R) -> Iter<T> {} }
impl<T> BinaryHeap<T> { pub fn new() -> BinaryHeap<T> {} pub fn push(&mut self, value: T) {} pub fn pop(&mut self) -> Option<T> {} pub fn peek(&self) -> Option<T> {} pub fn into_iter(self) -> Iter<T> {} }
impl<T> HashSet<T> { pub fn new() -> HashSet<T> {} pub fn with_capacity(n: usize) -> HashSet<T> {} pub fn from(v: [T]) -> HashSet<T> {} pub fn insert(&mut self, value: T) -> bool {} pub fn remove(&mut self, value: &T) -> bool {} pub fn take(&mut self, value: &T) -> Option<T> {} pub fn contains(&self, value: &T) -> bool {} pub fn get(&self, value: &T) -> Option<T> {} pub fn iter(&self) -> Iter<T> {} pub fn into_iter(self) -> Iter<T> {} pub fn len(&self) -> usize {} pub fn is_empty(&self) -> bool {} pub fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {} pub fn union(&self, other: &HashSet<T>) -> Iter<T> {} pub fn difference(&self, other: &HashSet<T>) -> Iter<T> {} pub fn intersection(&self, other: &HashSet<T>) -> Iter<T> {} pub fn drain(&mut self) -> Iter<T> {} pub fn retain(&mut self, f: impl FnMut(T) -> bool) {} }
impl<T> BTreeSet<T> { pub fn new() -> BTreeSet<T> {} pub fn from(v: [T]) -> BTreeSet<T> {} pub fn insert(&mut self, value: T) -> bool {} pub fn remove(&mut self, value: &T) -> bool {} pub fn contains(&self, value: &T) -> bool {} pub fn iter(&self) -> Iter<T> {} pub fn into_iter(self) -> Iter<T> {} pub fn first(&self) -> Option<T> {} pub fn last(&self) -> Option<T> {} pub fn len(&self) -> usize {} pub fn is_empty(&self) -> bool {} pub fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {} pub fn difference(&self, other: &BTreeSet<T>) -> Iter<T> {} pub fn intersection(&self, other: &BTreeSet<T>) -> Iter<T> {} pub fn pop_first(&mut self) -> Option<T> {} pub fn range<R>(&self, r: R) -> Iter<T> {} }
impl<K, V> HashMap<K, V> { pub fn new() -> HashMap<K, V> {} pub fn with_capacity(n: usize) -> HashMap<K, V> {} pub fn from(v: [(K, V)]) -> HashMap<K, V> {} pub fn insert(&mut self, key: K, value: V) -> Option<V> {} pub fn remove(&mut self, key: &K) -> Option<V> {} pub fn get(&self, key: &K) -> Option<V> {} pub fn get_mut(&mut self, key: &K) -> Option<V> {} pub fn get_key_value(&self, key: &K) -> Option<(K, V)> {} pub fn contains_key(&self, key: &K) -> bool {} pub fn entry(&mut self, key: K) -> Entry<K, V> {} pub fn iter(&self) -> Iter<(K, V)> {} pub fn iter_mut(&mut self) -> Iter<(K, V)> {} pub fn into_iter(self) -> Iter<(K, V)> {} pub fn keys(&self) -> Iter<K> {} pub fn values(&self) -> Iter<V> {} pub fn values_mut(&mut self) -> Iter<V> {} pub fn into_keys(self) -> Iter<K> {} pub fn into_values(self) -> Iter<V> {} pub fn len(&self) -> usize {} pub fn is_empty(&self) -> bool {} pub fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I) {} pub fn retain(&mut self, f: impl FnMut(K, V) -> bool) {} pub fn drain(&mut self) -> Iter<(K, V)> {} pub fn clear(&mut self) {} }
impl<K, V> BTreeMap<K, V> { pub fn new() -> BTreeMap<K, V> {} pub fn from(v: [(K, V)]) -> BTreeMap<K, V> {} pub fn insert(&mut self, key: K, value: V) -> Option<V> {} pub fn remove(&mut self, key: &K) -> Option<V> {} pub fn get(&self, key: &K) -> Option<V> {} pub fn get_mut(&mut self, key: &K) -> Option<V> {} pub fn contains_key(&self, key: &K) -> bool {} pub fn entry(&mut self, key: K) -> Entry<K, V> {} pub fn iter(&self) -> Iter<(K, V)> {} pub fn iter_mut(&mut self) -> Iter<(K, V)> {} pub fn into_iter(self) -> Iter<(K, V)> {} pub fn keys(&self) -> Iter<K> {} pub fn values(&self) -> Iter<V> {} pub fn values_mut(&mut self) -> Iter<V> {} pub fn into_keys(self) -> Iter<K> {} pub fn into_values(self) -> Iter<V> {} pub fn first_key_value(&self) -> Option<(K, V)> {} pub fn last_key_value(&self) -> Option<(K, V)> {} pub fn pop_first(&mut self) -> Option<(K, V)> {} pub fn range<R>(&self, r: R) -> Iter<(K, V)> {} pub fn len(&self) -> usize {} pub fn is_empty(&self) -> bool {} pub fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, iter: I) {} pub fn retain(&mut self, f: impl FnMut(K, V) -> bool) {} }
impl<K, V> Entry<K, V> { pub fn or_insert(self, value: V) -> V {} pub fn or_insert_with(self, f: impl FnOnce() -> V) -> V {} pub fn or_default(self) -> V {} pub fn and_modify(self, f: impl FnOnce(V)) -> Entry<K, V> {} pub fn key(&self) -> K {} }
impl<K, V> OccupiedEntry<K, V> { pub fn get(&self) -> V {} pub fn get_mut(&mut self) -> V {} pub fn into_mut(self) -> V {} pub fn insert(&mut self, value: V) -> V {} pub fn remove(self) -> V {} pub fn key(&self) -> K {} }
impl<K, V> VacantEntry<K, V> { pub fn insert(self, value: V) -> V {} pub fn key(&self) -> K {} }

pub struct String(());
pub struct Path(());
pub struct PathBuf(());
pub struct Duration(());
pub struct Instant(());
pub struct SystemTime(());
impl String { pub fn new() -> String {} pub fn with_capacity(n: usize) -> String {} pub fn from(s: &str) -> String {} pub fn push_str(&mut self, s: &str) {} pub fn push(&mut self, c: char) {} pub fn as_str(&self) -> str {} pub fn into_bytes(self) -> Vec<u8> {} pub fn from_utf8(v: Vec<u8>) -> Result<String, ()> {} pub fn from_utf8_lossy(v: &[u8]) -> Cow<str> {} pub fn clear(&mut self) {} pub fn pop(&mut self) -> Option<char> {} pub fn into_boxed_str(self) -> Box<str> {} pub fn truncate(&mut self, n: usize) {} }
impl str { pub fn len(&self) -> usize {} pub fn is_empty(&self) -> bool {} pub fn as_bytes(&self) -> [u8] {} pub fn as_str(&self) -> str {} pub fn to_lowercase(&self) -> String {} pub fn to_uppercase(&self) -> String {} pub fn to_ascii_lowercase(&self) -> String {} pub fn to_ascii_uppercase(&self) -> String {} pub fn trim(&self) -> str {} pub fn trim_start(&self) -> str {} pub fn trim_end(&self) -> str {} pub fn trim_start_matches<P>(&self, p: P) -> str {} pub fn trim_end_matches<P>(&self, p: P) -> str {} pub fn trim_matches<P>(&self, p: P) -> str {} pub fn chars(&self) -> Iter<char> {} pub fn bytes(&self) -> Iter<u8> {} pub fn char_indices(&self) -> Iter<(usize, char)> {} pub fn lines(&self) -> Iter<str> {} pub fn split<P>(&self, p: P) -> Iter<str> {} pub fn rsplit<P>(&self, p: P) -> Iter<str> {} pub fn splitn<P>(&self, n: usize, p: P) -> Iter<str> {} pub fn split_whitespace(&self) -> Iter<str> {} pub fn split_once<P>(&self, p: P) -> Option<(str, str)> {} pub fn rsplit_once<P>(&self, p: P) -> Option<(str, str)> {} pub fn contains<P>(&self, p: P) -> bool {} pub fn starts_with<P>(&self, p: P) -> bool {} pub fn ends_with<P>(&self, p: P) -> bool {} pub fn strip_prefix<P>(&self, p: P) -> Option<str> {} pub fn strip_suffix<P>(&self, p: P) -> Option<str> {} pub fn find<P>(&self, p: P) -> Option<usize> {} pub fn rfind<P>(&self, p: P) -> Option<usize> {} pub fn replace<P>(&self, p: P, to: &str) -> String {} pub fn replacen<P>(&self, p: P, to: &str, n: usize) -> String {} pub fn repeat(&self, n: usize) -> String {} pub fn get<R>(&self, r: R) -> Option<str> {} pub fn parse<F>(&self) -> Result<F, ()> {} pub fn eq_ignore_ascii_case(&self, o: &str) -> bool {} pub fn split_at(&self, n: usize) -> (str, str) {} pub fn into_string(self) -> String {} pub fn is_char_boundary(&self, n: usize) -> bool {} pub fn matches<P>(&self, p: P) -> Iter<str> {} }
impl Path { pub fn new(s: &str) -> Path {} pub fn join(&self, p: &str) -> PathBuf {} pub fn to_path_buf(&self) -> PathBuf {} pub fn exists(&self) -> bool {} pub fn parent(&self) -> Option<Path> {} pub fn display(&self) -> String {} }
impl PathBuf { pub fn from(s: &str) -> PathBuf {} pub fn new() -> PathBuf {} pub fn push(&mut self, p: &str) {} }
impl Duration { pub fn from_secs(n: u64) -> Duration {} pub fn from_millis(n: u64) -> Duration {} pub fn as_secs(&self) -> u64 {} pub fn as_millis(&self) -> u128 {} pub fn as_secs_f64(&self) -> f64 {} }
impl Instant { pub fn now() -> Instant {} pub fn elapsed(&self) -> Duration {} pub fn duration_since(&self, o: Instant) -> Duration {} }
impl bool { pub fn then<T>(self, f: impl FnOnce() -> T) -> Option<T> {} pub fn then_some<T>(self, value: T) -> Option<T> {} pub fn not(self) -> bool {} }

/// What error libraries and Diesel add to every `Result` and `Option`.
pub trait Fallible<T> {
    fn context<C>(self, context: C) -> Result<T, ()> {}
    fn with_context<C>(self, context: impl FnOnce() -> C) -> Result<T, ()> {}
    fn wrap_err<C>(self, context: C) -> Result<T, ()> {}
    fn wrap_err_with<C>(self, context: impl FnOnce() -> C) -> Result<T, ()> {}
    fn change_context<C>(self, context: C) -> Result<T, ()> {}
    fn attach<C>(self, context: C) -> Result<T, ()> {}
    fn attach_printable<C>(self, context: C) -> Result<T, ()> {}
    fn optional(self) -> Result<Option<T>, ()> {}
    fn map_ok<U>(self, f: impl FnOnce(T) -> U) -> Result<U, ()> {}
}
impl<T, E> Fallible<T> for Result<T, E> {}
impl<T> Fallible<T> for Option<T> {}

/// What any value can do: read as one blanket impl, so that a type's own method of the name comes first.
pub trait Anything {
    fn clone(&self) -> Self {}
    fn cloned(&self) -> Self {}
    fn to_owned(&self) -> Self {}
    fn into_owned(self) -> Self {}
    fn borrow(&self) -> Self {}
    fn borrow_mut(&mut self) -> Self {}
    fn as_ref(&self) -> Self {}
    fn as_mut(&mut self) -> Self {}
    fn deref(&self) -> Self {}
    fn into<U>(self) -> U {}
    fn try_into<U>(self) -> Result<U, ()> {}
    fn to_string(&self) -> String {}
    fn to_vec(&self) -> Self {}
    fn cmp(&self, other: &Self) -> Ordering {}
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {}
    fn eq(&self, other: &Self) -> bool {}
    fn ne(&self, other: &Self) -> bool {}
    fn max(self, other: Self) -> Self {}
    fn min(self, other: Self) -> Self {}
    fn clamp(self, a: Self, b: Self) -> Self {}
    fn hash<H>(&self, h: H) {}
    fn by_ref(&mut self) -> Self {}
    fn instrument<S>(self, span: S) -> Self {}
    fn in_current_span(self) -> Self {}
    fn boxed(self) -> Self {}
    fn tap<R>(self, f: impl FnOnce(Self) -> R) -> Self {}
    fn pipe<R>(self, f: impl FnOnce(Self) -> R) -> R {}
}
impl<T> Anything for T {}
pub trait Future { type Output; }
pub trait IntoFuture { type Output; }
pub trait Clone {}
pub trait Copy {}
pub trait Default { fn default() -> Self {} }
pub trait From<T> { fn from(value: T) -> Self {} }
pub trait Into<T> {}
pub trait TryFrom<T> { type Error; fn try_from(value: T) -> Result<Self, Self::Error> {} }
pub trait TryInto<T> {}
pub trait FromStr { type Err; fn from_str(s: &str) -> Result<Self, Self::Err> {} }
pub trait AsRef<T> {}
pub trait AsMut<T> {}
pub trait Borrow<T> {}
pub trait ToString {}
pub trait ToOwned {}
pub trait Drop { fn drop(&mut self) {} }
pub trait PartialEq {}
pub trait Eq {}
pub trait PartialOrd {}
pub trait Ord {}
pub trait Hash {}
pub trait Debug {}
pub trait Display {}
pub trait Error {}
pub trait Send {}
pub trait Sync {}
pub trait Any {}

pub fn read_to_string<P>(path: P) -> Result<String, ()> {}
pub fn read<P>(path: P) -> Result<Vec<u8>, ()> {}
pub fn write<P, C>(path: P, contents: C) -> Result<(), ()> {}
pub fn create_dir_all<P>(path: P) -> Result<(), ()> {}
pub fn remove_file<P>(path: P) -> Result<(), ()> {}
pub fn remove_dir_all<P>(path: P) -> Result<(), ()> {}
pub fn copy<P>(from: P, to: P) -> Result<u64, ()> {}
pub fn var<K>(key: K) -> Result<String, ()> {}
pub fn drop<T>(value: T) {}
pub fn take<T>(value: &mut T) -> T {}
pub fn replace<T>(value: &mut T, with: T) -> T {}
pub fn swap<T>(a: &mut T, b: &mut T) {}
pub fn once<T>(value: T) -> Iter<T> {}
pub fn repeat<T>(value: T) -> Iter<T> {}
pub fn repeat_with<T>(f: impl FnMut() -> T) -> Iter<T> {}
pub fn from_fn<T>(f: impl FnMut() -> T) -> T {}
pub fn empty<T>() -> Iter<T> {}
pub fn successors<T>(first: Option<T>, f: impl FnMut(T) -> Option<T>) -> Iter<T> {}
pub fn zip<A: IntoIterator<Item = T>, B: IntoIterator<Item = U>, T, U>(a: A, b: B) -> Iter<(T, U)> {}
pub fn identity<T>(value: T) -> T {}
pub fn spawn<R>(f: impl FnOnce() -> R) -> JoinHandle<R> {}
pub fn scope<R>(f: impl FnOnce(Scope) -> R) -> R {}
pub struct Scope(());
pub struct JoinHandle<T>(T);
impl<T> JoinHandle<T> { pub fn join(self) -> Result<T, ()> {} }
impl<T> Future for Pin<T> { type Output = <T as Future>::Output; }
