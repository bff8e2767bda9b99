//! Nodes as bytes.

use super::bytes::{put_number, put_optional, put_signed};
use super::head::{asked_number, flag, silence_number};
use super::instance_id::put_id;
use super::streams::Streams;
use super::words::WordWriter;
use super::write_rows::RowWriter;
use crate::fleet::store::{
    Count, FindingsFacet, Listing, Millis, Node, PatchState, Seconds, SnapshotId, Store, Symbol,
};

/// The tables of texts of a section, and the times of the node before.
#[derive(Debug, Default)]
pub(super) struct Memory<W> {
    /// Names of nodes.
    pub(super) names: W,
    /// Host names.
    pub(super) hosts: W,
    /// IP addresses.
    pub(super) addresses: W,
    /// Texts that many nodes share.
    pub(super) shared: W,
    /// Values of attributes.
    pub(super) attributes: W,
    /// Errors.
    pub(super) errors: W,
    /// When the listing was read, in seconds.
    pub(super) listing: i64,
    /// When the patch state was read.
    pub(super) state: i64,
    /// When the findings were read.
    pub(super) findings: i64,
}

impl<W> Memory<W> {
    /// The tables of texts.
    pub(super) fn tables(&mut self) -> [&mut W; 6] {
        [
            &mut self.names,
            &mut self.hosts,
            &mut self.addresses,
            &mut self.shared,
            &mut self.attributes,
            &mut self.errors,
        ]
    }
}

/// Writes nodes into the streams of a section.
pub(super) struct NodeWriter<'a> {
    pub(super) store: &'a Store,
    pub(super) ranks: &'a [u32],
    /// Whether to write the progress of nodes.
    pub(super) progress: bool,
    pub(super) streams: Streams<Vec<u8>>,
    pub(super) memory: Memory<WordWriter>,
    pub(super) rows: RowWriter,
}

impl<'a> NodeWriter<'a> {
    /// Appends a node; returns the number of its findings.
    pub(super) fn put(&mut self, node: &Node) -> u32 {
        put_id(&mut self.streams.ids, self.store.ids.text(node.id));
        let listing = self.store.listing(node);
        self.put_head(node, listing.is_some());
        if let Some(listing) = listing {
            self.put_listing(&listing);
        }
        if let Some(read_at) = node.patch_state.read_at {
            self.put_state(&node.patch_state, read_at);
        }
        self.put_facet(&node.findings);
        if let Some(since) = node.non_compliant_since {
            let first = node.findings.first_read_at;
            let base = first.map_or(self.memory.findings, |it| it.value().into());
            put_signed(&mut self.streams.times, base - i64::from(since.at.value()));
        }
        // Mostly that of the last facet.
        let heard_at = node.heard_at.map_or(0, |it| i64::from(it.value()));
        put_signed(&mut self.streams.times, self.memory.findings.max(self.memory.state) - heard_at);
        self.put_attributes(node);
        if node.failure.is_some() {
            let streams = (&mut self.streams.words, &mut self.streams.texts);
            self.memory.errors.put(streams, &self.store.errors, node.failure);
        }
        self.rows.put(&self.store.findings, &node.findings, self.ranks, &mut self.streams)
    }

    /// Ends a section.
    pub(super) fn finish_section(&mut self, out: &mut Vec<u8>, nodes: u32) {
        self.streams.put(out, nodes);
        let memory = &mut self.memory;
        memory.tables().into_iter().for_each(WordWriter::clear);
        (memory.listing, memory.state, memory.findings) = (0, 0, 0);
    }

    fn put_head(&mut self, node: &Node, listed: bool) {
        let bit = |holds: bool, flag: u8| if holds { flag } else { 0 };
        let since = node.non_compliant_since;
        self.streams.heads.push(
            bit(listed, flag::LISTED)
                | bit(node.patch_state.read_at.is_some(), flag::STATE)
                | bit(node.findings.read_at.is_some(), flag::READ)
                | bit(node.findings.first_read_at.is_some(), flag::FIRST_READ)
                | bit(since.is_some(), flag::SINCE)
                | bit(since.is_some_and(|it| it.lower_bound), flag::SINCE_BOUND)
                | bit(self.attributes(node).is_some(), flag::ATTRIBUTES)
                | bit(node.failure.is_some(), flag::FAILURE),
        );
        let known = silence_number(node.silence) | asked_number(node.findings.asked) << 2;
        self.streams.heads.push(
            known | bit(node.judged, flag::JUDGED) | bit(node.state_failed, flag::STATE_FAILED),
        );
        if self.progress {
            let progress = node.progress;
            self.streams.heads.push(
                bit(progress.listed, flag::OF_SCAN)
                    | bit(progress.state_asked, flag::STATE_ASKED)
                    | bit(progress.explained, flag::EXPLAINED)
                    | bit(progress.done, flag::DONE),
            );
        }
        put_number(&mut self.streams.heads, node.scope.into());
    }

    fn put_listing(&mut self, listing: &Listing) {
        let streams = (&mut self.streams.words, &mut self.streams.texts);
        self.memory.names.put(streams, &self.store.words, listing.name);
        let streams = (&mut self.streams.words, &mut self.streams.texts);
        self.memory.hosts.put(streams, &self.store.words, listing.computer_name);
        let streams = (&mut self.streams.words, &mut self.streams.texts);
        self.memory.addresses.put(streams, &self.store.words, listing.ip_address);
        let shared = [
            listing.agent_version,
            listing.ping_status,
            listing.instance_state,
            listing.platform,
            listing.platform_version,
            listing.platform_type,
        ];
        shared.into_iter().for_each(|it| self.put_shared(it));
        put_after(&mut self.streams.times, &mut self.memory.listing, listing.read_at);
    }

    fn put_state(&mut self, state: &PatchState, read_at: Seconds) {
        self.put_state_head(state);
        let shared = [state.patch_group, state.baseline, state.operation, state.reboot_option];
        shared.into_iter().for_each(|it| self.put_shared(it));
        match state.snapshot_id {
            SnapshotId::Absent => {}
            SnapshotId::Uuid(bytes) => self.streams.uuids.extend_from_slice(&bytes),
            SnapshotId::Text(symbol) => self.put_shared(Some(symbol)),
        }
        for count in state.counts {
            let value = count.map(Count::value).map(u64::from);
            put_optional(&mut self.streams.counts, value);
        }
        put_after(&mut self.streams.times, &mut self.memory.state, read_at);
        let mut base = read_at.timestamp().as_millis();
        let times = [state.operation_end, state.operation_start, state.last_no_reboot_install];
        for time in times.into_iter().flatten().map(millis) {
            put_signed(&mut self.streams.times, base - time);
            base = time;
        }
    }

    fn put_state_head(&mut self, state: &PatchState) {
        let kind = match state.snapshot_id {
            SnapshotId::Absent => 0,
            SnapshotId::Uuid(_) => flag::UUID,
            SnapshotId::Text(_) => flag::TEXT,
        };
        let bit = |time: Option<Millis>, flag: u8| if time.is_some() { flag } else { 0 };
        self.streams.heads.push(
            kind | bit(state.operation_start, flag::START)
                | bit(state.operation_end, flag::END)
                | bit(state.last_no_reboot_install, flag::NO_REBOOT),
        );
    }

    fn put_facet(&mut self, facet: &FindingsFacet) {
        if let Some(read_at) = facet.read_at {
            put_after(&mut self.streams.times, &mut self.memory.findings, read_at);
        }
        if let Some(first) = facet.first_read_at {
            let base = self.memory.findings;
            put_signed(&mut self.streams.times, base - i64::from(first.value()));
        }
    }

    fn put_attributes(&mut self, node: &Node) {
        let Some(row) = self.attributes(node) else { return };
        for column in 0..self.store.attribute_names.len() {
            let word = row.get(column).copied().flatten();
            let streams = (&mut self.streams.words, &mut self.streams.texts);
            self.memory.attributes.put(streams, &self.store.words, word);
        }
    }

    fn attributes(&self, node: &Node) -> Option<&'a Vec<Option<Symbol>>> {
        self.store.attributes.get(node.attributes?.index())
    }

    fn put_shared(&mut self, word: Option<Symbol>) {
        let streams = (&mut self.streams.words, &mut self.streams.texts);
        self.memory.shared.put(streams, &self.store.words, word);
    }
}

/// Appends a time as what it is later than the one of the node before.
fn put_after(times: &mut Vec<u8>, last: &mut i64, time: Seconds) {
    let time = i64::from(time.value());
    put_signed(times, time - *last);
    *last = time;
}

fn millis(time: Millis) -> i64 {
    time.timestamp().as_millis()
}
