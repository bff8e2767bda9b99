//! Dates as readers of a fleet write them: `2026-01-31`, or RFC 3339; in UTC without a zone.

use crate::time::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// The first millisecond of a day, or the instant.
pub(super) fn first_moment(text: &str) -> Option<Timestamp> {
    day(text).or_else(|| instant(text))
}

/// The last millisecond of a day, or the instant.
pub(super) fn last_moment(text: &str) -> Option<Timestamp> {
    day(text).map(|it| it.shifted(DAY_MS - 1)).or_else(|| instant(text))
}

/// `2026-01-31`.
fn day(text: &str) -> Option<Timestamp> {
    let is_day = text.len() == "2026-01-31".len() && text.as_bytes().get(4) == Some(&b'-');
    if is_day { Timestamp::parse(&format!("{text}T00:00:00Z")) } else { None }
}

/// RFC 3339, also without seconds.
fn instant(text: &str) -> Option<Timestamp> {
    let (day, time) = text.split_once(['T', 't'])?;
    self::day(day)?;
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at_checked(zone)?;
    let seconds = if clock.len() == "00:00".len() { ":00" } else { "" };
    let zone = if zone.is_empty() { "Z" } else { zone };
    Timestamp::parse(&format!("{day}T{clock}{seconds}{zone}"))
}
