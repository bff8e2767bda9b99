//! Counts by name.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// Counts by name, which serialize as a map; only names with a count are there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally(pub Vec<(String, u32)>);

impl Tally {
    pub(super) fn add(&mut self, name: &str, count: u32) {
        if count == 0 {
            return;
        }
        match self.0.iter_mut().find(|(it, _)| it == name) {
            Some((_, sum)) => *sum += count,
            None => self.0.push((String::from(name), count)),
        }
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, count) in &self.0 {
            map.serialize_entry(name, count)?;
        }
        map.end()
    }
}
