//! The result of a call: the metadata of the HTTP exchange, or the failure.

use std::time::Duration;

use crate::error::Error;

/// The HTTP exchange behind an output.
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// HTTP status.
    pub status: u16,
    /// AWS's id of the request, if the runtime exposes it.
    pub request_id: Option<String>,
    /// Attempts made.
    pub attempts: u32,
    /// Time spent waiting between them.
    pub total_retry_delay: Duration,
}

/// The failure of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// The reason.
    pub error: Error,
    /// AWS's id of the last request, if the runtime exposes it.
    pub request_id: Option<String>,
    /// Attempts made.
    pub attempts: u32,
}

impl Failure {
    /// A failure for which nothing was sent.
    pub fn without_attempt(error: Error) -> Self {
        Self { error, request_id: None, attempts: 0 }
    }
}
