//! What was read of a text, kept: several functions send the same one, and one is sent from several places. Which texts
//! there are is not decided here, and nothing is kept longer than statements are made.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::facts::schema::Change;
use crate::facts::statement::{Dialect, StatementReader, StatementResult};

/// A reader that reads each text once.
pub(crate) struct Remembered<'a> {
    reader: &'a dyn StatementReader,
    read: Mutex<FxHashMap<(Dialect, Box<str>), StatementResult>>,
}

impl<'a> Remembered<'a> {
    pub(crate) fn new(reader: &'a dyn StatementReader) -> Remembered<'a> {
        Remembered { reader, read: Mutex::default() }
    }
}

impl StatementReader for Remembered<'_> {
    fn read(&self, text: &str, dialect: Dialect) -> StatementResult {
        let key = (dialect, Box::from(text));
        let known = self.read.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        // Not read under the lock: two threads may read one text at once, and find the same.
        known.unwrap_or_else(|| {
            let result = self.reader.read(text, dialect);
            self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(key, result.clone());
            result
        })
    }

    fn schema(&self, text: &str, dialect: Dialect) -> Vec<(u32, Change)> {
        self.reader.schema(text, dialect)
    }
}
