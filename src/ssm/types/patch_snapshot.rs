//! The snapshot of a node's patch baseline: inputs, outputs and what they contain.

use serde::{Deserialize, Serialize};

use super::input::Input;
use super::patch_baselines::{PatchFilterGroup, PatchRuleGroup, PatchSource};
use super::sensitive::Sensitive;
use crate::ssm::operation::Operation;
use crate::ssm::patch_snapshot::GET_DEPLOYABLE_PATCH_SNAPSHOT_FOR_INSTANCE;

/// Input of `GetDeployablePatchSnapshotForInstance`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct GetDeployablePatchSnapshotForInstanceInput {
    /// The id of a node: `i-` and 8 or 17 word characters, or `mi-` and 17.
    pub instance_id: String,
    /// A UUID, 36 characters; the same UUID returns the same snapshot.
    pub snapshot_id: String,
    /// The baseline to use in place of that of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_override: Option<BaselineOverride>,
    /// Whether the URL works over IPv6 as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub use_s3_dual_stack_endpoint: Option<bool>,
}

/// A patch baseline that is used once; see `GetPatchBaselineOutput`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct BaselineOverride {
    /// The operating system of the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operating_system: Option<String>,
    /// Filters that a patch must pass before the rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_filters: Option<PatchFilterGroup>,
    /// The rules that approve patches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval_rules: Option<PatchRuleGroup>,
    /// At most 50 ids of 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_patches: Option<Vec<String>>,
    /// The compliance level of an approved patch that is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_patches_compliance_level: Option<String>,
    /// At most 50 ids of 1 to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected_patches: Option<Vec<String>>,
    /// What happens to rejected patches that others depend on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rejected_patches_action: Option<String>,
    /// Whether the approved patches include those that are not security updates. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_patches_enable_non_security: Option<bool>,
    /// At most 20.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<PatchSource>>,
    /// Whether a node is compliant without a security update that the baseline does not approve.
    /// Windows only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_security_updates_compliance_status: Option<String>,
}

/// Output of `GetDeployablePatchSnapshotForInstance`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct GetDeployablePatchSnapshotForInstanceOutput {
    /// The id of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    /// The id of the snapshot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    /// A presigned URL. Treat it as a secret until it expires: it needs no credentials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_download_url: Option<Sensitive>,
    /// The operating system and version of the node, such as `AmazonLinux2018.03`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<String>,
}

impl Input for GetDeployablePatchSnapshotForInstanceInput {
    type Output = GetDeployablePatchSnapshotForInstanceOutput;
    const OPERATION: &'static Operation = &GET_DEPLOYABLE_PATCH_SNAPSHOT_FOR_INSTANCE;
}
