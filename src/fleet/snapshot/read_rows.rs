//! The findings of a node from bytes.

use super::bytes::Cursor;
use super::streams::Streams;
use super::write_rows::{DAY, bits};
use crate::fleet::store::{BLOCK, Finding, RowState, Seconds, StateCode};

/// When findings were first seen, and whether they may be older.
type Seen = (Seconds, bool);

/// Reads findings; what it holds is scratch.
#[derive(Debug, Default)]
pub(super) struct RowReader {
    times: Vec<Seen>,
    rows: Vec<Finding>,
}

/// What findings may refer to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    /// The patches in the order that rows use.
    pub(super) patches: &'a [u32],
    /// How many states there are.
    pub(super) states: usize,
}

impl RowReader {
    /// The findings of a node whose findings were read at `base`.
    pub(super) fn read(
        &mut self,
        streams: &mut Streams<Cursor>,
        known: Known,
        base: Option<Seconds>,
    ) -> Option<&[Finding]> {
        self.rows.clear();
        let count = streams.kinds.number()? as usize;
        // Each finding takes a byte of the gaps at least.
        if count > BLOCK || count > streams.gaps.left() {
            return None;
        }
        if count > 0 {
            self.read_some(count, streams, known, base)?;
        }
        Some(&self.rows)
    }

    fn read_some(
        &mut self,
        count: usize,
        streams: &mut Streams<Cursor>,
        known: Known,
        base: Option<Seconds>,
    ) -> Option<()> {
        let mut states = States::read(streams, count, known.states)?;
        let distinct = streams.kinds.count()?;
        if distinct > count {
            return None;
        }
        let times = if distinct == 0 { count } else { distinct };
        self.read_times(times, &mut streams.kinds, base.map_or(0, Seconds::value))?;
        let width = bits(distinct.saturating_sub(1));
        let mut picks = Small::read(&mut streams.picks, count, width)?;
        let mut next = 0_usize;
        for row in 0..count {
            let rank = next.checked_add(usize::try_from(streams.gaps.number()?).ok()?)?;
            let place = if distinct == 0 { row } else { picks.next()? };
            let (first_seen, bound) = *self.times.get(place)?;
            let state = RowState::new(states.next()?, bound);
            self.rows.push(Finding { patch: *known.patches.get(rank)?, state, first_seen });
            next = rank + 1;
        }
        Some(())
    }

    fn read_times(&mut self, count: usize, from: &mut Cursor, base: u32) -> Option<()> {
        self.times.clear();
        let mut last = i64::from(base);
        for _ in 0..count {
            let days = from.signed()?;
            let gap = (days >> 1).checked_mul(DAY)?.checked_add(from.signed()?)?;
            last = last.checked_sub(gap)?;
            self.times.push((Seconds::new(u32::try_from(last).ok()?)?, days & 1 == 1));
        }
        Some(())
    }
}

/// The states of the findings of a node.
struct States<'a> {
    /// The state of all, or where each is.
    all: Option<StateCode>,
    each: Small<'a>,
    limit: usize,
}

impl<'a> States<'a> {
    fn read(streams: &mut Streams<Cursor<'a>>, count: usize, limit: usize) -> Option<Self> {
        let head = streams.kinds.byte()?;
        let (width, all) = (u32::from(head & 7), usize::from(head >> 3));
        let all = if width == 0 { Some(checked_state(all, limit)?) } else { None };
        // Five bits hold any state.
        if width > 5 || (width > 0 && head >> 3 != 0) {
            return None;
        }
        Some(Self { all, each: Small::read(&mut streams.picks, count, width)?, limit })
    }

    #[inline]
    fn next(&mut self) -> Option<StateCode> {
        match self.all {
            Some(state) => Some(state),
            None => checked_state(self.each.next()?, self.limit),
        }
    }
}

fn checked_state(number: usize, limit: usize) -> Option<StateCode> {
    StateCode::new(number).filter(|it| it.index() < limit)
}

/// Numbers of a few bits each.
struct Small<'a> {
    bytes: Cursor<'a>,
    width: u32,
    word: u32,
    have: u32,
}

impl<'a> Small<'a> {
    /// `count` is at most [`BLOCK`], and a number below it takes `width` bits.
    fn read(from: &mut Cursor<'a>, count: usize, width: u32) -> Option<Self> {
        let bytes = from.take((count * width as usize).div_ceil(8))?;
        Some(Self { bytes: Cursor::new(bytes), width, word: 0, have: 0 })
    }

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.have < self.width {
            self.word |= u32::from(self.bytes.byte()?) << self.have;
            self.have += 8;
        }
        let pick = self.word & ((1 << self.width) - 1);
        self.word >>= self.width;
        self.have -= self.width;
        Some(pick as usize)
    }
}
