//! What is tried again, how long to wait before it, and for how long to keep trying at all.
//!
//! The numbers are those of the `standard` mode that AWS's SDKs share since November 2026
//! (botocore 1.44, AWS SDK for JavaScript 3.1166).

mod quota;

use std::time::Duration;

pub use quota::Quota;

use crate::time::Timestamp;

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

/// The longest back-off before a server's hint, in milliseconds.
const MAX_BACKOFF_MS: u32 = 20_000;

/// How much longer than the back-off a server's hint can make the wait.
const MAX_HINT_EXCESS: Duration = Duration::from_secs(5);

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

/// How long to wait after the attempt number `failed_attempt`, counted from 1.
///
/// The wait is a random part of a time that doubles with every attempt: `jitter`, from 0 to 1,
/// says which. The server's `hint` can make it longer, but by no more than five seconds.
pub fn delay(
    kind: RetryKind,
    failed_attempt: u32,
    jitter: f64,
    hint: Option<Duration>,
) -> Duration {
    let base_ms: u32 = match kind {
        RetryKind::Transient => 50,
        RetryKind::Throttling => 1000,
    };
    // Nine doublings take either base over the limit.
    let doublings = failed_attempt.saturating_sub(1).min(9);
    let longest_ms = (base_ms << doublings).min(MAX_BACKOFF_MS);
    let backoff_us = (f64::from(longest_ms) * 1000.0 * jitter.clamp(0.0, 1.0)) as u64;
    let backoff = Duration::from_micros(backoff_us);
    backoff.max(hint.unwrap_or_default().min(backoff + MAX_HINT_EXCESS))
}

/// How long the server asks to wait: `x-amz-retry-after`, in whole milliseconds, or else
/// `retry-after`, in seconds or as the HTTP date to wait for. A value that is neither is not there.
pub fn hint(
    x_amz_retry_after: Option<&str>,
    retry_after: Option<&str>,
    now: Timestamp,
) -> Option<Duration> {
    x_amz_retry_after.and_then(milliseconds).or_else(|| seconds_or_date(retry_after?, now))
}

fn milliseconds(text: &str) -> Option<Duration> {
    let text = text.trim_ascii();
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // More than fits is cut to a few seconds over the back-off anyway.
    let digit = |ms: u32, byte: u8| ms.saturating_mul(10).saturating_add((byte & 15).into());
    Some(Duration::from_millis(digits.bytes().fold(0, digit).into()))
}

fn seconds_or_date(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim_ascii();
    if let Some(seconds) = Timestamp::parse_seconds(text) {
        return u64::try_from(seconds.as_millis()).ok().map(Duration::from_millis);
    }
    Some(Timestamp::parse_http_date(text)?.duration_since(now))
}
