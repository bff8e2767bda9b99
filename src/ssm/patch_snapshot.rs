//! GetDeployablePatchSnapshotForInstance: the snapshot of a node's patch baseline.

use super::inputs::{INSTANCE_ID, OPERATING_SYSTEM, list_of, text};
use super::operation::{Operation, Subject};
use crate::schema::{Shape, TEXT, optional, required};

/// The download URL of the snapshot of a node's patch baseline.
pub static GET_DEPLOYABLE_PATCH_SNAPSHOT_FOR_INSTANCE: Operation = Operation {
    name: "GetDeployablePatchSnapshotForInstance",
    action: "get the patch snapshot",
    subject: Some(Subject { member: "InstanceId", preposition: " for " }),
    input: Shape::Structure(&[
        INSTANCE_ID,
        required("SnapshotId", text(36, 36)),
        optional("BaselineOverride", BASELINE_OVERRIDE),
        optional("UseS3DualStackEndpoint", Shape::Boolean),
    ]),
    pagination: None,
    timestamps: &[],
};

const BASELINE_OVERRIDE: Shape = Shape::Structure(&[
    OPERATING_SYSTEM,
    optional("GlobalFilters", FILTER_GROUP),
    optional("ApprovalRules", Shape::Structure(&[required("PatchRules", list_of(&RULE, 0, 10))])),
    optional("ApprovedPatches", PATCH_IDS),
    optional("ApprovedPatchesComplianceLevel", TEXT),
    optional("RejectedPatches", PATCH_IDS),
    optional("RejectedPatchesAction", TEXT),
    optional("ApprovedPatchesEnableNonSecurity", Shape::Boolean),
    optional("Sources", list_of(&SOURCE, 0, 20)),
    optional("AvailableSecurityUpdatesComplianceStatus", TEXT),
]);

const RULE: Shape = Shape::Structure(&[
    required("PatchFilterGroup", FILTER_GROUP),
    optional("ComplianceLevel", TEXT),
    optional("ApproveAfterDays", Shape::Integer { min: 0, max: 360 }),
    optional("ApproveUntilDate", text(1, 10)),
    optional("EnableNonSecurity", Shape::Boolean),
]);

const FILTER_GROUP: Shape = Shape::Structure(&[required("PatchFilters", list_of(&FILTER, 0, 4))]);

const FILTER: Shape =
    Shape::Structure(&[required("Key", TEXT), required("Values", list_of(&text(1, 64), 1, 20))]);

const PATCH_IDS: Shape = list_of(&text(1, 100), 0, 50);

const SOURCE: Shape = Shape::Structure(&[
    required("Name", TEXT),
    required("Products", list_of(&text(1, 128), 1, 20)),
    // The baseline can contain the password of a repository.
    required("Configuration", Shape::Private { min: 1, max: 1024 }),
]);
