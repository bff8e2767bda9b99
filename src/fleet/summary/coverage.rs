//! For how much of a fleet the service names CVEs.

use serde::Serialize;

use crate::fleet::query::runs::{Run, ones};
use crate::fleet::query::{Context, QueryCache};
use crate::fleet::sorting;
use crate::fleet::store::{CountName, Node, Store};

/// For how many findings the service names CVEs, and where it does not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct CveCoverage {
    pub findings: u32,
    pub with_cves: u32,
    /// Those with the most findings first.
    pub blind_platforms: Vec<BlindPlatform>,
}

/// A platform none of whose findings names a CVE: no CVE there is no all-clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct BlindPlatform {
    pub platform: String,
    pub nodes: u32,
    pub findings: u32,
}

/// What is counted for the coverage.
pub(super) struct CoverageCounts<'a> {
    context: &'a Context<'a>,
    /// Whether each patch names a CVE.
    has_cves: Vec<bool>,
    findings: u32,
    /// By the symbol of the platform's name; the last one is of nodes without.
    platforms: Vec<Platform>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Platform {
    nodes: u32,
    findings: u32,
    has_cves: bool,
}

/// For how many findings of the chosen nodes the service names CVEs.
pub fn coverage(context: &Context, cache: &mut QueryCache, nodes: &[u64]) -> CveCoverage {
    let runs = cache.runs(context);
    let mut counts = CoverageCounts::new(context);
    let mut by_patch = vec![0; context.store.patches.len()];
    for node in ones(nodes).map(|it| it as u32) {
        counts.add(node, runs.of(node));
        tally_by_patch(context.store, runs.of(node), &mut by_patch);
    }
    counts.finish(&by_patch)
}

/// Counts rows that follow each other by their patches.
#[inline]
pub(super) fn tally_by_patch(store: &Store, rows: Run, by_patch: &mut [u32]) {
    for patch in store.findings.patch.run(rows.start as usize, rows.count as usize) {
        if let Some(count) = by_patch.get_mut(*patch as usize) {
            *count += 1;
        }
    }
}

/// How many open patches the counts of a node report that were never read.
fn unread(node: &Node) -> u32 {
    if node.findings.read_at.is_some() {
        return 0;
    }
    let counts = CountName::OPEN.iter().filter_map(|it| node.patch_state.count(*it));
    counts.fold(0, u32::saturating_add)
}

impl<'a> CoverageCounts<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        let patches = &context.store.patches;
        let has_cves = |patch| !patches.cves_of(patch).is_empty();
        Self {
            context,
            has_cves: (0..patches.len() as u32).map(has_cves).collect(),
            findings: 0,
            platforms: vec![Platform::default(); context.store.words.len() + 1],
        }
    }

    /// Counts a node with its findings, or, if they were never read, with the counts that say how many
    /// there are: of those no CVE is known.
    pub(super) fn add(&mut self, number: u32, run: Run) {
        let store = self.context.store;
        let Some(node) = store.nodes.get(number as usize) else { return };
        let findings = run.count + unread(&node);
        if findings == 0 {
            return;
        }
        self.findings += findings;
        let platform = store.listing(&node).and_then(|it| it.platform);
        let place = platform.map_or(store.words.len(), |it| it.index());
        if let Some(platform) = self.platforms.get_mut(place) {
            platform.nodes += 1;
            platform.findings += findings;
            if !platform.has_cves {
                let patches = store.findings.patch.run(run.start as usize, run.count as usize);
                let has_cves = |it: &u32| self.has_cves.get(*it as usize) == Some(&true);
                platform.has_cves = patches.iter().any(has_cves);
            }
        }
    }

    /// What was counted; `by_patch` has the findings of each patch.
    pub(super) fn finish(&self, by_patch: &[u32]) -> CveCoverage {
        let words = self.context.store.words.iter().chain([""]);
        let is_blind = |it: &Platform| it.findings > 0 && !it.has_cves;
        let blind: Vec<_> = words.zip(&self.platforms).filter(|(_, it)| is_blind(it)).collect();
        let name = |at: u32| blind.get(at as usize).map(|(name, _)| *name);
        let keyed = blind.iter().map(|(_, it)| u64::from(!it.findings)).zip(0..).collect();
        let order = sorting::sorted(keyed, &mut |one, other| name(one).cmp(&name(other)));
        let platform = |at: u32| {
            let (name, it) = blind.get(at as usize)?;
            let platform = String::from(*name);
            Some(BlindPlatform { platform, nodes: it.nodes, findings: it.findings })
        };
        let blind_platforms = order.into_iter().filter_map(platform).collect();
        let with_cves = by_patch.iter().zip(&self.has_cves).filter(|(_, has_cves)| **has_cves);
        let with_cves = with_cves.map(|(count, _)| count).sum();
        CveCoverage { findings: self.findings, with_cves, blind_platforms }
    }
}
