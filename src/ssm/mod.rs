//! The read operations of Patch Manager: a file for each group of operations, and a table of all.
//!
//! Defines the shapes of the protocol; signing and sending are elsewhere.

mod available_patches;
mod compliance;
pub mod error_response;
mod inputs;
mod instance_information;
mod operation;
mod patch_baselines;
mod patch_groups;
mod patch_snapshot;
mod patch_states;
mod patches;
#[cfg(feature = "serde")]
pub mod types;

pub use available_patches::{
    DESCRIBE_AVAILABLE_PATCHES, DESCRIBE_EFFECTIVE_PATCHES_FOR_PATCH_BASELINE,
    DESCRIBE_PATCH_PROPERTIES,
};
pub use compliance::{
    LIST_COMPLIANCE_ITEMS, LIST_COMPLIANCE_SUMMARIES, LIST_RESOURCE_COMPLIANCE_SUMMARIES,
};
pub use instance_information::{DESCRIBE_INSTANCE_INFORMATION, DESCRIBE_INSTANCE_PROPERTIES};
pub use operation::{Operation, Pagination, Subject, TimestampMembers};
pub use patch_baselines::{
    DESCRIBE_PATCH_BASELINES, GET_DEFAULT_PATCH_BASELINE, GET_PATCH_BASELINE,
    GET_PATCH_BASELINE_FOR_PATCH_GROUP,
};
pub use patch_groups::{DESCRIBE_PATCH_GROUP_STATE, DESCRIBE_PATCH_GROUPS};
pub use patch_snapshot::GET_DEPLOYABLE_PATCH_SNAPSHOT_FOR_INSTANCE;
pub use patch_states::{
    DESCRIBE_INSTANCE_PATCH_STATES, DESCRIBE_INSTANCE_PATCH_STATES_FOR_PATCH_GROUP,
};
pub use patches::DESCRIBE_INSTANCE_PATCHES;

/// The members of outputs, at any depth, that hold maps or lists of maps.
pub const FREE_MAPS: [&str; 3] =
    ["Details", "InstanceAssociationStatusAggregatedCount", "Properties"];

/// Every operation.
pub static OPERATIONS: [&Operation; 18] = [
    &DESCRIBE_INSTANCE_PATCH_STATES,
    &DESCRIBE_INSTANCE_PATCH_STATES_FOR_PATCH_GROUP,
    &DESCRIBE_INSTANCE_PATCHES,
    &DESCRIBE_PATCH_GROUPS,
    &DESCRIBE_PATCH_GROUP_STATE,
    &DESCRIBE_PATCH_BASELINES,
    &GET_PATCH_BASELINE,
    &GET_DEFAULT_PATCH_BASELINE,
    &GET_PATCH_BASELINE_FOR_PATCH_GROUP,
    &DESCRIBE_EFFECTIVE_PATCHES_FOR_PATCH_BASELINE,
    &DESCRIBE_AVAILABLE_PATCHES,
    &DESCRIBE_PATCH_PROPERTIES,
    &DESCRIBE_INSTANCE_INFORMATION,
    &LIST_COMPLIANCE_ITEMS,
    &LIST_COMPLIANCE_SUMMARIES,
    &LIST_RESOURCE_COMPLIANCE_SUMMARIES,
    &GET_DEPLOYABLE_PATCH_SNAPSHOT_FOR_INSTANCE,
    &DESCRIBE_INSTANCE_PROPERTIES,
];

/// The operation called `name`.
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.into_iter().find(|operation| operation.name == name)
}
