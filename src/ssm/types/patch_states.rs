//! The patch counts of nodes: inputs, outputs and what they contain.

use serde::{Deserialize, Serialize};

use super::input::{Input, PaginatedInput};
use super::sensitive::Sensitive;
use super::timestamp;
use crate::ssm::operation::Operation;
use crate::ssm::patch_states::{
    DESCRIBE_INSTANCE_PATCH_STATES, DESCRIBE_INSTANCE_PATCH_STATES_FOR_PATCH_GROUP,
};
use crate::time::Timestamp;

/// Input of `DescribeInstancePatchStates`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeInstancePatchStatesInput {
    /// 0 to 50 ids of EC2 instances (`i-…`) or hybrid nodes (`mi-…`).
    pub instance_ids: Vec<String>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    /// 10 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
}

/// Output of `DescribeInstancePatchStates`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribeInstancePatchStatesOutput {
    /// The counts of the nodes of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_patch_states: Option<Vec<InstancePatchState>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// The patch counts of one node, as of its latest scan or installation. Any count can be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct InstancePatchState {
    /// The id of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    /// The patch group that the node belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patch_group: Option<String>,
    /// The baseline that the node was scanned or patched with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline_id: Option<String>,
    /// The snapshot of the baseline that was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    /// An `https:` or `s3:` URL of a list of patches that was installed instead of the baseline's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub install_override_list: Option<String>,
    /// A note of the caller who started the operation; can be confidential.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner_information: Option<Sensitive>,
    /// Installed patches that the baseline approves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installed_count: Option<i64>,
    /// Installed patches that the baseline does not include.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installed_other_count: Option<i64>,
    /// Installed patches that need a restart of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installed_pending_reboot_count: Option<i64>,
    /// Installed patches that the baseline rejects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub installed_rejected_count: Option<i64>,
    /// Approved patches that are not installed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing_count: Option<i64>,
    /// Approved patches whose installation failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failed_count: Option<i64>,
    /// Patches that do not apply and are not listed; -1 if the service does not know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreported_not_applicable_count: Option<i64>,
    /// Patches that do not apply to the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_applicable_count: Option<i64>,
    /// Security updates that the baseline does not approve. Windows only; the baseline decides
    /// whether they make the node non-compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available_security_update_count: Option<i64>,
    /// When the latest scan or installation began.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub operation_start_time: Option<Timestamp>,
    /// When it ended.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub operation_end_time: Option<Timestamp>,
    /// Whether it was a scan or an installation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// When patches were last installed without a restart that they need.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub last_no_reboot_install_operation_time: Option<Timestamp>,
    /// Whether an installation may restart the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reboot_option: Option<String>,
    /// Patches with compliance level `Critical` that are missing, failed, rejected or need a
    /// restart. If this is above 0, the node is non-compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical_non_compliant_count: Option<i64>,
    /// The same for security updates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub security_non_compliant_count: Option<i64>,
    /// The same for all other patches.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_non_compliant_count: Option<i64>,
}

/// Input of `DescribeInstancePatchStatesForPatchGroup`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeInstancePatchStatesForPatchGroupInput {
    /// 1 to 256 characters.
    pub patch_group: String,
    /// At most 4; all of them must hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<InstancePatchStateFilter>>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    /// 10 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
}

/// Compares a count with a number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct InstancePatchStateFilter {
    /// The name of a count, such as `MissingCount`: 1 to 200 characters.
    pub key: String,
    /// Exactly one: the number, as text.
    pub values: Vec<String>,
    /// How to compare the count with the number.
    pub r#type: String,
}

/// Output of `DescribeInstancePatchStatesForPatchGroup`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribeInstancePatchStatesForPatchGroupOutput {
    /// The counts of the nodes of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_patch_states: Option<Vec<InstancePatchState>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

impl Input for DescribeInstancePatchStatesInput {
    type Output = DescribeInstancePatchStatesOutput;
    const OPERATION: &'static Operation = &DESCRIBE_INSTANCE_PATCH_STATES;
}

impl PaginatedInput for DescribeInstancePatchStatesInput {
    type Item = InstancePatchState;
}

impl Input for DescribeInstancePatchStatesForPatchGroupInput {
    type Output = DescribeInstancePatchStatesForPatchGroupOutput;
    const OPERATION: &'static Operation = &DESCRIBE_INSTANCE_PATCH_STATES_FOR_PATCH_GROUP;
}

impl PaginatedInput for DescribeInstancePatchStatesForPatchGroupInput {
    type Item = InstancePatchState;
}
