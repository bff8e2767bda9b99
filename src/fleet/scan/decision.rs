//! What the counts of a node ask for.

use serde::Serialize;

use super::task::Filter;
use crate::fleet::given::given;
use crate::fleet::store::{CountName, Millis, Node, PatchState, Seconds, StateCode, Store};

/// Which patches of a node to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) enum Need {
    /// None: nothing is open.
    Nothing,
    /// Those in an open state.
    Open,
    /// All: the counts are absent, or contradict each other.
    All,
}

given!(enum Need { Nothing: "Nothing", Open: "Open", All: "All" });

impl Need {
    /// What the counts of a node ask for.
    pub(super) fn of(state: &PatchState) -> Self {
        let open = sum(state, &CountName::OPEN);
        let levels: u32 = CountName::LEVELS.iter().filter_map(|it| state.count(*it)).sum();
        match open {
            None => Self::All,
            Some(open) if levels > open => Self::All,
            Some(0) => Self::Nothing,
            Some(_) => Self::Open,
        }
    }

    /// The filter of the request; `unfiltered` if the service is known to filter wrongly.
    pub(super) fn filter(self, unfiltered: bool) -> Filter {
        match self {
            Self::Open if !unfiltered => Filter::Narrow,
            _ => Filter::Nothing,
        }
    }
}

/// The sum of counts; `None` if one is absent.
fn sum(state: &PatchState, names: &[CountName]) -> Option<u32> {
    names.iter().map(|it| state.count(*it)).try_fold(0u32, |sum, it| Some(sum.saturating_add(it?)))
}

/// How many open patches of each known state the store has for a node.
fn known(store: &Store, node: &Node) -> [u32; 4] {
    let mut counts = [0; 4];
    for finding in store.findings_of(node) {
        let code = finding.state.code().map(StateCode::index);
        if let Some(count) = code.and_then(|it| counts.get_mut(it)) {
            *count += 1;
        }
    }
    counts
}

/// The counts of open patches of a node.
pub(super) type OpenCounts = [Option<u32>; 4];

/// The counts of open patches that a patch state names.
pub(super) fn open_counts(state: &PatchState) -> OpenCounts {
    CountName::OPEN.map(|it| state.count(it))
}

/// Whether the open patches that the store has for a node are those that its counts name.
pub(super) fn counts_agree(store: &Store, node: &Node, named: OpenCounts) -> bool {
    known(store, node).map(Some) == named
}

/// When the operation ended whose findings the store has for a node; `None` if it has not.
///
/// Findings that were read before the operation ended belong to an operation before it.
pub(super) fn end_of_findings(node: &Node) -> Option<Millis> {
    let end = node.patch_state.operation_end?;
    let read_at = node.findings.read_at?;
    (node.failure.is_none() && read_at >= Seconds::of(end.timestamp())).then_some(end)
}
