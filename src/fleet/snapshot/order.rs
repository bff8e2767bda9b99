//! An order of patches in which those of a node are near each other, so that the gaps between them
//! are small: a row then takes one byte for its patch, and not two or three.

use crate::fleet::sorted_map::SortedMap;
use crate::fleet::sorting;
use crate::fleet::store::{Node, RowState, Store};

/// Which patches a snapshot has, and in which order rows count them.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// The patches that have a finding, in order of arrival.
    pub(super) kept: Vec<u32>,
    /// Their places in `kept`, in the order that rows use.
    pub(super) places: Vec<u32>,
    /// For each patch of the store, its place in `places`.
    pub(super) ranks: Vec<u32>,
}

/// The first baseline that has a patch, by the order in which nodes have them; and how many rows.
#[derive(Debug, Clone, Copy)]
struct Use {
    group: u32,
    rows: u32,
}

/// The order for a store: by baseline, then the most frequent first.
pub(super) fn order(store: &Store) -> Order {
    let uses = uses(store);
    let kept: Vec<u32> =
        (0..).zip(&uses).filter(|(_, it)| it.rows > 0).map(|(patch, _)| patch).collect();
    let keyed = kept
        .iter()
        .zip(0..)
        .filter_map(|(patch, place)| Some((key(uses.get(*patch as usize)?), place)))
        .collect();
    let places = sorting::sorted(keyed, &mut |one, other| one.cmp(&other));
    let mut ranks = vec![0; uses.len()];
    for (place, rank) in places.iter().zip(0..) {
        let patch = kept.get(*place as usize);
        if let Some(slot) = patch.and_then(|it| ranks.get_mut(*it as usize)) {
            *slot = rank;
        }
    }
    Order { kept, places, ranks }
}

fn key(used: &Use) -> u64 {
    u64::from(used.group) << 32 | u64::from(u32::MAX - used.rows)
}

fn uses(store: &Store) -> Vec<Use> {
    let mut uses = vec![Use { group: u32::MAX, rows: 0 }; store.patches.len()];
    let mut groups = SortedMap::default();
    for (_, node) in store.live_nodes() {
        let next = groups.len() as u32;
        let baseline = node.patch_state.baseline;
        let group = match groups.get(&baseline) {
            Some(group) => *group,
            None => {
                groups.insert(baseline, next);
                next
            }
        };
        for patch in live_patches(store, node) {
            if let Some(used) = uses.get_mut(patch as usize) {
                used.group = used.group.min(group);
                used.rows += 1;
            }
        }
    }
    uses
}

fn live_patches<'a>(store: &'a Store, node: &Node) -> impl Iterator<Item = u32> + 'a {
    let (start, count) = (node.findings.start as usize, node.findings.count as usize);
    let states = store.findings.state.run(start, count).iter();
    let rows = store.findings.patch.run(start, count).iter().zip(states);
    rows.filter(|(_, state)| RowState::from_byte(**state).code().is_some()).map(|(patch, _)| *patch)
}
