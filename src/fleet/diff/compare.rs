//! The comparison, part by part of the older side.

use super::changes::{Diff, VERDICTS_AT_MOST, VerdictChange};
use super::closed;
use super::rows::RowSet;
use crate::fleet::copy::Copier;
use crate::fleet::reading::{knows_findings, read_at};
use crate::fleet::sorted_map::SortedMap;
use crate::fleet::store::{Finding, Node, RowState, Scope, Seconds, Store};

const NONE: u32 = u32::MAX;

/// A comparison that is not done.
pub(super) struct Comparison<'a> {
    newer: &'a Store,
    verdicts: Vec<u8>,
    /// The newer number of each patch of the older side.
    patches: Vec<u32>,
    /// The newer number of each scope of the older side.
    scopes: Vec<Option<u32>>,
    /// The last row of the newer store with each patch: in the rows of a node, the row of the node.
    rows: Vec<u32>,
    /// The node after the last one found.
    next: u32,
    /// The newer nodes that the older side has.
    met: RowSet,
    changes: [[u32; VERDICTS_AT_MOST]; VERDICTS_AT_MOST],
    scratch: Vec<Finding>,
    /// How many nodes the parts of the older side before this one have.
    before: u32,
    diff: Diff,
}

impl<'a> Comparison<'a> {
    /// Begins; of `older`, everything but the nodes must be there.
    pub(super) fn new(newer: &'a Store, older: &Store, verdicts: Vec<u8>) -> Self {
        let patches = 0..older.patches.len() as u32;
        let number = |it| newer.patches.find(&older.patches.key(it)).unwrap_or(NONE);
        let diff = Diff {
            opened: RowSet::new(newer.findings.len()),
            still_open: RowSet::new(newer.findings.len()),
            closed: older.without_nodes(),
            from: scopes_read_at(older),
            to: scopes_read_at(newer),
            ..Diff::default()
        };
        Self {
            newer,
            verdicts,
            patches: patches.map(number).collect(),
            scopes: places_in(older, newer),
            rows: vec![NONE; newer.patches.len()],
            next: 0,
            met: RowSet::new(newer.nodes.len()),
            changes: Default::default(),
            scratch: Vec::new(),
            before: 0,
            diff,
        }
    }

    /// Compares some nodes of the older side.
    pub(super) fn add(&mut self, older: &Store, verdicts: &[u8]) {
        let mut copier = Copier::new(older);
        for (number, node) in older.live_nodes() {
            let scope = self.scopes.get(node.scope as usize).copied().flatten();
            let Some(scope) = scope else {
                self.diff.not_compared += 1;
                continue;
            };
            match self.find(scope, older.ids.text(node.id)) {
                Some(found) => {
                    self.add_verdicts(verdicts.get(number), found);
                    self.add_pair(older, &mut copier, (number, node), found);
                }
                None => self.add_missing(older, node, scope),
            }
        }
        self.before += older.nodes.len() as u32;
    }

    /// Adds the nodes that only the newer side has.
    pub(super) fn finish(mut self, older: &Store) -> Diff {
        let scopes = places_in(self.newer, older);
        for (number, node) in self.newer.live_nodes() {
            if self.met.contains(number) {
                continue;
            }
            let older_scope = scopes.get(node.scope as usize).copied().flatten();
            if older_scope.is_some_and(|it| lists_all(older, it)) {
                self.diff.new_nodes += 1;
                live_rows(self.newer, node).for_each(|(_, row)| {
                    self.diff.opened.insert(row);
                });
            } else {
                self.diff.not_compared += 1;
            }
        }
        self.diff.verdict_changes = changes(&self.changes);
        self.diff
    }

    /// The newer node: mostly the one after the last one found, as both sides list in one order.
    fn find(&mut self, scope: u32, id: &str) -> Option<u32> {
        let next = self.newer.nodes.get(self.next as usize);
        let is_next =
            |it: &Node| it.scope == scope && !it.removed && self.newer.ids.text(it.id) == id;
        let found = match next.filter(is_next) {
            Some(_) => self.next,
            None => self.newer.find_node(scope, id)?,
        };
        self.next = found + 1;
        Some(found)
    }

    fn add_verdicts(&mut self, older: Option<&u8>, newer: u32) {
        let newer = self.verdicts.get(newer as usize);
        let (Some(from), Some(to)) = (older, newer) else { return };
        let row = self.changes.get_mut(usize::from(*from));
        if let Some(nodes) = row.and_then(|it| it.get_mut(usize::from(*to))) {
            *nodes += 1;
        }
    }

    fn add_missing(&mut self, older: &Store, node: &Node, scope: u32) {
        if lists_all(self.newer, scope) {
            self.diff.gone_nodes += 1;
            self.diff.gone_findings += live_rows(older, node).count() as u32;
        } else {
            self.diff.not_compared += 1;
        }
    }

    fn add_pair(
        &mut self,
        older: &Store,
        copier: &mut Copier,
        (number, node): (usize, &Node),
        found: u32,
    ) {
        let Some(newer) = self.newer.nodes.get(found as usize) else { return };
        // A damaged snapshot can have a node twice.
        if !self.met.insert(found as usize) {
            return;
        }
        if self.is_comparable(older, node, &newer) {
            self.compare(older, copier, (number, node), &newer);
        } else {
            self.diff.not_compared += 1;
        }
    }

    fn is_comparable(&self, older: &Store, node: &Node, newer: &Node) -> bool {
        let failed = node.failure.is_some() || newer.failure.is_some();
        if failed || !knows_findings(older, node) || !knows_findings(self.newer, newer) {
            return false;
        }
        // If reading the scope failed, nodes keep what an earlier scan read.
        let scope = self.newer.scopes.get(newer.scope as usize);
        scope.is_some_and(|it| it.error.is_none())
            || read_at(self.newer, newer) > read_at(older, node)
    }

    fn compare(
        &mut self,
        older: &Store,
        copier: &mut Copier,
        (number, node): (usize, &Node),
        newer: &Node,
    ) {
        let rows = self.note_rows(newer);
        self.scratch.clear();
        let mut both = 0;
        for (patch, row) in live_rows(older, node) {
            match self.row_of(patch, newer) {
                Some(row) => both += usize::from(self.diff.still_open.insert(row)),
                None => self.scratch.extend(older.findings.get(row)),
            }
        }
        if both < rows {
            for (_, row) in live_rows(self.newer, newer) {
                if !self.diff.still_open.contains(row) {
                    self.diff.opened.insert(row);
                }
            }
        }
        if self.scratch.is_empty() {
            return;
        }
        let added = closed::add(&mut self.diff.closed, older, copier, node, &self.scratch);
        // The closed findings are some of those of a store, so there is room for them.
        if added.is_some() {
            self.diff.closed_nodes.push(self.before + number as u32);
        }
    }

    /// Notes the row of each patch of a newer node; returns how many there are.
    fn note_rows(&mut self, newer: &Node) -> usize {
        let mut rows = 0;
        for (patch, row) in live_rows(self.newer, newer) {
            if let Some(place) = self.rows.get_mut(patch as usize) {
                *place = row as u32;
            }
            rows += 1;
        }
        rows
    }

    /// The row of a newer node with a patch of the older side.
    #[inline]
    fn row_of(&self, patch: u32, newer: &Node) -> Option<usize> {
        let patch = *self.patches.get(patch as usize)?;
        let row = *self.rows.get(patch as usize)?;
        // What is noted may be the row of another node.
        let is_own = row.wrapping_sub(newer.findings.start) < newer.findings.count;
        is_own.then_some(row as usize)
    }
}

/// The numbers in `other` of the scopes of a store.
fn places_in(store: &Store, other: &Store) -> Vec<Option<u32>> {
    let known: SortedMap<&str, u32> =
        other.scopes.iter().map(|it| it.id.as_str()).zip(0..).collect();
    store.scopes.iter().map(|it| known.get(it.id.as_str()).copied()).collect()
}

/// Whether a scope has all its nodes, so that one that is not there does not exist.
fn lists_all(store: &Store, scope: u32) -> bool {
    let scope = store.scopes.get(scope as usize);
    scope.is_some_and(|it: &Scope| !it.partial && it.error.is_none())
}

/// The patches of a node, and their rows.
#[inline]
fn live_rows<'a>(store: &'a Store, node: &Node) -> impl Iterator<Item = (u32, usize)> + use<'a> {
    let (start, count) = (node.findings.start as usize, node.findings.count as usize);
    let patches = store.findings.patch.run(start, count).iter();
    let states = store.findings.state.run(start, count).iter();
    let rows = patches.zip(states).zip(start..);
    rows.filter(|((_, state), _)| RowState::from_byte(**state).code().is_some())
        .map(|((patch, _), row)| (*patch, row))
}

fn scopes_read_at(store: &Store) -> Option<Seconds> {
    store.scopes.iter().filter_map(|it| it.read_at).max()
}

fn changes(nodes: &[[u32; VERDICTS_AT_MOST]; VERDICTS_AT_MOST]) -> Vec<VerdictChange> {
    let all = nodes.iter().zip(0..).flat_map(|(row, from)| {
        row.iter().zip(0..).map(move |(nodes, to)| VerdictChange { from, to, nodes: *nodes })
    });
    all.filter(|it| it.from != it.to && it.nodes > 0).collect()
}
