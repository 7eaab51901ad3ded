//! A score or a contribution to one: thousandths, so that it compares, sorts and prints the same everywhere.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A figure with three digits after the point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, JsonSchema)]
#[schemars(with = "f64")]
pub struct Score(i32);

impl Score {
    /// The nearest score; 0 for what is no number.
    pub fn new(value: f64) -> Score {
        // `as` saturates, and turns NaN into 0.
        Score((value * 1000.0).round() as i32)
    }

    /// The figure.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// The figure in thousandths.
    pub fn thousandths(self) -> i32 {
        self.0
    }
}

/// Two digits, as people read it.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}", self.value())
    }
}

impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.value())
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Score, D::Error> {
        f64::deserialize(deserializer).map(Score::new)
    }
}

#[cfg(test)]
mod tests {
    use super::Score;

    #[test]
    fn a_score_has_fixed_digits() {
        let json = |value| serde_json::to_string(&Score::new(value)).unwrap();
        assert_eq!(json(0.1 + 0.2), "0.3");
        assert_eq!(json(2.0 / 3.0), "0.667");
        assert_eq!(json(-0.0), "0.0");
        assert_eq!(json(f64::NAN), "0.0");
        assert_eq!(serde_json::from_str::<Score>("0.667").unwrap(), Score::new(2.0 / 3.0));
    }
}
