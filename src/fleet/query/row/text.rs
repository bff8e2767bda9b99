//! Values as texts: numbers as JavaScript writes them, times in ISO 8601.

use std::borrow::Cow;

use super::parts::sorted_cves;
use crate::fleet::decimal;
use crate::fleet::query::{Context, Value};
use crate::time::Timestamp;

const DAY_MS: i64 = 86_400_000;

/// A value as a text; `None` if it is absent.
pub(in crate::fleet) fn text_of<'a>(
    context: &Context<'a>,
    value: Value<'a>,
) -> Option<Cow<'a, str>> {
    let mut text = String::new();
    match value {
        Value::Absent | Value::Undecided => return None,
        Value::Text(text) => return Some(text),
        Value::Flag(flag) => return Some(Cow::Borrowed(if flag { "true" } else { "false" })),
        Value::Cves(cves) => {
            text.push_str(&sorted_cves(context, cves).join(", "));
        }
        Value::Number(number) | Value::Days(number, _) => decimal::push(&mut text, number),
        Value::Date(time, _) => push_date(&mut text, time),
    }
    Some(Cow::Owned(text))
}

/// A time as `2026-11-21T06:00:00Z`, with milliseconds where there are some.
pub(in crate::fleet) fn push_date(out: &mut String, time: Timestamp) {
    let millis = time.as_millis();
    push_day(out, millis.div_euclid(DAY_MS));
    let of_day = millis.rem_euclid(DAY_MS) as u32;
    let (seconds, rest) = (of_day / 1000, of_day % 1000);
    out.push('T');
    push_digits(out, seconds / 3600, 2);
    out.push(':');
    push_digits(out, seconds / 60 % 60, 2);
    out.push(':');
    push_digits(out, seconds % 60, 2);
    if rest != 0 {
        out.push('.');
        push_digits(out, rest, 3);
    }
    out.push('Z');
}

/// The date so many days after 1970-01-01, by Howard Hinnant's `civil_from_days`.
fn push_day(out: &mut String, days: i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    if (0..=9999).contains(&year) {
        push_digits(out, year as u32, 4);
    } else {
        out.push(if year < 0 { '-' } else { '+' });
        push_digits(out, year.unsigned_abs() as u32, 6);
    }
    out.push('-');
    push_digits(out, month as u32, 2);
    out.push('-');
    push_digits(out, day as u32, 2);
}

fn push_digits(out: &mut String, number: u32, count: u32) {
    if count > 2 {
        push_digits(out, number / 100, count - 2);
    }
    if count > 1 {
        out.push(char::from(b'0' + (number / 10 % 10) as u8));
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}
