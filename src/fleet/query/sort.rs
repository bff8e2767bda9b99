//! What rows are sorted by, and which properties a table's own rows have.

use super::rank::Direction;
use super::{Property, Table};

/// A property to sort by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The property.
    pub property: Property,
    /// The direction; absent values come last in both.
    pub direction: Direction,
}

/// A property that rows of a table do not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownProperty {
    /// The table's name.
    pub table: &'static str,
    /// The property.
    pub property: String,
}

impl std::fmt::Display for UnknownProperty {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "The table of {} has no property \"{}\"", self.table, self.property)
    }
}

impl Sort {
    /// The property with this name of a table's own rows, to sort by.
    pub fn parse(table: Table, name: &str, direction: Direction) -> Result<Self, UnknownProperty> {
        Ok(Self { property: row_property(table, name)?, direction })
    }
}

/// The property with this name of a table's own rows: to sort, group and export by. Filters reach
/// further, see [`Property::parse`].
pub fn row_property(table: Table, name: &str) -> Result<Property, UnknownProperty> {
    let property = Property::parse(table, name).filter(|it| match table {
        Table::Nodes => matches!(it, Property::Node(_)),
        Table::Findings => !matches!(it, Property::Row(_)),
        Table::Patches => matches!(it, Property::Row(_) | Property::Patch(_)),
        Table::Cves => matches!(it, Property::Row(_)),
    });
    let unknown = || UnknownProperty { table: table.name(), property: String::from(name) };
    property.ok_or_else(unknown)
}
