//! A filter as users give it.

use serde::{Deserialize, Serialize};

/// A filter: the `Filter` of the public types.
///
/// ```
/// use patchlens::fleet::query::filter::Filter;
///
/// let json = r#"{"tokens":[{"property":"severity","operator":"=","value":["Critical","High"]}]}"#;
/// let filter: Filter = serde_json::from_str(json).unwrap();
/// assert_eq!(filter.tokens[0].values, ["Critical", "High"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Filter {
    /// How the tokens and the free text are joined.
    #[serde(default)]
    pub operation: Operation,
    /// The conditions.
    #[serde(default)]
    pub tokens: Vec<Token>,
    /// Free text, which some text of the row must contain; empty is no condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// How the parts of a filter are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    /// All must hold.
    #[default]
    And,
    /// One must hold.
    Or,
}

/// A condition: a property, an operator and the values to compare with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// The name of the property.
    pub property: String,
    /// The operator, such as `!=`.
    pub operator: String,
    /// The values; in JSON one text, or a list.
    #[serde(rename = "value", with = "one_or_many")]
    pub values: Vec<String>,
}

/// A text, or a list of texts.
mod one_or_many {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Deserialize)]
    #[serde(untagged, expecting = "a value is a text or a list of texts")]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }

    pub(super) fn serialize<S: Serializer>(values: &[String], to: S) -> Result<S::Ok, S::Error> {
        match values {
            [one] => one.serialize(to),
            many => many.serialize(to),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
        Ok(match OneOrMany::deserialize(from)? {
            OneOrMany::One(one) => vec![one],
            OneOrMany::Many(many) => many,
        })
    }
}
