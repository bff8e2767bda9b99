//! The rows of findings: a patch that is open on a node.

use super::column::{BLOCK, Column};
use super::number::Seconds;
use super::state::StateCode;

/// The byte of a row: its state, and whether its age is a lower bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowState(u8);

impl RowState {
    /// A row that belongs to no node any more, or to none yet. Its state code is
    /// [`StateCode::LIMIT`], which no state has.
    pub const DEAD: Self = Self(StateCode::LIMIT as u8);
    /// The bit of the byte that says that the age is a lower bound.
    pub const LOWER_BOUND: u8 = 0x80;
    /// The bits of the byte with the state.
    pub const CODE: u8 = 0x1f;

    /// The byte of a state and a bound.
    pub fn new(code: StateCode, lower_bound: bool) -> Self {
        Self(code.index() as u8 | if lower_bound { Self::LOWER_BOUND } else { 0 })
    }

    /// The state; `None` of a dead row.
    pub fn code(self) -> Option<StateCode> {
        StateCode::new(usize::from(self.0 & Self::CODE))
    }

    /// Whether the finding was there when this history first looked, so that it is older.
    pub fn is_lower_bound(self) -> bool {
        self.0 & Self::LOWER_BOUND != 0
    }

    /// The state of a byte of [`Findings::state`].
    pub fn from_byte(byte: u8) -> Self {
        Self(byte)
    }

    /// The byte itself, for loops over blocks.
    pub fn byte(self) -> u8 {
        self.0
    }
}

/// A finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// The number of the patch.
    pub patch: u32,
    /// The state.
    pub state: RowState,
    /// When this history first saw it.
    pub first_seen: Seconds,
}

/// Columns of findings; those of a node stand together, in one block.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// The patch of each row.
    pub patch: Column<u32>,
    /// The state byte of each row, see [`RowState`].
    pub state: Column<u8>,
    /// When this history first saw each row, in seconds.
    pub first_seen: Column<u32>,
    live: usize,
}

/// More findings on one node than a block of the store takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyFindings;

impl Findings {
    /// How many rows there are, dead ones included.
    pub fn len(&self) -> usize {
        self.patch.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.patch.is_empty()
    }

    /// How many rows are findings.
    pub fn live(&self) -> usize {
        self.live
    }

    /// A row, unless it is dead.
    pub fn get(&self, row: usize) -> Option<Finding> {
        let state = RowState(self.state.get(row)?);
        state.code()?;
        let first_seen = Seconds::new(self.first_seen.get(row)?)?;
        Some(Finding { patch: self.patch.get(row)?, state, first_seen })
    }

    /// The rows of a run.
    pub fn run(&self, start: u32, count: u32) -> impl Iterator<Item = Finding> + '_ {
        let (start, count) = (start as usize, count as usize);
        let patches = self.patch.run(start, count).iter();
        let states = self.state.run(start, count).iter();
        let times = self.first_seen.run(start, count).iter();
        patches.zip(states).zip(times).filter_map(|((patch, state), time)| {
            let state = RowState(*state);
            state.code()?;
            Some(Finding { patch: *patch, state, first_seen: Seconds::new(*time)? })
        })
    }

    /// Puts `rows` in the place of the run; returns the run's new start.
    pub fn replace(
        &mut self,
        start: u32,
        count: u32,
        rows: &[Finding],
    ) -> Result<u32, TooManyFindings> {
        if rows.len() > BLOCK {
            return Err(TooManyFindings);
        }
        self.live = self.live - self.run(start, count).count() + rows.len();
        self.state.run_mut(start as usize, count as usize).fill(RowState::DEAD.byte());
        if rows.is_empty() {
            return Ok(start);
        }
        if rows.len() <= count as usize {
            self.write(start as usize, rows);
            return Ok(start);
        }
        let start = self.patch.start_run(rows.len(), 0);
        self.state.start_run(rows.len(), RowState::DEAD.byte());
        self.first_seen.start_run(rows.len(), 0);
        self.patch.push_run(rows.iter().map(|it| it.patch));
        self.state.push_run(rows.iter().map(|it| it.state.byte()));
        self.first_seen.push_run(rows.iter().map(|it| it.first_seen.value()));
        u32::try_from(start).map_err(|_| TooManyFindings)
    }

    /// Removes all rows.
    pub fn clear(&mut self) {
        self.patch.clear();
        self.state.clear();
        self.first_seen.clear();
        self.live = 0;
    }

    fn write(&mut self, start: usize, rows: &[Finding]) {
        let patches = self.patch.run_mut(start, rows.len()).iter_mut();
        let states = self.state.run_mut(start, rows.len()).iter_mut();
        let times = self.first_seen.run_mut(start, rows.len()).iter_mut();
        for (((patch, state), time), row) in patches.zip(states).zip(times).zip(rows) {
            (*patch, *state, *time) = (row.patch, row.state.byte(), row.first_seen.value());
        }
    }
}
