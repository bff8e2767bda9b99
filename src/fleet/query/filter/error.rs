//! What is wrong with a filter.

use std::fmt;

use crate::fleet::query::Table;

/// What is wrong with a filter. In JavaScript a PatchlensError with the code `invalid-input`.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FilterError {
    /// The table has no such property. See `NodeRow`, `FindingRow`, `PatchRow` and `CveRow`.
    UnknownProperty {
        /// The table.
        table: Table,
        /// The property.
        property: String,
        /// Its values, as given.
        values: Vec<String>,
    },
    /// The property has no such operator: a number contains nothing.
    WrongOperator {
        /// The property.
        property: String,
        /// The operator.
        operator: String,
        /// Its values, as given.
        values: Vec<String>,
    },
    /// An operator that orders, such as `<`, takes one value.
    NotOneValue {
        /// The property.
        property: String,
        /// The operator.
        operator: String,
        /// Its values, as given.
        values: Vec<String>,
    },
    /// The value is not of the property's kind.
    WrongValue {
        /// The property.
        property: String,
        /// The value.
        value: String,
        /// What it should be.
        expected: &'static str,
    },
    /// A token without values has no text form.
    NoValue {
        /// The property.
        property: String,
    },
    /// The text is not a filter.
    Syntax {
        /// Where, in UTF-16 units from the beginning.
        position: usize,
        /// What should stand there.
        expected: &'static str,
    },
}

impl fmt::Display for FilterError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownProperty { table, property, values } => {
                let table = table.name();
                write!(to, "Cannot filter {table} by {property:?} ({}): ", Listed(values))?;
                write!(to, "the table has no such property")
            }
            Self::WrongOperator { property, operator, values } => {
                write!(to, "Cannot filter by {property:?} {operator:?} {}: ", Listed(values))?;
                write!(to, "the property has no such operator")
            }
            Self::NotOneValue { property, operator, values } => {
                write!(to, "Cannot filter by {property:?} {operator:?} {}: ", Listed(values))?;
                write!(to, "the operator takes one value")
            }
            Self::WrongValue { property, value, expected } => {
                write!(to, "Cannot filter by {property:?} with {value:?}: expected {expected}")
            }
            Self::NoValue { property } => {
                write!(to, "Cannot write a filter by {property:?} as text: it has no value")
            }
            Self::Syntax { position, expected } => {
                write!(to, "Cannot read the filter at character {position}: expected {expected}")
            }
        }
    }
}

impl std::error::Error for FilterError {}

/// Values as an error shows them.
struct Listed<'a>(&'a [String]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, value) in self.0.iter().enumerate() {
            let comma = if place > 0 { ", " } else { "" };
            write!(to, "{comma}{value:?}")?;
        }
        if self.0.is_empty() { write!(to, "no value") } else { Ok(()) }
    }
}
