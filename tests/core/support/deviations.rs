//! `tests/data/deviations.json`: the table of deviations from both of AWS's SDKs.

use serde_json::Value;

/// A row of the table.
#[derive(Debug)]
pub(crate) struct Deviation {
    /// The case's name in its suite.
    pub(crate) case: String,
    /// The result here.
    pub(crate) ours: String,
    /// Why that result is better.
    #[allow(dead_code, reason = "shown when a test fails")]
    pub(crate) reason: String,
}

/// The rows of a suite, at least one.
pub(crate) fn deviations(suite: &str) -> Vec<Deviation> {
    let table: Value = serde_json::from_str(include_str!("../../data/deviations.json")).unwrap();
    let rows = table["rows"].as_array().unwrap();
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    let found: Vec<_> = rows
        .iter()
        .filter(|row| row["suite"] == suite)
        .map(|row| Deviation {
            case: text(row, "case"),
            ours: text(row, "ours"),
            reason: text(row, "reason"),
        })
        .collect();
    assert!(!found.is_empty(), "the table has no row of the {suite}");
    found
}
