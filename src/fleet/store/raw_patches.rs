//! Looks up patches as they stand in responses.

use super::patch_key::{PatchKey, RawPatch};
use super::patches::{Head, Patches, Slot, Span};
use crate::fleet::bytes::same;

/// How many patches are looked up at a time.
const BATCH: usize = 64;

/// What is known of a row's patch before their texts are compared.
#[derive(Debug, Clone, Copy, Default)]
struct Probe {
    hash: u64,
    patch: Option<u32>,
    head: Head,
}

impl Patches {
    /// Adds the numbers of rows' patches to `numbers`. New patches are added, and new CVE ids of
    /// patches; only those are checked, and what is no UTF-8 becomes U+FFFD. `None` if there is no
    /// room for them (4 GiB).
    pub fn intern_all(&mut self, rows: &[RawPatch], numbers: &mut Vec<u32>) -> Option<()> {
        // The dictionary is larger than the processor's caches. Each of these steps is so short that
        // the processor fetches the memory of several rows at once; together they wait for each.
        for rows in rows.chunks(BATCH) {
            let mut probes = [Probe::default(); BATCH];
            for (probe, row) in probes.iter_mut().zip(rows) {
                probe.hash = row.hash();
            }
            for (probe, _) in probes.iter_mut().zip(rows) {
                probe.patch = self.probe(probe.hash);
            }
            for (probe, row) in probes.iter_mut().zip(rows) {
                self.fetch(probe, row);
            }
            for (probe, row) in probes.iter().zip(rows) {
                let number = match probe.patch {
                    Some(patch) if self.is(&probe.head, row) => patch,
                    _ => self.intern_raw(row)?,
                };
                numbers.push(number);
            }
        }
        Some(())
    }

    /// The patch that has this hash, most likely.
    #[inline]
    fn probe(&self, hash: u64) -> Option<u32> {
        let tag = Slot::tag(hash);
        self.table.iter_hash(hash).find(|it| it.tag == tag).map(|it| it.patch)
    }

    /// Looks at the head of a patch, and at the ends of its texts.
    #[inline]
    fn fetch(&self, probe: &mut Probe, row: &RawPatch) {
        let text = self.text.as_bytes();
        let head = probe.patch.and_then(|it| self.heads.get(it as usize));
        probe.head = head.copied().unwrap_or_default();
        let last = |span: Span| text.get((span.end as usize).wrapping_sub(1));
        let (kb, title, cves) = (probe.head.kb(), probe.head.title(), probe.head.cves);
        let is_other = last(title) != row.title.last()
            || (!row.kb.is_empty() && text.get(kb.start as usize) != row.kb.first())
            || (!row.cves.is_empty() && last(cves) != row.cves.last());
        if is_other {
            probe.patch = None;
        }
    }

    #[inline]
    fn is(&self, head: &Head, row: &RawPatch) -> bool {
        self.is_key(head, row) && (row.cves.is_empty() || self.has(head.cves, row.cves))
    }

    #[inline]
    fn is_key(&self, head: &Head, row: &RawPatch) -> bool {
        self.has(head.title(), row.title)
            && self.has(head.kb(), row.kb)
            && self.severities.is(head.severity, row.severity)
            && self.classifications.is(head.classification, row.classification)
    }

    #[inline]
    fn has(&self, span: Span, bytes: &[u8]) -> bool {
        let found = self.text.as_bytes().get(span.start as usize..span.end as usize);
        found.is_some_and(|it| same(it, bytes))
    }

    /// The number of a patch that is there.
    pub fn find_raw(&self, row: &RawPatch) -> Option<u32> {
        let is_it = |it: &Slot| {
            self.heads.get(it.patch as usize).is_some_and(|head| self.is_key(head, row))
        };
        self.table.find(row.hash(), is_it).map(|it| it.patch)
    }

    #[inline(never)]
    fn intern_raw(&mut self, row: &RawPatch) -> Option<u32> {
        let patch = match self.find_raw(row) {
            Some(found) => found,
            None => self.intern(&PatchKey {
                kb: &String::from_utf8_lossy(row.kb),
                title: &String::from_utf8_lossy(row.title),
                severity: &String::from_utf8_lossy(row.severity),
                classification: &String::from_utf8_lossy(row.classification),
            })?,
        };
        self.add_cves(patch, &String::from_utf8_lossy(row.cves))?;
        Some(patch)
    }
}
