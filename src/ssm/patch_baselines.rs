//! Patch baselines, which approve patches for nodes.

use super::inputs::{BASELINE_ID, OPERATING_SYSTEM, PATCH_FILTERS, PATCH_GROUP};
use super::operation::{Operation, Pagination, Subject, TimestampMembers};
use crate::schema::{NEXT_TOKEN, Shape, max_results};

/// The patch baselines of the region, including those of AWS.
pub static DESCRIBE_PATCH_BASELINES: Operation = Operation {
    name: "DescribePatchBaselines",
    action: "list patch baselines",
    subject: None,
    input: Shape::Structure(&[PATCH_FILTERS, max_results(1, 100), NEXT_TOKEN]),
    pagination: Some(Pagination { items: "BaselineIdentities" }),
    timestamps: &[],
};

/// One patch baseline with its rules.
pub static GET_PATCH_BASELINE: Operation = Operation {
    name: "GetPatchBaseline",
    action: "read the patch baseline",
    subject: Some(Subject { member: "BaselineId", preposition: " " }),
    input: Shape::Structure(&[BASELINE_ID]),
    pagination: None,
    timestamps: &[TimestampMembers::own(&["CreatedDate", "ModifiedDate"])],
};

/// The default baseline, for nodes without a patch group's baseline.
pub static GET_DEFAULT_PATCH_BASELINE: Operation = Operation {
    name: "GetDefaultPatchBaseline",
    action: "read the default patch baseline",
    subject: Some(Subject { member: "OperatingSystem", preposition: " for " }),
    input: Shape::Structure(&[OPERATING_SYSTEM]),
    pagination: None,
    timestamps: &[],
};

/// The baseline of a patch group.
pub static GET_PATCH_BASELINE_FOR_PATCH_GROUP: Operation = Operation {
    name: "GetPatchBaselineForPatchGroup",
    action: "read the patch baseline",
    subject: Some(Subject { member: "PatchGroup", preposition: " of patch group " }),
    input: Shape::Structure(&[PATCH_GROUP, OPERATING_SYSTEM]),
    pagination: None,
    timestamps: &[],
};
