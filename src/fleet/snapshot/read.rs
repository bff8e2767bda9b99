//! A store from bytes.

use super::bytes::Cursor;
use super::error::{SnapshotError, damaged_in};
use super::extras::Extras;
use super::read_nodes::NodeReader;
use super::read_tables::Tables;
use super::sections::{DONE, NODES, Sections, Tag};
use crate::fleet::store::Store;

const NODES_PART: &str = "the nodes";

/// Opens a snapshot.
///
/// What it allocates is in proportion to the bytes: every number of items is checked against the
/// bytes that are left before room is made for them.
pub fn open(bytes: &[u8]) -> Result<(Store, Extras), SnapshotError> {
    let mut parts = Parts::new(bytes)?;
    if parts.add()? {
        parts.reserve();
        while parts.add()? {}
    }
    parts.store.version = parts.store.version.wrapping_add(1);
    Ok((parts.store, parts.tables.extras))
}

/// A snapshot as one small store after the other, each with some of its nodes: so that a fleet can
/// be compared or merged without room for a second one.
#[derive(Debug)]
pub struct Parts<'a> {
    store: Store,
    tables: Tables,
    reader: NodeReader,
    sections: Sections<'a>,
    ahead: Option<(Tag, Cursor<'a>)>,
    /// Bytes of the first section of nodes.
    first_section: usize,
    nodes: u64,
    findings: u64,
}

impl<'a> Parts<'a> {
    /// Checks the checksum and reads everything but the nodes.
    pub fn new(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        let mut sections = Sections::open(bytes)?;
        let (mut store, mut tables) = (Store::default(), Tables::default());
        let mut ahead = None;
        while let Some((tag, section)) = sections.next()? {
            if [NODES, DONE].contains(&tag) {
                ahead = Some((tag, section));
                break;
            }
            tables.read(tag, section, &mut store)?;
        }
        tables.check()?;
        let reader = NodeReader::new(tables.extras.progress);
        let first_section = ahead.map_or(0, |(_, section)| section.left());
        Ok(Self { store, tables, reader, sections, ahead, first_section, nodes: 0, findings: 0 })
    }

    /// The current part: before the first [`Self::advance`], everything but nodes.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Replaces the nodes by those of the next part; false, once, if there is none.
    pub fn advance(&mut self) -> Result<bool, SnapshotError> {
        self.store.clear_nodes();
        self.add()
    }

    /// Adds the nodes of the next part.
    fn add(&mut self) -> Result<bool, SnapshotError> {
        match self.ahead.take().map_or_else(|| self.sections.next(), |it| Ok(Some(it)))? {
            Some((NODES, section)) => self.add_nodes(section).map(|()| true),
            Some((DONE, section)) => self.check_totals(section).map(|()| false),
            _ => Err(SnapshotError::Damaged(NODES_PART)),
        }
    }

    /// Makes room for the sections that are left, if they are like the one that was read.
    fn reserve(&mut self) {
        let (read, left) = (self.first_section as f64, self.sections.left() as f64);
        self.store.reserve_nodes(left / read.max(1.0));
    }

    fn add_nodes(&mut self, section: Cursor) -> Result<(), SnapshotError> {
        let (nodes, findings) = self.size();
        let done = self.reader.read(section, &self.tables.order, &mut self.store);
        damaged_in(NODES_PART, done)?;
        let (more_nodes, more_findings) = self.size();
        self.nodes += more_nodes - nodes;
        self.findings += more_findings - findings;
        Ok(())
    }

    fn size(&self) -> (u64, u64) {
        (self.store.nodes.len() as u64, self.store.findings.live() as u64)
    }

    fn check_totals(&mut self, mut section: Cursor) -> Result<(), SnapshotError> {
        let is_last = matches!(self.sections.next(), Ok(None));
        let totals = section.number().zip(section.number());
        let right = totals == Some((self.nodes, self.findings)) && section.is_empty();
        damaged_in("the totals", (right && is_last).then_some(()))
    }
}
