//! What a scan is asked to do.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;

/// The options of a scan, as JavaScript gives them in JSON.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ScanOptions {
    /// The scopes to read.
    pub scopes: Vec<ScopeOptions>,
    /// The nodes to read; absent: every managed node.
    pub nodes: Option<Selection>,
    /// Which patches to read.
    pub patches: PatchesToRead,
    /// Whether to explain silent nodes and to read baselines; absent: yes.
    pub explain: Option<bool>,
    /// Requests in flight per scope at most; absent: 8.
    pub concurrency: Option<u32>,
    /// Requests in all at most.
    pub max_requests: Option<u32>,
    /// When to end, in milliseconds of the clock of `now`.
    pub deadline_ms: Option<f64>,
    /// Whether the store begins as an earlier fleet, whose findings can be kept.
    pub previous: bool,
}

/// A scope to read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ScopeOptions {
    /// The id, stable from scan to scan.
    pub id: String,
    /// The Region of its client.
    pub region: Option<String>,
    /// The account.
    pub account: Option<String>,
    /// The user's name of it.
    pub label: Option<String>,
}

/// Which nodes to read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Selection {
    /// These.
    InstanceIds(Vec<String>),
    /// Those of these patch groups.
    PatchGroups(Vec<String>),
    /// Those with all these tags; of each tag one of the values.
    Tags(BTreeMap<String, Vec<String>>),
}

/// Which patches to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PatchesToRead {
    /// Counts only.
    None,
    /// The open patches of nodes whose counts say that something is open.
    #[default]
    Open,
}

impl ScanOptions {
    /// Requests in flight per scope at most.
    pub(super) fn workers(&self) -> usize {
        self.concurrency.unwrap_or(8).max(1) as usize
    }

    /// Whether silent nodes are explained and baselines read.
    pub(super) fn explains(&self) -> bool {
        self.explain.unwrap_or(true)
    }

    /// Whether every node of a scope is read.
    pub(super) fn reads_all(&self) -> bool {
        self.nodes.is_none()
    }

    /// When to end.
    pub(super) fn deadline(&self) -> Option<Duration> {
        self.deadline_ms.map(|ms| Duration::from_secs_f64((ms / 1000.0).clamp(0.0, 1e12)))
    }
}
