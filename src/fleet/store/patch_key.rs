//! What tells patches apart, as texts and as bytes.

use crate::fleet::bytes::hash;

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

/// A patch as a row names it; bytes that may be no UTF-8.
#[derive(Debug, Clone, Copy)]
pub struct RawPatch<'a> {
    /// The KB id, or a package's name.
    pub kb: &'a [u8],
    /// The title.
    pub title: &'a [u8],
    /// The vendor's severity.
    pub severity: &'a [u8],
    /// The classification.
    pub classification: &'a [u8],
    /// The CVE ids, joined by commas; they do not tell patches apart.
    pub cves: &'a [u8],
}

impl<'a> From<&PatchKey<'a>> for RawPatch<'a> {
    fn from(key: &PatchKey<'a>) -> Self {
        Self {
            kb: key.kb.as_bytes(),
            title: key.title.as_bytes(),
            severity: key.severity.as_bytes(),
            classification: key.classification.as_bytes(),
            cves: &[],
        }
    }
}

impl RawPatch<'_> {
    /// Of the title and the KB id; the rest seldom differs.
    #[inline]
    pub(super) fn hash(&self) -> u64 {
        hash(hash(0, self.kb), self.title)
    }
}
