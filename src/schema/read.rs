//! Reads the values of options.

use crate::time::Timestamp;
use crate::value::Value;

/// The timestamp in an option.
pub fn instant<V: Value>(value: &V) -> Option<Timestamp> {
    let number = || Timestamp::from_seconds(value.number()? / 1000.0);
    value.date().or_else(number).or_else(|| time_of(&value.text()?))
}

/// Rejects a text of seconds: numbers are milliseconds, so it would be ambiguous.
fn time_of(text: &str) -> Option<Timestamp> {
    text.bytes().any(|byte| byte == b':').then(|| Timestamp::parse(text))?
}

/// The value, if it is a whole number from `min` to `max`.
pub fn integer<V: Value>(value: &V, min: u32, max: u32) -> Option<u32> {
    let number = value.number()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let integer = number as u32;
    (f64::from(integer) == number && is_within(integer, min, max)).then_some(integer)
}

pub(super) fn is_within(number: u32, min: u32, max: u32) -> bool {
    min <= number && number <= max
}
