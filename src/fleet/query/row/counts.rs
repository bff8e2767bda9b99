//! What is counted of patches and CVEs.

/// What is counted of a patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PatchCount {
    /// The number of the patch.
    pub patch: u32,
    /// On how many nodes it is open.
    pub nodes: u32,
    /// On how many it failed.
    pub failed: u32,
    /// On how many an exception covers it.
    pub excepted: u32,
    /// When it was first seen on one of them, in seconds.
    pub first_seen: u32,
}

/// What is counted of a CVE.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CveCount {
    /// Its place in [`crate::fleet::store::Patches::cves`].
    pub cve: u32,
    /// On how many nodes a patch that names it is open.
    pub nodes: u32,
    /// How many findings these are.
    pub findings: u32,
    /// How many patches that are open name it.
    pub patches: u32,
    /// The gravest of them.
    pub gravest: u32,
    /// When one of them was first seen, in seconds.
    pub first_seen: u32,
}
