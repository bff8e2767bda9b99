//! Timestamps as values: parsing and formatting, without a clock.

mod calendar;
mod format;

use std::ops::{Add, Sub};
use std::time::Duration;

use calendar::MAX_MILLIS;

/// Midnight of the first of January of the year 1, in milliseconds: .NET's zero.
const YEAR_ONE_MILLIS: i64 = -62_135_596_800_000;

/// A timestamp in milliseconds, within the range of a JavaScript `Date`.
///
/// ```
/// use patchlens::time::Timestamp;
///
/// let time = Timestamp::parse("2026-11-21T07:00:00+01:00").unwrap();
/// assert_eq!(time.as_millis(), 1_795_240_800_000);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The timestamp `millis` milliseconds after 1970-01-01T00:00:00Z, clamped to the range of a
    /// JavaScript `Date`.
    pub fn from_millis(millis: i64) -> Self {
        Self(millis.clamp(-MAX_MILLIS, MAX_MILLIS))
    }

    /// The timestamp `seconds` after 1970-01-01T00:00:00Z, rounded to the millisecond, halves up
    /// like JavaScript's `Math.round`. Returns `None` if `seconds` is not finite or the time is
    /// beyond the range of a JavaScript `Date`.
    pub fn from_seconds(seconds: f64) -> Option<Self> {
        let millis = seconds * 1000.0;
        let below = millis.floor();
        let rounded = if millis - below >= 0.5 { below + 1.0 } else { below };
        // Twice the limit is far inside i64, and a comparison with NaN is false.
        let near = rounded.abs() <= 2.0 * MAX_MILLIS as f64;
        near.then(|| Self::checked(rounded as i64)).flatten()
    }

    /// Parses a timestamp of the service: seconds since the epoch as a decimal number (`1.7E9`
    /// too), an RFC 3339 date and time with its zone, or an HTTP date. Fractions of any length are
    /// rounded to the millisecond, halves up. Returns `None` for any other text, such as a date
    /// without a zone.
    pub fn parse(text: &str) -> Option<Self> {
        Self::parse_seconds(text)
            .or_else(|| Self::checked(format::rfc3339(text)?))
            .or_else(|| Self::parse_http_date(text))
    }

    /// Parses the timestamp of an HTTP header: `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// Accepts only the form that RFC 9110 lets a server send. The weekday is not checked against
    /// the date.
    pub fn parse_http_date(text: &str) -> Option<Self> {
        Self::checked(format::http_date(text)?)
    }

    /// Parses the timestamp of SigV4: `20261121T060000Z`.
    pub fn parse_amz_date(text: &str) -> Option<Self> {
        Self::checked(format::amz_date(text)?)
    }

    /// Parses seconds since the epoch: `120`, `0.5`, `1.7E9`.
    pub(crate) fn parse_seconds(text: &str) -> Option<Self> {
        Self::checked(format::seconds(text)?)
    }

    fn checked(millis: i64) -> Option<Self> {
        (-MAX_MILLIS..=MAX_MILLIS).contains(&millis).then_some(Self(millis))
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    pub fn as_millis(self) -> i64 {
        self.0
    }

    /// Whether this is one of the service's ways to say "no time": 0, or the beginning of the
    /// year 1.
    pub fn is_no_time(self) -> bool {
        self.0 == 0 || self.0 == YEAR_ONE_MILLIS
    }

    /// The timestamp of SigV4, truncated to the second. Returns `None` outside the years 0 to 9999,
    /// which its four digits cannot express.
    pub fn amz_date(self) -> Option<AmzDate> {
        format::write_amz_date(self.0).map(|text| AmzDate { text })
    }

    /// Milliseconds from `other` to this timestamp; negative if `other` is later.
    pub fn millis_since(self, other: Self) -> i64 {
        self.0 - other.0
    }

    /// The time from `earlier` to this timestamp; zero if `earlier` is later.
    pub fn duration_since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.millis_since(earlier)).unwrap_or(0))
    }

    /// The timestamp `millis` milliseconds later, or earlier if negative, clamped to the range of a
    /// JavaScript `Date`.
    #[must_use]
    pub fn shifted(self, millis: i64) -> Self {
        Self::from_millis(self.0.saturating_add(millis))
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    /// The timestamp `duration` later, truncated to the millisecond and clamped to the range of a
    /// JavaScript `Date`.
    fn add(self, duration: Duration) -> Self {
        self.shifted(millis(duration))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;

    /// The timestamp `duration` earlier, truncated to the millisecond and clamped to the range of a
    /// JavaScript `Date`.
    fn sub(self, duration: Duration) -> Self {
        self.shifted(-millis(duration))
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// A timestamp in SigV4's format. The date of the scope is part of it, so that the two always
/// agree, also around midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmzDate {
    text: String,
}

impl AmzDate {
    /// The timestamp to the second: `20261121T060000Z`.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The date: `20261121`.
    pub fn date(&self) -> &str {
        self.text.get(..8).unwrap_or_default()
    }
}

impl From<AmzDate> for String {
    /// The timestamp to the second: `20261121T060000Z`.
    fn from(date: AmzDate) -> Self {
        date.text
    }
}
