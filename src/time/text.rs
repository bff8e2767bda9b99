//! The spellings of a point in time.
//!
//! Decimal numbers are read digit by digit: that is exact, and the standard library's way through
//! `f64` would bring 10 KB of tables into the WebAssembly module.

use super::calendar::Day;
use super::{MAX_MILLIS, Timestamp};

const MILLIS_PER_DAY: i64 = 86_400_000;
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// `-12.5e3` as seconds since the epoch.
pub(super) fn seconds(text: &str) -> Option<Timestamp> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let unsigned = mantissa.strip_prefix(['+', '-']).unwrap_or(mantissa);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.len() + fraction.len() == 0 {
        return None;
    }
    let point = i64::try_from(whole.len()).ok()? + i64::from(exponent);
    let digits = whole.bytes().chain(fraction.bytes());
    Timestamp::checked(millis(digits, point, mantissa.starts_with('-'))?)
}

/// The seconds that `digits` spell with the decimal point after `point` of them, as milliseconds,
/// halves up. Nothing if a byte is no digit or the value is beyond any timestamp.
fn millis(digits: impl Iterator<Item = u8>, point: i64, negative: bool) -> Option<i64> {
    let mut missing = point + 3;
    let mut millis = 0;
    let mut tenth = 0;
    let mut has_more = false;
    for byte in digits {
        let digit = digit(byte)?;
        match missing {
            1.. => millis = append(millis, digit)?,
            0 => tenth = digit,
            _ => has_more |= digit != 0,
        }
        missing -= 1;
    }
    while missing > 0 && millis != 0 {
        millis = append(millis, 0)?;
        missing -= 1;
    }
    let is_half = tenth == 5 && !has_more;
    let rounds_away = tenth >= 5 && !(negative && is_half);
    millis += i64::from(rounds_away);
    Some(if negative { -millis } else { millis })
}

fn append(millis: i64, digit: i64) -> Option<i64> {
    (millis <= MAX_MILLIS).then(|| millis * 10 + digit)
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

/// `2026-11-21T06:00:00.123Z`, `2026-11-21 07:00:00+01:00`.
pub(super) fn rfc3339(text: &str) -> Option<Timestamp> {
    let mut reader = Reader(text.as_bytes());
    let year = reader.number(4)?;
    reader.literal("-")?;
    let month = reader.number(2)?;
    reader.literal("-")?;
    let day = Day { year, month, day: reader.number(2)? };
    reader.one_of(b"Tt ")?;
    let time = reader.time_of_day()? + reader.fraction()?;
    let offset = reader.offset()?;
    reader.end(millis_of(day, time - offset)?)
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(super) fn http_date(text: &str) -> Option<Timestamp> {
    let mut reader = Reader(text.as_bytes());
    reader.name(&WEEKDAYS)?;
    reader.literal(", ")?;
    let day = reader.number(2)?;
    reader.literal(" ")?;
    let month = reader.name(&MONTHS)?;
    reader.literal(" ")?;
    let year = reader.number(4)?;
    reader.literal(" ")?;
    let time = reader.time_of_day()?;
    reader.literal(" GMT")?;
    reader.end(millis_of(Day { year, month, day }, time)?)
}

/// `20261121T060000Z`.
pub(super) fn amz_date(text: &str) -> Option<Timestamp> {
    let mut reader = Reader(text.as_bytes());
    let day = Day { year: reader.number(4)?, month: reader.number(2)?, day: reader.number(2)? };
    reader.literal("T")?;
    let time = time_of_day(reader.number(2)?, reader.number(2)?, reader.number(2)?)?;
    reader.literal("Z")?;
    reader.end(millis_of(day, time)?)
}

/// `millis` as `20261121T060000Z`, if its year has four digits.
pub(super) fn write_amz_date(millis: i64) -> Option<String> {
    let Day { year, month, day } = Day::from_epoch(millis.div_euclid(MILLIS_PER_DAY));
    if !(0..=9999).contains(&year) {
        return None;
    }
    let seconds = millis.rem_euclid(MILLIS_PER_DAY) / 1000;
    let mut text = String::with_capacity(16);
    for pair in [year / 100, year % 100, month, day] {
        push_two_digits(&mut text, pair);
    }
    text.push('T');
    for pair in [seconds / 3600, seconds / 60 % 60, seconds % 60] {
        push_two_digits(&mut text, pair);
    }
    text.push('Z');
    Some(text)
}

fn push_two_digits(text: &mut String, number: i64) {
    for digit in [number / 10, number % 10] {
        text.push(char::from(b'0' + u8::try_from(digit).unwrap_or_default()));
    }
}

fn millis_of(day: Day, time_of_day: i64) -> Option<i64> {
    Some(day.since_epoch()? * MILLIS_PER_DAY + time_of_day)
}

/// Milliseconds since midnight. A leap second is the second after it, as in POSIX.
fn time_of_day(hour: i64, minute: i64, second: i64) -> Option<i64> {
    let is_time = hour < 24 && minute < 60 && second <= 60;
    is_time.then_some(((hour * 60 + minute) * 60 + second) * 1000)
}

/// Takes a text apart from its beginning.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn number(&mut self, digits: usize) -> Option<i64> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0, |value, byte| Some(value * 10 + digit(*byte)?))
    }

    fn literal(&mut self, text: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(text.as_bytes())?;
        Some(())
    }

    fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (byte, rest) = self.0.split_first()?;
        self.0 = rest;
        bytes.contains(byte).then_some(*byte)
    }

    /// The position of the name found, from 1.
    fn name(&mut self, names: &[&str]) -> Option<i64> {
        let position = names.iter().position(|name| self.literal(name).is_some())?;
        i64::try_from(position + 1).ok()
    }

    /// `06:00:00` in milliseconds.
    fn time_of_day(&mut self) -> Option<i64> {
        let hour = self.number(2)?;
        self.literal(":")?;
        let minute = self.number(2)?;
        self.literal(":")?;
        time_of_day(hour, minute, self.number(2)?)
    }

    /// `.123` in milliseconds, 0 if there is none.
    fn fraction(&mut self) -> Option<i64> {
        if self.literal(".").is_none() {
            return Some(0);
        }
        let length = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = self.0.split_at_checked(length).filter(|_| length > 0)?;
        self.0 = rest;
        millis(digits.iter().copied(), 0, false)
    }

    /// `Z` or `+01:00` in milliseconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.one_of(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hour = self.number(2)?;
        self.literal(":")?;
        Some(sign * time_of_day(hour, self.number(2)?, 0)?)
    }

    fn end(self, millis: i64) -> Option<Timestamp> {
        if self.0.is_empty() { Timestamp::checked(millis) } else { None }
    }
}
