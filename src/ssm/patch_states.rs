//! DescribeInstancePatchStates: the patch counts of up to 50 nodes.

use super::{Listing, Operation, Subject, Times};
use crate::shape::{NEXT_TOKEN, Shape, max_results, required};

/// The patch counts of the nodes named. Nodes that were never scanned, or that the service does
/// not know, are left out of the answer.
pub static DESCRIBE_INSTANCE_PATCH_STATES: Operation = Operation {
    name: "DescribeInstancePatchStates",
    action: "list patch states",
    subject: Some(Subject { member: "InstanceIds", preposition: " of " }),
    input: INPUT,
    listing: Some(Listing { items: "InstancePatchStates" }),
    times: &[Times {
        list: "InstancePatchStates",
        members: &["OperationStartTime", "OperationEndTime", "LastNoRebootInstallOperationTime"],
    }],
};

const INPUT: Shape = Shape::Structure(&[
    required("InstanceIds", Shape::List { of: &Shape::NodeId, min: 0, max: 50 }),
    NEXT_TOKEN,
    max_results(10, 100),
]);
