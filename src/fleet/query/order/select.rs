//! The rows of a page: buckets are counted through, and those of the page are sorted.

use std::cmp::Ordering;
use std::ops::Range;

use wide::u16x8;

use super::super::Context;
use super::super::clock::Row;
use super::super::runs::{Owner, Runs, ones_of};
use super::buckets::{BUCKET_BITS, BUCKET_SHIFT, BUCKETS};
use super::key::Keys;
use super::place::Place;
use crate::fleet::sorting::{self, Keyed};

/// As many rows are sorted at once; a bucket with more is counted by the next bits of the key.
const LEAF: usize = 1 << 13;

/// What rows are selected from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Selection<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) keys: &'a Keys,
    pub(super) buckets: &'a [u16],
    pub(super) runs: &'a Runs,
    pub(super) matches: &'a [u64],
}

/// A range of keys, in as many buckets as the histogram has.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: u64,
    last: u64,
    /// The logarithm of a bucket's width.
    shift: u32,
}

/// Is given sorted rows, and the place of the first of them among all matching rows.
type Leaf<'a> = dyn FnMut(usize, Vec<Place>) + 'a;

impl Selection<'_> {
    /// Gives `leaf` the rows at places `wanted` in order, and those around them.
    pub(super) fn walk(&self, histogram: &[u32], wanted: &Range<usize>, leaf: &mut Leaf) {
        let all = Span { first: 0, last: u64::MAX, shift: BUCKET_SHIFT };
        self.walk_span(all, histogram, 0, wanted, leaf);
    }

    fn walk_span(
        &self,
        span: Span,
        histogram: &[u32],
        mut before: usize,
        wanted: &Range<usize>,
        leaf: &mut Leaf,
    ) {
        let count_of = |bucket: usize| histogram.get(bucket).map_or(0, |it| *it as usize);
        let mut bucket = 0;
        while bucket < histogram.len() && before < wanted.end {
            let (from, mut count) = (bucket, count_of(bucket));
            bucket += 1;
            if count == 0 {
                continue;
            }
            if before + count > wanted.start {
                while bucket < histogram.len() && count + count_of(bucket) <= LEAF {
                    count += count_of(bucket);
                    bucket += 1;
                }
                self.take(span.part(from, bucket), count, before, wanted, leaf);
            }
            before += count;
        }
    }

    /// Sorts a range of keys, or, if it holds too many rows, counts it through.
    fn take(
        &self,
        span: Span,
        count: usize,
        before: usize,
        wanted: &Range<usize>,
        leaf: &mut Leaf,
    ) {
        if count <= LEAF || span.first == span.last {
            return leaf(before, self.sorted(span, count));
        }
        let mut histogram = vec![0u32; BUCKETS];
        self.scan(span, |_, key| {
            let bucket = (key - span.first) >> span.shift;
            if let Some(count) = histogram.get_mut(bucket as usize) {
                *count += 1;
            }
        });
        self.walk_span(span, &histogram, before, wanted, leaf);
    }

    fn sorted(&self, span: Span, count: usize) -> Vec<Place> {
        let mut places = Vec::with_capacity(count);
        let mut list: Vec<Keyed> = Vec::with_capacity(count);
        self.scan(span, |row, key| {
            list.push((key, places.len() as u32));
            places.push(Place { node: row.node, row: row.row as u32 });
        });
        if self.keys.is_exact() {
            sorting::sort(&mut list, &mut sorting::same);
        } else {
            let row = |at: u32| {
                let Place { node, row } = *places.get(at as usize)?;
                Some(Row::at(self.context.store, node, row as usize))
            };
            sorting::sort(&mut list, &mut |one, other| match (row(one), row(other)) {
                (Some(one), Some(other)) => self.keys.compare(self.context, &one, &other),
                _ => Ordering::Equal,
            });
        }
        list.iter().filter_map(|(_, at)| places.get(*at as usize).copied()).collect()
    }

    /// Visits the matching rows of a range of keys.
    fn scan(&self, span: Span, mut visit: impl FnMut(&Row, u64)) {
        let first = (span.first >> BUCKET_SHIFT) as u16;
        let count = (span.last >> BUCKET_SHIFT) as u16 - first + 1;
        let mut owner = Owner::new(self.runs);
        for (at, (word, buckets)) in self.matches.iter().zip(self.buckets.chunks(64)).enumerate() {
            if *word == 0 {
                continue;
            }
            for bit in ones_of(*word & in_range(buckets, first, count)) {
                let row = at * 64 + bit;
                let row = Row::at(self.context.store, owner.of(row), row);
                let key = self.keys.of(self.context, &row);
                if (span.first..=span.last).contains(&key) {
                    visit(&row, key);
                }
            }
        }
    }
}

impl Span {
    /// The range of some of its buckets.
    fn part(&self, from: usize, to: usize) -> Self {
        let first = self.first + ((from as u64) << self.shift);
        // The range of all keys ends with the largest number there is.
        let end = u128::from(self.first) + ((to as u128) << self.shift);
        let last = u64::try_from(end - 1).unwrap_or(u64::MAX).min(self.last);
        let bits = u64::BITS - (last - first).leading_zeros();
        Self { first, last, shift: bits.saturating_sub(BUCKET_BITS) }
    }
}

/// A bit for each of up to 64 buckets that is one of `count` from `first` on.
#[inline]
fn in_range(buckets: &[u16], first: u16, count: u16) -> u64 {
    let is_in = |bucket: &u16| bucket.wrapping_sub(first) < count;
    let (eights, rest) = buckets.as_chunks::<8>();
    let (from, last) = (u16x8::splat(first), u16x8::splat(count - 1));
    let mut bits = 0;
    for (at, eight) in eights.iter().enumerate() {
        let place = u16x8::new(*eight) - from;
        let mask = place.min(last).simd_eq(place);
        bits |= u64::from(mask.to_bitmask()) << (at * 8);
    }
    let start = eights.len() * 8;
    for (at, bucket) in rest.iter().enumerate() {
        bits |= u64::from(is_in(bucket)) << (start + at);
    }
    bits
}
