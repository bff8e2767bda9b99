//! The nodes that a CVE is open on.

use super::{Context, QueryCache};

/// The numbers of the nodes with an open patch that names a CVE, in ascending order.
pub fn nodes_of_cve(context: &Context, cache: &mut QueryCache, cve: &str) -> Vec<u32> {
    let Some(cve) = context.store.patches.cves.find(cve) else { return Vec::new() };
    let index = cache.index(context);
    let mut nodes = vec![0u64; context.store.nodes.len().div_ceil(64)];
    for node in index.patches_of(cve.index()).iter().flat_map(|it| index.nodes(*it)) {
        if let Some(word) = nodes.get_mut(*node as usize >> 6) {
            *word |= 1 << (node & 63);
        }
    }
    super::runs::ones(&nodes).map(|it| it as u32).collect()
}
