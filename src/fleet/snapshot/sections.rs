//! The frame: magic, version, sections with their lengths, checksum.

use super::bytes::Cursor;
use super::checksum::xxh64;
use super::error::SnapshotError;
use super::version::VERSION;

/// The first bytes. As in PNG, they show a transfer that changes line ends or the eighth bit.
pub(super) const MAGIC: [u8; 8] = *b"\x89PLF\r\n\x1a\n";
/// Bytes of the checksum at the end.
const CHECKSUM: usize = 8;

/// The four letters of a section. One that begins with a lower-case letter is optional: a reader
/// that does not know it skips it.
pub(super) type Tag = [u8; 4];

/// Flags.
pub(super) const META: Tag = *b"META";
/// Scopes.
pub(super) const SCOPES: Tag = *b"SCOP";
/// Names of states.
pub(super) const STATES: Tag = *b"STAT";
/// Baselines.
pub(super) const BASELINES: Tag = *b"BASE";
/// Names of attributes.
pub(super) const ATTRIBUTES: Tag = *b"ATTR";
/// CVEs and patches.
pub(super) const PATCHES: Tag = *b"PATC";
/// Some nodes with their findings.
pub(super) const NODES: Tag = *b"NODE";
/// How many nodes and findings there are; the last section.
pub(super) const DONE: Tag = *b"DONE";
/// The state of a scan.
pub(super) const SCAN: Tag = *b"scan";

/// The frame of a snapshot without sections and checksum.
pub(super) fn begin() -> Vec<u8> {
    let mut out = Vec::from(MAGIC);
    out.extend_from_slice(&VERSION.to_le_bytes());
    out
}

/// Appends a section whose content `write` appends.
pub(super) fn section(out: &mut Vec<u8>, tag: Tag, write: impl FnOnce(&mut Vec<u8>)) {
    out.extend_from_slice(&tag);
    let length_at = out.len();
    out.extend_from_slice(&[0; 8]);
    let start = out.len();
    write(out);
    let length = (out.len() - start) as u64;
    if let Some(place) = out.get_mut(length_at..start) {
        place.copy_from_slice(&length.to_le_bytes());
    }
}

/// Appends the checksum of all bytes so far.
pub(super) fn finish(out: &mut Vec<u8>) {
    let sum = xxh64(out);
    out.extend_from_slice(&sum.to_le_bytes());
}

/// The sections of a snapshot in order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sections<'a> {
    rest: Cursor<'a>,
}

impl<'a> Sections<'a> {
    /// Checks magic, version and checksum.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        let rest = bytes.strip_prefix(&MAGIC).ok_or(SnapshotError::NotASnapshot)?;
        let mut head = Cursor::new(rest);
        let version = head.array().map(u32::from_le_bytes);
        match version.ok_or(SnapshotError::Damaged("the header"))? {
            VERSION => {}
            0 => return Err(SnapshotError::Damaged("the header")),
            later => return Err(SnapshotError::TooNew(later)),
        }
        let (body, sum) =
            bytes.split_last_chunk::<CHECKSUM>().ok_or(SnapshotError::Damaged("the checksum"))?;
        if xxh64(body) != u64::from_le_bytes(*sum) {
            return Err(SnapshotError::Damaged("the checksum"));
        }
        let sections = head.left().checked_sub(CHECKSUM).and_then(|count| head.take(count));
        let rest = Cursor::new(sections.ok_or(SnapshotError::Damaged("the checksum"))?);
        Ok(Self { rest })
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.rest.left()
    }

    /// The next section that this version knows, or `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<(Tag, Cursor<'a>)>, SnapshotError> {
        while !self.rest.is_empty() {
            let (tag, body) = self.any().ok_or(SnapshotError::Damaged("the list of sections"))?;
            if is_known(tag) {
                return Ok(Some((tag, body)));
            }
            if !tag.first().is_some_and(u8::is_ascii_lowercase) {
                return Err(SnapshotError::Damaged("the list of sections"));
            }
        }
        Ok(None)
    }

    fn any(&mut self) -> Option<(Tag, Cursor<'a>)> {
        let tag = self.rest.array()?;
        let length = u64::from_le_bytes(self.rest.array()?);
        let body = self.rest.take(usize::try_from(length).ok()?)?;
        Some((tag, Cursor::new(body)))
    }
}

fn is_known(tag: Tag) -> bool {
    [META, SCOPES, STATES, BASELINES, ATTRIBUTES, PATCHES, NODES, DONE, SCAN].contains(&tag)
}
