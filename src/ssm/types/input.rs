//! What connects the structs of an operation.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::ssm::operation::Operation;

/// The input of an operation.
pub trait Input: Serialize {
    /// The output of the operation.
    type Output: DeserializeOwned;
    /// The operation.
    const OPERATION: &'static Operation;
}

/// The input of an operation with pages.
pub trait PaginatedInput: Input {
    /// The items of its pages.
    type Item: DeserializeOwned;
}
