//! The filter that several operations share.

use serde::{Deserialize, Serialize};

/// A filter for patches, baselines or groups; the operation says which keys it takes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PatchOrchestratorFilter {
    /// 1 to 128 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Values of 1 to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
}
