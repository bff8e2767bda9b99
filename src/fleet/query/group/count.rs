//! The loops that count findings and distinct nodes by group.

use super::key::Groups;
use crate::fleet::query::clock::Row;
use crate::fleet::query::levels::Levels;
use crate::fleet::query::runs::{Runs, Stretch, ones_of};
use crate::fleet::query::{Context, QueryCache};
use crate::fleet::store::{Column, RowState};
use crate::fleet::verdict::Verdict;

/// What is counted of a group.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::fleet) struct Cell {
    /// How many findings.
    pub(in crate::fleet) findings: u32,
    /// One more than the node that was counted last.
    last: u32,
    /// How many distinct nodes, by verdict.
    pub(in crate::fleet) verdicts: [u32; Verdict::ALL.len()],
}

impl Cell {
    /// How many distinct nodes.
    pub(in crate::fleet) fn nodes(&self) -> u32 {
        self.verdicts.iter().sum()
    }

    #[inline]
    pub(super) fn add_node(&mut self, verdict: usize) {
        if let Some(count) = self.verdicts.get_mut(verdict) {
            *count += 1;
        }
    }

    /// Counts findings of a node; those of one node come together.
    #[inline]
    pub(super) fn add(&mut self, node: u32, verdict: usize, findings: u32) {
        self.findings += findings;
        if self.last != node + 1 {
            self.last = node + 1;
            self.add_node(verdict);
        }
    }
}

/// The place of a node's verdict. A node that was not judged counts as the gravest.
#[inline]
pub(super) fn verdict_of(context: &Context, node: u32) -> usize {
    context.judgements.get(node as usize).map_or(0, |it| it.verdict as usize)
}

/// As many groups fit into a word, with a place left for none of them.
const FEW: usize = 63;

/// Counts the matching findings by at most [`FEW`] groups of the values of a column. A node marks its
/// groups in a word, so that a row costs no branch.
fn count_few<T: Copy>(
    context: &Context,
    cache: &mut QueryCache,
    rows: &[u64],
    column: &Column<T>,
    groups: usize,
    group_of: impl Fn(T) -> u8,
) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); groups];
    let mut findings = [0_u32; FEW + 1];
    cache.runs(context).each(rows, |Stretch { node, row, len, bits }| {
        let mut marks = 0_u64;
        let mut add = |value: &T| {
            let group = usize::from(group_of(*value)) & FEW;
            if let Some(count) = findings.get_mut(group) {
                *count += 1;
            }
            marks |= 1 << group;
        };
        let values = column.run(row, len);
        // Loops, as a closure that is handed on is called for each row.
        if bits.count_ones() as usize == len {
            for value in values {
                add(value);
            }
        } else {
            for value in ones_of(bits).filter_map(|at| values.get(at)) {
                add(value);
            }
        }
        let verdict = verdict_of(context, node);
        for group in ones_of(marks) {
            if let Some(cell) = cells.get_mut(group) {
                cell.add(node, verdict, 0);
            }
        }
    });
    cells.iter_mut().zip(findings).for_each(|(cell, count)| cell.findings = count);
    cells
}

/// Counts the matching findings by state, in the order of the codes.
pub(super) fn count_states(context: &Context, cache: &mut QueryCache, rows: &[u64]) -> Vec<Cell> {
    let (store, code) = (context.store, |state: u8| state & RowState::CODE);
    count_few(context, cache, rows, &store.findings.state, store.states.names().len(), code)
}

/// Counts the matching findings by groups of patches.
pub(super) fn count_rows(
    context: &Context,
    cache: &mut QueryCache,
    rows: &[u64],
    groups: &Groups,
) -> Vec<Cell> {
    let by_patch = groups.by_item();
    if groups.len() <= FEW {
        let small: Vec<u8> = by_patch.iter().map(|it| (*it).min(FEW as u32) as u8).collect();
        let of = |patch: u32| small.get(patch as usize).copied().unwrap_or(FEW as u8);
        return count_few(context, cache, rows, &context.store.findings.patch, groups.len(), of);
    }
    let mut cells = vec![Cell::default(); groups.len()];
    cache.runs(context).each(rows, |stretch| {
        let Stretch { node, row, len, bits } = stretch;
        let verdict = verdict_of(context, node);
        let patches = context.store.findings.patch.run(row, len);
        let mut add = |patch: &u32| {
            let group = by_patch.get(*patch as usize).copied().unwrap_or(u32::MAX);
            if let Some(cell) = cells.get_mut(group as usize) {
                cell.add(node, verdict, 1);
            }
        };
        if bits.count_ones() as usize == len {
            patches.iter().for_each(&mut add);
        } else {
            ones_of(bits).filter_map(|at| patches.get(at)).for_each(&mut add);
        }
    });
    cells
}

/// Counts the matching findings by groups of nodes.
pub(super) fn count_nodes(
    context: &Context,
    cache: &mut QueryCache,
    rows: &[u64],
    groups: &Groups,
) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); groups.len()];
    cache.runs(context).each(rows, |Stretch { node, bits, .. }| {
        if let Some(cell) = groups.of(node as usize).and_then(|it| cells.get_mut(it)) {
            cell.add(node, verdict_of(context, node), bits.count_ones());
        }
    });
    cells
}

/// Counts the matching findings by the numbers of their compliance levels.
pub(super) fn count_levels(
    context: &Context,
    cache: &mut QueryCache,
    rows: &[u64],
    levels: &Levels,
) -> Vec<Cell> {
    let mut cells = vec![Cell::default(); levels.names().count()];
    cache.runs(context).each(rows, |stretch| {
        let Stretch { node, row, len, bits } = stretch;
        let verdict = verdict_of(context, node);
        let mut add = |level: u16, findings: u32| {
            if let Some(cell) = cells.get_mut(usize::from(level)) {
                cell.add(node, verdict, findings);
            }
        };
        let Some(table) = levels.of_node(node) else { return add(0, bits.count_ones()) };
        let patches = context.store.findings.patch.run(row, len);
        let level = |patch: &u32| table.get(*patch as usize).copied().unwrap_or(0);
        if bits.count_ones() as usize == len {
            patches.iter().for_each(|it| add(level(it), 1));
        } else {
            ones_of(bits).filter_map(|at| patches.get(at)).for_each(|it| add(level(it), 1));
        }
    });
    cells
}

/// Visits the matching rows one by one.
#[inline(always)]
pub(super) fn each_row(context: &Context, runs: &Runs, rows: &[u64], mut visit: impl FnMut(Row)) {
    runs.each(rows, |Stretch { node, row, len, mut bits }| {
        for row in Row::several(context.store, node, row, len) {
            if bits & 1 != 0 {
                visit(row);
            }
            bits >>= 1;
        }
    });
}
