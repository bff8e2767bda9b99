//! The delay before the next attempt.

use std::time::Duration;

use super::classification::RetryKind;

/// The maximum back-off in milliseconds, without a server's hint.
const MAX_BACKOFF_MS: u32 = 20_000;

/// The maximum that a server's hint adds to the back-off.
const MAX_HINT_EXCESS: Duration = Duration::from_secs(5);

/// The time to wait after the attempt with the number `failed_attempt`, counted from 1.
///
/// The back-off is a random fraction of a time that doubles with every attempt, up to 20 seconds;
/// `jitter`, from 0 to 1, is the fraction. The server's `hint` can lengthen the delay by at most
/// five seconds.
///
/// ```
/// use std::time::Duration;
///
/// use patchlens::retry::{RetryKind, delay};
///
/// let ms = Duration::from_millis;
/// assert_eq!(delay(RetryKind::Transient, 1, 1.0, None), ms(50));
/// assert_eq!(delay(RetryKind::Throttling, 3, 0.25, None), ms(1000));
/// // The server asks for a minute.
/// assert_eq!(delay(RetryKind::Throttling, 3, 0.25, Some(ms(60_000))), ms(6000));
/// ```
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
    // Nine doublings lift both bases above the limit.
    let doublings = failed_attempt.saturating_sub(1).min(9);
    let longest_ms = (base_ms << doublings).min(MAX_BACKOFF_MS);
    let backoff_us = (f64::from(longest_ms) * 1000.0 * jitter.clamp(0.0, 1.0)) as u64;
    let backoff = Duration::from_micros(backoff_us);
    backoff.max(hint.unwrap_or_default().min(backoff + MAX_HINT_EXCESS))
}
