//! The findings of a node from bytes.

use super::bytes::Cursor;
use super::streams::Streams;
use super::write_rows::bits;
use crate::fleet::store::{BLOCK, Finding, RowState, Seconds};

type Kind = (RowState, Seconds);

/// Reads findings; what it holds is scratch.
#[derive(Debug, Default)]
pub(super) struct RowReader {
    kinds: Vec<Kind>,
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
        let base = base.map_or(0, Seconds::value);
        let distinct = streams.kinds.count()?;
        if distinct > count {
            return None;
        }
        let kinds = if distinct == 0 { count } else { distinct };
        self.read_kinds(kinds, &mut streams.kinds, known.states, base)?;
        let mut picks = Picks::read(&mut streams.picks, count, distinct)?;
        let mut next = 0_usize;
        for row in 0..count {
            let rank = next.checked_add(usize::try_from(streams.gaps.number()?).ok()?)?;
            let place = if distinct == 0 { row } else { picks.next()? };
            let (state, first_seen) = *self.kinds.get(place)?;
            self.rows.push(Finding { patch: *known.patches.get(rank)?, state, first_seen });
            next = rank + 1;
        }
        Some(())
    }

    fn read_kinds(
        &mut self,
        count: usize,
        from: &mut Cursor,
        states: usize,
        base: u32,
    ) -> Option<()> {
        self.kinds.clear();
        let mut last = i64::from(base);
        for _ in 0..count {
            let state = from.byte()?;
            last = last.checked_sub(from.signed()?)?;
            let first_seen = Seconds::new(u32::try_from(last).ok()?)?;
            self.kinds.push((checked_state(state, states)?, first_seen));
        }
        Some(())
    }
}

/// A state byte without bits that mean nothing, of a state that there is.
fn checked_state(byte: u8, states: usize) -> Option<RowState> {
    let state = RowState::from_byte(byte);
    let meaningless = byte & !(RowState::CODE | RowState::LOWER_BOUND);
    (state.code()?.index() < states && meaningless == 0).then_some(state)
}

/// Numbers of a few bits each.
struct Picks<'a> {
    bytes: Cursor<'a>,
    width: u32,
    word: u32,
    have: u32,
}

impl<'a> Picks<'a> {
    fn read(from: &mut Cursor<'a>, count: usize, kinds: usize) -> Option<Self> {
        let width = bits(kinds);
        // A pick is a place among at most BLOCK kinds, and there are at most BLOCK picks.
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
