//! Compliance items and summaries: inputs, outputs and what they contain.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::input::{Input, PaginatedInput};
use super::timestamp;
use crate::ssm::compliance::{
    LIST_COMPLIANCE_ITEMS, LIST_COMPLIANCE_SUMMARIES, LIST_RESOURCE_COMPLIANCE_SUMMARIES,
};
use crate::ssm::operation::Operation;
use crate::time::Timestamp;

/// Input of `ListComplianceItems`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListComplianceItemsInput {
    /// Keys are `ComplianceType`, `Status`, `Severity` and others of AWS's documentation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<ComplianceStringFilter>>,
    /// At least one id of 1 to 100 characters. The service takes only one at present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_ids: Option<Vec<String>>,
    /// At least one type of 1 to 50 characters. The only one at present is `ManagedInstance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_types: Option<Vec<String>>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    /// 1 to 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
}

/// A filter for compliance; its values are alternatives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ComplianceStringFilter {
    /// 1 to 200 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// 1 to 20 values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
    /// How to compare the property with the values; `EQUAL` by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r#type: Option<String>,
}

/// Output of `ListComplianceItems`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ListComplianceItemsOutput {
    /// The items of this page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_items: Option<Vec<ComplianceItem>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// The result of one check of a resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ComplianceItem {
    /// `Association`, `Patch`, or a custom type, `Custom:…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_type: Option<String>,
    /// The type of the resource: `ManagedInstance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
    /// The id of the resource: a node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// The id of the checked item, such as `KB4012212`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The title of the checked item, such as that of a patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Whether it is compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// Its severity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<String>,
    /// The run that checked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_summary: Option<ComplianceExecutionSummary>,
    /// Details by name, such as `PatchState` of a patch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<BTreeMap<String, String>>,
}

/// The run that checked something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ComplianceExecutionSummary {
    /// When it ran.
    #[serde(with = "timestamp", skip_serializing_if = "Option::is_none")]
    pub execution_time: Option<Timestamp>,
    /// The id of the run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_id: Option<String>,
    /// The type of the run, such as `Command`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_type: Option<String>,
}

/// Input of `ListComplianceSummaries`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListComplianceSummariesInput {
    /// Filters; all of them must hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<ComplianceStringFilter>>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    /// 1 to 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
}

/// Output of `ListComplianceSummaries`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ListComplianceSummariesOutput {
    /// The summaries of this page, one for each type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_summary_items: Option<Vec<ComplianceSummaryItem>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// How many resources are compliant, for one compliance type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ComplianceSummaryItem {
    /// `Association`, `Patch`, or a custom type, `Custom:…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_type: Option<String>,
    /// How many are compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliant_summary: Option<CompliantSummary>,
    /// How many are not compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_compliant_summary: Option<NonCompliantSummary>,
}

/// How many resources or items are compliant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct CompliantSummary {
    /// How many are compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliant_count: Option<i64>,
    /// The counts by severity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity_summary: Option<SeveritySummary>,
}

/// Counts by severity; each can be absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct SeveritySummary {
    /// How many of severity critical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical_count: Option<i64>,
    /// How many of severity high.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high_count: Option<i64>,
    /// How many of severity medium.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium_count: Option<i64>,
    /// How many of severity low.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low_count: Option<i64>,
    /// How many of severity informational.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub informational_count: Option<i64>,
    /// How many have no severity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unspecified_count: Option<i64>,
}

/// How many resources or items are not compliant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct NonCompliantSummary {
    /// How many are not compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_compliant_count: Option<i64>,
    /// The counts by severity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity_summary: Option<SeveritySummary>,
}

/// Input of `ListResourceComplianceSummaries`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct ListResourceComplianceSummariesInput {
    /// Filters; all of them must hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filters: Option<Vec<ComplianceStringFilter>>,
    /// The `NextToken` of the previous page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
    /// 1 to 50.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
}

/// Output of `ListResourceComplianceSummaries`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ListResourceComplianceSummariesOutput {
    /// The summaries of this page, one for each resource and type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_compliance_summary_items: Option<Vec<ResourceComplianceSummaryItem>>,
    /// The token of the next page; absent or empty on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_token: Option<String>,
}

/// How many items of one resource are compliant, for one compliance type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
#[non_exhaustive]
pub struct ResourceComplianceSummaryItem {
    /// `Association`, `Patch`, or a custom type, `Custom:…`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_type: Option<String>,
    /// The type of the resource: `ManagedInstance`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_type: Option<String>,
    /// The id of the resource: a node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    /// Whether it is compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The highest severity of the items that are not compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overall_severity: Option<String>,
    /// The run that checked it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub execution_summary: Option<ComplianceExecutionSummary>,
    /// How many are compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliant_summary: Option<CompliantSummary>,
    /// How many are not compliant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub non_compliant_summary: Option<NonCompliantSummary>,
}

impl Input for ListComplianceItemsInput {
    type Output = ListComplianceItemsOutput;
    const OPERATION: &'static Operation = &LIST_COMPLIANCE_ITEMS;
}

impl PaginatedInput for ListComplianceItemsInput {
    type Item = ComplianceItem;
}

impl Input for ListComplianceSummariesInput {
    type Output = ListComplianceSummariesOutput;
    const OPERATION: &'static Operation = &LIST_COMPLIANCE_SUMMARIES;
}

impl PaginatedInput for ListComplianceSummariesInput {
    type Item = ComplianceSummaryItem;
}

impl Input for ListResourceComplianceSummariesInput {
    type Output = ListResourceComplianceSummariesOutput;
    const OPERATION: &'static Operation = &LIST_RESOURCE_COMPLIANCE_SUMMARIES;
}

impl PaginatedInput for ListResourceComplianceSummariesInput {
    type Item = ResourceComplianceSummaryItem;
}
