//! The outcome of a comparison.

use super::rows::RowSet;
use crate::fleet::store::{Seconds, Store};

/// The number of verdicts that can be told apart.
pub const VERDICTS_AT_MOST: usize = 8;

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
    /// The number in the older fleet of each node of `closed`; the nodes of a snapshot are counted
    /// through all its parts.
    pub closed_nodes: Vec<u32>,
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
