//! What a failed attempt says about the next: AWS's code decides, then the HTTP status.

/// AWS's codes for "too fast", whatever the HTTP status.
const THROTTLING_CODES: &str = "\
    BandwidthLimitExceeded EC2ThrottledException LimitExceededException PriorRequestNotComplete \
    ProvisionedThroughputExceededException RequestLimitExceeded RequestThrottled \
    RequestThrottledException SlowDown ThrottledException Throttling ThrottlingException \
    TooManyRequestsException TransactionInProgressException";

// The last is what STS says when it cannot reach an identity provider.
const TRANSIENT_CODES: &str = "RequestTimeout RequestTimeoutException IDPCommunicationError";

const EXPIRY_CODES: &str = "ExpiredToken ExpiredTokenException RequestExpired TokenRefreshRequired";

const TIME_CODES: &str = "AuthFailure InvalidSignatureException RequestExpired RequestInTheFuture \
    RequestTimeTooSkewed SignatureDoesNotMatch";

/// Why trying again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryKind {
    /// Something that passes: no connection, a time-out, a server that is starting or overloaded.
    Transient,
    /// Requests come too fast.
    Throttling,
}

/// What kind of failure an answer is, if one that is worth trying again: AWS's code decides, and
/// where that says nothing, the HTTP status.
///
/// A failure without an answer is always [`RetryKind::Transient`].
pub fn classify(aws_code: Option<&str>, status: u16) -> Option<RetryKind> {
    let aws_code = aws_code.unwrap_or_default();
    if is_among(THROTTLING_CODES, aws_code) {
        return Some(RetryKind::Throttling);
    }
    match status {
        _ if is_among(TRANSIENT_CODES, aws_code) => Some(RetryKind::Transient),
        429 => Some(RetryKind::Throttling),
        500 | 502 | 503 | 504 => Some(RetryKind::Transient),
        _ => None,
    }
}

/// Whether a service says by this code that the credentials have expired.
pub fn is_expiry(aws_code: &str) -> bool {
    is_among(EXPIRY_CODES, aws_code)
}

/// Whether a service says by this code that a signature is wrong, or its time is.
pub fn is_about_time(aws_code: &str) -> bool {
    is_among(TIME_CODES, aws_code)
}

#[inline(never)]
fn is_among(codes: &str, code: &str) -> bool {
    codes.split_ascii_whitespace().any(|known| known == code)
}
