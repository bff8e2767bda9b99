//! Two readings of one node, facet by facet.

use super::merger::Merge;
use crate::fleet::copy::{Copier, put_attributes};
use crate::fleet::reading::{findings_at, read_at};
use crate::fleet::store::{Node, Progress, Seconds, Silence, Since, Store, Symbol};

impl Merge {
    /// Adds a node of the other store; `None` if there is no room.
    pub(super) fn add_node(
        &mut self,
        store: &mut Store,
        other: &Store,
        copier: &mut Copier,
        theirs: &Node,
    ) -> Option<()> {
        let scope = *self.scopes.get(theirs.scope as usize)?;
        let number = store.node(scope, other.ids.text(theirs.id))? as usize;
        let mine = store.nodes.get(number)?;
        let times = Times {
            mine: self.scopes_before.get(scope as usize).copied().flatten(),
            theirs: self.scopes_other.get(theirs.scope as usize).copied().flatten(),
        };
        let mut merged = Node { progress: Progress::default(), ..mine };
        merged.judged = mine.judged || theirs.judged;
        merged.heard_at = mine.heard_at.max(theirs.heard_at);
        merged.listing = merge_listing(store, other, copier, (&mine, theirs))?;
        let theirs_is_later =
            state_at(other, theirs, times.theirs) >= state_at(store, &mine, times.mine);
        if theirs_is_later {
            merged.patch_state = copier.state(store, &theirs.patch_state)?;
            merged.silence = theirs.silence;
        }
        merged.non_compliant_since = merge_since(&mine, theirs);
        merged.attributes = self.merge_attributes(store, other, copier, (&mine, theirs))?;
        if tried_at(other, theirs, times.theirs) >= tried_at(store, &mine, times.mine) {
            merged.failure = copier.error(store, theirs.failure)?;
            merged.state_failed = theirs.state_failed;
            merged.findings_failed = theirs.findings_failed;
        }
        merged.findings = self.merge_findings(store, other, &mine, theirs)?;
        *store.nodes.get_mut(number)? = merged;
        Some(())
    }

    /// The values of the node that was read last, and the other's where it has none.
    fn merge_attributes(
        &self,
        store: &mut Store,
        other: &Store,
        copier: &mut Copier,
        (mine, theirs): (&Node, &Node),
    ) -> Option<Option<Symbol>> {
        let Some(place) = theirs.attributes else { return Some(mine.attributes) };
        let values = copier.attributes(store, Some(place))?;
        let theirs_is_later = read_at(other, theirs) >= read_at(store, mine);
        let row = mine.attributes.and_then(|it| store.attributes.get(it.index()));
        let mut row = row.cloned().unwrap_or_default();
        row.resize(store.attribute_names.len(), None);
        for (value, column) in values.into_iter().zip(&self.columns) {
            let cell = row.get_mut(*column)?;
            *cell = if theirs_is_later { value.or(*cell) } else { cell.or(value) };
        }
        match mine.attributes {
            Some(place) => {
                *store.attributes.get_mut(place.index())? = row;
                Some(Some(place))
            }
            None => Some(put_attributes(store, row)),
        }
    }
}

/// When the scope of a node was read in each store: the time of what has none of its own.
#[derive(Debug, Clone, Copy)]
struct Times {
    mine: Option<Seconds>,
    theirs: Option<Seconds>,
}

fn merge_listing(
    store: &mut Store,
    other: &Store,
    copier: &mut Copier,
    (mine, theirs): (&Node, &Node),
) -> Option<Option<Symbol>> {
    let Some(listing) = other.listing(theirs) else { return Some(mine.listing) };
    if store.listing(mine).is_some_and(|it| it.read_at > listing.read_at) {
        return Some(mine.listing);
    }
    let listing = copier.listing(store, &listing)?;
    if let Some(place) = mine.listing {
        *store.listings.get_mut(place.index())? = listing;
        return Some(Some(place));
    }
    store.listings.push(listing);
    Some(Symbol::new(store.listings.len() - 1))
}

/// When the patch state was read. That there is none has no time of its own: it was asked when the
/// node was listed, or else when the scope was read.
fn state_at(store: &Store, node: &Node, scope: Option<Seconds>) -> Option<Seconds> {
    let listed = store.listing(node).map(|it| it.read_at);
    match (node.patch_state.read_at, node.silence) {
        (Some(read_at), _) => Some(read_at),
        (None, Silence::NotAsked) => None,
        (None, _) => listed.or(scope),
    }
}

/// When reading the node was last tried.
fn tried_at(store: &Store, node: &Node, scope: Option<Seconds>) -> Option<Seconds> {
    let read_at = read_at(store, node);
    if node.failure.is_some() { read_at.max(scope) } else { read_at }
}

/// Since when the later reading is non-compliant, or the earlier one if that is so without a break.
fn merge_since(mine: &Node, theirs: &Node) -> Option<Since> {
    let judged_at = |it: &Node| it.patch_state.read_at.max(findings_at(it));
    let (my_time, their_time) = (judged_at(mine), judged_at(theirs));
    let (later, earlier, earlier_time) =
        if their_time >= my_time { (theirs, mine, my_time) } else { (mine, theirs, their_time) };
    let Some(earlier_time) = earlier_time else { return later.non_compliant_since };
    let since = later.non_compliant_since?;
    match earlier.non_compliant_since {
        Some(before) if before.at < since.at => Some(before),
        // It was compliant when the earlier reading looked.
        None if since.at > earlier_time => Some(Since { lower_bound: false, ..since }),
        _ => Some(since),
    }
}
