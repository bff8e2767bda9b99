//! Findings of both sides.

use crate::fleet::sorting::{self, Keyed};
use crate::fleet::store::{Finding, Patches, RowState, Seconds};

/// Findings of both sides, with the numbers of the store that takes them in; scratch.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) later: Vec<Finding>,
    pub(super) earlier: Vec<Finding>,
}

impl Rows {
    /// Gives the later findings what the earlier reading, at `read_at`, knows of them.
    pub(super) fn carry_over(&mut self, patches: &Patches, read_at: Option<Seconds>) {
        let Some(read_at) = read_at else { return };
        let earlier = self.earlier.iter().map(|it| u64::from(it.patch)).zip(0..);
        let mut by_patch: Vec<Keyed> = earlier.collect();
        sorting::sort(&mut by_patch, &mut |one, other| one.cmp(&other));
        for row in &mut self.later {
            let Some(code) = row.state.code() else { continue };
            let place = by_patch.binary_search_by_key(&u64::from(row.patch), |it| it.0).ok();
            let same = place.and_then(|it| by_patch.get(it));
            let known = same.and_then(|it| self.earlier.get(it.1 as usize));
            match known.or_else(|| patches.rated_otherwise(&self.earlier, row.patch)) {
                Some(known) if known.first_seen < row.first_seen => {
                    row.first_seen = known.first_seen;
                    row.state = RowState::new(code, known.state.is_lower_bound());
                }
                // It was not there when the earlier reading looked, so that it is no older.
                None if row.first_seen > read_at => row.state = RowState::new(code, false),
                _ => {}
            }
        }
    }
}
