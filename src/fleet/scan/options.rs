//! What a scan is asked to do.

use std::time::Duration;

use serde_json::Value;

use crate::fleet::given::{Given, given, members, unknown, wrong};
use crate::fleet::sorted_map::SortedMap;

/// The options of a scan, as JavaScript gives them in JSON.
#[derive(Debug, Clone, PartialEq, Default)]
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// These.
    InstanceIds(Vec<String>),
    /// Those of these patch groups.
    PatchGroups(Vec<String>),
    /// Those with all these tags; of each tag one of the values.
    Tags(SortedMap<String, Vec<String>>),
}

/// Which patches to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PatchesToRead {
    /// Counts only.
    None,
    /// The open patches of nodes whose counts say that something is open.
    #[default]
    Open,
}

given!(struct ScanOptions {
    scopes: "scopes" or default,
    nodes: "nodes",
    patches: "patches" or default,
    explain: "explain",
    concurrency: "concurrency",
    max_requests: "maxRequests",
    deadline_ms: "deadlineMs",
    previous: "previous" or default,
});
given!(struct ScopeOptions {
    id: "id" or default,
    region: "region",
    account: "account",
    label: "label",
});
given!(enum PatchesToRead { None: "none", Open: "open" });

impl Given for Selection {
    fn given(from: &Value) -> Result<Self, String> {
        let mut members = members(from)?.iter();
        let (Some((name, value)), None) = (members.next(), members.next()) else {
            return Err(wrong(from, "an object with one member"));
        };
        match name.as_str() {
            "instanceIds" => Given::given(value).map(Self::InstanceIds),
            "patchGroups" => Given::given(value).map(Self::PatchGroups),
            "tags" => Given::given(value).map(Self::Tags),
            name => Err(unknown("variant", name, &["instanceIds", "patchGroups", "tags"])),
        }
    }
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
