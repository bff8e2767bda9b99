//! Available patches, and the effective patches of a baseline: inputs, outputs and what they contain.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::filters::PatchOrchestratorFilter;
use super::input::{Input, PaginatedInput};
use super::timestamp;
use crate::ssm::available_patches::{
    DESCRIBE_AVAILABLE_PATCHES, DESCRIBE_EFFECTIVE_PATCHES_FOR_PATCH_BASELINE,
    DESCRIBE_PATCH_PROPERTIES,
};
use crate::ssm::operation::Operation;
use crate::time::Timestamp;

/// Input of `DescribeEffectivePatchesForPatchBaseline`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeEffectivePatchesForPatchBaselineInput {
    /// An id or ARN: 20 to 128 characters.
    pub baseline_id: String,
    /// 1 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Output of `DescribeEffectivePatchesForPatchBaseline`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribeEffectivePatchesForPatchBaselineOutput {
    /// The patches of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_patches: Option<Vec<EffectivePatch>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// A patch and its status in a baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct EffectivePatch {
    /// The patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch: Option<Patch>,
    /// Its status in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_status: Option<PatchStatus>,
}

/// A patch as its vendor released it. Patches for Windows and Linux have different members; texts
/// can be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct Patch {
    /// AWS's id of the patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// When it was released.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub release_date: Option<Timestamp>,
    /// The title that the vendor gives the patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The vendor's description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The URL of the vendor's description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_url: Option<String>,
    /// The vendor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vendor: Option<String>,
    /// The family of the product, such as `Windows`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product_family: Option<String>,
    /// The product, such as `WindowsServer2022`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
    /// The classification, such as `SecurityUpdates`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<String>,
    /// Microsoft's severity. Windows only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msrc_severity: Option<String>,
    /// The number of Microsoft's article, such as `KB5001330`. Windows only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kb_number: Option<String>,
    /// The number of Microsoft's bulletin, such as `MS14-045`. Windows only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msrc_number: Option<String>,
    /// The language. Windows only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The ids of its advisories, such as `RHSA-2017:3789`. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advisory_ids: Option<Vec<String>>,
    /// The numbers of its bugs in Bugzilla. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bugzilla_ids: Option<Vec<String>>,
    /// The CVEs that it fixes, such as `CVE-2011-3192`. Linux only.
    #[serde(rename = "CVEIds", skip_serializing_if = "Option::is_none")]
    pub cve_ids: Option<Vec<String>>,
    /// The name of the package. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The epoch of the package's version. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epoch: Option<i64>,
    /// The version of the package. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The release of the package's version. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// The architecture of the package, such as `x86_64`. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arch: Option<String>,
    /// The vendor's severity, such as `Critical`. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// The repository of the package, such as `trusty-security`. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
}

/// The status of a patch in a baseline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct PatchStatus {
    /// Whether the baseline approves the patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deployment_status: Option<String>,
    /// The compliance level of such a patch that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_level: Option<String>,
    /// When it was or will be approved.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub approval_date: Option<Timestamp>,
}

/// Input of `DescribeAvailablePatches`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeAvailablePatchesInput {
    /// At most 5. Keys are those of `PatchFilterKey` that the operating system has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<PatchOrchestratorFilter>>,
    /// 1 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Output of `DescribeAvailablePatches`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribeAvailablePatchesOutput {
    /// The patches of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patches: Option<Vec<Patch>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Input of `DescribePatchProperties`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribePatchPropertiesInput {
    /// The operating system of the patches.
    pub operating_system: String,
    /// The property to list the values of.
    pub property: String,
    /// Patches of the operating system, or of applications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_set: Option<String>,
    /// 1 to 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// Output of `DescribePatchProperties`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribePatchPropertiesOutput {
    /// The values of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<Vec<BTreeMap<String, String>>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

impl Input for DescribeEffectivePatchesForPatchBaselineInput {
    type Output = DescribeEffectivePatchesForPatchBaselineOutput;
    const OPERATION: &'static Operation = &DESCRIBE_EFFECTIVE_PATCHES_FOR_PATCH_BASELINE;
}

impl PaginatedInput for DescribeEffectivePatchesForPatchBaselineInput {
    type Item = EffectivePatch;
}

impl Input for DescribeAvailablePatchesInput {
    type Output = DescribeAvailablePatchesOutput;
    const OPERATION: &'static Operation = &DESCRIBE_AVAILABLE_PATCHES;
}

impl PaginatedInput for DescribeAvailablePatchesInput {
    type Item = Patch;
}

impl Input for DescribePatchPropertiesInput {
    type Output = DescribePatchPropertiesOutput;
    const OPERATION: &'static Operation = &DESCRIBE_PATCH_PROPERTIES;
}

impl PaginatedInput for DescribePatchPropertiesInput {
    type Item = BTreeMap<String, String>;
}
