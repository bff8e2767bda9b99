//! What a summary counts of nodes.

use super::tally::Tally;
use crate::fleet::query::Context;
use crate::fleet::query::runs::ones;
use crate::fleet::store::{Node, Symbol};
use crate::fleet::verdict::{ReasonCode, Verdict, end_of_life};

/// What is counted of nodes.
#[derive(Debug, Default)]
pub(super) struct NodeCounts {
    pub(super) verdicts: [u32; Verdict::ALL.len()],
    pub(super) unreported: Tally,
    pub(super) end_of_life: u32,
    pub(super) failed: u32,
}

impl NodeCounts {
    pub(super) fn new(context: &Context, nodes: &[u64]) -> Self {
        let mut counts = Self::default();
        let mut unreported = [0; ReasonCode::NothingOpen as usize + 1];
        let mut names = [""; ReasonCode::NothingOpen as usize + 1];
        let mut past = PastEndOfLife::new(context);
        for number in ones(nodes) {
            let Some(node) = context.store.nodes.get(number) else { continue };
            counts.failed += u32::from(node.failure.is_some());
            counts.end_of_life += u32::from(past.has(&node));
            let Some(judgement) = context.judgement(number as u32) else { continue };
            if let Some(count) = counts.verdicts.get_mut(judgement.verdict as usize) {
                *count += 1;
            }
            let code = judgement.code as usize;
            if judgement.verdict == Verdict::Unreported
                && let (Some(count), Some(name)) = (unreported.get_mut(code), names.get_mut(code))
            {
                *count += 1;
                *name = judgement.code.name();
            }
        }
        names.iter().zip(unreported).for_each(|(name, count)| counts.unreported.add(name, count));
        counts
    }
}

/// Whether platforms are past their end of life: asked once for each that follows another one.
struct PastEndOfLife<'a> {
    context: &'a Context<'a>,
    known: Vec<([Option<Symbol>; 2], bool)>,
}

impl<'a> PastEndOfLife<'a> {
    fn new(context: &'a Context<'a>) -> Self {
        Self { context, known: Vec::new() }
    }

    fn has(&mut self, node: &Node) -> bool {
        let Some(listing) = self.context.store.listing(node) else { return false };
        let platform = [listing.platform, listing.platform_version];
        if let Some((_, is_past)) = self.known.iter().find(|(it, _)| *it == platform) {
            return *is_past;
        }
        let end = end_of_life(self.context.store, node, self.context.rules);
        let is_past = end.is_some_and(|it| it <= self.context.rules.now);
        // A fleet has a dozen platforms; a hostile one with thousands is asked again for each node.
        if self.known.len() < 64 {
            self.known.push((platform, is_past));
        }
        is_past
    }
}
