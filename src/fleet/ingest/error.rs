//! Why a page was not taken in.

use crate::fleet::json::Broken;

/// Why a page was not taken in.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IngestError {
    /// The fleet does not read this operation.
    UnknownOperation,
    /// The input lacks a member that says what the page is about, such as `InstanceId`, or it is not
    /// of the page that must follow: `NextToken`.
    BadInput(&'static str),
    /// The body is not what the operation returns; says where and why.
    Malformed(String),
    /// More than the store can hold.
    Full,
}

impl From<Broken> for IngestError {
    fn from(Broken { at, expected }: Broken) -> Self {
        Self::Malformed(format!("Expected {expected} at byte {at}"))
    }
}
