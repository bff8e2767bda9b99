//! The counts of sets of patches, such as those that name a CVE.

use hashbrown::HashTable;

use super::count::{Cell, verdict_of};
use crate::fleet::query::runs::{Stretch, ones_of};
use crate::fleet::query::{Context, QueryCache};
use crate::fleet::store::{hash, insert};

/// Sets of patches without the repeated ones: CVEs that are fixed together are named by the same
/// patches, so that a kernel with two hundred CVEs is counted once.
struct Sets<'a> {
    distinct: Vec<&'a [u32]>,
    /// The place of each set in the distinct ones.
    places: Vec<u32>,
}

impl<'a> Sets<'a> {
    fn new(sets: impl Iterator<Item = &'a [u32]>) -> Self {
        let (mut distinct, mut places) = (Vec::<&[u32]>::new(), Vec::new());
        let mut known = HashTable::<u32>::new();
        for set in sets {
            let of = |it: &u32| distinct.get(*it as usize).copied().unwrap_or_default();
            let place = match known.find(hash_of(set), |it| of(it) == set) {
                Some(place) => *place,
                None => {
                    let place = distinct.len() as u32;
                    insert(&mut known, hash_of(set), place, &|it| hash_of(of(&it)));
                    distinct.push(set);
                    place
                }
            };
            places.push(place);
        }
        Self { distinct, places }
    }
}

fn hash_of(set: &[u32]) -> u64 {
    set.iter().fold(0, |seed, patch| hash(seed, &patch.to_le_bytes()))
}

/// Counts the matching findings by sets of distinct patches.
pub(in crate::fleet) fn count_sets<'a>(
    context: &Context,
    cache: &mut QueryCache,
    rows: &[u64],
    sets: impl Iterator<Item = &'a [u32]>,
) -> Vec<Cell> {
    let sets = Sets::new(sets);
    let matching: usize = rows.iter().map(|it| it.count_ones() as usize).sum();
    let cells = if matching == cache.runs(context).live() {
        count_by_patch(context, cache, &sets.distinct)
    } else {
        count_by_row(context, cache, rows, &sets.distinct)
    };
    let cell = |place: &u32| cells.get(*place as usize).copied().unwrap_or_default();
    sets.places.iter().map(cell).collect()
}

/// The bits of a node's number in the list of nodes that say its verdict. The others are one more
/// than the set that it was counted in last.
const VERDICT_BITS: u32 = 3;

/// Every finding, patch by patch: its nodes stand together in the index.
fn count_by_patch(context: &Context, cache: &mut QueryCache, sets: &[&[u32]]) -> Vec<Cell> {
    let index = cache.index(context);
    let nodes = 0..context.store.nodes.len() as u32;
    let mut seen: Vec<u32> = nodes.map(|it| verdict_of(context, it) as u32).collect();
    let mut count = |(set, patches): (usize, &&[u32])| {
        let (mark, mut cell) = ((set as u32 + 1) << VERDICT_BITS, Cell::default());
        for node in patches.iter().flat_map(|it| index.nodes(*it)) {
            cell.findings += 1;
            let Some(seen) = seen.get_mut(*node as usize) else { continue };
            let verdict = *seen & ((1 << VERDICT_BITS) - 1);
            if *seen != mark | verdict {
                *seen = mark | verdict;
                cell.add_node(verdict as usize);
            }
        }
        cell
    };
    sets.iter().enumerate().map(&mut count).collect()
}

/// The matching findings only, row by row.
fn count_by_row(
    context: &Context,
    cache: &mut QueryCache,
    rows: &[u64],
    sets: &[&[u32]],
) -> Vec<Cell> {
    let by_patch = BySet::new(context.store.patches.len(), sets);
    let mut cells = vec![Cell::default(); sets.len()];
    cache.runs(context).each(rows, |Stretch { node, row, len, bits }| {
        let verdict = verdict_of(context, node);
        let patches = context.store.findings.patch.run(row, len);
        for patch in ones_of(bits).filter_map(|at| patches.get(at)) {
            for set in by_patch.of(*patch) {
                if let Some(cell) = cells.get_mut(*set as usize) {
                    cell.add(node, verdict, 1);
                }
            }
        }
    });
    cells
}

/// The sets that each patch is in.
struct BySet {
    starts: Vec<u32>,
    sets: Vec<u32>,
}

impl BySet {
    fn new(patches: usize, sets: &[&[u32]]) -> Self {
        // A place more: each start is found where the next patch's is counted, and moves to it.
        let mut starts: Vec<u32> = vec![0; patches + 2];
        for patch in sets.iter().copied().flatten() {
            if let Some(count) = starts.get_mut(*patch as usize + 2) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut placed = vec![0; sum as usize];
        for (set, patches) in sets.iter().enumerate() {
            for patch in *patches {
                let Some(start) = starts.get_mut(*patch as usize + 1) else { continue };
                if let Some(place) = placed.get_mut(*start as usize) {
                    *place = set as u32;
                }
                *start += 1;
            }
        }
        Self { starts, sets: placed }
    }

    #[inline]
    fn of(&self, patch: u32) -> &[u32] {
        let at = |patch: usize| self.starts.get(patch).map_or(0, |it| *it as usize);
        self.sets.get(at(patch as usize)..at(patch as usize + 1)).unwrap_or_default()
    }
}
