//! The values of tokens: numbers, days, dates and flags as text.

use crate::fleet::date::{first_moment, last_moment};

/// `-12.5e3`, and nothing else that Rust takes for a number.
pub(super) fn number(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let exponent = exponent.map(|it| it.strip_prefix(['+', '-']).unwrap_or(it));
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let parts = [Some(whole), fraction, exponent];
    let are_digits = parts.into_iter().flatten().all(is_digits);
    are_digits.then(|| text.parse().ok()).flatten()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit())
}

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
