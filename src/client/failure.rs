//! The failure of a call.

use crate::error::Error;

/// What came of a call that did not.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// AWS's id of the last request, where it can be seen.
    pub request_id: Option<String>,
    /// Attempts made.
    pub attempts: u32,
}
