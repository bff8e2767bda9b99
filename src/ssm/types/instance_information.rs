//! The managed nodes of a region: inputs, outputs and what they contain.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::input::{Input, PaginatedInput};
use super::sensitive::Sensitive;
use super::timestamp;
use crate::ssm::instance_information::DESCRIBE_INSTANCE_INFORMATION;
use crate::ssm::operation::Operation;
use crate::time::Timestamp;

/// Input of `DescribeInstanceInformation`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeInstanceInformationInput {
    /// The older filter list, with members in lower case; not together with `Filters`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_information_filter_list: Option<Vec<InstanceInformationFilter>>,
    /// Filters; all of them must hold. Not together with the older list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<InstanceInformationStringFilter>>,
    /// 5 to 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// The older form of `InstanceInformationStringFilter`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InstanceInformationFilter {
    /// The property to compare.
    pub key: String,
    /// 1 to 100 values, none empty.
    pub value_set: Vec<String>,
}

/// A filter for nodes; its values are alternatives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct InstanceInformationStringFilter {
    /// The keys of `InstanceInformationFilter`, or `tag:` and the key of a tag.
    pub key: String,
    /// 1 to 100 values, none empty.
    pub values: Vec<String>,
}

/// Output of `DescribeInstanceInformation`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribeInstanceInformationOutput {
    /// The nodes of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_information_list: Option<Vec<InstanceInformation>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// One managed node as its agent reports it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct InstanceInformation {
    /// The id of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    /// Whether the agent is connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ping_status: Option<String>,
    /// When the agent last connected.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub last_ping_date_time: Option<Timestamp>,
    /// The version of the agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_version: Option<String>,
    /// Whether the agent has the latest version. Linux only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_latest_version: Option<bool>,
    /// The kind of operating system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_type: Option<String>,
    /// The name of the operating system, such as `Ubuntu`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_name: Option<String>,
    /// The version of the operating system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub platform_version: Option<String>,
    /// The activation of a hybrid node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activation_id: Option<String>,
    /// The role of a hybrid node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iam_role: Option<String>,
    /// When a hybrid node was registered.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub registration_date: Option<Timestamp>,
    /// Whether the node is an EC2 instance or a hybrid node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
    /// The name of a hybrid node from its activation. EC2 instances have none here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The IP address.
    #[serde(rename = "IPAddress", skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<Sensitive>,
    /// The full host name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub computer_name: Option<String>,
    /// The status of the latest association.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub association_status: Option<String>,
    /// When an association last ran.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub last_association_execution_date: Option<Timestamp>,
    /// When an association last succeeded.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub last_successful_association_execution_date: Option<Timestamp>,
    /// The statuses of the associations of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub association_overview: Option<InstanceAggregatedAssociationOverview>,
    /// The id of the node at its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_id: Option<String>,
    /// The type of the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_type: Option<String>,
    /// The location of the source, such as the region of another cloud.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_location: Option<String>,
}

/// The associations of a node, counted by status.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct InstanceAggregatedAssociationOverview {
    /// The status of the associations together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detailed_status: Option<String>,
    /// The number of associations with each status.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_association_status_aggregated_count: Option<BTreeMap<String, i64>>,
}

impl Input for DescribeInstanceInformationInput {
    type Output = DescribeInstanceInformationOutput;
    const OPERATION: &'static Operation = &DESCRIBE_INSTANCE_INFORMATION;
}

impl PaginatedInput for DescribeInstanceInformationInput {
    type Item = InstanceInformation;
}
