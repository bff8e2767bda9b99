//! A filter as users give it.

use serde::Serialize;
use serde_json::Value;

use crate::fleet::given::{Given, deserialize, given, member, members};

/// A filter: the `Filter` of the public types.
///
/// ```
/// use patchlens::fleet::query::filter::Filter;
///
/// let json = r#"{"tokens":[{"property":"severity","operator":"=","value":["Critical","High"]}]}"#;
/// let filter: Filter = serde_json::from_str(json).unwrap();
/// assert_eq!(filter.tokens[0].values, ["Critical", "High"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Filter {
    /// How the tokens and the free text are joined.
    pub operation: Operation,
    /// The conditions.
    pub tokens: Vec<Token>,
    /// Free text, which some text of the row must contain; empty is no condition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// How the parts of a filter are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    /// All must hold.
    #[default]
    And,
    /// One must hold.
    Or,
}

/// A condition: a property, an operator and the values to compare with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Token {
    /// The name of the property.
    pub property: String,
    /// The operator, such as `!=`.
    pub operator: String,
    /// The values; in JSON one text, or a list.
    #[serde(rename = "value", serialize_with = "one_or_many::serialize")]
    pub values: Vec<String>,
}

/// A text, or a list of texts.
mod one_or_many {
    use serde::{Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(values: &[String], to: S) -> Result<S::Ok, S::Error> {
        match values {
            [one] => one.serialize(to),
            many => many.serialize(to),
        }
    }
}

given!(strict struct Filter { operation: "operation" or default, tokens: "tokens", text: "text" });
given!(enum Operation { And: "and", Or: "or" });
deserialize!(Filter);

impl Given for Token {
    fn given(from: &Value) -> Result<Self, String> {
        let members = members(from)?;
        let values = match members.get("value") {
            Some(Value::String(one)) => Ok(vec![one.clone()]),
            Some(many) => Given::given(many),
            None => return Err(String::from("missing field `value`")),
        };
        Ok(Self {
            property: member(members, "property")?,
            operator: member(members, "operator")?,
            values: values.map_err(|_| String::from("a value is a text or a list of texts"))?,
        })
    }
}
