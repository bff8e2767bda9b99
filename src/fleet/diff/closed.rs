//! The store of the findings that were closed.

use crate::fleet::copy::{Copier, put_attributes};
use crate::fleet::store::{Finding, FindingsFacet, Node, Store, Symbol};

/// Adds a node of another store with some of its findings; `None` if there is no room.
pub(super) fn add(
    closed: &mut Store,
    from: &Store,
    copier: &mut Copier,
    node: &Node,
    findings: &[Finding],
) -> Option<()> {
    let number = closed.node(node.scope, from.ids.text(node.id))?;
    let mut copy = Node { id: closed.nodes.get(number as usize)?.id, ..*node };
    copy.listing = match from.listing(node) {
        Some(listing) => {
            let listing = copier.listing(closed, &listing)?;
            closed.listings.push(listing);
            Symbol::new(closed.listings.len() - 1)
        }
        None => None,
    };
    copy.patch_state = copier.state(closed, &node.patch_state)?;
    copy.failure = copier.error(closed, node.failure)?;
    let attributes = copier.attributes(closed, node.attributes)?;
    copy.attributes = put_attributes(closed, attributes);
    let start = closed.findings.replace(0, 0, findings).ok()?;
    copy.findings = FindingsFacet { start, count: findings.len() as u32, ..node.findings };
    *closed.nodes.get_mut(number as usize)? = copy;
    Some(())
}
