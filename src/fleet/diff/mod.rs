//! What changed between two readings of a fleet.
//!
//! It compares what was read, and says of how many nodes it cannot: a node that was not read is
//! neither new nor gone, and its findings are neither opened nor closed.

mod changes;
mod closed;
mod compare;
mod rows;

pub use changes::{Diff, VERDICTS_AT_MOST, VerdictChange};
pub use rows::RowSet;

use compare::Comparison;

use super::snapshot::{Parts, SnapshotError};
use super::store::Store;

/// The older side: a store, or the bytes of a snapshot, which take no second store.
#[derive(Debug, Clone, Copy)]
pub enum Older<'a> {
    /// A store.
    Store(&'a Store),
    /// A snapshot.
    Snapshot(&'a [u8]),
}

/// Compares a store with an older one.
///
/// `judge` gives the verdicts of the nodes of a store, in order, each below
/// [`VERDICTS_AT_MOST`]. It is called with `newer`, with the older store, or with each part of the
/// snapshot.
///
/// # Errors
///
/// If the snapshot cannot be read.
pub fn diff(
    newer: &Store,
    older: Older,
    judge: &mut dyn FnMut(&Store) -> Vec<u8>,
) -> Result<Diff, SnapshotError> {
    match older {
        Older::Store(store) => {
            let mut comparison = Comparison::new(newer, store, judge(newer));
            comparison.add(store, &judge(store));
            Ok(timed(comparison.finish(store), newer, store))
        }
        Older::Snapshot(bytes) => {
            let mut parts = Parts::new(bytes)?;
            let mut comparison = Comparison::new(newer, parts.store(), judge(newer));
            while parts.advance()? {
                comparison.add(parts.store(), &judge(parts.store()));
            }
            Ok(timed(comparison.finish(parts.store()), newer, parts.store()))
        }
    }
}

/// With the times at which the two stores were last read.
fn timed(diff: Diff, newer: &Store, older: &Store) -> Diff {
    let read_at = |it: &Store| it.scopes.iter().filter_map(|scope| scope.read_at).max();
    Diff { from: read_at(older), to: read_at(newer), ..diff }
}
