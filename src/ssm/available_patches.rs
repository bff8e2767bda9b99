//! Available patches: all that the service knows, and the effective patches of a baseline.

use super::inputs::{BASELINE_ID, PATCH_FILTERS};
use super::operation::{Operation, Pagination, Subject, TimestampMembers};
use crate::schema::{NEXT_TOKEN, Shape, TEXT, max_results, optional, required};

/// The patches in the operating systems' repositories.
pub static DESCRIBE_AVAILABLE_PATCHES: Operation = Operation {
    name: "DescribeAvailablePatches",
    action: "list available patches",
    subject: None,
    input: Shape::Structure(&[PATCH_FILTERS, max_results(1, 100), NEXT_TOKEN]),
    pagination: Some(Pagination { items: "Patches" }),
    timestamps: &[TimestampMembers::own(RELEASE)],
};

/// The patches that a baseline currently approves or rejects.
pub static DESCRIBE_EFFECTIVE_PATCHES_FOR_PATCH_BASELINE: Operation = Operation {
    name: "DescribeEffectivePatchesForPatchBaseline",
    action: "list effective patches",
    subject: Some(Subject { member: "BaselineId", preposition: " of patch baseline " }),
    input: Shape::Structure(&[BASELINE_ID, max_results(1, 100), NEXT_TOKEN]),
    pagination: Some(Pagination { items: "EffectivePatches" }),
    timestamps: &[
        TimestampMembers::of("Patch", RELEASE),
        TimestampMembers::of("PatchStatus", &["ApprovalDate"]),
    ],
};

/// The products, classifications or severities that patches can have.
pub static DESCRIBE_PATCH_PROPERTIES: Operation = Operation {
    name: "DescribePatchProperties",
    action: "list patch properties",
    subject: Some(Subject { member: "OperatingSystem", preposition: " for " }),
    input: Shape::Structure(&[
        required("OperatingSystem", TEXT),
        required("Property", TEXT),
        optional("PatchSet", TEXT),
        max_results(1, 50),
        NEXT_TOKEN,
    ]),
    pagination: Some(Pagination { items: "Properties" }),
    timestamps: &[],
};

const RELEASE: &[&str] = &["ReleaseDate"];
