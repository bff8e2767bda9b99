//! The key of a row: the ranks of its parts, packed into 64 bits as far as they fit.

use std::cmp::Ordering;

use super::super::Context;
use super::super::clock::Row;
use super::super::runs::{Run, Runs};
use super::buckets::BUCKET_SHIFT;
use super::part::{Part, Source};
use crate::fleet::store::RowState;

/// The keys of all rows.
#[derive(Debug)]
pub(super) struct Keys {
    parts: Vec<Part>,
    /// How many parts are in the packed key, the last of them perhaps cut short.
    packed: Vec<Slot>,
    /// Whether two rows never have the same packed key.
    is_exact: bool,
    nodes: Vec<u64>,
    patches: Vec<u64>,
    states: [u64; 1 << 5],
}

/// Where a part of the row itself stands in the packed key.
#[derive(Debug, Clone, Copy)]
struct Slot {
    part: usize,
    /// To the left, or, if the part is cut short, to the right.
    shift: i32,
}

impl Keys {
    pub(super) fn new(context: &Context, parts: Vec<Part>) -> Self {
        let mut keys = Self {
            parts,
            packed: Vec::new(),
            is_exact: false,
            nodes: vec![0; context.store.nodes.len()],
            patches: vec![0; context.store.patches.len()],
            states: [0; 1 << 5],
        };
        keys.pack();
        keys
    }

    fn pack(&mut self) {
        let mut room = u64::BITS as i32;
        for (place, part) in self.parts.iter().enumerate() {
            if room <= 0 {
                return;
            }
            let shift = room - (u64::BITS - part.top.leading_zeros()) as i32;
            room = shift;
            match &part.source {
                Source::Node(ranks) => add(&mut self.nodes, ranks, shift),
                Source::Patch(ranks) => add(&mut self.patches, ranks, shift),
                Source::State(ranks) => add(&mut self.states, ranks, shift),
                Source::Level(..) | Source::Row(..) => {
                    self.packed.push(Slot { part: place, shift })
                }
            }
        }
        self.is_exact = room >= 0;
    }

    /// The packed key of a row.
    #[inline]
    pub(super) fn of(&self, context: &Context, row: &Row) -> u64 {
        let of = |keys: &[u64], at: usize| keys.get(at).copied().unwrap_or(0);
        let mut key = of(&self.nodes, row.node as usize)
            | of(&self.patches, row.patch as usize)
            | of(&self.states, usize::from(row.state & RowState::CODE));
        for slot in &self.packed {
            if let Some(part) = self.parts.get(slot.part) {
                key |= shifted(part.rank(context, row), slot.shift);
            }
        }
        key
    }

    /// Whether rows with the same packed key need a closer look.
    pub(super) fn is_exact(&self) -> bool {
        self.is_exact
    }

    /// The order of two rows by all parts.
    pub(super) fn compare(&self, context: &Context, one: &Row, other: &Row) -> Ordering {
        let orders =
            self.parts.iter().map(|it| it.rank(context, one).cmp(&it.rank(context, other)));
        orders.into_iter().find(|it| it.is_ne()).unwrap_or(Ordering::Equal)
    }

    /// Writes down the bucket of each row: the first bits of its key.
    pub(super) fn fill_buckets(&self, context: &Context, runs: &Runs, buckets: &mut Vec<u16>) {
        let cut = |keys: &[u64]| keys.iter().map(|it| (it >> BUCKET_SHIFT) as u16).collect();
        let tables = [cut(&self.nodes), cut(&self.patches), cut(&self.states)];
        buckets.resize(context.store.findings.len(), 0);
        for node in runs.by_row() {
            self.fill_node(context, *node, runs.of(*node), &tables, buckets);
        }
    }

    #[inline]
    fn fill_node(
        &self,
        context: &Context,
        node: u32,
        run: Run,
        [nodes, patches, states]: &[Vec<u16>; 3],
        buckets: &mut [u16],
    ) {
        let findings = &context.store.findings;
        let (start, count) = (run.start as usize, run.count as usize);
        let Some(out) = buckets.get_mut(start..start + count) else { return };
        let of_node = nodes.get(node as usize).copied().unwrap_or(0);
        let of = |table: &[u16], at: usize| table.get(at).copied().unwrap_or(0);
        for (out, patch) in out.iter_mut().zip(findings.patch.run(start, count)) {
            *out = of_node | of(patches, *patch as usize);
        }
        if states.iter().any(|it| *it != 0) {
            for (out, state) in out.iter_mut().zip(findings.state.run(start, count)) {
                *out |= of(states, usize::from(state & RowState::CODE));
            }
        }
        for slot in self.packed.iter().filter(|it| self.reaches_buckets(it)) {
            self.fill_slot(context, node, start, *slot, out);
        }
    }

    fn reaches_buckets(&self, slot: &Slot) -> bool {
        let top = self.parts.get(slot.part).map_or(0, |it| it.top);
        shifted(top, slot.shift) >> BUCKET_SHIFT != 0
    }

    fn fill_slot(&self, context: &Context, node: u32, start: usize, slot: Slot, out: &mut [u16]) {
        let Some(part) = self.parts.get(slot.part) else { return };
        part.each_rank(context, node, start, out.len(), |place, rank| {
            if let Some(out) = out.get_mut(place) {
                *out |= (shifted(rank, slot.shift) >> BUCKET_SHIFT) as u16;
            }
        });
    }
}

#[inline]
fn shifted(rank: u64, shift: i32) -> u64 {
    if shift >= 0 { rank << (shift & 63) } else { rank >> (-shift & 63) }
}

fn add(keys: &mut [u64], ranks: &[u32], shift: i32) {
    for (key, rank) in keys.iter_mut().zip(ranks) {
        *key |= shifted(u64::from(*rank), shift);
    }
}
