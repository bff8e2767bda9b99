//! What a summary counts of findings.

use std::rc::Rc;

use super::coverage::{CoverageCounts, tally_by_patch};
use super::tally::Tally;
use crate::fleet::query::clock::{Clock, Row};
use crate::fleet::query::levels::Levels;
use crate::fleet::query::runs::{Run, Stretch, ones};
use crate::fleet::query::{Context, QueryCache};
use crate::fleet::store::RowState;

/// What is counted of findings.
pub(super) struct FindingCounts<'a> {
    context: &'a Context<'a>,
    clock: Clock,
    pub(super) by_patch: Vec<u32>,
    by_code: [u32; 1 << 5],
    pub(super) excepted: u32,
    pub(super) overdue: u32,
    pub(super) undecided: u32,
    pub(super) oldest: u32,
    levels: Rc<Levels>,
    /// By the number of the level.
    by_level: Vec<u32>,
    pub(super) coverage: CoverageCounts<'a>,
}

impl<'a> FindingCounts<'a> {
    pub(super) fn new(context: &'a Context<'a>, cache: &mut QueryCache) -> Self {
        let levels = cache.levels(context);
        let patches = &context.store.patches;
        Self {
            context,
            clock: Clock::new(context),
            by_patch: vec![0; patches.len()],
            by_code: [0; 1 << 5],
            excepted: 0,
            overdue: 0,
            undecided: 0,
            oldest: u32::MAX,
            by_level: vec![0; levels.names().count()],
            levels,
            coverage: CoverageCounts::new(context),
        }
    }

    pub(super) fn count(&mut self, cache: &mut QueryCache, nodes: &[u64]) {
        let runs = cache.runs(self.context);
        let has_targets = !self.context.rules.targets.is_empty();
        let has_exceptions = !self.context.covered.rows.is_empty();
        for number in ones(nodes) {
            let run = runs.of(number as u32);
            self.coverage.add(number as u32, run);
            tally_by_patch(self.context.store, run, &mut self.by_patch);
            let (mut row, mut rest) = (run.start as usize, run.count as usize);
            while rest > 0 {
                let len = rest.min(64);
                let all = u64::MAX >> (64 - len);
                let stretch = Stretch { node: number as u32, row, len, bits: all };
                self.count_rows(&stretch);
                if has_targets {
                    self.count_due(&stretch);
                }
                if has_exceptions {
                    let covered = (row..row + len).filter(|it| self.context.covered.has(*it));
                    self.excepted += covered.count() as u32;
                }
                (row, rest) = (row + len, rest - len);
            }
            if run.count > 0 {
                self.count_levels(number as u32, run);
            }
        }
    }

    /// Counts rows of a node.
    #[inline]
    fn count_rows(&mut self, stretch: &Stretch) {
        let findings = &self.context.store.findings;
        for state in findings.state.run(stretch.row, stretch.len) {
            if let Some(count) = self.by_code.get_mut(usize::from(state & RowState::CODE)) {
                *count += 1;
            }
        }
        let times = findings.first_seen.run(stretch.row, stretch.len);
        self.oldest = times.iter().fold(self.oldest, |oldest, it| oldest.min(*it));
    }

    #[inline]
    fn count_due(&mut self, stretch: &Stretch) {
        let Stretch { node, row, len, .. } = *stretch;
        let rows = Row::several(self.context.store, node, row, len);
        let [overdue, undecided] = self.clock.overdue_of(rows);
        self.overdue += overdue;
        self.undecided += undecided;
    }

    fn count_levels(&mut self, number: u32, run: Run) {
        let Some(table) = self.levels.of_node(number) else {
            self.by_level.iter_mut().take(1).for_each(|it| *it += run.count);
            return;
        };
        let patches = self.context.store.findings.patch.run(run.start as usize, run.count as usize);
        for patch in patches {
            let level = table.get(*patch as usize).copied().unwrap_or(0);
            if let Some(count) = self.by_level.get_mut(usize::from(level)) {
                *count += 1;
            }
        }
    }

    pub(super) fn findings(&self) -> u32 {
        self.by_patch.iter().sum()
    }

    pub(super) fn by_severity(&self) -> Tally {
        let patches = &self.context.store.patches;
        let mut tally = Tally::default();
        let mut counts = vec![0; patches.severities.len() + 1];
        for (patch, count) in self.by_patch.iter().enumerate() {
            let symbol = patches.severity(patch as u32);
            let place = symbol.map_or(patches.severities.len(), |it| it.index());
            if let Some(sum) = counts.get_mut(place) {
                *sum += count;
            }
        }
        patches
            .severities
            .iter()
            .chain([""])
            .zip(counts)
            .for_each(|(it, count)| tally.add(it, count));
        tally
    }

    pub(super) fn by_level(&self) -> Tally {
        let mut tally = Tally::default();
        let names = self.levels.names();
        names.zip(&self.by_level).for_each(|(name, count)| tally.add(name, *count));
        tally
    }

    pub(super) fn by_state(&self) -> Tally {
        let mut tally = Tally::default();
        let names = self.context.store.states.names();
        names.iter().zip(self.by_code).for_each(|(name, count)| tally.add(name, count));
        tally
    }

    fn open_patches(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let all = self.by_patch.iter().enumerate().map(|(patch, count)| (patch as u32, *count));
        all.filter(|(_, count)| *count > 0)
    }

    pub(super) fn cves(&self) -> u32 {
        let patches = &self.context.store.patches;
        let mut seen = vec![false; patches.cves.len()];
        for cve in self.open_patches().flat_map(|(patch, _)| patches.cves_of(patch)) {
            if let Some(seen) = seen.get_mut(*cve as usize) {
                *seen = true;
            }
        }
        seen.iter().filter(|it| **it).count() as u32
    }
}
