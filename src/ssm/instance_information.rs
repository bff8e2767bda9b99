//! The managed nodes of a region, with the data of their agents and of EC2.

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

/// The managed nodes of the region, including stopped ones, with name, state and instance type.
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

/// `InstanceInformationFilter`, the older filter, whose members are in lower case.
const OLD_FILTER: Shape = Shape::Structure(&[required("key", TEXT), required("valueSet", VALUES)]);

const FILTER: Shape =
    Shape::Structure(&[required("Key", NON_EMPTY_TEXT), required("Values", VALUES)]);

const VALUES: Shape = list_of(&NON_EMPTY_TEXT, 1, 100);

/// `InstancePropertyFilter`, the older filter.
const OLD_PROPERTY_FILTER: Shape =
    Shape::Structure(&[required("key", TEXT), required("valueSet", PROPERTY_VALUES)]);

/// `InstancePropertyStringFilter`.
const PROPERTY_FILTER: Shape = Shape::Structure(&[
    required("Key", text(1, 100_000)),
    required("Values", PROPERTY_VALUES),
    optional("Operator", TEXT),
]);

const PROPERTY_VALUES: Shape = list_of(&text(1, 100_000), 1, 40);
