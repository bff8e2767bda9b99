//! Why bytes cannot be opened.

use std::fmt;

use super::version::VERSION;

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
                VERSION
            ),
            Self::NotASnapshot => f.write_str("The bytes are not a snapshot of a fleet"),
        }
    }
}

impl std::error::Error for SnapshotError {}

/// `None` of a reader as an error that says where.
pub(super) fn damaged_in<T>(part: &'static str, value: Option<T>) -> Result<T, SnapshotError> {
    value.ok_or(SnapshotError::Damaged(part))
}
