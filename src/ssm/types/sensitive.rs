//! A text that does not belong into logs.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A text that AWS marks as sensitive, or a URL that needs no credentials. Its `Debug` does not
/// show it; its JSON does.
///
/// ```
/// use patchlens::ssm::types::Sensitive;
///
/// let address = Sensitive::from("10.0.0.1");
/// assert_eq!(format!("{address:?}"), "[redacted]");
/// assert_eq!(address.as_str(), "10.0.0.1");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sensitive(String);

impl Sensitive {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Sensitive {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Sensitive {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Sensitive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
