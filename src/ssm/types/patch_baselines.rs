//! Patch baselines: inputs, outputs and what they contain.

use serde::{Deserialize, Serialize};

use super::filters::PatchOrchestratorFilter;
use super::input::{Input, PaginatedInput};
use super::sensitive::Sensitive;
use super::timestamp;
use crate::ssm::operation::Operation;
use crate::ssm::patch_baselines::{
    DESCRIBE_PATCH_BASELINES, GET_DEFAULT_PATCH_BASELINE, GET_PATCH_BASELINE,
    GET_PATCH_BASELINE_FOR_PATCH_GROUP,
};
use crate::time::Timestamp;

/// Input of `DescribePatchBaselines`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribePatchBaselinesInput {
    /// At most 5. Keys are `OWNER` (`AWS` or `Self`), `NAME_PREFIX` and `OPERATING_SYSTEM`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<PatchOrchestratorFilter>>,
    /// 1 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Output of `DescribePatchBaselines`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribePatchBaselinesOutput {
    /// The baselines of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_identities: Option<Vec<PatchBaselineIdentity>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// The id, the name and the operating system of a patch baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct PatchBaselineIdentity {
    /// An id such as `pb-0123456789abcdef0`; for AWS's own baselines, an ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_id: Option<String>,
    /// The name of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_name: Option<String>,
    /// The operating system of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system: Option<String>,
    /// The owner's description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_description: Option<String>,
    /// Whether it is the default baseline of its operating system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_baseline: Option<bool>,
}

/// Input of `GetPatchBaseline`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetPatchBaselineInput {
    /// An id or ARN: 20 to 128 characters.
    pub baseline_id: String,
}

/// Output of `GetPatchBaseline`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct GetPatchBaselineOutput {
    /// The id or ARN of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_id: Option<String>,
    /// The name of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The operating system of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system: Option<String>,
    /// Filters that a patch must pass before the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_filters: Option<PatchFilterGroup>,
    /// The rules that approve patches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_rules: Option<PatchRuleGroup>,
    /// Patches that are approved regardless of the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_patches: Option<Vec<String>>,
    /// The compliance level of an approved patch that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_patches_compliance_level: Option<String>,
    /// Whether the approved patches include those that are not security updates. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_patches_enable_non_security: Option<bool>,
    /// Patches that are rejected regardless of the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected_patches: Option<Vec<String>>,
    /// What happens to rejected patches that others depend on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected_patches_action: Option<String>,
    /// The patch groups that use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_groups: Option<Vec<String>>,
    /// When it was created.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub created_date: Option<Timestamp>,
    /// When it was last changed.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub modified_date: Option<Timestamp>,
    /// The owner's description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Repositories to take patches from. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<PatchSource>>,
    /// Whether a node is compliant without a security update that the baseline does not approve.
    /// Windows only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_security_updates_compliance_status: Option<String>,
}

/// Filters; all of them must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PatchFilterGroup {
    /// At most 4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_filters: Option<Vec<PatchFilter>>,
}

/// A filter of a rule; its values are alternatives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PatchFilter {
    /// The property to compare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// 1 to 20 values of 1 to 64 characters; `*` matches everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
}

/// Rules; each of them can approve a patch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PatchRuleGroup {
    /// At most 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_rules: Option<Vec<PatchRule>>,
}

/// Approves the patches that pass its filters, some days after their release or up to a date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PatchRule {
    /// The filters that patches must pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_filter_group: Option<PatchFilterGroup>,
    /// The compliance level of such a patch that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_level: Option<String>,
    /// Days after the release: 0 to 360.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approve_after_days: Option<i64>,
    /// The last day of release to approve, `YYYY-MM-DD`: 1 to 10 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approve_until_date: Option<String>,
    /// Whether the rule includes patches that are not security updates. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_non_security: Option<bool>,
}

/// A repository to take patches from. Linux only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PatchSource {
    /// 3 to 50 of letters, digits and `_-.`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// 1 to 20 products of 1 to 128 characters, such as `Ubuntu16.04`; `*` matches everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub products: Option<Vec<String>>,
    /// The configuration of the repository, 1 to 1024 characters. It can contain a password, so
    /// that messages of this package do not quote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<Sensitive>,
}

/// Input of `GetDefaultPatchBaseline`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetDefaultPatchBaselineInput {
    /// `WINDOWS` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system: Option<String>,
}

/// Output of `GetDefaultPatchBaseline`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct GetDefaultPatchBaselineOutput {
    /// The id or ARN of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_id: Option<String>,
    /// The operating system of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system: Option<String>,
}

/// Input of `GetPatchBaselineForPatchGroup`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetPatchBaselineForPatchGroupInput {
    /// 1 to 256 characters.
    pub patch_group: String,
    /// `WINDOWS` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system: Option<String>,
}

/// Output of `GetPatchBaselineForPatchGroup`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct GetPatchBaselineForPatchGroupOutput {
    /// The id or ARN of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_id: Option<String>,
    /// The patch group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_group: Option<String>,
    /// The operating system of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system: Option<String>,
}

impl Input for DescribePatchBaselinesInput {
    type Output = DescribePatchBaselinesOutput;
    const OPERATION: &'static Operation = &DESCRIBE_PATCH_BASELINES;
}

impl PaginatedInput for DescribePatchBaselinesInput {
    type Item = PatchBaselineIdentity;
}

impl Input for GetPatchBaselineInput {
    type Output = GetPatchBaselineOutput;
    const OPERATION: &'static Operation = &GET_PATCH_BASELINE;
}

impl Input for GetDefaultPatchBaselineInput {
    type Output = GetDefaultPatchBaselineOutput;
    const OPERATION: &'static Operation = &GET_DEFAULT_PATCH_BASELINE;
}

impl Input for GetPatchBaselineForPatchGroupInput {
    type Output = GetPatchBaselineForPatchGroupOutput;
    const OPERATION: &'static Operation = &GET_PATCH_BASELINE_FOR_PATCH_GROUP;
}
