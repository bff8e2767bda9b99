//! The rows of findings in loops, and what follows from their times.

use std::hint::select_unpredictable;

use super::Context;
use crate::fleet::store::{Finding, RowState, Seconds, StateCode, Store};
use crate::time::Timestamp;

/// A row, with what keys are made of.
#[derive(Debug, Clone, Copy)]
pub(in crate::fleet) struct Row {
    /// The number of its node.
    pub(in crate::fleet) node: u32,
    /// Its place in the columns.
    pub(in crate::fleet) row: usize,
    /// The number of its patch.
    pub(in crate::fleet) patch: u32,
    /// The byte of its state.
    pub(in crate::fleet) state: u8,
    /// When it was first seen, in seconds.
    pub(in crate::fleet) first_seen: u32,
}

/// No target: a time that no target reaches.
const NO_TARGET: i64 = i64::MIN;
/// The last time of a JavaScript `Date`, in milliseconds.
const LAST_TIME: i64 = 8_640_000_000_000_000;

/// What the ages of findings follow from. Columns by patch, as each loop reads one or two of them.
#[derive(Debug)]
pub(in crate::fleet) struct Clock {
    now: Timestamp,
    /// When each was released, in seconds; 0 if that is not known.
    released: Vec<u32>,
    /// Findings that were first seen before this second are overdue.
    overdue_before: Vec<u32>,
    /// How long each may stay open, in milliseconds; or [`NO_TARGET`].
    targets: Vec<i64>,
    /// [`HAS_TARGET`] and [`HAS_RELEASE`].
    facts: Vec<u8>,
}

const HAS_TARGET: u8 = 1;
const HAS_RELEASE: u8 = 2;

/// The second before which a finding must be first seen to be overdue.
fn overdue_before(now: Timestamp, released: u32, target: i64) -> u32 {
    if target == NO_TARGET {
        return 0;
    }
    let limit = now.as_millis() - target;
    let limit = limit.div_euclid(1000) + i64::from(limit.rem_euclid(1000) > 0);
    match released {
        0 => limit.clamp(0, u32::MAX.into()) as u32,
        released if i64::from(released) < limit => u32::MAX,
        _ => 0,
    }
}

impl Row {
    /// A row, by its place.
    #[inline]
    pub(in crate::fleet) fn at(store: &Store, node: u32, row: usize) -> Self {
        let findings = &store.findings;
        Self {
            node,
            row,
            patch: findings.patch.get(row).unwrap_or(0),
            state: findings.state.get(row).unwrap_or(RowState::DEAD.byte()),
            first_seen: findings.first_seen.get(row).unwrap_or(0),
        }
    }

    /// Rows of a node that follow each other.
    #[inline]
    pub(in crate::fleet) fn several(
        store: &Store,
        node: u32,
        start: usize,
        len: usize,
    ) -> impl Iterator<Item = Self> + '_ {
        let findings = &store.findings;
        let patches = findings.patch.run(start, len).iter();
        let states = findings.state.run(start, len).iter();
        let times = findings.first_seen.run(start, len).iter();
        patches.zip(states).zip(times).enumerate().map(move |(place, ((patch, state), time))| {
            Self { node, row: start + place, patch: *patch, state: *state, first_seen: *time }
        })
    }

    /// The finding.
    pub(in crate::fleet) fn finding(&self, context: &Context) -> Option<Finding> {
        context.store.findings.get(self.row)
    }
}

/// The place of the first exception that covers a row.
pub(in crate::fleet) fn covering(context: &Context, row: &Row) -> Option<usize> {
    let id = context.covered.id(row.node, row.row, row.patch)?;
    context.covered.exceptions.iter().position(|it| it.id == id)
}

impl Clock {
    pub(in crate::fleet) fn new(context: &Context) -> Self {
        let (patches, now) = (&context.store.patches, context.rules.now);
        let days = patches.severities.iter().map(|it| context.rules.target(it));
        let days: Vec<Option<f64>> = days.collect();
        let target = |patch: u32| {
            let days = days.get(patches.severity(patch)?.index()).copied().flatten()?;
            let millis = (days * super::context::DAY_MS) as i64;
            Some(millis.clamp(-2 * LAST_TIME, 2 * LAST_TIME))
        };
        let all = 0..patches.len() as u32;
        let released = all.clone().map(|it| patches.released(it).map_or(0, Seconds::value));
        let released: Vec<u32> = released.collect();
        let targets: Vec<i64> = all.map(|it| target(it).unwrap_or(NO_TARGET)).collect();
        let both = || released.iter().zip(&targets);
        let fact = |(released, target): (&u32, &i64)| {
            u8::from(*target != NO_TARGET) * HAS_TARGET + u8::from(*released != 0) * HAS_RELEASE
        };
        let limit = |(released, target): (&u32, &i64)| overdue_before(now, *released, *target);
        let (overdue_before, facts) = (both().map(limit).collect(), both().map(fact).collect());
        Self { now, released, overdue_before, targets, facts }
    }

    /// Since when a finding has been open, in seconds.
    #[inline]
    pub(in crate::fleet) fn since(&self, row: &Row) -> u32 {
        let released = self.released.get(row.patch as usize).copied().unwrap_or(0);
        select_unpredictable(released == 0, row.first_seen, released)
    }

    /// The second from which on ages are 0, and the largest number of seconds before it. `seen` is
    /// when findings were first seen. A now that is after all of them is the same as the last one:
    /// an order by age outlives the tick of a clock.
    pub(in crate::fleet) fn ages(&self, (first, last): (u32, u32)) -> (u32, u64) {
        let released = self.released.iter().copied().filter(|it| *it != 0);
        let (mut from, mut to) = (first, last);
        released.for_each(|it| (from, to) = (from.min(it), to.max(it)));
        let now = self.now.as_millis().max(0) as u64;
        let end = now.div_ceil(1000).min(to.into()) as u32;
        (end, end.saturating_sub(from).into())
    }

    /// When a finding is due, in milliseconds.
    #[inline]
    pub(in crate::fleet) fn due(&self, row: &Row) -> Option<i64> {
        let target = self.targets.get(row.patch as usize).copied().unwrap_or(NO_TARGET);
        let due = i64::from(self.since(row)) * 1000 + target.max(-2 * LAST_TIME);
        (target != NO_TARGET).then_some(due.clamp(-LAST_TIME, LAST_TIME))
    }

    /// The earliest and the latest time at which findings are due.
    pub(in crate::fleet) fn due_range(&self, (first, last): (u32, u32)) -> (i64, i64) {
        let (mut from, mut to) = (i64::MAX, i64::MIN);
        for patch in 0..self.targets.len() as u32 {
            for first_seen in [first, last] {
                let row = Row { node: 0, row: 0, patch, state: 0, first_seen };
                if let Some(due) = self.due(&row) {
                    (from, to) = (from.min(due), to.max(due));
                }
            }
        }
        if from > to { (0, 0) } else { (from, to) }
    }

    /// Whether a finding is overdue. Without a branch: of the findings of a fleet every second one is,
    /// and no processor guesses which.
    #[inline]
    pub(in crate::fleet) fn overdue(&self, row: &Row) -> Overdue {
        let facts = self.facts.get(row.patch as usize).copied().unwrap_or(0);
        let limit = self.overdue_before.get(row.patch as usize).copied().unwrap_or(0);
        let has_target = facts & HAS_TARGET != 0;
        let is_bound = (facts & HAS_RELEASE == 0) & (row.state & RowState::LOWER_BOUND != 0);
        let is_overdue = row.first_seen < limit;
        let open = usize::from(!has_target) * 3 + usize::from(has_target & is_bound) * 2;
        let place = select_unpredictable(is_overdue, 1, open);
        Overdue::ALL.get(place & 3).copied().unwrap_or(Overdue::NoTarget)
    }

    /// Counts findings that are [`Overdue::Yes`] and that are [`Overdue::Undecided`].
    #[inline]
    pub(in crate::fleet) fn overdue_of(&self, rows: impl Iterator<Item = Row>) -> [u32; 2] {
        rows.fold([0, 0], |[overdue, undecided], row| {
            let facts = self.facts.get(row.patch as usize).copied().unwrap_or(0);
            let limit = self.overdue_before.get(row.patch as usize).copied().unwrap_or(0);
            let is_overdue = row.first_seen < limit;
            // With a target, without a release, and of an age that is a bound.
            let is_undecided =
                (facts == HAS_TARGET) & (row.state & RowState::LOWER_BOUND != 0) & !is_overdue;
            [overdue + u32::from(is_overdue), undecided + u32::from(is_undecided)]
        })
    }

    /// Whether the age of a finding is a lower bound.
    #[inline]
    pub(in crate::fleet) fn is_lower_bound(&self, row: &Row) -> bool {
        let facts = self.facts.get(row.patch as usize).copied().unwrap_or(0);
        (row.state & RowState::LOWER_BOUND != 0) & (facts & HAS_RELEASE == 0)
    }
}

/// Whether a finding is overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::fleet) enum Overdue {
    No,
    Yes,
    /// It has been open for longer than is known.
    Undecided,
    NoTarget,
}

impl Overdue {
    /// All of them.
    pub(in crate::fleet) const ALL: [Self; 4] =
        [Self::No, Self::Yes, Self::Undecided, Self::NoTarget];

    /// True or false, where that is known.
    pub(in crate::fleet) fn decided(self) -> Option<bool> {
        match self {
            Self::No => Some(false),
            Self::Yes => Some(true),
            Self::Undecided | Self::NoTarget => None,
        }
    }
}

/// Whether the byte of a state is that of one state.
#[inline]
pub(in crate::fleet) fn is_state(state: u8, code: StateCode) -> bool {
    usize::from(state & RowState::CODE) == code.index()
}
