//! The version of the format.

/// The version that is written, and the latest that is read.
pub(super) const VERSION: u32 = 1;
