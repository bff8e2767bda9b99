//! One fleet of several.
//!
//! Nodes are told apart by scope and instance id. Of a node in more than one fleet, each facet is
//! the one that was read last; what its history knows of earlier times is kept.

mod findings;
mod merger;
mod nodes;
mod rows;

use merger::Merge;

use super::snapshot::{Parts, SnapshotError};
use super::store::Store;

/// Why fleets cannot be merged.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeError {
    /// The snapshot cannot be read.
    Snapshot(SnapshotError),
    /// More than a store can hold.
    Full,
}

/// Adds another fleet to `store`.
///
/// # Errors
///
/// If the other fleet does not fit; then `store` has part of it.
pub fn merge(store: &mut Store, other: &Store) -> Result<(), MergeError> {
    let mut merge = Merge::begin(store, other).ok_or(MergeError::Full)?;
    merge.add_nodes(store, other).ok_or(MergeError::Full)
}

/// Adds the fleet of a snapshot to `store`, without room for a second store.
///
/// # Errors
///
/// If the snapshot cannot be read, or does not fit; then `store` may have part of it.
pub fn merge_snapshot(store: &mut Store, snapshot: &[u8]) -> Result<(), MergeError> {
    let mut parts = Parts::new(snapshot).map_err(MergeError::Snapshot)?;
    let mut merge = Merge::begin(store, parts.store()).ok_or(MergeError::Full)?;
    while parts.advance().map_err(MergeError::Snapshot)? {
        merge.add_nodes(store, parts.store()).ok_or(MergeError::Full)?;
    }
    Ok(())
}
