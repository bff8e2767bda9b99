//! Compliance: items, and summaries by type or by resource.

use super::inputs::{list, list_of, text};
use super::operation::{Operation, Pagination, Subject, TimestampMembers};
use crate::schema::{Member, NEXT_TOKEN, Shape, TEXT, max_results, optional};

/// The compliance items of resources, each with its status.
pub static LIST_COMPLIANCE_ITEMS: Operation = Operation {
    name: "ListComplianceItems",
    action: "list compliance items",
    subject: Some(Subject { member: "ResourceIds", preposition: " of " }),
    input: Shape::Structure(&[
        FILTERS,
        optional("ResourceIds", list_of(&text(1, 100), 1, u32::MAX)),
        optional("ResourceTypes", list_of(&text(1, 50), 1, u32::MAX)),
        NEXT_TOKEN,
        max_results(1, 50),
    ]),
    pagination: Some(Pagination { items: "ComplianceItems" }),
    timestamps: EXECUTION,
};

/// The numbers of compliant and non-compliant resources for each compliance type.
pub static LIST_COMPLIANCE_SUMMARIES: Operation = Operation {
    name: "ListComplianceSummaries",
    action: "list compliance summaries",
    subject: None,
    input: SUMMARIES_INPUT,
    pagination: Some(Pagination { items: "ComplianceSummaryItems" }),
    timestamps: &[],
};

/// The numbers of compliant and non-compliant items for each resource and compliance type.
pub static LIST_RESOURCE_COMPLIANCE_SUMMARIES: Operation = Operation {
    name: "ListResourceComplianceSummaries",
    action: "list resource compliance summaries",
    subject: None,
    input: SUMMARIES_INPUT,
    pagination: Some(Pagination { items: "ResourceComplianceSummaryItems" }),
    timestamps: EXECUTION,
};

const SUMMARIES_INPUT: Shape = Shape::Structure(&[FILTERS, NEXT_TOKEN, max_results(1, 50)]);

const FILTERS: Member = optional("Filters", list(&FILTER));

/// `ComplianceStringFilter`.
const FILTER: Shape = Shape::Structure(&[
    optional("Key", text(1, 200)),
    optional("Values", list_of(&TEXT, 1, 20)),
    optional("Type", TEXT),
]);

const EXECUTION: &[TimestampMembers] =
    &[TimestampMembers::of("ExecutionSummary", &["ExecutionTime"])];
