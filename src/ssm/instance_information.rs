//! DescribeInstanceInformation: the managed nodes of a region.

use super::inputs::{list, list_of};
use super::operation::{Operation, Pagination, TimestampMembers};
use crate::schema::{NEXT_TOKEN, NON_EMPTY_TEXT, Shape, TEXT, max_results, optional, required};

/// The managed nodes of the region, with platform and agent.
pub static DESCRIBE_INSTANCE_INFORMATION: Operation = Operation {
    name: "DescribeInstanceInformation",
    action: "list managed nodes",
    subject: None,
    input: Shape::Structure(&[
        optional("InstanceInformationFilterList", list(&OLD_FILTER)),
        optional("Filters", list(&FILTER)),
        max_results(5, 50),
        NEXT_TOKEN,
    ]),
    pagination: Some(Pagination { items: "InstanceInformationList" }),
    timestamps: &[TimestampMembers::own(&[
        "LastPingDateTime",
        "RegistrationDate",
        "LastAssociationExecutionDate",
        "LastSuccessfulAssociationExecutionDate",
    ])],
};

/// `InstanceInformationFilter`, the older of the two, spells its members in lower case.
const OLD_FILTER: Shape = Shape::Structure(&[required("key", TEXT), required("valueSet", VALUES)]);

const FILTER: Shape =
    Shape::Structure(&[required("Key", NON_EMPTY_TEXT), required("Values", VALUES)]);

const VALUES: Shape = list_of(&NON_EMPTY_TEXT, 1, 100);
