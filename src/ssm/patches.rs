//! DescribeInstancePatches: the patches of one node.

use super::{Listing, Operation, Subject, Times};
use crate::shape::{NEXT_TOKEN, Shape, max_results, optional, required};

/// The patches of a node and their state.
pub static DESCRIBE_INSTANCE_PATCHES: Operation = Operation {
    name: "DescribeInstancePatches",
    action: "list patches",
    subject: Some(Subject { member: "InstanceId", preposition: " of " }),
    input: INPUT,
    listing: Some(Listing { items: "Patches" }),
    times: &[Times { list: "Patches", members: &["InstalledTime"] }],
};

const INPUT: Shape = Shape::Structure(&[
    required("InstanceId", Shape::NodeId),
    optional("Filters", Shape::List { of: &FILTER, min: 0, max: 5 }),
    NEXT_TOKEN,
    max_results(10, 100),
]);

/// `PatchOrchestratorFilter`: the values are alternatives.
const FILTER: Shape = Shape::Structure(&[
    optional("Key", Shape::Text { min: 1, max: 128 }),
    optional("Values", Shape::List { of: &VALUE, min: 0, max: u32::MAX }),
]);

const VALUE: Shape = Shape::Text { min: 1, max: 256 };
