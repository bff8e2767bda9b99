//! The patch counts of nodes, by node id or by patch group.

use super::inputs::{PATCH_GROUP, list_of, text};
use super::operation::{Operation, Pagination, Subject, TimestampMembers};
use crate::schema::{NEXT_TOKEN, Shape, TEXT, max_results, optional, required};

/// The patch counts of nodes by id. The output omits nodes that were never scanned or do not exist.
pub static DESCRIBE_INSTANCE_PATCH_STATES: Operation = Operation {
    name: "DescribeInstancePatchStates",
    action: "list patch states",
    subject: Some(Subject { member: "InstanceIds", preposition: " of " }),
    input: Shape::Structure(&[
        required("InstanceIds", list_of(&Shape::NodeId, 0, 50)),
        NEXT_TOKEN,
        max_results(10, 100),
    ]),
    pagination: Some(STATES),
    timestamps: TIMESTAMPS,
};

/// The patch counts of the nodes in a patch group.
pub static DESCRIBE_INSTANCE_PATCH_STATES_FOR_PATCH_GROUP: Operation = Operation {
    name: "DescribeInstancePatchStatesForPatchGroup",
    action: "list patch states",
    subject: Some(Subject { member: "PatchGroup", preposition: " of patch group " }),
    input: Shape::Structure(&[
        PATCH_GROUP,
        optional("Filters", list_of(&STATE_FILTER, 0, 4)),
        NEXT_TOKEN,
        max_results(10, 100),
    ]),
    pagination: Some(STATES),
    timestamps: TIMESTAMPS,
};

/// `InstancePatchStateFilter`: compares one count with one number.
const STATE_FILTER: Shape = Shape::Structure(&[
    required("Key", text(1, 200)),
    required("Values", list_of(&TEXT, 1, 1)),
    required("Type", TEXT),
]);

const STATES: Pagination = Pagination { items: "InstancePatchStates" };

const TIMESTAMPS: &[TimestampMembers] = &[TimestampMembers::own(&[
    "OperationStartTime",
    "OperationEndTime",
    "LastNoRebootInstallOperationTime",
])];
