//! The streams of a section of nodes: like beside like.

use super::bytes::{Cursor, put_bytes, put_number};

/// The most nodes that the writer puts into a section.
pub(super) const NODES_AT_MOST: u32 = 4096;
/// The writer ends a section with the node that takes it to this many findings.
pub(super) const ROWS_ABOUT: u32 = 1 << 17;

/// The streams, in the order in which a section has them.
#[derive(Debug, Default)]
pub(super) struct Streams<T> {
    /// Instance ids.
    pub(super) ids: T,
    /// Flags, scopes.
    pub(super) heads: T,
    /// References to texts.
    pub(super) words: T,
    /// New texts.
    pub(super) texts: T,
    /// Counts of patch states.
    pub(super) counts: T,
    /// Times of nodes.
    pub(super) times: T,
    /// The 16 bytes of UUIDs.
    pub(super) uuids: T,
    /// For each node, how many findings, and which states and times they have.
    pub(super) kinds: T,
    /// Gaps between the patches of a node.
    pub(super) gaps: T,
    /// Which kind each finding is.
    pub(super) picks: T,
}

impl Streams<Vec<u8>> {
    /// Appends the number of nodes and all streams to a section, and begins the next one.
    pub(super) fn put(&mut self, out: &mut Vec<u8>, nodes: u32) {
        put_number(out, nodes.into());
        for stream in self.all() {
            put_bytes(out, stream);
            stream.clear();
        }
    }

    /// How many bytes there are.
    pub(super) fn len(&mut self) -> usize {
        self.all().iter().map(|it| it.len()).sum()
    }

    fn all(&mut self) -> [&mut Vec<u8>; 10] {
        [
            &mut self.ids,
            &mut self.heads,
            &mut self.words,
            &mut self.texts,
            &mut self.counts,
            &mut self.times,
            &mut self.uuids,
            &mut self.kinds,
            &mut self.gaps,
            &mut self.picks,
        ]
    }
}

impl<'a> Streams<Cursor<'a>> {
    /// The number of nodes and the streams of a section.
    pub(super) fn read(section: &mut Cursor<'a>) -> Option<(usize, Self)> {
        let nodes = section.count()?;
        let mut next = || Some(Cursor::new(section.bytes()?));
        let streams = Self {
            ids: next()?,
            heads: next()?,
            words: next()?,
            texts: next()?,
            counts: next()?,
            times: next()?,
            uuids: next()?,
            kinds: next()?,
            gaps: next()?,
            picks: next()?,
        };
        section.is_empty().then_some((nodes, streams))
    }

    /// Whether everything was read.
    pub(super) fn are_empty(&self) -> bool {
        let all = [
            &self.ids,
            &self.heads,
            &self.words,
            &self.texts,
            &self.counts,
            &self.times,
            &self.uuids,
            &self.kinds,
            &self.gaps,
            &self.picks,
        ];
        all.iter().all(|it| it.is_empty())
    }
}
