//! What a scan writes down, to go on from in another process.
//!
//! The store knows what was done with each node; this knows the rest.

use serde::Serialize;

use super::listing::ListEnd;
use super::plan::Learnt;
use crate::fleet::given::{self, given};
use crate::fleet::sorted_map::SortedMap;

/// The version of the text.
const VERSION: u32 = 1;

/// What the scopes have learnt.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub(super) struct Checkpoint {
    version: u32,
    /// By id.
    pub(super) scopes: SortedMap<String, Learnt>,
}

/// A checkpoint or a cursor that is not one of this version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCheckpoint(pub String);

given!(struct Checkpoint { version: "version", scopes: "scopes" });

impl Learnt {
    /// What failed is tried again.
    pub(super) fn try_again(&mut self) {
        if self.listing.end == ListEnd::Failed {
            self.listing.end = ListEnd::Open;
        }
    }
}

impl Checkpoint {
    pub(super) fn new(scopes: SortedMap<String, Learnt>) -> Self {
        Self { version: VERSION, scopes }
    }

    /// Its JSON text.
    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the text of [`Self::text`].
    pub(super) fn read(text: &str) -> Result<Self, BadCheckpoint> {
        let mut read: Self = given::read(text).map_err(BadCheckpoint)?;
        if read.version != VERSION {
            return Err(BadCheckpoint(format!("its version is {}, not {VERSION}", read.version)));
        }
        read.scopes.values_mut().for_each(Learnt::try_again);
        Ok(read)
    }
}
