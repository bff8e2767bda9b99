//! DescribeInstancePatches: the patches of one node.

use super::inputs::{INSTANCE_ID, PATCH_FILTERS};
use super::operation::{Operation, Pagination, Subject, TimestampMembers};
use crate::schema::{NEXT_TOKEN, Shape, max_results};

/// The patches of a node and their state.
pub static DESCRIBE_INSTANCE_PATCHES: Operation = Operation {
    name: "DescribeInstancePatches",
    action: "list patches",
    subject: Some(Subject { member: "InstanceId", preposition: " of " }),
    input: Shape::Structure(&[INSTANCE_ID, PATCH_FILTERS, NEXT_TOKEN, max_results(10, 100)]),
    pagination: Some(Pagination { items: "Patches" }),
    timestamps: &[TimestampMembers::own(&["InstalledTime"])],
};
