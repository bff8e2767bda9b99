//! What of a node was read, and when.

use super::store::{Asked, CountName, Node, PatchState, Seconds, StateCode, Store};

/// When a node was read: the latest time of its facets.
pub(super) fn read_at(store: &Store, node: &Node) -> Option<Seconds> {
    let listing = store.listing(node).map(|it| it.read_at);
    listing.max(node.patch_state.read_at).max(node.findings.read_at).max(node.heard_at)
}

/// When the findings became known: when they were read, or when the patch state said that there are
/// none, which nobody reads.
pub(super) fn findings_at(node: &Node) -> Option<Seconds> {
    node.findings.read_at.or(node.patch_state.read_at.filter(|_| says_none(&node.patch_state)))
}

/// Whether all open findings of a node are known, by the rules of the verdict: they were read
/// without a filter, or as many as the counts say, or the counts say that there are none.
pub(super) fn knows_findings(store: &Store, node: &Node) -> bool {
    match (node.findings.read_at, node.findings.asked) {
        (Some(_), Asked::All) => true,
        (Some(_), Asked::Some) => explains_counts(store, node),
        _ => says_none(&node.patch_state),
    }
}

fn says_none(state: &PatchState) -> bool {
    CountName::OPEN.iter().all(|it| state.count(*it) == Some(0))
}

fn explains_counts(store: &Store, node: &Node) -> bool {
    let mut known = [0; StateCode::KNOWN];
    let (start, count) = (node.findings.start as usize, node.findings.count as usize);
    for state in store.findings.state.run(start, count) {
        if let Some(number) = known.get_mut(usize::from(*state & super::store::RowState::CODE)) {
            *number += 1;
        }
    }
    let mut counts = CountName::OPEN.iter().zip(known);
    counts.all(|(name, known)| node.patch_state.count(*name).is_some_and(|it| it <= known))
}
