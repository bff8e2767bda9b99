//! The patches of one node: inputs, outputs and what they contain.

use serde::{Deserialize, Serialize};

use super::filters::PatchOrchestratorFilter;
use super::input::{Input, PaginatedInput};
use super::timestamp;
use crate::ssm::operation::Operation;
use crate::ssm::patches::DESCRIBE_INSTANCE_PATCHES;
use crate::time::Timestamp;

/// Input of `DescribeInstancePatches`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeInstancePatchesInput {
    /// The id of a node: `i-` and 8 or 17 word characters, or `mi-` and 17.
    pub instance_id: String,
    /// At most 5; values of one filter are alternatives, all filters must hold. Keys are
    /// `Classification`, `KBId`, `Severity` and `State`, with values as the service spells them
    /// (`Missing`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<PatchOrchestratorFilter>>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    /// 10 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
}

/// Output of `DescribeInstancePatches`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribeInstancePatchesOutput {
    /// The patches of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patches: Option<Vec<PatchComplianceData>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// One patch on one node. Texts can be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct PatchComplianceData {
    /// The title that the vendor gives the patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The number of Microsoft's article, such as `KB5001330`, or the name of a package.
    #[serde(rename = "KBId", skip_serializing_if = "Option::is_none")]
    pub kb_id: Option<String>,
    /// The classification, such as `SecurityUpdates`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// The vendor's severity, such as `Critical`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// In the spelling of the service (`Missing`), which is not that of its documentation
    /// (`MISSING`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Absent if the service sends 0 or the year 1, which mean "never".
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub installed_time: Option<Timestamp>,
    /// Separated by commas, as the service sends it.
    #[serde(rename = "CVEIds", skip_serializing_if = "Option::is_none")]
    pub cve_ids: Option<String>,
}

impl Input for DescribeInstancePatchesInput {
    type Output = DescribeInstancePatchesOutput;
    const OPERATION: &'static Operation = &DESCRIBE_INSTANCE_PATCHES;
}

impl PaginatedInput for DescribeInstancePatchesInput {
    type Item = PatchComplianceData;
}
