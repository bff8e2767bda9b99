//! Nodes from bytes.

use super::bytes::Cursor;
use super::head::{Head, flag};
use super::instance_id::read_id;
use super::read_rows::{Known, RowReader};
use super::streams::Streams;
use super::words::WordReader;
use super::write_nodes::Memory;
use crate::fleet::store::{
    Count, Counts, FindingsFacet, Listing, Millis, PatchState, Seconds, Since, SnapshotId, Store,
    Symbol,
};
use crate::time::Timestamp;

/// Reads the nodes of a section; what it holds is scratch.
#[derive(Debug, Default)]
pub(super) struct NodeReader {
    memory: Memory<WordReader>,
    rows: RowReader,
    id: String,
    /// Whether the snapshot has the progress of nodes.
    progress: bool,
}

impl NodeReader {
    /// A reader of a snapshot with or without the progress of nodes.
    pub(super) fn new(progress: bool) -> Self {
        Self { progress, ..Self::default() }
    }

    /// Adds the nodes of a section to a store that has none of them. `order` has the patches in the
    /// order that rows use.
    pub(super) fn read(
        &mut self,
        mut section: Cursor,
        order: &[u32],
        store: &mut Store,
    ) -> Option<()> {
        let memory = &mut self.memory;
        memory.tables().into_iter().for_each(WordReader::clear);
        (memory.listing, memory.state, memory.findings) = (0, 0, 0);
        let (nodes, mut streams) = Streams::read(&mut section)?;
        for _ in 0..nodes {
            self.read_node(&mut streams, order, store)?;
        }
        streams.are_empty().then_some(())
    }

    fn read_node(
        &mut self,
        streams: &mut Streams<Cursor>,
        order: &[u32],
        store: &mut Store,
    ) -> Option<()> {
        let head = Head::read(&mut streams.heads, store.scopes.len(), self.progress)?;
        read_id(&mut streams.ids, &mut self.id)?;
        let number = store.nodes.len();
        // A node that is there twice would get the number of the first.
        let is_new = store.node(head.scope, &self.id)? as usize == number;
        let mut node = store.nodes.get(number).filter(|_| is_new)?;
        (node.silence, node.judged, node.progress) = (head.silence, head.judged, head.progress);
        node.state_failed = head.state_failed;
        if head.has(flag::LISTED) {
            let listing = self.read_listing(streams, store)?;
            node.listing = Some(Symbol::new(store.listings.len())?);
            store.listings.push(listing);
        }
        if head.has(flag::STATE) {
            node.patch_state = self.read_state(streams, store)?;
        }
        node.findings = self.read_facet(&head, streams)?;
        node.non_compliant_since = self.read_since(&head, node.findings.first_read_at, streams)?;
        let base = self.memory.findings.max(self.memory.state);
        let heard_at = base.checked_sub(streams.times.signed()?)?;
        node.heard_at = if heard_at == 0 { None } else { Some(seconds(heard_at)?) };
        if head.has(flag::ATTRIBUTES) {
            node.attributes = Some(self.read_attributes(streams, store)?);
        }
        if head.has(flag::FAILURE) {
            let from = (&mut streams.words, &mut streams.texts);
            node.failure = Some(self.memory.errors.read(from, &mut store.errors)??);
        }
        let known = Known { patches: order, states: store.states.names().len() };
        let rows = self.rows.read(streams, known, node.findings.read_at)?;
        node.findings.start = store.findings.replace(0, 0, rows).ok()?;
        node.findings.count = rows.len() as u32;
        *store.nodes.get_mut(number)? = node;
        Some(())
    }

    fn read_listing(
        &mut self,
        streams: &mut Streams<Cursor>,
        store: &mut Store,
    ) -> Option<Listing> {
        Some(Listing {
            name: read_word(&mut self.memory.names, streams, store)?,
            computer_name: read_word(&mut self.memory.hosts, streams, store)?,
            ip_address: read_word(&mut self.memory.addresses, streams, store)?,
            agent_version: self.shared(streams, store)?,
            ping_status: self.shared(streams, store)?,
            instance_state: self.shared(streams, store)?,
            platform: self.shared(streams, store)?,
            platform_version: self.shared(streams, store)?,
            platform_type: self.shared(streams, store)?,
            read_at: read_after(&mut streams.times, &mut self.memory.listing)?,
        })
    }

    fn read_state(
        &mut self,
        streams: &mut Streams<Cursor>,
        store: &mut Store,
    ) -> Option<PatchState> {
        let head = streams.heads.byte()?;
        let mut state = PatchState {
            patch_group: self.shared(streams, store)?,
            baseline: self.shared(streams, store)?,
            operation: self.shared(streams, store)?,
            reboot_option: self.shared(streams, store)?,
            ..PatchState::default()
        };
        state.snapshot_id = match head & 3 {
            0 => SnapshotId::Absent,
            flag::UUID => SnapshotId::Uuid(streams.uuids.array()?),
            flag::TEXT => SnapshotId::Text(self.shared(streams, store)??),
            _ => return None,
        };
        state.counts = read_counts(&mut streams.counts)?;
        let read_at = read_after(&mut streams.times, &mut self.memory.state)?;
        state.read_at = Some(read_at);
        let mut base = read_at.timestamp().as_millis();
        let mut next = |flag: u8| match head & flag {
            0 => Some(None),
            _ => read_millis(&mut streams.times, &mut base).map(Some),
        };
        state.operation_end = next(flag::END)?;
        state.operation_start = next(flag::START)?;
        state.last_no_reboot_install = next(flag::NO_REBOOT)?;
        (head >> 5 == 0).then_some(state)
    }

    fn read_facet(&mut self, head: &Head, streams: &mut Streams<Cursor>) -> Option<FindingsFacet> {
        let mut facet = FindingsFacet { asked: head.asked, ..FindingsFacet::default() };
        if head.has(flag::READ) {
            facet.read_at = Some(read_after(&mut streams.times, &mut self.memory.findings)?);
        }
        if head.has(flag::FIRST_READ) {
            facet.first_read_at = Some(read_before(&mut streams.times, self.memory.findings)?);
        }
        Some(facet)
    }

    fn read_since(
        &self,
        head: &Head,
        first: Option<Seconds>,
        streams: &mut Streams<Cursor>,
    ) -> Option<Option<Since>> {
        if !head.has(flag::SINCE) {
            return Some(None);
        }
        let base = first.map_or(self.memory.findings, |it| it.value().into());
        let at = read_before(&mut streams.times, base)?;
        Some(Some(Since { at, lower_bound: head.has(flag::SINCE_BOUND) }))
    }

    fn read_attributes(
        &mut self,
        streams: &mut Streams<Cursor>,
        store: &mut Store,
    ) -> Option<Symbol> {
        let columns = store.attribute_names.len();
        // Each value takes a byte at least.
        if columns > streams.words.left() {
            return None;
        }
        let mut row = Vec::with_capacity(columns);
        for _ in 0..columns {
            row.push(read_word(&mut self.memory.attributes, streams, store)?);
        }
        let place = Symbol::new(store.attributes.len())?;
        store.attributes.push(row);
        Some(place)
    }

    fn shared(
        &mut self,
        streams: &mut Streams<Cursor>,
        store: &mut Store,
    ) -> Option<Option<Symbol>> {
        read_word(&mut self.memory.shared, streams, store)
    }
}

fn read_word(
    table: &mut WordReader,
    streams: &mut Streams<Cursor>,
    store: &mut Store,
) -> Option<Option<Symbol>> {
    table.read((&mut streams.words, &mut streams.texts), &mut store.words)
}

fn read_counts(from: &mut Cursor) -> Option<Counts> {
    let mut counts = Counts::default();
    for count in &mut counts {
        *count = match from.optional_small()? {
            Some(value) => Some(Count::new(value)?),
            None => None,
        };
    }
    Some(counts)
}

/// A time that is given as what it is later than the last one.
fn read_after(times: &mut Cursor, last: &mut i64) -> Option<Seconds> {
    *last = last.checked_add(times.signed()?)?;
    seconds(*last)
}

/// A time that is given as what it is earlier than another.
fn read_before(times: &mut Cursor, base: i64) -> Option<Seconds> {
    seconds(base.checked_sub(times.signed()?)?)
}

fn read_millis(times: &mut Cursor, base: &mut i64) -> Option<Millis> {
    *base = base.checked_sub(times.signed()?)?;
    let time = Timestamp::from_millis(*base);
    // A time out of range would be another one.
    Millis::of(time).filter(|_| time.as_millis() == *base)
}

fn seconds(value: i64) -> Option<Seconds> {
    Seconds::new(u32::try_from(value).ok()?)
}
