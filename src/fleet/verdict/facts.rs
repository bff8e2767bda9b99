//! What the rules ask about a node, and the rules themselves.

use super::names::ReasonCode;
use crate::fleet::rules::Rules;
use crate::fleet::store::{Asked, CountName, Finding, Node, Seconds, Silence, StateCode, Store};
use crate::time::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// How many findings a node has by state: the four known states, then all others.
type ByState = [u32; 5];

/// What the rules ask about a node.
pub(super) struct Facts<'a> {
    node: &'a Node,
    open: ByState,
    pub(super) excepted: ByState,
    /// Whether the findings are of the operation of the counts: only then do they complete them.
    is_current: bool,
    pub(super) staleness: Option<ReasonCode>,
    is_stopped: bool,
    updates_count: bool,
    store: &'a Store,
    rules: &'a Rules,
}

impl<'a> Facts<'a> {
    pub(super) fn of(
        store: &'a Store,
        node: &'a Node,
        rules: &'a Rules,
        is_excepted: impl Fn(usize) -> bool,
    ) -> Self {
        let (mut open, mut excepted) = ([0; 5], [0; 5]);
        for (place, finding) in store.findings_of(node).enumerate() {
            let covered = is_excepted(place);
            let counted = if covered { &mut excepted } else { &mut open };
            if let Some(count) = counted.get_mut(place_of(&finding)) {
                *count += 1;
            }
        }
        let listing = store.listing(node);
        let state = store.word(listing.and_then(|it| it.instance_state)).unwrap_or_default();
        Self {
            node,
            open,
            excepted,
            is_current: findings_are_current(node),
            staleness: staleness(node, rules),
            is_stopped: is_stopped(state),
            updates_count: available_updates_count(store, node),
            store,
            rules,
        }
    }

    /// What makes it non-compliant.
    pub(super) fn problem(&self) -> Option<ReasonCode> {
        let pending = CountName::OPEN.len() - 2;
        let is_open = |place: usize| self.open_in(place) > 0;
        let rebooting_only = is_open(pending) && !(0..5).any(|it| it != pending && is_open(it));
        if !rebooting_only && (0..5).any(is_open) {
            return Some(ReasonCode::OpenFindings);
        }
        if self.levels_exceed() {
            return Some(ReasonCode::NonCompliantCounts);
        }
        if self.updates_count && self.count(CountName::AvailableSecurityUpdate) > 0 {
            return Some(ReasonCode::AvailableSecurityUpdates);
        }
        if rebooting_only {
            return Some(ReasonCode::PendingRebootOnly);
        }
        // The last to be asked: it compares texts.
        let end = end_of_life(self.store, self.node, self.rules)?;
        (end <= self.rules.now).then_some(ReasonCode::EndOfLife)
    }

    /// How many patches in a state are open and not excepted: the findings, or the count if it is
    /// higher than all findings in that state. What findings of before except may be gone, and
    /// something else counted.
    pub(super) fn open_in(&self, place: usize) -> u32 {
        let [open, excepted] =
            [self.open, self.excepted].map(|it| it.get(place).copied().unwrap_or(0));
        let counted = CountName::OPEN.get(place).map_or(0, |name| self.count(*name));
        open.max(counted.saturating_sub(if self.is_current { excepted } else { 0 }))
    }

    /// Whether the levels count more than the states do.
    fn levels_exceed(&self) -> bool {
        let levels = CountName::LEVELS.iter().map(|it| u64::from(self.count(*it)));
        let states =
            (0..CountName::OPEN.len()).map(|place| u64::from(self.known_in(place).unwrap_or(0)));
        levels.sum::<u64>() > states.sum()
    }

    /// How many patches are in a state: as reported, else as found by a complete reading.
    fn known_in(&self, place: usize) -> Option<u32> {
        let reported = self.node.patch_state.count(*CountName::OPEN.get(place)?);
        let found = || self.open.get(place)?.checked_add(*self.excepted.get(place)?);
        let is_complete = self.is_current && self.node.findings.asked == Asked::All;
        reported.or_else(|| is_complete.then(found).flatten())
    }

    pub(super) fn count(&self, name: CountName) -> u32 {
        self.node.patch_state.count(name).unwrap_or(0)
    }

    /// Why nothing can be said.
    pub(super) fn silence(&self) -> Option<ReasonCode> {
        if self.node.patch_state.read_at.is_none() {
            return Some(self.without_state());
        }
        if (0..CountName::OPEN.len()).any(|place| self.known_in(place).is_none()) {
            let failed = self.node.findings_failed;
            return Some(if failed {
                ReasonCode::ReadFailed
            } else {
                ReasonCode::CountsIncomplete
            });
        }
        let is_complete = self.levels_are_complete() && self.updates_are_known();
        (!is_complete).then_some(ReasonCode::CountsIncomplete)
    }

    /// Whether available security updates are counted, or do not matter. Only Windows has them.
    pub(super) fn updates_are_known(&self) -> bool {
        let count = self.node.patch_state.count(CountName::AvailableSecurityUpdate);
        let listing = self.store.listing(self.node);
        let kind = self.store.word(listing.and_then(|it| it.platform_type));
        !self.updates_count
            || count.is_some()
            || kind.is_some_and(|it| !it.eq_ignore_ascii_case("windows"))
    }

    fn without_state(&self) -> ReasonCode {
        match self.node.silence {
            _ if self.node.state_failed => ReasonCode::ReadFailed,
            Silence::NotAsked => ReasonCode::NotAsked,
            Silence::NeverScanned => ReasonCode::NeverScanned,
            Silence::ScannedByAssociation => ReasonCode::ScannedByAssociation,
        }
    }

    /// A service that reports no level at all is an older one; one level beside others is unknown.
    fn levels_are_complete(&self) -> bool {
        let known = |name: &&CountName| self.node.patch_state.count(**name).is_some();
        let levels = CountName::LEVELS.iter().filter(known).count();
        levels == 0 || levels == CountName::LEVELS.len()
    }

    pub(super) fn rest(&self) -> ReasonCode {
        if let Some(stale) = self.staleness {
            return stale;
        }
        if self.excepted.iter().any(|it| *it > 0) {
            return ReasonCode::AllExcepted;
        }
        if self.is_stopped { ReasonCode::InstanceStopped } else { ReasonCode::NothingOpen }
    }
}

/// Whether findings were read after the operation that the patch state is of.
fn findings_are_current(node: &Node) -> bool {
    let read_at = node.findings.read_at;
    match node.patch_state.operation_end {
        Some(end) => read_at >= Some(Seconds::of(end.timestamp())),
        None => read_at >= node.patch_state.read_at,
    }
}

fn place_of(finding: &Finding) -> usize {
    finding.state.code().map_or(CountName::OPEN.len(), StateCode::index).min(CountName::OPEN.len())
}

fn staleness(node: &Node, rules: &Rules) -> Option<ReasonCode> {
    let Some(end) = node.patch_state.operation_end else {
        return Some(ReasonCode::ScanTimeUnknown);
    };
    let age = rules.now.millis_since(end.timestamp());
    if age < -DAY_MS {
        return Some(ReasonCode::ScanTimeUnknown);
    }
    (age > rules.stale_after_ms).then_some(ReasonCode::ScanTooOld)
}

fn is_stopped(state: &str) -> bool {
    let stopped = ["stopped", "stopping", "terminated", "shutting-down"];
    stopped.iter().any(|it| it.eq_ignore_ascii_case(state))
}

fn available_updates_count(store: &Store, node: &Node) -> bool {
    store.baseline_of(node).is_some_and(|it| it.available_updates_non_compliant == Some(true))
}

/// The end of life of a node's platform, past or to come.
pub fn end_of_life(store: &Store, node: &Node, rules: &Rules) -> Option<Timestamp> {
    let listing = store.listing(node)?;
    let version = store.word(listing.platform_version).unwrap_or_default();
    rules.end_of_life.of(store.word(listing.platform)?, version)
}
