//! Distinct patches, and the CVEs that they name.

use hashbrown::HashTable;

use super::findings::Finding;
use super::number::{Seconds, Symbol};
use super::patch_key::{PatchKey, RawPatch};
use super::strings::Strings;
use crate::fleet::sorting;

/// Every distinct patch once, numbered in order of arrival.
#[derive(Debug, Clone, Default)]
pub struct Patches {
    pub(super) text: String,
    pub(super) heads: Vec<Head>,
    released: Vec<Option<Seconds>>,
    cve_lists: Vec<Vec<u32>>,
    pub(super) table: HashTable<Slot>,
    /// The vendors' severities.
    pub severities: Strings,
    /// The classifications.
    pub classifications: Strings,
    /// The CVE ids.
    pub cves: Strings,
}

/// Where a patch's texts are: KB id and title, which stand together, and the CVE ids as the service
/// wrote them. Two heads fill a line of the processor's cache, so that none is in two lines.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(32))]
pub(super) struct Head {
    kb_start: u32,
    title_start: u32,
    title_end: u32,
    pub(super) cves: Span,
    pub(super) severity: Option<Symbol>,
    pub(super) classification: Option<Symbol>,
}

#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A patch in the table, with a part of its hash, so that others are told apart right there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot {
    pub(super) tag: u32,
    pub(super) patch: u32,
}

impl Slot {
    #[inline]
    pub(super) fn tag(hash: u64) -> u32 {
        // The table itself looks at the lowest and the highest bits.
        (hash >> 24) as u32
    }
}

impl Head {
    pub(super) fn kb(&self) -> Span {
        Span { start: self.kb_start, end: self.title_start }
    }

    pub(super) fn title(&self) -> Span {
        Span { start: self.title_start, end: self.title_end }
    }
}

impl Span {
    fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl Patches {
    /// How many patches there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The KB id of a patch.
    pub fn kb(&self, patch: u32) -> &str {
        self.head(patch).map_or("", |it| it.kb().of(&self.text))
    }

    /// The title of a patch.
    pub fn title(&self, patch: u32) -> &str {
        self.head(patch).map_or("", |it| it.title().of(&self.text))
    }

    /// The vendor's severity of a patch, a symbol of [`Self::severities`].
    pub fn severity(&self, patch: u32) -> Option<Symbol> {
        self.head(patch)?.severity
    }

    /// The classification of a patch, a symbol of [`Self::classifications`].
    pub fn classification(&self, patch: u32) -> Option<Symbol> {
        self.head(patch)?.classification
    }

    /// The CVEs of a patch, places in [`Self::cves`], in order of arrival.
    pub fn cves_of(&self, patch: u32) -> &[u32] {
        self.cve_lists.get(patch as usize).map_or(&[], Vec::as_slice)
    }

    /// When a patch was released, where that is known.
    pub fn released(&self, patch: u32) -> Option<Seconds> {
        self.released.get(patch as usize).copied().flatten()
    }

    /// Notes when a patch was released.
    pub fn set_released(&mut self, patch: u32, at: Option<Seconds>) {
        if let Some(released) = self.released.get_mut(patch as usize) {
            *released = at;
        }
    }

    /// The earliest of some rows whose patch has the KB id and title of another one: the vendor rates or
    /// classifies it otherwise now, and it is as old as before.
    #[inline(never)]
    pub fn rated_otherwise<'a>(&self, rows: &'a [Finding], patch: u32) -> Option<&'a Finding> {
        let texts = |it| (self.title(it), self.kb(it));
        let same = rows.iter().filter(|it| texts(it.patch) == texts(patch));
        same.min_by_key(|it| it.first_seen)
    }

    /// The number of a patch that is there.
    pub fn find(&self, key: &PatchKey) -> Option<u32> {
        self.find_raw(&RawPatch::from(key))
    }

    /// The number of a patch, which is added if it is new; `None` if there is no room for it (4 GiB).
    pub fn intern(&mut self, key: &PatchKey) -> Option<u32> {
        self.find(key).or_else(|| self.add(key))
    }

    /// Adds the CVE ids of a patch, as a row of it names them: joined by commas.
    pub fn add_cves(&mut self, patch: u32, joined: &str) -> Option<()> {
        let head = self.heads.get(patch as usize)?;
        // Nearly every row of a patch names the same ones.
        if joined.is_empty() || head.cves.of(&self.text) == joined {
            return Some(());
        }
        self.merge_cves(patch, joined)
    }

    /// Adds CVEs of a patch, places in [`Self::cves`] that its list does not have yet.
    pub fn add_cve_places(&mut self, patch: u32, places: impl Iterator<Item = u32>) {
        if let Some(list) = self.cve_lists.get_mut(patch as usize) {
            list.extend(places);
        }
    }

    #[inline(never)]
    fn merge_cves(&mut self, patch: u32, joined: &str) -> Option<()> {
        let list = self.cve_lists.get_mut(patch as usize)?;
        let known = list.len();
        for id in joined.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            let place = self.cves.intern(id)?.index() as u32;
            if !list.contains(&place) {
                list.push(place);
            }
        }
        let has_grown = list.len() > known;
        if has_grown {
            let text = |place: u32| self.cves.at(place as usize);
            let places = list.iter().map(|it| (0, *it)).collect();
            *list = sorting::sorted(places, &mut |one, other| text(one).cmp(text(other)));
        }
        let head = self.heads.get(patch as usize)?;
        if has_grown || head.cves.of(&self.text).is_empty() {
            let span = self.append(joined)?;
            self.heads.get_mut(patch as usize)?.cves = span;
        }
        Some(())
    }

    #[inline(never)]
    fn add(&mut self, key: &PatchKey) -> Option<u32> {
        let number = u32::try_from(self.heads.len()).ok()?;
        let (kb, title) = (self.append(key.kb)?, self.append(key.title)?);
        let head = Head {
            kb_start: kb.start,
            title_start: title.start,
            title_end: title.end,
            cves: Span::default(),
            severity: self.severities.intern_some(Some(key.severity)),
            classification: self.classifications.intern_some(Some(key.classification)),
        };
        self.heads.push(head);
        self.released.push(None);
        self.cve_lists.push(Vec::new());
        let mut table = std::mem::take(&mut self.table);
        let hash = RawPatch::from(key).hash();
        let slot = Slot { tag: Slot::tag(hash), patch: number };
        table.insert_unique(hash, slot, |it| RawPatch::from(&self.key(it.patch)).hash());
        self.table = table;
        Some(number)
    }

    /// What tells a patch apart.
    pub fn key(&self, patch: u32) -> PatchKey<'_> {
        let text = |strings: &'_ Strings, symbol: Option<Symbol>| {
            symbol.map(|it| it.index()).map_or(usize::MAX, |it| it.min(strings.len()))
        };
        let severity = text(&self.severities, self.severity(patch));
        let classification = text(&self.classifications, self.classification(patch));
        PatchKey {
            kb: self.kb(patch),
            title: self.title(patch),
            severity: self.severities.at(severity),
            classification: self.classifications.at(classification),
        }
    }

    fn head(&self, patch: u32) -> Option<&Head> {
        self.heads.get(patch as usize)
    }

    fn append(&mut self, text: &str) -> Option<Span> {
        let start = u32::try_from(self.text.len()).ok()?;
        let end = u32::try_from(self.text.len() + text.len()).ok()?;
        self.text.push_str(text);
        Some(Span { start, end })
    }
}
