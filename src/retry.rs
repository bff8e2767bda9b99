//! What is tried again, how long to wait before it, and for how long to keep trying at all.
//!
//! The numbers are those of the `standard` mode that AWS's SDKs share since November 2026
//! (botocore 1.44, AWS SDK for JavaScript 3.1166).

use std::time::Duration;

use crate::time::Timestamp;

/// AWS's codes for "too fast", whatever the HTTP status.
const THROTTLING_CODES: &str = "\
    BandwidthLimitExceeded EC2ThrottledException LimitExceededException PriorRequestNotComplete \
    ProvisionedThroughputExceededException RequestLimitExceeded RequestThrottled \
    RequestThrottledException SlowDown ThrottledException Throttling ThrottlingException \
    TooManyRequestsException TransactionInProgressException";

// The last is what STS says when it cannot reach an identity provider.
const TRANSIENT_CODES: &str = "RequestTimeout RequestTimeoutException IDPCommunicationError";

/// The longest back-off before a server's hint, in milliseconds.
const MAX_BACKOFF_MS: u32 = 20_000;

/// How much longer than the back-off a server's hint can make the wait.
const MAX_HINT_EXCESS: Duration = Duration::from_secs(5);

/// Why trying again can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something that passes: no connection, a time-out, a server that is starting or overloaded.
    Transient,
    /// Requests come too fast.
    Throttling,
}

/// What kind of failure an answer is, if one that is worth trying again: AWS's code decides, and
/// where that says nothing, the HTTP status.
///
/// A failure without an answer is always [`Kind::Transient`].
pub fn classify(aws_code: Option<&str>, status: u16) -> Option<Kind> {
    by_code(aws_code.unwrap_or_default()).or(match status {
        429 => Some(Kind::Throttling),
        500 | 502 | 503 | 504 => Some(Kind::Transient),
        _ => None,
    })
}

fn by_code(code: &str) -> Option<Kind> {
    let is_among = |codes: &str| codes.split_ascii_whitespace().any(|known| known == code);
    if is_among(THROTTLING_CODES) {
        Some(Kind::Throttling)
    } else if is_among(TRANSIENT_CODES) {
        Some(Kind::Transient)
    } else {
        None
    }
}

/// How long to wait after the attempt number `failed_attempt`, counted from 1.
///
/// The wait is a random part of a time that doubles with every attempt: `jitter`, from 0 to 1,
/// says which. The server's `hint` can make it longer, but by no more than five seconds.
pub fn delay(kind: Kind, failed_attempt: u32, jitter: f64, hint: Option<Duration>) -> Duration {
    let base_ms: u32 = match kind {
        Kind::Transient => 50,
        Kind::Throttling => 1000,
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

/// The retries that a client may still make: a service that fails for long is not made worse by
/// everyone trying again.
///
/// Every retry costs tokens. A success gives back what the retry before it cost, or a single token
/// if there was none; time gives nothing back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    tokens: u32,
}

impl Quota {
    /// The tokens of a new client.
    pub const CAPACITY: u32 = 500;

    /// A full quota.
    pub fn new() -> Self {
        Self { tokens: Self::CAPACITY }
    }

    /// The tokens left.
    pub fn tokens(&self) -> u32 {
        self.tokens
    }

    /// Pays for a retry after a failure of `kind`; whether there was enough left to.
    #[must_use]
    pub fn pay(&mut self, kind: Kind) -> bool {
        let left = self.tokens.checked_sub(cost(kind));
        self.tokens = left.unwrap_or(self.tokens);
        left.is_some()
    }

    /// Notes the success of a call, whose last retry was for a failure of `last_retry`.
    pub fn succeed(&mut self, last_retry: Option<Kind>) {
        self.tokens = (self.tokens + last_retry.map_or(1, cost)).min(Self::CAPACITY);
    }
}

impl Default for Quota {
    fn default() -> Self {
        Self::new()
    }
}

fn cost(kind: Kind) -> u32 {
    match kind {
        Kind::Transient => 14,
        Kind::Throttling => 5,
    }
}
