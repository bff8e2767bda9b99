//! The values of tokens: numbers, days, dates and flags as text.

use crate::fleet::date::{first_moment, last_moment};

pub(super) use crate::fleet::decimal::parse as number;

/// Days: `7`, `7d`, `12h`.
pub(super) fn days(text: &str) -> Option<f64> {
    if let Some(hours) = text.strip_suffix('h') {
        return Some(number(hours)? / 24.0);
    }
    number(text.strip_suffix('d').unwrap_or(text))
}

/// The first and the last millisecond of a day, or of an instant.
pub(super) fn date(text: &str) -> Option<[f64; 2]> {
    let [first, last] = [first_moment(text)?, last_moment(text)?];
    Some([first.as_millis() as f64, last.as_millis() as f64])
}
