//! The rows of findings, node by node.

use crate::fleet::sorting;
use crate::fleet::store::Store;

/// Where the findings of nodes stand: a copy of two numbers of each node, because walking over the
/// nodes themselves would read all of their facets.
#[derive(Debug, Default)]
pub(in crate::fleet) struct Runs {
    runs: Vec<Run>,
    by_row: Vec<u32>,
    live: usize,
    seen: (u32, u32),
}

/// The rows of a node.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::fleet) struct Run {
    /// The first row.
    pub(in crate::fleet) start: u32,
    /// How many rows.
    pub(in crate::fleet) count: u32,
}

/// Matching rows of one node, at most 64.
#[derive(Debug, Clone, Copy)]
pub(in crate::fleet) struct Stretch {
    /// The number of the node.
    pub(in crate::fleet) node: u32,
    /// The first row.
    pub(in crate::fleet) row: usize,
    /// How many rows, matching or not.
    pub(in crate::fleet) len: usize,
    /// A bit for each matching row; not 0.
    pub(in crate::fleet) bits: u64,
}

impl Runs {
    pub(super) fn new(store: &Store) -> Self {
        let run = |it: &crate::fleet::store::Node| Run {
            start: it.findings.start,
            count: it.findings.count,
        };
        let runs: Vec<Run> = store.nodes.iter().map(run).collect();
        let by_row = by_row(&runs);
        let live = runs.iter().map(|it| it.count as usize).sum();
        Self { runs, by_row, live, seen: seen(store) }
    }

    /// The rows of a node.
    #[inline]
    pub(in crate::fleet) fn of(&self, node: u32) -> Run {
        self.runs.get(node as usize).copied().unwrap_or_default()
    }

    /// How many findings there are.
    pub(in crate::fleet) fn live(&self) -> usize {
        self.live
    }

    /// The earliest and the latest time at which a row was first seen, in seconds.
    pub(in crate::fleet) fn seen(&self) -> (u32, u32) {
        self.seen
    }

    /// The nodes with findings, in the order of their first rows.
    pub(in crate::fleet) fn by_row(&self) -> &[u32] {
        &self.by_row
    }

    /// A bit for each row of findings of the chosen nodes.
    pub(in crate::fleet) fn rows_of(&self, nodes: &[u64], rows: usize) -> Vec<u64> {
        let mut bits = vec![0; rows.div_ceil(64)];
        ones(nodes).for_each(|node| {
            let run = self.of(node as u32);
            for row in run.start as usize..run.start as usize + run.count as usize {
                if let Some(word) = bits.get_mut(row >> 6) {
                    *word |= 1 << (row & 63);
                }
            }
        });
        bits
    }

    /// Visits the matching rows of all nodes, by node.
    #[inline(always)]
    pub(in crate::fleet) fn each(&self, bits: &[u64], mut visit: impl FnMut(Stretch)) {
        for (node, run) in self.runs.iter().enumerate() {
            Self::stretches(node as u32, *run, bits, &mut visit);
        }
    }

    /// Visits the matching rows of a node.
    #[inline(always)]
    pub(in crate::fleet) fn stretches(
        node: u32,
        run: Run,
        bits: &[u64],
        visit: &mut impl FnMut(Stretch),
    ) {
        let (mut row, mut rest) = (run.start as usize, run.count as usize);
        while rest > 0 {
            let len = rest.min(64);
            let bits = window(bits, row) & (u64::MAX >> (64 - len));
            if bits != 0 {
                visit(Stretch { node, row, len, bits });
            }
            row += len;
            rest -= len;
        }
    }
}

/// The nodes with findings, in the order of their first rows. Of a fleet that was read once they are
/// in order already, and need no memory to be sorted in.
fn by_row(runs: &[Run]) -> Vec<u32> {
    let start = |node: &u32| runs.get(*node as usize).map_or(0, |it| it.start);
    let with_rows = runs.iter().zip(0..).filter(|(run, _)| run.count > 0);
    let nodes: Vec<u32> = with_rows.map(|(_, node)| node).collect();
    if nodes.is_sorted_by_key(start) {
        return nodes;
    }
    let keyed = nodes.iter().map(|it| (u64::from(start(it)), *it)).collect();
    sorting::sorted(keyed, &mut sorting::same)
}

/// The earliest and the latest time at which a row was first seen.
fn seen(store: &Store) -> (u32, u32) {
    let (mut first, mut last) = (u32::MAX, 0);
    for time in store.findings.first_seen.iter() {
        // 0 stands in the padding of blocks only, and becomes the largest number.
        first = first.min(time.wrapping_sub(1));
        last = last.max(*time);
    }
    (first.wrapping_add(1).min(last), last)
}

/// The 64 bits from a place on, across two words.
#[inline]
fn window(bits: &[u64], at: usize) -> u64 {
    let word = |place: usize| bits.get(place).copied().unwrap_or(0);
    let offset = at & 63;
    word(at >> 6) >> offset | (word((at >> 6) + 1) << 1) << (63 - offset)
}

/// A walk over rows in ascending order that knows whose they are.
#[derive(Debug)]
pub(super) struct Owner<'a> {
    runs: &'a Runs,
    place: usize,
    node: u32,
    end: usize,
}

impl<'a> Owner<'a> {
    pub(super) fn new(runs: &'a Runs) -> Self {
        let mut owner = Self { runs, place: 0, node: 0, end: 0 };
        owner.step();
        owner
    }

    /// The node of a row that is not before the last one asked.
    #[inline]
    pub(super) fn of(&mut self, row: usize) -> u32 {
        while row >= self.end && self.place < self.runs.by_row.len() {
            self.place += 1;
            self.step();
        }
        self.node
    }

    #[inline]
    fn step(&mut self) {
        if let Some(node) = self.runs.by_row.get(self.place) {
            let run = self.runs.of(*node);
            self.node = *node;
            self.end = run.start as usize + run.count as usize;
        }
    }
}

/// The places of the bits of a word.
#[inline]
pub(in crate::fleet) fn ones_of(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = word.trailing_zeros() as usize;
        (word != 0).then(|| word &= word - 1).map(|()| at)
    })
}

/// The places of the bits of a list.
pub(in crate::fleet) fn ones(bits: &[u64]) -> impl Iterator<Item = usize> + '_ {
    bits.iter().enumerate().flat_map(|(at, word)| ones_of(*word).map(move |bit| at * 64 + bit))
}
