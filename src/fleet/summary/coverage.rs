//! For how much of a fleet the service names CVEs.

use serde::Serialize;

/// For how many findings the service names CVEs, and where it does not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct CveCoverage {
    pub findings: u32,
    pub with_cves: u32,
    /// Those with the most findings first.
    pub blind_platforms: Vec<BlindPlatform>,
}

/// A platform none of whose findings names a CVE: no CVE there is no all-clear.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct BlindPlatform {
    pub platform: String,
    pub nodes: u32,
    pub findings: u32,
}
