//! The place of a finding.

/// A finding by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The number of its node.
    pub node: u32,
    /// Its row.
    pub row: u32,
}
