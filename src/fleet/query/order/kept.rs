//! An order of findings, which is kept for the next question.

use std::ops::Range;

use super::super::clock::Clock;
use super::super::runs::{Runs, ones_of};
use super::super::{Context, FindingProperty, Property, Sort, rank};
use super::buckets::BUCKETS;
use super::key::Keys;
use super::part::Part;
use super::place::Place;
use super::select::Selection;

/// An order of findings. It is made once for a sort, and counted once for a filter.
#[derive(Debug)]
pub(in crate::fleet) struct Order {
    stamp: Stamp,
    keys: Keys,
    /// The bucket of each row.
    buckets: Vec<u16>,
    histogram: Box<[u32; BUCKETS]>,
    /// The matching rows that the histogram counts.
    counted: Vec<u64>,
    /// The last sorted rows.
    window: Window,
}

/// The largest buffers of an order.
#[derive(Debug)]
pub(super) struct Buffers {
    buckets: Vec<u16>,
    histogram: Box<[u32; BUCKETS]>,
}

impl Buffers {
    /// Those of the old order, if there is one, of which nothing else is kept.
    pub(super) fn of(old: Option<Order>) -> Self {
        // The largest buffers live on: memory never shrinks, and a hole would be filled with small things.
        match old {
            Some(old) => Self { buckets: old.buckets, histogram: old.histogram },
            None => Self { buckets: Vec::new(), histogram: Box::new([0; BUCKETS]) },
        }
    }
}

/// What an order follows from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stamp {
    sort: Vec<Sort>,
    version: u32,
    epoch: Option<u32>,
    /// The second from which on ages are 0.
    age_end: Option<u32>,
}

/// Sorted rows, and the place of the first one among all matching rows.
#[derive(Debug, Default)]
struct Window {
    from: usize,
    places: Vec<Place>,
}

impl Order {
    /// Makes an order of what a stamp says, by the parts of its keys.
    pub(super) fn new(
        context: &Context,
        runs: &Runs,
        stamp: Stamp,
        parts: Vec<Part>,
        Buffers { buckets, histogram }: Buffers,
    ) -> Self {
        let keys = Keys::new(context, parts);
        let mut order = Self {
            stamp,
            keys,
            buckets,
            histogram,
            counted: Vec::new(),
            window: Window::default(),
        };
        order.keys.fill_buckets(context, runs, &mut order.buckets);
        order
    }

    /// What it follows from.
    pub(super) fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// The matching rows at places `wanted` of the order.
    pub(in crate::fleet) fn page(
        &mut self,
        context: &Context,
        runs: &Runs,
        matches: &[u64],
        wanted: Range<usize>,
    ) -> Vec<Place> {
        if self.counted != matches {
            self.count(matches);
        }
        let mut page = Vec::new();
        self.window.copy(wanted.start, wanted.end, &mut page);
        let rest = wanted.start + page.len()..wanted.end;
        if !rest.is_empty() {
            let selection =
                Selection { context, keys: &self.keys, buckets: &self.buckets, runs, matches };
            let mut window = Window::default();
            selection.walk(self.histogram.as_slice(), &rest, &mut |from, places| {
                window = Window { from, places };
                window.copy(wanted.start + page.len(), wanted.end, &mut page);
            });
            self.window = window;
        }
        page
    }

    /// The matching row at a place of the order; those that follow it are sorted with it.
    #[inline]
    pub(in crate::fleet) fn at(
        &mut self,
        context: &Context,
        runs: &Runs,
        matches: &[u64],
        place: usize,
    ) -> Option<Place> {
        let at = |window: &Window| window.places.get(place.checked_sub(window.from)?).copied();
        at(&self.window)
            .or_else(|| self.page(context, runs, matches, place..place + 1).first().copied())
    }

    fn count(&mut self, matches: &[u64]) {
        self.window = Window::default();
        self.counted.clear();
        self.counted.extend_from_slice(matches);
        self.histogram.fill(0);
        let mut count = |bucket: &u16| {
            if let Some(count) = self.histogram.get_mut(usize::from(*bucket) & (BUCKETS - 1)) {
                *count += 1;
            }
        };
        for (word, buckets) in matches.iter().zip(self.buckets.chunks(64)) {
            if *word == u64::MAX {
                buckets.iter().for_each(&mut count);
            } else {
                ones_of(*word).filter_map(|at| buckets.get(at)).for_each(&mut count);
            }
        }
    }
}

impl Window {
    /// Appends the rows at places `from..to`, as far as they are here and follow each other.
    fn copy(&self, from: usize, to: usize, page: &mut Vec<Place>) {
        let Some(skip) = from.checked_sub(self.from) else { return };
        let rows = self.places.iter().skip(skip).take(to.saturating_sub(from));
        page.extend(rows);
    }
}

impl Stamp {
    pub(super) fn new(context: &Context, epoch: u32, runs: &Runs, sort: &[Sort]) -> Self {
        let epoch = sort.iter().any(|it| depends_on_rules(&it.property)).then_some(epoch);
        let has_age = sort.iter().any(|it| it.property == Property::Finding(FindingProperty::Age));
        let age_end = has_age.then(|| Clock::new(context).ages(runs.seen()).0);
        Self { sort: sort.to_vec(), version: context.store.version, epoch, age_end }
    }
}

fn depends_on_rules(property: &Property) -> bool {
    use FindingProperty as P;
    match property {
        Property::Node(it) => rank::depends_on_rules(it),
        Property::Finding(it) => matches!(it, P::Due | P::Overdue | P::Exception),
        Property::Patch(it) => rank::is_listed(*it),
        Property::Row(_) => false,
    }
}
