//! Patch groups: tag values that assign nodes to patch baselines.

use super::inputs::{PATCH_FILTERS, PATCH_GROUP};
use super::operation::{Operation, Pagination, Subject};
use crate::schema::{NEXT_TOKEN, Shape, max_results};

/// The patch groups of the region, each with its baseline.
pub static DESCRIBE_PATCH_GROUPS: Operation = Operation {
    name: "DescribePatchGroups",
    action: "list patch groups",
    subject: None,
    input: Shape::Structure(&[max_results(1, 100), PATCH_FILTERS, NEXT_TOKEN]),
    pagination: Some(Pagination { items: "Mappings" }),
    timestamps: &[],
};

/// The number of nodes of a patch group with patches in each state.
pub static DESCRIBE_PATCH_GROUP_STATE: Operation = Operation {
    name: "DescribePatchGroupState",
    action: "read the state",
    subject: Some(Subject { member: "PatchGroup", preposition: " of patch group " }),
    input: Shape::Structure(&[PATCH_GROUP]),
    pagination: None,
    timestamps: &[],
};
