//! The findings of a node as bytes.

use super::bytes::{put_number, put_signed};
use super::streams::Streams;
use crate::fleet::store::{Findings, FindingsFacet, RowState};

/// More kinds than this, and each finding has its own.
const KINDS_AT_MOST: usize = 64;

/// A finding's state byte and when it was first seen: most findings of a node share a few of these.
type Kind = (u8, u32);

/// Writes findings; what it holds is scratch.
#[derive(Debug, Default)]
pub(super) struct RowWriter {
    /// The rank of each patch, with the finding's place in the run in the low 16 bits.
    keys: Vec<u64>,
    rows: Vec<Kind>,
    kinds: Vec<Kind>,
    picks: Vec<u8>,
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
        let base = facet.read_at.map_or(0, |it| i64::from(it.value()));
        if self.find_kinds() {
            put_number(&mut streams.kinds, self.kinds.len() as u64);
            put_kinds(&mut streams.kinds, &self.kinds, base);
            put_picks(&mut streams.picks, &self.picks, self.kinds.len());
        } else {
            put_number(&mut streams.kinds, 0);
            put_kinds(&mut streams.kinds, &self.rows, base);
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
        for ((patch, state), place) in patches.iter().zip(states).zip(0_u64..) {
            let rank = ranks.get(*patch as usize).copied();
            if let (Some(rank), Some(_)) = (rank, RowState::from_byte(*state).code()) {
                self.keys.push(u64::from(rank) << 16 | place);
            }
        }
        self.keys.sort_unstable();
        self.keys.dedup_by(|next, kept| {
            let same = *next >> 16 == *kept >> 16;
            *kept = if same { *next } else { *kept };
            same
        });
        let row = |key: &u64| {
            let place = (*key & 0xffff) as usize;
            Some((*states.get(place)?, *times.get(place)?))
        };
        self.rows.clear();
        self.rows.extend(self.keys.iter().filter_map(row));
    }

    fn put_gaps(&self, gaps: &mut Vec<u8>) {
        let mut next = 0;
        for key in &self.keys {
            let rank = key >> 16;
            put_number(gaps, rank - next);
            next = rank + 1;
        }
    }

    /// Finds the distinct kinds; false if there are too many.
    fn find_kinds(&mut self) -> bool {
        self.kinds.clear();
        self.picks.clear();
        for row in &self.rows {
            let found = self.kinds.iter().position(|it| it == row);
            if found.is_none() {
                if self.kinds.len() == KINDS_AT_MOST {
                    return false;
                }
                self.kinds.push(*row);
            }
            self.picks.push(found.unwrap_or(self.kinds.len() - 1) as u8);
        }
        true
    }
}

fn put_kinds(out: &mut Vec<u8>, kinds: &[Kind], base: i64) {
    let mut last = base;
    for (state, time) in kinds {
        out.push(*state);
        put_signed(out, last - i64::from(*time));
        last = i64::from(*time);
    }
}

/// Numbers below `kinds`, each in as few bits as that takes, the first in the lowest bits; filled up
/// to whole bytes.
fn put_picks(out: &mut Vec<u8>, picks: &[u8], kinds: usize) {
    let width = bits(kinds);
    if width == 0 {
        return;
    }
    let (mut word, mut used) = (0_u32, 0);
    for pick in picks {
        word |= u32::from(*pick) << used;
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

/// How many bits a number below `kinds` takes.
pub(super) fn bits(kinds: usize) -> u32 {
    usize::BITS - kinds.saturating_sub(1).leading_zeros()
}
