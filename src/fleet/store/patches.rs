//! Distinct patches, and the CVEs that they name.

use hashbrown::HashTable;

use super::number::{Seconds, Symbol};
use super::strings::Strings;
use crate::fleet::bytes::{hash, same};

/// What tells patches apart. Texts that the service left out are empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatchKey<'a> {
    /// The KB id, or a package's name.
    pub kb: &'a str,
    /// The title.
    pub title: &'a str,
    /// The vendor's severity.
    pub severity: &'a str,
    /// The classification.
    pub classification: &'a str,
}

/// A [`PatchKey`] as it stands in a response, which may be no UTF-8.
#[derive(Debug, Clone, Copy)]
pub struct RawPatchKey<'a> {
    /// The KB id, or a package's name.
    pub kb: &'a [u8],
    /// The title.
    pub title: &'a [u8],
    /// The vendor's severity.
    pub severity: &'a [u8],
    /// The classification.
    pub classification: &'a [u8],
}

impl<'a> PatchKey<'a> {
    fn raw(&self) -> RawPatchKey<'a> {
        RawPatchKey {
            kb: self.kb.as_bytes(),
            title: self.title.as_bytes(),
            severity: self.severity.as_bytes(),
            classification: self.classification.as_bytes(),
        }
    }
}

/// Every distinct patch once, numbered in order of arrival.
#[derive(Debug, Clone, Default)]
pub struct Patches {
    text: String,
    heads: Vec<Head>,
    released: Vec<Option<Seconds>>,
    cve_lists: Vec<Vec<u32>>,
    table: HashTable<u32>,
    /// The vendors' severities.
    pub severities: Strings,
    /// The classifications.
    pub classifications: Strings,
    /// The CVE ids.
    pub cves: Strings,
}

/// Where a patch's texts are: KB id, title, and the CVE ids as the service wrote them.
#[derive(Debug, Clone, Copy)]
struct Head {
    kb: Span,
    title: Span,
    cves: Span,
    severity: Option<Symbol>,
    classification: Option<Symbol>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    #[inline]
    fn is(self, bytes: &[u8], text: &str) -> bool {
        let found = text.as_bytes().get(self.start as usize..self.end as usize);
        found.is_some_and(|it| same(it, bytes))
    }
}

impl Patches {
    /// How many patches there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The KB id of a patch.
    pub fn kb(&self, patch: u32) -> &str {
        self.head(patch).map_or("", |it| it.kb.of(&self.text))
    }

    /// The title of a patch.
    pub fn title(&self, patch: u32) -> &str {
        self.head(patch).map_or("", |it| it.title.of(&self.text))
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

    /// The number of a patch that is there.
    pub fn find(&self, key: &PatchKey) -> Option<u32> {
        self.find_raw(&key.raw())
    }

    #[inline]
    fn find_raw(&self, key: &RawPatchKey) -> Option<u32> {
        self.table.find(hash_of(key), |at| self.is_at(*at, key)).copied()
    }

    /// The number of a patch, which is added if it is new; `None` if there is no room for it (4 GiB).
    pub fn intern(&mut self, key: &PatchKey) -> Option<u32> {
        self.find(key).or_else(|| self.add(key))
    }

    /// The same for bytes, which are checked only if they are new; what is no UTF-8 becomes U+FFFD.
    #[inline]
    pub fn intern_raw(&mut self, key: &RawPatchKey) -> Option<u32> {
        match self.find_raw(key) {
            Some(found) => Some(found),
            None => self.intern_new(key),
        }
    }

    #[inline(never)]
    fn intern_new(&mut self, key: &RawPatchKey) -> Option<u32> {
        self.intern(&PatchKey {
            kb: &String::from_utf8_lossy(key.kb),
            title: &String::from_utf8_lossy(key.title),
            severity: &String::from_utf8_lossy(key.severity),
            classification: &String::from_utf8_lossy(key.classification),
        })
    }

    /// Adds the CVE ids of a patch, as a row of it names them: joined by commas.
    pub fn add_cves(&mut self, patch: u32, joined: &str) -> Option<()> {
        self.add_raw_cves(patch, joined.as_bytes())
    }

    /// The same for bytes, which are checked only if they are new.
    #[inline]
    pub fn add_raw_cves(&mut self, patch: u32, joined: &[u8]) -> Option<()> {
        let head = self.heads.get(patch as usize)?;
        // Nearly every row of a patch names the same ones.
        if joined.is_empty() || head.cves.is(joined, &self.text) {
            return Some(());
        }
        self.merge_cves(patch, &String::from_utf8_lossy(joined))
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
        let head = Head {
            kb: self.append(key.kb)?,
            title: self.append(key.title)?,
            cves: Span::default(),
            severity: self.severities.intern_some(Some(key.severity)),
            classification: self.classifications.intern_some(Some(key.classification)),
        };
        self.heads.push(head);
        self.released.push(None);
        self.cve_lists.push(Vec::new());
        let mut table = std::mem::take(&mut self.table);
        table.insert_unique(hash_of(&key.raw()), number, |at| hash_of(&self.key(*at).raw()));
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

    #[inline]
    fn is_at(&self, patch: u32, key: &RawPatchKey) -> bool {
        self.heads.get(patch as usize).is_some_and(|it| {
            it.title.is(key.title, &self.text)
                && it.kb.is(key.kb, &self.text)
                && self.severities.is(it.severity, key.severity)
                && self.classifications.is(it.classification, key.classification)
        })
    }

    fn append(&mut self, text: &str) -> Option<Span> {
        let start = u32::try_from(self.text.len()).ok()?;
        let end = u32::try_from(self.text.len() + text.len()).ok()?;
        self.text.push_str(text);
        Some(Span { start, end })
    }
}

/// Of the title and the KB id; the rest seldom differs.
#[inline]
fn hash_of(key: &RawPatchKey) -> u64 {
    hash(hash(0, key.kb), key.title)
}
