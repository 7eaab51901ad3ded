//! Reads `weights.toml`, which is part of the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use toml::Table;

static WEIGHTS: LazyLock<BTreeMap<String, f64>> = LazyLock::new(|| {
    let table: Table = include_str!("weights.toml").parse().expect("weights.toml is read by a test");
    let weight = |row: &toml::Value| row.get("weight").and_then(toml::Value::as_float);
    table.iter().filter_map(|(signal, row)| Some((signal.clone(), weight(row)?))).collect()
});

/// The weight of a signal.
pub(super) fn of(signal: &str) -> f64 {
    WEIGHTS.get(signal).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::WEIGHTS;
    use crate::score::signals;

    #[test]
    fn every_signal_has_a_weight_and_a_reason_and_no_row_is_left_over() {
        let table: toml::Table = include_str!("weights.toml").parse().unwrap();
        let mut ids: Vec<&str> = signals::ALL.iter().map(|signal| signal.id).collect();
        ids.sort_unstable();
        assert_eq!(WEIGHTS.keys().map(String::as_str).collect::<Vec<_>>(), ids);
        assert!(table.values().all(|row| row.get("reason").is_some_and(|reason| reason.as_str().is_some())));
    }

    #[test]
    fn what_speaks_for_a_boundary_adds_up_to_one() {
        let sum: f64 = WEIGHTS.values().filter(|weight| **weight > 0.0).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }
}
