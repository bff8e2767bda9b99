//! Since when a node has been non-compliant: the verdict of every reading, without a break.

use super::rules::Rules;
use super::store::{Seconds, Since, Store};
use super::verdict::{Verdict, judge};
use crate::time::Timestamp;

impl Store {
    /// Notes the verdicts of nodes that have just been read, by the reader's rules as of then, and
    /// without exceptions.
    pub fn note_verdicts(&mut self, nodes: &[u32], read_at: Timestamp) {
        let given = self.history.take();
        let mut rules = given.unwrap_or_else(|| Box::new(Rules::new(read_at)));
        rules.now = read_at;
        for number in nodes {
            self.note_verdict(*number, &rules, Seconds::of(read_at));
        }
        self.history = Some(rules);
    }

    fn note_verdict(&mut self, number: u32, rules: &Rules, read_at: Seconds) {
        let Some(node) = self.nodes.get(number as usize) else { return };
        let verdict = judge(self, &node, rules, |_| false).verdict;
        let Some(node) = self.nodes.get_mut(number as usize) else { return };
        let first = Since { at: read_at, lower_bound: !node.judged };
        let since = node.non_compliant_since.unwrap_or(first);
        node.non_compliant_since = (verdict == Verdict::NonCompliant).then_some(since);
        // A verdict of unreported knows nothing of the node yet.
        node.judged |= verdict != Verdict::Unreported;
    }
}
