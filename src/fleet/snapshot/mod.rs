//! A store as bytes, and back. `docs/snapshot.md` has the format, byte by byte.
//!
//! It does **not** compress: streams of equal kind lie side by side, so that a compressor outside
//! finds what is left. It keeps no exceptions and no rules, which are the reader's.

mod bytes;
mod checksum;
mod head;
mod instance_id;
mod order;
mod read;
mod read_nodes;
mod read_rows;
mod read_tables;
mod sections;
mod streams;
mod words;
mod write;
mod write_nodes;
mod write_rows;
mod write_tables;

use std::fmt;

pub use read::{Parts, open};
pub use write::write;

/// What a snapshot has beside the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extras {
    /// The state of a scan that is not done, as JSON text: then the snapshot is a checkpoint.
    pub scan: Option<String>,
    /// Whether the progress of the nodes is kept.
    pub progress: bool,
}

/// Why bytes cannot be opened.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotError {
    /// The bytes are changed or cut short; says where that was found. Take an older copy.
    Damaged(&'static str),
    /// A later version of the package wrote it, in this version of the format. Update the package.
    TooNew(u32),
    /// The bytes are not a snapshot at all.
    NotASnapshot,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Damaged(part) => write!(f, "The snapshot is damaged or cut short, in {part}"),
            Self::TooNew(version) => write!(
                f,
                "The snapshot has version {version}; this patchlens reads up to version {}",
                sections::VERSION
            ),
            Self::NotASnapshot => f.write_str("The bytes are not a snapshot of a fleet"),
        }
    }
}

impl std::error::Error for SnapshotError {}

/// `None` of a reader as an error that says where.
fn damaged_in<T>(part: &'static str, value: Option<T>) -> Result<T, SnapshotError> {
    value.ok_or(SnapshotError::Damaged(part))
}
