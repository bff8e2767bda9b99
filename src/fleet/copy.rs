//! What nodes of one store are in another.

use super::store::{Listing, PatchState, SnapshotId, Store, Symbol};

/// Brings texts of one store into another. `None` means that the other store is full.
#[derive(Debug)]
pub(super) struct Copier<'a> {
    from: &'a Store,
    /// The words that were met, by their number in `from`.
    words: Vec<Option<Symbol>>,
}

impl<'a> Copier<'a> {
    pub(super) fn new(from: &'a Store) -> Self {
        Self { from, words: vec![None; from.words.len()] }
    }

    pub(super) fn word(&mut self, to: &mut Store, word: Option<Symbol>) -> Option<Option<Symbol>> {
        let Some(word) = word else { return Some(None) };
        let known = self.words.get_mut(word.index());
        if let Some(Some(known)) = known {
            return Some(Some(*known));
        }
        let copied = to.words.intern(self.from.words.text(word))?;
        if let Some(place) = known {
            *place = Some(copied);
        }
        Some(Some(copied))
    }

    pub(super) fn listing(&mut self, to: &mut Store, listing: &Listing) -> Option<Listing> {
        let mut word = |it| self.word(to, it);
        Some(Listing {
            name: word(listing.name)?,
            computer_name: word(listing.computer_name)?,
            ip_address: word(listing.ip_address)?,
            agent_version: word(listing.agent_version)?,
            ping_status: word(listing.ping_status)?,
            instance_state: word(listing.instance_state)?,
            platform: word(listing.platform)?,
            platform_version: word(listing.platform_version)?,
            platform_type: word(listing.platform_type)?,
            read_at: listing.read_at,
        })
    }

    pub(super) fn state(&mut self, to: &mut Store, state: &PatchState) -> Option<PatchState> {
        let snapshot_id = match state.snapshot_id {
            SnapshotId::Text(symbol) => SnapshotId::Text(self.word(to, Some(symbol))??),
            other => other,
        };
        Some(PatchState {
            patch_group: self.word(to, state.patch_group)?,
            baseline: self.word(to, state.baseline)?,
            operation: self.word(to, state.operation)?,
            reboot_option: self.word(to, state.reboot_option)?,
            snapshot_id,
            ..*state
        })
    }

    /// The row of attributes with this number; `None` of a node without.
    pub(super) fn attributes(
        &mut self,
        to: &mut Store,
        row: Option<Symbol>,
    ) -> Option<Vec<Option<Symbol>>> {
        let row = row.and_then(|it| self.from.attributes.get(it.index()));
        row.into_iter().flatten().map(|it| self.word(to, *it)).collect()
    }

    /// An error of a node.
    pub(super) fn error(&self, to: &mut Store, error: Option<Symbol>) -> Option<Option<Symbol>> {
        match error {
            Some(error) => Some(Some(to.errors.intern(self.from.errors.text(error))?)),
            None => Some(None),
        }
    }
}

/// Puts a row of attributes into a store; `None` if the row is empty.
pub(super) fn put_attributes(to: &mut Store, row: Vec<Option<Symbol>>) -> Option<Symbol> {
    if row.iter().all(Option::is_none) {
        return None;
    }
    to.attributes.push(row);
    Symbol::new(to.attributes.len() - 1)
}
