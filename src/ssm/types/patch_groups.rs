//! Patch groups: inputs, outputs and what they contain.

use serde::{Deserialize, Serialize};

use super::filters::PatchOrchestratorFilter;
use super::input::{Input, PaginatedInput};
use super::patch_baselines::PatchBaselineIdentity;
use crate::ssm::operation::Operation;
use crate::ssm::patch_groups::{DESCRIBE_PATCH_GROUP_STATE, DESCRIBE_PATCH_GROUPS};

/// Input of `DescribePatchGroups`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribePatchGroupsInput {
    /// 1 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// At most 5. Keys are `NAME_PREFIX` and `OPERATING_SYSTEM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<PatchOrchestratorFilter>>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Output of `DescribePatchGroups`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribePatchGroupsOutput {
    /// The patch groups of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mappings: Option<Vec<PatchGroupPatchBaselineMapping>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// A patch group and its baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct PatchGroupPatchBaselineMapping {
    /// The patch group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_group: Option<String>,
    /// The baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_identity: Option<PatchBaselineIdentity>,
}

/// Input of `DescribePatchGroupState`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribePatchGroupStateInput {
    /// 1 to 256 characters.
    pub patch_group: String,
}

/// Counts of nodes, any of which can be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribePatchGroupStateOutput {
    /// Nodes in the patch group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances: Option<i64>,
    /// Nodes with patches that the baseline approves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_installed_patches: Option<i64>,
    /// Nodes with patches that the baseline does not include.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_installed_other_patches: Option<i64>,
    /// Nodes with patches that need a restart.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_installed_pending_reboot_patches: Option<i64>,
    /// Nodes with installed patches that the baseline rejects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_installed_rejected_patches: Option<i64>,
    /// Nodes with missing patches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_missing_patches: Option<i64>,
    /// Nodes with failed patches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_failed_patches: Option<i64>,
    /// Nodes with patches that do not apply to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_not_applicable_patches: Option<i64>,
    /// Nodes with patches that do not apply and are not listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_unreported_not_applicable_patches: Option<i64>,
    /// Nodes whose `CriticalNonCompliantCount` is above 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_critical_non_compliant_patches: Option<i64>,
    /// Nodes whose `SecurityNonCompliantCount` is above 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_security_non_compliant_patches: Option<i64>,
    /// Nodes whose `OtherNonCompliantCount` is above 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_other_non_compliant_patches: Option<i64>,
    /// Nodes with security updates that the baseline does not approve.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instances_with_available_security_updates: Option<i64>,
}

impl Input for DescribePatchGroupsInput {
    type Output = DescribePatchGroupsOutput;
    const OPERATION: &'static Operation = &DESCRIBE_PATCH_GROUPS;
}

impl PaginatedInput for DescribePatchGroupsInput {
    type Item = PatchGroupPatchBaselineMapping;
}

impl Input for DescribePatchGroupStateInput {
    type Output = DescribePatchGroupStateOutput;
    const OPERATION: &'static Operation = &DESCRIBE_PATCH_GROUP_STATE;
}
