//! The findings of a node as bytes.

use super::bytes::{put_number, put_signed};
use super::streams::Streams;
use crate::fleet::sorting::{self, Keyed};
use crate::fleet::store::{Findings, FindingsFacet, RowState};

/// More times than this, and each finding has its own.
const TIMES_AT_MOST: usize = 64;
/// Seconds of a day: most first-seen times are whole days and some minutes apart.
pub(super) const DAY: i64 = 86_400;

/// When a finding was first seen, and the bit of its state byte that says that it may be older. Most
/// findings of a node share a few of these.
type Seen = (u32, u8);

/// Writes findings; what it holds is scratch.
#[derive(Debug, Default)]
pub(super) struct RowWriter {
    /// The rank of each patch, with the finding's place in the run.
    keys: Vec<Keyed>,
    seen: Vec<Seen>,
    times: Vec<Seen>,
    picks: Vec<u8>,
    states: Vec<u8>,
}

impl RowWriter {
    /// Appends the findings of a node; returns how many there are.
    pub(super) fn put(
        &mut self,
        findings: &Findings,
        facet: &FindingsFacet,
        ranks: &[u32],
        streams: &mut Streams<Vec<u8>>,
    ) -> u32 {
        self.collect(findings, facet, ranks);
        put_number(&mut streams.kinds, self.keys.len() as u64);
        if self.keys.is_empty() {
            return 0;
        }
        self.put_gaps(&mut streams.gaps);
        self.put_states(&mut streams.kinds, &mut streams.picks);
        let base = facet.read_at.map_or(0, |it| i64::from(it.value()));
        if self.find_times() {
            put_number(&mut streams.kinds, self.times.len() as u64);
            put_times(&mut streams.kinds, &self.times, base);
            put_small(&mut streams.picks, &self.picks, bits(self.times.len() - 1));
        } else {
            put_number(&mut streams.kinds, 0);
            put_times(&mut streams.kinds, &self.seen, base);
        }
        self.keys.len() as u32
    }

    /// Sorts the findings by rank. If a patch stands there twice, the later one counts.
    fn collect(&mut self, findings: &Findings, facet: &FindingsFacet, ranks: &[u32]) {
        let (start, count) = (facet.start as usize, facet.count as usize);
        let patches = findings.patch.run(start, count);
        let states = findings.state.run(start, count);
        let times = findings.first_seen.run(start, count);
        self.keys.clear();
        for ((patch, state), place) in patches.iter().zip(states).zip(0..) {
            let rank = ranks.get(*patch as usize).copied();
            if let (Some(rank), Some(_)) = (rank, RowState::from_byte(*state).code()) {
                self.keys.push((u64::from(rank), place));
            }
        }
        sorting::sort(&mut self.keys, &mut |one, other| one.cmp(&other));
        self.keys.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            *kept = if same { *next } else { *kept };
            same
        });
        self.seen.clear();
        self.states.clear();
        for (_, place) in &self.keys {
            let place = *place as usize;
            if let (Some(state), Some(time)) = (states.get(place), times.get(place)) {
                self.seen.push((*time, *state & RowState::LOWER_BOUND));
                self.states.push(*state & RowState::CODE);
            }
        }
    }

    fn put_gaps(&self, gaps: &mut Vec<u8>) {
        let mut next = 0;
        for (rank, _) in &self.keys {
            put_number(gaps, rank - next);
            next = rank + 1;
        }
    }

    /// Appends one state if all findings have it; else how many bits each takes, and all of them.
    fn put_states(&self, kinds: &mut Vec<u8>, picks: &mut Vec<u8>) {
        let first = self.states.first().copied().unwrap_or(0);
        if self.states.iter().all(|it| *it == first) {
            return kinds.push(first << 3);
        }
        let width = bits(self.states.iter().max().copied().unwrap_or(0).into());
        kinds.push(width as u8);
        put_small(picks, &self.states, width);
    }

    /// Finds the distinct times; false if there are too many.
    fn find_times(&mut self) -> bool {
        self.times.clear();
        self.picks.clear();
        for seen in &self.seen {
            let found = self.times.iter().position(|it| it == seen);
            if found.is_none() {
                if self.times.len() == TIMES_AT_MOST {
                    return false;
                }
                self.times.push(*seen);
            }
            self.picks.push(found.unwrap_or(self.times.len() - 1) as u8);
        }
        true
    }
}

/// Times, each as what it is earlier than the last: whole days with the bound in the lowest bit, and
/// the seconds beyond them.
fn put_times(out: &mut Vec<u8>, times: &[Seen], base: i64) {
    let mut last = base;
    for (time, bound) in times {
        let gap = last - i64::from(*time);
        let days = (gap + DAY / 2).div_euclid(DAY);
        put_signed(out, days << 1 | i64::from(*bound != 0));
        put_signed(out, gap - days * DAY);
        last = i64::from(*time);
    }
}

/// Numbers of a few bits each, the first in the lowest bits; filled up to whole bytes.
fn put_small(out: &mut Vec<u8>, numbers: &[u8], width: u32) {
    if width == 0 {
        return;
    }
    let (mut word, mut used) = (0_u32, 0);
    for number in numbers {
        word |= u32::from(*number) << used;
        used += width;
        if used >= 8 {
            out.push(word as u8);
            word >>= 8;
            used -= 8;
        }
    }
    if used > 0 {
        out.push(word as u8);
    }
}

/// How many bits the numbers up to `largest` take.
pub(super) fn bits(largest: usize) -> u32 {
    usize::BITS - largest.leading_zeros()
}
