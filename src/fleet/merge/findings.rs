//! Two readings of the findings of one node.

use super::merger::Merge;
use crate::fleet::reading::findings_at;
use crate::fleet::store::{Finding, FindingsFacet, Node, RowState, Seconds, Store};

impl Merge {
    /// Puts the findings of `theirs` in the place of those of `mine` if they were read later, and
    /// carries over when each was first seen. `None` if there is no room.
    pub(super) fn merge_findings(
        &mut self,
        store: &mut Store,
        other: &Store,
        mine: &Node,
        theirs: &Node,
    ) -> Option<FindingsFacet> {
        let (my_time, their_time) = (findings_at(mine), findings_at(theirs));
        if their_time.is_none() {
            return Some(FindingsFacet { first_read_at: first(mine, theirs), ..mine.findings });
        }
        let mut rows = std::mem::take(&mut self.rows);
        let theirs_is_later = their_time >= my_time;
        let (their_rows, my_rows) = if theirs_is_later {
            (&mut rows.later, &mut rows.earlier)
        } else {
            (&mut rows.earlier, &mut rows.later)
        };
        self.translate(other, theirs, their_rows)?;
        my_rows.clear();
        my_rows.extend(store.findings_of(mine));
        rows.carry_over(&store.patches, if theirs_is_later { my_time } else { their_time });
        let run = mine.findings;
        let start = store.findings.replace(run.start, run.count, &rows.later).ok()?;
        let count = rows.later.len() as u32;
        self.rows = rows;
        let later = if theirs_is_later { theirs.findings } else { mine.findings };
        Some(FindingsFacet { first_read_at: first(mine, theirs), start, count, ..later })
    }

    fn translate(&self, other: &Store, node: &Node, rows: &mut Vec<Finding>) -> Option<()> {
        rows.clear();
        for finding in other.findings_of(node) {
            let state = self.states.get(finding.state.code()?.index())?;
            rows.push(Finding {
                patch: *self.patches.get(finding.patch as usize)?,
                state: RowState::new(*state, finding.state.is_lower_bound()),
                first_seen: finding.first_seen,
            });
        }
        Some(())
    }
}

/// When the findings of a node were read for the first time.
fn first(mine: &Node, theirs: &Node) -> Option<Seconds> {
    let times = [mine.findings.first_read_at, theirs.findings.first_read_at];
    times.into_iter().flatten().min()
}
