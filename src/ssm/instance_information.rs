//! DescribeInstanceInformation: the managed nodes of a region.

use super::{Listing, Operation, Times};
use crate::shape::{NEXT_TOKEN, NON_EMPTY_TEXT, Shape, TEXT, max_results, optional, required};

/// The managed nodes of the region, with platform and agent.
pub static DESCRIBE_INSTANCE_INFORMATION: Operation = Operation {
    name: "DescribeInstanceInformation",
    action: "list managed nodes",
    subject: None,
    input: INPUT,
    listing: Some(Listing { items: "InstanceInformationList" }),
    times: &[Times {
        list: "InstanceInformationList",
        members: &[
            "LastPingDateTime",
            "RegistrationDate",
            "LastAssociationExecutionDate",
            "LastSuccessfulAssociationExecutionDate",
        ],
    }],
};

const INPUT: Shape = Shape::Structure(&[
    optional(
        "InstanceInformationFilterList",
        Shape::List { of: &OLD_FILTER, min: 0, max: u32::MAX },
    ),
    optional("Filters", Shape::List { of: &FILTER, min: 0, max: u32::MAX }),
    max_results(5, 50),
    NEXT_TOKEN,
]);

/// `InstanceInformationFilter`, the older of the two, spells its members in lower case.
const OLD_FILTER: Shape = Shape::Structure(&[required("key", TEXT), required("valueSet", VALUES)]);

const FILTER: Shape =
    Shape::Structure(&[required("Key", NON_EMPTY_TEXT), required("Values", VALUES)]);

const VALUES: Shape = Shape::List { of: &NON_EMPTY_TEXT, min: 1, max: 100 };
