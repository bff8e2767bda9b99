//! How far a scan is.

use serde::Serialize;

/// How far a scope is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ScopeProgress {
    /// The id of the scope.
    pub scope_id: String,
    /// What it is at.
    pub phase: Phase,
    /// The record of the error that ended it, as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Nodes that are read, kept or given up.
    pub nodes_done: u32,
    /// All nodes; absent until the list is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nodes_total: Option<u32>,
    /// Nodes that kept the findings of the earlier fleet.
    pub nodes_kept: u32,
    /// Requests that were sent.
    pub requests: u32,
    /// Those that the service throttled.
    pub throttled: u32,
    /// The rate at which requests were sent over the last seconds.
    pub requests_per_second: f64,
    /// Seconds to the end, as far as the plan knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds_left: Option<f64>,
}

/// What a scope is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// The list of nodes.
    List,
    /// Patch states.
    States,
    /// Open patches and explanations.
    Findings,
    /// The end.
    Done,
    /// An error ended it.
    Failed,
}
