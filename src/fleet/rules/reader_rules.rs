//! The rules of a reader, checked.

use super::end_of_life::EndOfLife;
use crate::fleet::fold::equals;
use crate::time::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// The rules of a reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// Ages and staleness are as of this time.
    pub now: Timestamp,
    /// A scan is stale when it is older than this, in milliseconds.
    pub stale_after_ms: i64,
    /// Days that a patch may stay open, by severity; names compare without case.
    pub targets: Vec<(String, f64)>,
    /// When platforms reach their end of life.
    pub end_of_life: EndOfLife,
}

impl Rules {
    /// The default rules, as of a time.
    pub fn new(now: Timestamp) -> Self {
        Self {
            now,
            stale_after_ms: 7 * DAY_MS,
            targets: Vec::new(),
            end_of_life: EndOfLife::default(),
        }
    }

    /// The days that a patch of this severity may stay open.
    pub fn target(&self, severity: &str) -> Option<f64> {
        let target = self.targets.iter().find(|(name, _)| equals(name, severity));
        target.map(|(_, days)| *days)
    }
}
