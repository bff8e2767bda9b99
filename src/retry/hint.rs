//! How long a server asks to wait.

use std::time::Duration;

use crate::time::Timestamp;

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
