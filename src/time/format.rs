//! Parses and formats timestamps, as milliseconds since the epoch. A parsed time may be beyond the
//! range of a JavaScript `Date`.
//!
//! Decimal numbers are read digit by digit: that is exact, and parsing an `f64` would add 10 KB of
//! tables to the WebAssembly module.

use super::calendar::{Day, MAX_MILLIS};

const MILLIS_PER_DAY: i64 = 86_400_000;
const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
const WEEKDAYS: &str = "MonTueWedThuFriSatSun";

/// `-12.5e3`, a count of seconds.
#[inline(never)]
pub(super) fn seconds(text: &str) -> Option<i64> {
    let text = text.as_bytes();
    let end = text.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (mantissa, exponent) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let exponent = match exponent.split_first() {
        Some((_, exponent)) => integer(exponent)?,
        None => 0,
    };
    let (sign, digits) = signed(mantissa);
    millis(digits, exponent, sign)
}

/// `-12` within the bounds of an `i32`.
fn integer(text: &[u8]) -> Option<i64> {
    let (sign, digits) = signed(text);
    let value = sign * number(digits)?;
    (!digits.is_empty() && i32::try_from(value).is_ok()).then_some(value)
}

/// An optional sign, and the rest.
fn signed(text: &[u8]) -> (i64, &[u8]) {
    match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        _ => (1, text),
    }
}

/// The milliseconds of `digits` seconds, with an optional decimal point, times ten to the
/// `exponent`; halves round up. Returns `None` for a byte that is not a digit, or a value beyond
/// any timestamp.
#[inline(never)]
fn millis(digits: &[u8], exponent: i64, sign: i64) -> Option<i64> {
    let point = digits.iter().position(|byte| *byte == b'.').unwrap_or(digits.len());
    if digits.len() == usize::from(point < digits.len()) {
        return None;
    }
    // The digits after the milliseconds decide the rounding.
    let mut missing = point as i64 + exponent + 4;
    let mut tenths = 0;
    let mut has_more = false;
    for (place, byte) in digits.iter().enumerate() {
        if place == point {
            continue;
        }
        if missing > 0 {
            tenths = append(tenths, *byte)?;
        } else {
            has_more |= digit(*byte)? != 0;
        }
        missing -= 1;
    }
    while missing > 0 && tenths != 0 {
        tenths = append(tenths, b'0')?;
        missing -= 1;
    }
    let rounds_half_down = sign < 0 && !has_more;
    Some(sign * ((tenths + 5 - i64::from(rounds_half_down)) / 10))
}

/// `number` with one more digit, unless it is beyond any timestamp.
fn append(number: i64, byte: u8) -> Option<i64> {
    let digit = digit(byte)?;
    (number <= 10 * MAX_MILLIS).then_some(number * 10 + digit)
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

#[inline(never)]
fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, byte| append(number, *byte))
}

/// `2026-11-21T06:00:00.123Z`, `2026-11-21 07:00:00+01:00`.
pub(super) fn rfc3339(text: &str) -> Option<i64> {
    let (fields, rest) = Fields::read("0000-11-22_33:44:55", text.as_bytes())?;
    if !matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    let (fraction, zone) = fraction(rest)?;
    Some(fields.millis()? + fraction - offset(zone)?)
}

/// `.123` in milliseconds, or 0 without a fraction; and the rest.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some((b'.', digits)) = text.split_first() else {
        return Some((0, text));
    };
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (fraction, rest) = text.split_at_checked(1 + length)?;
    Some((millis(fraction, 0, 1)?, rest))
}

/// `Z` or `+01:00` in milliseconds.
fn offset(zone: &[u8]) -> Option<i64> {
    let (sign, offset) = match zone {
        b"Z" | b"z" => return Some(0),
        [b'+' | b'-', ..] => signed(zone),
        _ => return None,
    };
    let (fields, rest) = Fields::read("33:44", offset)?;
    rest.is_empty().then_some(sign * fields.time_of_day()?)
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn http_date(text: &str) -> Option<i64> {
    let text = text.as_bytes();
    let (mut fields, rest) = Fields::read("___, 22 ___ 0000 33:44:55 GMT", text)?;
    position(WEEKDAYS, text.get(..3)?)?;
    let [_, month, ..] = &mut fields.0;
    *month = position(MONTHS, text.get(8..11)?)?;
    if rest.is_empty() { fields.millis() } else { None }
}

/// The position, from 1, of a three-letter name in a list of such names.
#[inline(never)]
fn position(names: &str, name: &[u8]) -> Option<u32> {
    let place = names.as_bytes().chunks(3).position(|other| other == name)?;
    Some(place as u32 + 1)
}

/// `20261121T060000Z`.
pub(super) fn amz_date(text: &str) -> Option<i64> {
    let (fields, rest) = Fields::read("00001122T334455Z", text.as_bytes())?;
    if rest.is_empty() { fields.millis() } else { None }
}

/// `millis` as `20261121T060000Z`; `None` if the year does not have four digits.
pub(super) fn write_amz_date(millis: i64) -> Option<String> {
    let Day { year, month, day } = Day::from_epoch(millis.div_euclid(MILLIS_PER_DAY))?;
    let seconds = (millis.rem_euclid(MILLIS_PER_DAY) / 1000) as u32;
    let mut text = String::with_capacity(16);
    push_digits(&mut text, 8, (year * 100 + month) * 100 + day);
    text.push('T');
    push_digits(&mut text, 6, (seconds / 3600 * 100 + seconds / 60 % 60) * 100 + seconds % 60);
    text.push('Z');
    Some(text)
}

#[inline(never)]
fn push_digits(text: &mut String, count: u32, number: u32) {
    let mut place = 10_u32.pow(count - 1);
    while place > 0 {
        text.push(char::from(b'0' + (number / place % 10) as u8));
        place /= 10;
    }
}

/// Year, month, day, hour, minute and second.
#[derive(Default)]
struct Fields([u32; 6]);

impl Fields {
    /// Reads the beginning of `text`, and returns the rest. A digit in the pattern matches a digit
    /// of the field of that number, `_` matches any byte, and any other byte matches itself.
    #[inline(never)]
    fn read<'a>(pattern: &str, text: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (text, rest) = text.split_at_checked(pattern.len())?;
        let mut fields = Self::default();
        for (expected, byte) in pattern.bytes().zip(text) {
            if let Some(field) = fields.0.get_mut(usize::from(expected.wrapping_sub(b'0'))) {
                *field = *field * 10 + digit(*byte)? as u32;
            } else if expected != *byte && expected != b'_' {
                return None;
            }
        }
        Some((fields, rest))
    }

    /// Milliseconds since the epoch.
    #[inline(never)]
    fn millis(&self) -> Option<i64> {
        let [year, month, day, ..] = self.0;
        Some(Day { year, month, day }.since_epoch()? * MILLIS_PER_DAY + self.time_of_day()?)
    }

    /// Milliseconds since midnight. A leap second equals the next second, as in POSIX.
    #[inline(never)]
    fn time_of_day(&self) -> Option<i64> {
        let [.., hour, minute, second] = self.0;
        let is_time = hour < 24 && minute < 60 && second <= 60;
        is_time.then_some(i64::from((hour * 60 + minute) * 60 + second) * 1000)
    }
}
