//! Members that the inputs of several operations share.

use crate::schema::{Member, Shape, TEXT, optional, required};

/// A list of any length.
pub(super) const fn list(of: &'static Shape) -> Shape {
    list_of(of, 0, u32::MAX)
}

/// A list of `min` to `max` items.
pub(super) const fn list_of(of: &'static Shape, min: u32, max: u32) -> Shape {
    Shape::List { of, min, max }
}

/// A string of `min` to `max` characters.
pub(super) const fn text(min: u32, max: u32) -> Shape {
    Shape::Text { min, max }
}

/// The id of the node.
pub(super) const INSTANCE_ID: Member = required("InstanceId", Shape::NodeId);

/// The name of the patch group.
pub(super) const PATCH_GROUP: Member = required("PatchGroup", text(1, 256));

/// The id or ARN of the patch baseline.
pub(super) const BASELINE_ID: Member = required("BaselineId", text(20, 128));

/// The operating system.
pub(super) const OPERATING_SYSTEM: Member = optional("OperatingSystem", TEXT);

/// `PatchOrchestratorFilter`s: an item matches a filter if it has one of its values.
pub(super) const PATCH_FILTERS: Member =
    optional("Filters", list_of(&Shape::Structure(&PATCH_FILTER), 0, 5));

const PATCH_FILTER: [Member; 2] =
    [optional("Key", text(1, 128)), optional("Values", list(&text(1, 256)))];
