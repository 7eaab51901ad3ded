//! Front ends: each reads the files of its kind, one by one, and says what it found as facts.
//!
//! A front end imports `facts` and `source` and no other front end. A new language is a new folder and a line here.

pub(crate) mod rust;
