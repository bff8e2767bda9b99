//! The output of a call.

use std::time::Duration;

/// What came of a call that went well.
#[derive(Debug)]
pub struct Output<V> {
    /// The body, its dates read.
    pub value: V,
    /// What the exchange was like.
    pub metadata: Metadata,
}

/// What the HTTP exchange behind an answer was like.
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// HTTP status.
    pub status: u16,
    /// AWS's id of the request, where it can be seen.
    pub request_id: Option<String>,
    /// Attempts made.
    pub attempts: u32,
    /// Time spent waiting between them.
    pub total_retry_delay: Duration,
}
