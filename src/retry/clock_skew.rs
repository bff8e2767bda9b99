//! Measures the clock skew from the service's responses.

use std::time::Duration;

use crate::time::Timestamp;

/// The longest exchange that is precise enough to measure the skew.
const LONGEST_EXCHANGE: Duration = Duration::from_secs(15 * 60);

/// The smallest skew, in milliseconds, that explains an error response: services accept five
/// minutes.
const MIN_SKEW: u64 = 4 * 60 * 1000;

/// A century in milliseconds. A larger skew is not plausible, and SigV4 cannot express every
/// corrected time.
const MAX_SKEW: u64 = 100 * 31_557_600_000;

/// The parts of a response that show the service's time.
#[derive(Debug, Clone, Copy)]
pub struct TimedResponse<'a> {
    /// The header `date`, if the runtime exposes it.
    pub date: Option<&'a str>,
    /// The header `age`, which only a cache sends.
    pub age: Option<&'a str>,
    /// The message of the error response.
    pub text: &'a str,
    /// When the request was sent, by the local clock.
    pub sent_at: Timestamp,
    /// When the response was received, by the local clock.
    pub received_at: Timestamp,
}

/// How many milliseconds the service's clock is ahead of the local one; `None` if the response does
/// not show it.
///
/// The service's time is in the header `date`, and where CORS hides that, in a message such as
/// `Signature expired: 20261121T000000Z is now earlier than 20261121T005500Z (20261121T010000Z - 5
/// min.)`. It is taken as the time in the middle of the exchange. A cached response has an old
/// date, and an exchange of more than 15 minutes is too imprecise.
///
/// ```
/// use patchlens::retry::{TimedResponse, clock_offset};
/// use patchlens::time::Timestamp;
///
/// let midnight = Timestamp::parse("2026-11-21T00:00:00Z").unwrap();
/// let response = TimedResponse {
///     date: Some("Sat, 21 Nov 2026 01:00:00 GMT"),
///     age: None,
///     text: "",
///     sent_at: midnight,
///     received_at: midnight,
/// };
/// assert_eq!(clock_offset(response), Some(3_600_000));
/// ```
pub fn clock_offset(response: TimedResponse<'_>) -> Option<i64> {
    let TimedResponse { date, age, text, sent_at, received_at } = response;
    // Zero if the local clock was set back during the exchange.
    let elapsed = received_at.duration_since(sent_at);
    let cached = age.is_some_and(|age| !age.is_empty());
    if cached || elapsed > LONGEST_EXCHANGE {
        return None;
    }
    let date = date.and_then(|date| Timestamp::parse_http_date(date.trim_ascii()));
    let service_time = date.or_else(|| time_in(text))?;
    Some(service_time.millis_since(received_at - elapsed / 2))
}

/// Whether the clock skew explains an error response. `measured` is the offset that the response
/// shows, `assumed` the one that the request was signed with, both in milliseconds.
pub fn is_skewed(measured: i64, assumed: i64) -> bool {
    measured.unsigned_abs() < MAX_SKEW && measured.abs_diff(assumed) >= MIN_SKEW
}

/// Whether the message of an error response blames the timestamp of the signature, as in `Signature
/// expired: …` and `Signature not yet current: …`.
pub fn blames_clock(message: &str) -> bool {
    ["Signature expired", "Signature not yet current"].iter().any(|phrase| {
        let mut windows = message.as_bytes().windows(phrase.len());
        windows.any(|window| window.eq_ignore_ascii_case(phrase.as_bytes()))
    })
}

/// The service's time in `… (20261121T010000Z - 5 min.)`.
fn time_in(text: &str) -> Option<Timestamp> {
    let brackets = text.bytes().enumerate().filter(|(_, byte)| *byte == b'(');
    brackets.map(|(place, _)| place + 1).find_map(|begin| {
        let end = begin + "20261121T010000Z".len();
        let sign = text.get(end..end + 2)?;
        matches!(sign, " -" | " +").then(|| Timestamp::parse_amz_date(text.get(begin..end)?))?
    })
}
