//! The delay that a server requests.

use std::time::Duration;

use crate::time::Timestamp;

/// The delay that the server requests in these headers: `x-amz-retry-after`, in whole milliseconds,
/// or else `retry-after`, in seconds or as an HTTP date. `now` is the time by the server's clock.
/// Other values are ignored.
///
/// ```
/// use std::time::Duration;
///
/// use patchlens::retry::hint;
/// use patchlens::time::Timestamp;
///
/// let now = Timestamp::parse("2026-11-21T06:00:00Z").unwrap();
/// assert_eq!(hint(Some("1500"), None, now), Some(Duration::from_millis(1500)));
/// assert_eq!(hint(None, Some("2"), now), Some(Duration::from_secs(2)));
/// let date = "Sat, 21 Nov 2026 06:00:03 GMT";
/// assert_eq!(hint(None, Some(date), now), Some(Duration::from_secs(3)));
/// assert_eq!(hint(None, Some("soon"), now), None);
/// ```
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
    // A longer delay is cut to a few seconds above the back-off anyway.
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
