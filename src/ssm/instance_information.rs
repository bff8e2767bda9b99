//! The managed nodes of a region: what their agents report, and what EC2 knows of them.

use super::inputs::{list, list_of, text};
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

/// The managed nodes of the region, with name, state and instance type; stopped ones included.
pub static DESCRIBE_INSTANCE_PROPERTIES: Operation = Operation {
    name: "DescribeInstanceProperties",
    action: "list properties of managed nodes",
    subject: None,
    input: Shape::Structure(&[
        optional("InstancePropertyFilterList", list_of(&OLD_PROPERTY_FILTER, 1, 40)),
        optional("FiltersWithOperator", list_of(&PROPERTY_FILTER, 1, 40)),
        max_results(5, 1000),
        NEXT_TOKEN,
    ]),
    pagination: Some(Pagination { items: "InstanceProperties" }),
    timestamps: &[TimestampMembers::own(&[
        "LaunchTime",
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

/// `InstancePropertyFilter`, the older of the two.
const OLD_PROPERTY_FILTER: Shape =
    Shape::Structure(&[required("key", TEXT), required("valueSet", PROPERTY_VALUES)]);

/// `InstancePropertyStringFilter`.
const PROPERTY_FILTER: Shape = Shape::Structure(&[
    required("Key", text(1, 100_000)),
    required("Values", PROPERTY_VALUES),
    optional("Operator", TEXT),
]);

const PROPERTY_VALUES: Shape = list_of(&text(1, 100_000), 1, 40);
