//! The verdict on a node: the only place that decides it. Nothing is green by default.
//!
//! The rules are those of AWS's model of `InstancePatchState` and of the user guide's page about patch
//! compliance states. The first rule that holds decides.

mod reason;

use super::rules::Rules;
use super::store::{Asked, CountName, Finding, Node, Silence, StateCode, Store};
use crate::time::Timestamp;

pub use reason::reason;

const DAY_MS: i64 = 86_400_000;

/// A verdict, in the order in which they deserve attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the public types")]
pub enum Verdict {
    NonCompliant,
    Unreported,
    Stale,
    Excepted,
    Stopped,
    Compliant,
}

impl Verdict {
    /// All verdicts in order.
    pub const ALL: [Self; 6] = [
        Self::NonCompliant,
        Self::Unreported,
        Self::Stale,
        Self::Excepted,
        Self::Stopped,
        Self::Compliant,
    ];

    /// Its name in the public types.
    pub fn name(self) -> &'static str {
        match self {
            Self::NonCompliant => "non-compliant",
            Self::Unreported => "unreported",
            Self::Stale => "stale",
            Self::Excepted => "excepted",
            Self::Stopped => "stopped",
            Self::Compliant => "compliant",
        }
    }
}

/// Why a verdict was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the public types")]
pub enum ReasonCode {
    OpenFindings,
    NonCompliantCounts,
    AvailableSecurityUpdates,
    PendingRebootOnly,
    EndOfLife,
    NeverScanned,
    ScannedByAssociation,
    CountsIncomplete,
    NotAsked,
    ReadFailed,
    ScanTooOld,
    ScanTimeUnknown,
    AllExcepted,
    InstanceStopped,
    NothingOpen,
}

impl ReasonCode {
    /// Its name in the public types.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenFindings => "open-findings",
            Self::NonCompliantCounts => "non-compliant-counts",
            Self::AvailableSecurityUpdates => "available-security-updates",
            Self::PendingRebootOnly => "pending-reboot-only",
            Self::EndOfLife => "end-of-life",
            Self::NeverScanned => "never-scanned",
            Self::ScannedByAssociation => "scanned-by-association",
            Self::CountsIncomplete => "counts-incomplete",
            Self::NotAsked => "not-asked",
            Self::ReadFailed => "read-failed",
            Self::ScanTooOld => "scan-too-old",
            Self::ScanTimeUnknown => "scan-time-unknown",
            Self::AllExcepted => "all-excepted",
            Self::InstanceStopped => "instance-stopped",
            Self::NothingOpen => "nothing-open",
        }
    }

    /// The verdict that it is a reason of.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::OpenFindings
            | Self::NonCompliantCounts
            | Self::AvailableSecurityUpdates
            | Self::PendingRebootOnly
            | Self::EndOfLife => Verdict::NonCompliant,
            Self::NeverScanned
            | Self::ScannedByAssociation
            | Self::CountsIncomplete
            | Self::NotAsked
            | Self::ReadFailed => Verdict::Unreported,
            Self::ScanTooOld | Self::ScanTimeUnknown => Verdict::Stale,
            Self::AllExcepted => Verdict::Excepted,
            Self::InstanceStopped => Verdict::Stopped,
            Self::NothingOpen => Verdict::Compliant,
        }
    }
}

/// A verdict with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub code: ReasonCode,
    /// Whether the last scan is too old to rely on, or its time is unknown; with any verdict.
    pub stale: bool,
}

/// The judgement on a node. `excepted` says whether an exception covers the finding in a row, by the
/// row's place among the node's findings.
pub fn judge(
    store: &Store,
    node: &Node,
    rules: &Rules,
    excepted: impl Fn(usize) -> bool,
) -> Judgement {
    let facts = Facts::of(store, node, rules, excepted);
    let code = facts.problem().or_else(|| facts.silence()).unwrap_or_else(|| facts.rest());
    Judgement { verdict: code.verdict(), code, stale: facts.staleness.is_some() }
}

/// How many findings a node has by state: the four known states, then all others.
type ByState = [u32; 5];

/// What the rules ask about a node.
struct Facts<'a> {
    node: &'a Node,
    open: ByState,
    excepted: ByState,
    staleness: Option<ReasonCode>,
    is_stopped: bool,
    updates_count: bool,
    end_of_life: bool,
}

impl<'a> Facts<'a> {
    fn of(
        store: &Store,
        node: &'a Node,
        rules: &Rules,
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
            staleness: staleness(node, rules),
            is_stopped: is_stopped(state),
            updates_count: available_updates_count(store, node),
            end_of_life: end_of_life(store, node, rules).is_some_and(|end| end <= rules.now),
        }
    }

    /// What makes it non-compliant.
    fn problem(&self) -> Option<ReasonCode> {
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
        self.end_of_life.then_some(ReasonCode::EndOfLife)
    }

    /// How many patches in a state are open and not excepted: the findings, or the count if it is
    /// higher than all findings in that state.
    fn open_in(&self, place: usize) -> u32 {
        let [open, excepted] =
            [self.open, self.excepted].map(|it| it.get(place).copied().unwrap_or(0));
        let counted = CountName::OPEN.get(place).map_or(0, |name| self.count(*name));
        open.max(counted.saturating_sub(excepted))
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
        let is_complete = self.node.findings.asked == Asked::All;
        reported.or_else(|| is_complete.then(found).flatten())
    }

    fn count(&self, name: CountName) -> u32 {
        self.node.patch_state.count(name).unwrap_or(0)
    }

    /// Why nothing can be said.
    fn silence(&self) -> Option<ReasonCode> {
        if self.node.patch_state.read_at.is_none() {
            return Some(self.without_state());
        }
        if (0..CountName::OPEN.len()).any(|place| self.known_in(place).is_none()) {
            let failed = self.node.failure.is_some();
            return Some(if failed {
                ReasonCode::ReadFailed
            } else {
                ReasonCode::CountsIncomplete
            });
        }
        (!self.levels_are_complete()).then_some(ReasonCode::CountsIncomplete)
    }

    fn without_state(&self) -> ReasonCode {
        match self.node.silence {
            _ if self.node.failure.is_some() => ReasonCode::ReadFailed,
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

    fn rest(&self) -> ReasonCode {
        if let Some(stale) = self.staleness {
            return stale;
        }
        if self.excepted.iter().any(|it| *it > 0) {
            return ReasonCode::AllExcepted;
        }
        if self.is_stopped { ReasonCode::InstanceStopped } else { ReasonCode::NothingOpen }
    }
}

fn place_of(finding: &Finding) -> usize {
    finding.state.code().map_or(CountName::OPEN.len(), StateCode::index).min(CountName::OPEN.len())
}

fn staleness(node: &Node, rules: &Rules) -> Option<ReasonCode> {
    node.patch_state.read_at?;
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
    let baseline = store.word(node.patch_state.baseline).and_then(|id| store.baselines.get(id));
    baseline.is_some_and(|it| it.available_updates_non_compliant == Some(true))
}

/// The end of life of a node's platform, past or to come.
pub fn end_of_life(store: &Store, node: &Node, rules: &Rules) -> Option<Timestamp> {
    let listing = store.listing(node)?;
    let version = store.word(listing.platform_version).unwrap_or_default();
    rules.end_of_life.of(store.word(listing.platform)?, version)
}
