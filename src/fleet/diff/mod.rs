//! What changed between two readings of a fleet.
//!
//! It compares what was read, and says of how many nodes it cannot: a node that was not read is
//! neither new nor gone, and its findings are neither opened nor closed.

mod closed;
mod compare;
mod rows;

pub use rows::RowSet;

use compare::Comparison;

use super::snapshot::{Parts, SnapshotError};
use super::store::{Seconds, Store};

/// The older side: a store, or the bytes of a snapshot, which take no second store.
#[derive(Debug, Clone, Copy)]
pub enum Older<'a> {
    /// A store.
    Store(&'a Store),
    /// A snapshot.
    Snapshot(&'a [u8]),
}

/// What changed.
#[derive(Debug, Clone, Default)]
pub struct Diff {
    /// When the older fleet was last read.
    pub from: Option<Seconds>,
    /// When the newer fleet was last read.
    pub to: Option<Seconds>,
    /// Findings of the newer store that the older one does not have, those of new nodes included.
    pub opened: RowSet,
    /// Findings of the newer store that the older one has too, in whatever state.
    pub still_open: RowSet,
    /// The findings that are not open any more, in a store of their own: the older store's nodes,
    /// with all facets, that have any. Patches have the numbers of the older store.
    pub closed: Store,
    /// Nodes that only the newer fleet has.
    pub new_nodes: u32,
    /// Nodes that only the older fleet has. Their findings are not among the closed ones, as no
    /// patch was installed.
    pub gone_nodes: u32,
    /// The findings of the nodes that are gone.
    pub gone_findings: u32,
    /// Nodes of either fleet whose findings cannot be compared.
    pub not_compared: u32,
    /// How many nodes of both fleets went from one verdict to another, by both verdicts.
    pub verdict_changes: Vec<VerdictChange>,
}

/// Nodes that went from one verdict to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerdictChange {
    /// The number of the older verdict.
    pub from: u8,
    /// The number of the newer verdict.
    pub to: u8,
    /// How many nodes.
    pub nodes: u32,
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

/// The number of verdicts that can be told apart.
pub const VERDICTS_AT_MOST: usize = 8;
