//! The inverted index: which nodes have a patch, and which patches name a CVE.

use super::runs::Runs;
use crate::fleet::store::Store;

/// Which nodes have a patch, and which patches name a CVE.
#[derive(Debug, Default)]
pub(in crate::fleet) struct Index {
    nodes: Vec<u32>,
    /// The nodes of patch `n` begin at place `n` and end where those of `n + 1` begin.
    starts: Vec<u32>,
    cve_patches: Vec<u32>,
    cve_starts: Vec<u32>,
}

impl Index {
    pub(super) fn new(store: &Store, runs: &Runs) -> Self {
        let (cve_starts, cve_patches) = patches_by_cve(store);
        let starts = starts(store, runs);
        let mut next = starts.clone();
        let mut nodes = vec![0; runs.live()];
        for node in runs.by_row() {
            let run = runs.of(*node);
            for patch in store.findings.patch.run(run.start as usize, run.count as usize) {
                let Some(at) = next.get_mut(*patch as usize) else { continue };
                if let Some(place) = nodes.get_mut(*at as usize) {
                    *place = *node;
                }
                *at += 1;
            }
        }
        Self { nodes, starts, cve_patches, cve_starts }
    }

    /// The nodes that have a patch.
    #[inline]
    pub(in crate::fleet) fn nodes(&self, patch: u32) -> &[u32] {
        let at = |patch: usize| self.starts.get(patch).map_or(0, |it| *it as usize);
        self.nodes.get(at(patch as usize)..at(patch as usize + 1)).unwrap_or_default()
    }

    /// A bit for each of the nodes that have one of the patches whose byte is 1.
    pub(super) fn nodes_of(&self, patches: &[u8], nodes: usize) -> Vec<u64> {
        let mut bits = vec![0_u64; nodes.div_ceil(64)];
        for (patch, _) in (0..).zip(patches).filter(|(_, it)| **it != 0) {
            for node in self.nodes(patch) {
                if let Some(word) = bits.get_mut(*node as usize >> 6) {
                    *word |= 1 << (node & 63);
                }
            }
        }
        bits
    }

    /// The patches that name a CVE, a place of [`crate::fleet::store::Patches::cves`].
    #[inline]
    pub(in crate::fleet) fn patches_of(&self, cve: usize) -> &[u32] {
        let at = |cve: usize| self.cve_starts.get(cve).map_or(0, |it| *it as usize);
        self.cve_patches.get(at(cve)..at(cve + 1)).unwrap_or_default()
    }
}

fn starts(store: &Store, runs: &Runs) -> Vec<u32> {
    let mut counts = vec![0; store.patches.len() + 1];
    for node in runs.by_row() {
        let run = runs.of(*node);
        for patch in store.findings.patch.run(run.start as usize, run.count as usize) {
            if let Some(count) = counts.get_mut(*patch as usize) {
                *count += 1;
            }
        }
    }
    sums(&mut counts);
    counts
}

/// Turns counts into the places where each begins.
fn sums(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += std::mem::replace(count, sum);
    }
}

fn patches_by_cve(store: &Store) -> (Vec<u32>, Vec<u32>) {
    let patches = 0..store.patches.len() as u32;
    let mut starts = vec![0; store.patches.cves.len() + 1];
    for cve in patches.clone().flat_map(|it| store.patches.cves_of(it)) {
        if let Some(count) = starts.get_mut(*cve as usize) {
            *count += 1;
        }
    }
    let total: u32 = starts.iter().sum();
    sums(&mut starts);
    let (mut next, mut list) = (starts.clone(), vec![0; total as usize]);
    for patch in patches {
        for cve in store.patches.cves_of(patch) {
            let Some(at) = next.get_mut(*cve as usize) else { continue };
            if let Some(place) = list.get_mut(*at as usize) {
                *place = patch;
            }
            *at += 1;
        }
    }
    (starts, list)
}
