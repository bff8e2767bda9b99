//! Readings of findings: pages that are collected until a node's last one is there.

use super::BLOCK;
use super::findings::{Finding, RowState};
use super::node::Asked;
use super::patches::Patches;
use crate::fleet::sorted_map::SortedMap;

/// The pages of a node's findings so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// Their rows.
    pub rows: Vec<Finding>,
    /// The token that the next page's input must have.
    pub next_token: String,
    /// What they asked for.
    pub asked: AskedStates,
}

/// The states that a reading of findings asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedStates {
    /// Every state: what does not come is not open.
    All,
    /// The open states whose codes have a bit: what does not come is in none of them.
    These(u32),
    /// A part of the patches in any state: what does not come may be open.
    Part,
}

impl AskedStates {
    /// Whether a finding in this state would have come.
    fn covers(self, state: RowState) -> bool {
        match self {
            Self::All => true,
            Self::These(codes) => state.code().is_some_and(|it| codes >> it.index() & 1 != 0),
            Self::Part => false,
        }
    }

    pub(super) fn asked(self) -> Asked {
        if self == Self::All { Asked::All } else { Asked::Some }
    }
}

/// What is collected, by node, and scratch memory.
#[derive(Debug, Clone, Default)]
pub struct Readings {
    /// The nodes of which not all pages are there.
    pub pending: SortedMap<u32, Pending>,
    /// The nodes that the pages of patch states so far are about, by scope and requested ids.
    pub states: SortedMap<(u32, Vec<u8>), Vec<u32>>,
    /// The rows of the page at hand.
    pub rows: Vec<Finding>,
    /// Numbers of patches.
    pub numbers: Vec<u32>,
    pub(super) known: Vec<Finding>,
    places: Places,
}

/// Where the patches of one node are in a list of its rows.
#[derive(Debug, Clone, Default)]
struct Places {
    of_patch: Vec<u32>,
    first: u32,
    next: u32,
}

impl Places {
    /// Forgets all places without touching every patch: the places of before are below `first`.
    fn clear(&mut self, patches: usize) {
        self.of_patch.resize(patches.max(self.of_patch.len()), 0);
        if self.next > u32::MAX / 2 {
            self.of_patch.fill(0);
            self.next = 0;
        }
        // 0 is no place.
        self.first = self.next.max(1);
    }

    #[inline]
    fn of(&self, patch: u32) -> Option<usize> {
        let place = self.of_patch.get(patch as usize)?.checked_sub(self.first)?;
        Some(place as usize)
    }

    #[inline]
    fn set(&mut self, patch: u32, place: usize) {
        let place = self.first + place as u32;
        self.next = self.next.max(place + 1);
        if let Some(to) = self.of_patch.get_mut(patch as usize) {
            *to = place;
        }
    }
}

impl Readings {
    /// Takes the times of rows that were there already; in a first reading all ages are lower bounds.
    pub(super) fn carry_over(&mut self, patches: &Patches, is_first: bool) {
        self.places.clear(patches.len());
        for (place, row) in self.known.iter().enumerate() {
            self.places.set(row.patch, place);
        }
        for row in &mut self.rows {
            let known = self.places.of(row.patch).and_then(|it| self.known.get(it));
            let known = known.or_else(|| patches.rated_otherwise(&self.known, row.patch));
            let is_bound = known.map_or(is_first, |it| it.state.is_lower_bound());
            row.first_seen = known.map_or(row.first_seen, |it| it.first_seen);
            if let Some(code) = row.state.code() {
                row.state = RowState::new(code, is_bound);
            }
        }
    }

    /// Keeps one row of each patch: the last one, seen when the first one was.
    pub(super) fn merge_duplicates(&mut self, patches: usize) {
        self.places.clear(patches);
        let mut kept = 0;
        for at in 0..self.rows.len() {
            let Some(row) = self.rows.get(at).copied() else { break };
            let place = self.places.of(row.patch).unwrap_or(kept);
            let Some(to) = self.rows.get_mut(place) else { break };
            if place == kept {
                self.places.set(row.patch, kept);
                kept += 1;
                *to = row;
            } else {
                let is_open = to.state.code().is_some();
                let first_seen =
                    if is_open { to.first_seen.min(row.first_seen) } else { row.first_seen };
                *to = Finding { first_seen, ..row };
            }
        }
        self.rows.truncate(kept);
    }

    /// Keeps the findings that the reading did not ask for, and drops the patches that are not open.
    pub(super) fn keep_others(&mut self, asked: AskedStates) {
        if asked != AskedStates::All {
            let Self { known, places, rows, .. } = self;
            let is_new = |row: &&Finding| places.of(row.patch).is_none();
            rows.extend(known.iter().filter(|row| !asked.covers(row.state)).filter(is_new));
        }
        self.rows.retain(|row| row.state.code().is_some());
    }

    /// Whether more rows may follow; a node's findings must fit in a block.
    pub fn has_room(rows: &[Finding], more: usize) -> bool {
        // Duplicates are not merged yet.
        rows.len() + more <= 2 * BLOCK
    }
}
