//! Patch baselines, as far as they decide about nodes.

/// A baseline, from GetPatchBaseline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// The id, as patch states name it.
    pub id: String,
    /// The name.
    pub name: Option<String>,
    /// Whether available security updates make a node non-compliant; `None` if it does not say.
    pub available_updates_non_compliant: Option<bool>,
    /// The approval delays of its rules, in days.
    pub approve_after_days: Vec<u32>,
}
