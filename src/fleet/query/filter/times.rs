//! Tests on the times of rows, as spans of the column of times.
//!
//! What a test says of a row depends on the patch (its release, the target of its severity), on the
//! row's time and on whether that is a bound. Patches of which it says the same make a group; in a
//! group the truth changes at a few times only, which a binary search finds.

use super::condition::{Condition, Test};
use super::lanes::{self, Lanes, PatchTable};
use super::truth::Pass;
use crate::fleet::query::{Context, FindingProperty, Value};
use crate::fleet::sorted_map::SortedMap;
use crate::fleet::sorting;
use crate::fleet::store::{Finding, RowState, Seconds, StateCode};

/// More groups than this are not looked at 64 rows at once.
const MOST_GROUPS: usize = 63;

/// So many groups are looked at one after the other, which is faster than a span for each row.
const FEW_GROUPS: usize = 6;

/// A test on times.
pub(super) struct Times {
    groups: Vec<Group>,
    /// The group of each patch.
    group_of: Vec<u8>,
}

/// A test on times, ready for rows.
pub(super) struct TimesTable {
    /// The groups that have a time at which the test holds.
    groups: Vec<Group>,
    /// The group of each patch; of the others, for which the test never holds, the number of groups.
    group_of: PatchTable,
    has_others: bool,
    /// The one span of each group, of exact rows and of bounded ones; `None` if one has several.
    spans: Option<Box<Spans>>,
}

/// The low time and the length of a span, by group and bound.
type Spans = [[u32; 2]; 2 * PLACES];

/// The groups, and one place for the other patches.
const PLACES: usize = MOST_GROUPS + 1;

/// The times at which a test holds for the patches of a group.
#[derive(Debug, Clone, PartialEq)]
struct Group {
    exact: Vec<Span>,
    /// The same for rows whose time is a bound.
    bounded: Vec<Span>,
    /// Whether both are the same.
    is_same: bool,
}

/// Times from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Span {
    from: u32,
    to: u32,
}

impl Times {
    /// The test on a property that depends on patch and time; `None` if there are too many groups.
    pub(super) fn new(
        context: &Context,
        test: &Test,
        property: FindingProperty,
        pass: Pass,
    ) -> Option<Self> {
        let asked = Asked { context, test, property, pass };
        let (mut groups, mut group_of) = (Vec::new(), Vec::new());
        let mut by_severity = SortedMap::default();
        for patch in 0..context.store.patches.len() as u32 {
            let group = match asked.key(patch) {
                None => place_of(&mut groups, asked.fixed(patch))?,
                Some(key) => match by_severity.get(&key) {
                    Some(place) => *place,
                    None => {
                        let place = place_of(&mut groups, asked.group(patch))?;
                        by_severity.insert(key, place);
                        place
                    }
                },
            };
            group_of.push(group);
        }
        Some(Self { groups, group_of })
    }

    /// The test on rows of the patches whose byte is 1, or of all patches.
    pub(super) fn table(&self, patches: Option<&[u8]>) -> TimesTable {
        let is_asked = |patch: usize| patches.is_none_or(|it| it.get(patch) == Some(&1));
        let mut is_used = vec![false; self.groups.len()];
        for (patch, group) in self.group_of.iter().enumerate() {
            if let Some(used) = is_used.get_mut(usize::from(*group)) {
                *used |= is_asked(patch);
            }
        }
        let (mut groups, mut places) = (Vec::new(), Vec::new());
        for (group, is_used) in self.groups.iter().zip(is_used) {
            let holds = is_used && !(group.exact.is_empty() && group.bounded.is_empty());
            places.push(holds.then_some(groups.len() as u8));
            groups.extend(holds.then(|| group.clone()));
        }
        let others = groups.len() as u8;
        let place = |(patch, group): (usize, &u8)| {
            let place = places.get(usize::from(*group)).copied().flatten();
            place.filter(|_| is_asked(patch)).unwrap_or(others)
        };
        let group_of: Vec<u8> = self.group_of.iter().enumerate().map(place).collect();
        TimesTable {
            has_others: group_of.contains(&others),
            spans: spans_of(&groups),
            group_of: PatchTable::new(&group_of),
            groups,
        }
    }
}

impl TimesTable {
    /// The rows of 64 for which it holds.
    #[inline]
    pub(super) fn word(&self, patches: &Lanes<u32>, states: &Lanes<u8>, times: &Lanes<u32>) -> u64 {
        if self.groups.is_empty() {
            return 0;
        }
        let lower = lanes::lower_bounds(states);
        if let ([group], false) = (self.groups.as_slice(), self.has_others) {
            return group.word(times, lower);
        }
        let entries = self.group_of.bytes(patches);
        if let Some(table) = self.spans.as_ref().filter(|_| self.groups.len() > FEW_GROUPS) {
            return single(table, &entries, states, times);
        }
        let word = |(group, place): (&Group, u8)| {
            let rows = lanes::bytes_among(&entries, !0, &[place]);
            if rows == 0 { 0 } else { rows & group.word(times, lower) }
        };
        self.groups.iter().zip(0..).map(word).fold(0, |all, word| all | word)
    }
}

fn place_of(groups: &mut Vec<Group>, group: Group) -> Option<u8> {
    let place = groups.iter().position(|it| *it == group).unwrap_or(groups.len());
    if place == groups.len() {
        groups.push(group);
    }
    u8::try_from(place).ok().filter(|_| place < MOST_GROUPS)
}

fn spans_of(groups: &[Group]) -> Option<Box<Spans>> {
    // No live row has the time 0, which stands for no span.
    let mut table = Box::new([[0, 0]; 2 * PLACES]);
    let each = groups.iter().flat_map(|it| [&it.exact, &it.bounded]);
    for (entry, spans) in table.iter_mut().zip(each) {
        *entry = match spans.as_slice() {
            [] => [0, 0],
            [span] => [span.from, span.to - span.from],
            _ => return None,
        };
    }
    Some(table)
}

/// The rows in the one span of their group.
#[inline]
fn single(table: &Spans, groups: &Lanes<u8>, states: &Lanes<u8>, times: &Lanes<u32>) -> u64 {
    let (mut lows, mut spans) = ([0; 64], [0; 64]);
    let rows = groups.iter().zip(states).zip(lows.iter_mut().zip(&mut spans));
    for ((group, state), (low, span)) in rows {
        let place = usize::from(2 * group + (state >> 7)) % table.len();
        [*low, *span] = table.get(place).copied().unwrap_or_default();
    }
    lanes::times_between_each(times, &lows, &spans)
}

impl Group {
    #[inline]
    fn word(&self, times: &Lanes<u32>, lower: u64) -> u64 {
        if lower == 0 || self.is_same {
            return rows_in(&self.exact, times);
        }
        let bounded = rows_in(&self.bounded, times) & lower;
        bounded | if lower == !0 { 0 } else { rows_in(&self.exact, times) & !lower }
    }
}

#[inline]
fn rows_in(spans: &[Span], times: &Lanes<u32>) -> u64 {
    let is_all = |it: &Span| it.from <= 1 && it.to == u32::MAX;
    let word = |it: &Span| {
        if is_all(it) { !0 } else { lanes::times_between(times, it.from, it.to - it.from) }
    };
    spans.iter().map(word).fold(0, |all, word| all | word)
}

/// What is asked of each patch.
struct Asked<'a> {
    context: &'a Context<'a>,
    test: &'a Test,
    property: FindingProperty,
    pass: Pass,
}

impl Asked<'_> {
    /// What patches have in common of which the test says the same at any time; `None` of a patch
    /// of which the time says nothing.
    fn key(&self, patch: u32) -> Option<usize> {
        use FindingProperty as P;
        let patches = &self.context.store.patches;
        let is_released = || patches.released(patch).is_some();
        match self.property {
            P::FirstSeen => Some(0),
            _ if is_released() => None,
            P::Due | P::Overdue => Some(patches.severity(patch).map_or(0, |it| it.index() + 1)),
            _ => Some(0),
        }
    }

    fn fixed(&self, patch: u32) -> Group {
        let span = Span { from: 1, to: u32::MAX };
        let spans = if self.holds(patch, 1, false) { vec![span] } else { Vec::new() };
        Group { exact: spans.clone(), bounded: spans, is_same: true }
    }

    fn group(&self, patch: u32) -> Group {
        let cuts = self.cuts(patch);
        let [exact, bounded] = [false, true].map(|is_bound| self.spans(patch, &cuts, is_bound));
        Group { is_same: exact == bounded, exact, bounded }
    }

    fn spans(&self, patch: u32, cuts: &[u32], is_bound: bool) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        let ends = cuts.iter().skip(1).map(|it| it - 1).chain([u32::MAX]);
        for (from, to) in cuts.iter().copied().zip(ends) {
            if !self.holds(patch, from, is_bound) {
                continue;
            }
            match spans.last_mut().filter(|it| it.to == from - 1) {
                Some(before) => before.to = to,
                None => spans.push(Span { from, to }),
            }
        }
        spans
    }

    /// The times from which on the truth may be another one, in order; the first is 1.
    fn cuts(&self, patch: u32) -> Vec<u32> {
        let value = self.value(patch, 1, false);
        let limits: Vec<f64> = match &self.test.condition {
            Condition::Numbers(sets) => sets.iter().flat_map(|it| it.limits()).collect(),
            _ => vec![rank(&Value::Flag(true))],
        };
        let sign = if matches!(value, Value::Days(..)) { -1.0 } else { 1.0 };
        let at = |time: u32| rank(&self.value(patch, time, false));
        let mut cuts = vec![1];
        for limit in limits.iter().map(|it| it * sign) {
            cuts.extend(first(|it| at(it) >= limit));
            cuts.extend(first(|it| at(it) > limit));
        }
        sorting::sort_numbers(&mut cuts);
        cuts.dedup();
        cuts
    }

    fn holds(&self, patch: u32, time: u32, is_bound: bool) -> bool {
        let value = self.value(patch, time, is_bound);
        self.pass.holds(self.test.holds(&value, &self.context.store.patches.cves))
    }

    fn value(&self, patch: u32, time: u32, is_bound: bool) -> Value<'_> {
        let Some(first_seen) = Seconds::new(time) else { return Value::Absent };
        let finding =
            Finding { patch, state: RowState::new(StateCode::MISSING, is_bound), first_seen };
        self.context.finding_value(0, 0, &finding, self.property)
    }
}

/// A number that does not fall while the time of a row rises.
fn rank(value: &Value) -> f64 {
    match value {
        Value::Days(days, _) => -days,
        Value::Date(time, _) => time.as_millis() as f64,
        Value::Flag(true) => 0.0,
        _ => 1.0,
    }
}

/// The first time from which on `holds`.
fn first(holds: impl Fn(u32) -> bool) -> Option<u32> {
    let (mut low, mut high) = (1, u32::MAX);
    if !holds(high) {
        return None;
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}
