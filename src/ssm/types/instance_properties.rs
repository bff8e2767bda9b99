//! The managed nodes of a region, with the data of EC2: inputs, outputs and what they contain.

use serde::{Deserialize, Serialize};

use super::input::{Input, PaginatedInput};
use super::instance_information::InstanceAggregatedAssociationOverview;
use super::sensitive::Sensitive;
use super::timestamp;
use crate::ssm::instance_information::DESCRIBE_INSTANCE_PROPERTIES;
use crate::ssm::operation::Operation;
use crate::time::Timestamp;

/// Input of `DescribeInstanceProperties`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct DescribeInstancePropertiesInput {
    /// The older filter list, with members in lower case: 1 to 40 filters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_property_filter_list: Option<Vec<InstancePropertyFilter>>,
    /// 1 to 40 filters; all of them must hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters_with_operator: Option<Vec<InstancePropertyStringFilter>>,
    /// 5 to 1,000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// The older form of `InstancePropertyStringFilter`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InstancePropertyFilter {
    /// The property to compare.
    pub key: String,
    /// 1 to 40 values, none empty.
    pub value_set: Vec<String>,
}

/// A filter for nodes; its values are alternatives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct InstancePropertyStringFilter {
    /// The keys of `InstancePropertyFilter`, or `tag:` and the key of a tag.
    pub key: String,
    /// 1 to 40 values, none empty.
    pub values: Vec<String>,
    /// How to compare the property with the values; `Equal` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator: Option<String>,
}

/// Output of `DescribeInstanceProperties`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct DescribeInstancePropertiesOutput {
    /// The nodes of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_properties: Option<Vec<InstanceProperty>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// One managed node with what EC2 knows of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct InstanceProperty {
    /// The `Name` tag of an EC2 instance; for a hybrid node, the name from its activation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The id of the node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_id: Option<String>,
    /// The instance type, such as `t3.large`. EC2 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_type: Option<String>,
    /// The instance profile; empty for a node without one. EC2 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_role: Option<String>,
    /// The name of the key pair; empty for a node without one. EC2 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_name: Option<String>,
    /// The state of the instance, such as `running` or `stopped`. EC2 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instance_state: Option<String>,
    /// The processor architecture, such as `x86_64`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub architecture: Option<String>,
    /// The public IPv4 address; empty for a node without one.
    #[serde(rename = "IPAddress", skip_serializing_if = "Option::is_none")]
    pub ip_address: Option<Sensitive>,
    /// When the instance was launched.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub launch_time: Option<Timestamp>,
    /// Whether the agent is connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ping_status: Option<String>,
    /// When the agent last connected.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub last_ping_date_time: Option<Timestamp>,
    /// The version of the agent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_version: Option<String>,
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
    /// The type of the node: `EC2Instance` or `ManagedInstance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
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
    /// The Availability Zone. EC2 only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability_zone: Option<String>,
}

impl Input for DescribeInstancePropertiesInput {
    type Output = DescribeInstancePropertiesOutput;
    const OPERATION: &'static Operation = &DESCRIBE_INSTANCE_PROPERTIES;
}

impl PaginatedInput for DescribeInstancePropertiesInput {
    type Item = InstanceProperty;
}
