//! Since when a node has been non-compliant: the verdict of every reading, without a break.

use super::rules::Rules;
use super::store::{Seconds, Since, Store};
use super::verdict::{Verdict, judge};
use crate::time::Timestamp;

impl Store {
    /// Notes the verdicts of nodes that have just been read, by the default rules and without
    /// exceptions: those are the reader's, the history is the fleet's.
    pub fn note_verdicts(&mut self, nodes: &[u32], read_at: Timestamp) {
        let rules = Rules::new(read_at);
        for number in nodes {
            let Some(node) = self.nodes.get(*number as usize) else { continue };
            let verdict = judge(self, &node, &rules, |_| false).verdict;
            let Some(node) = self.nodes.get_mut(*number as usize) else { continue };
            let first = Since { at: Seconds::of(read_at), lower_bound: !node.judged };
            let since = node.non_compliant_since.unwrap_or(first);
            node.non_compliant_since = (verdict == Verdict::NonCompliant).then_some(since);
            // A verdict of unreported knows nothing of the node yet.
            node.judged |= verdict != Verdict::Unreported;
        }
    }
}
