//! Formats the header `date`.

use patchlens::time::Timestamp;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/// The epoch was a Thursday.
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// `Sun, 06 Nov 1994 08:49:37 GMT`; `None` for a year without four digits.
pub(crate) fn http_date(time: Timestamp) -> Option<String> {
    let date = time.amz_date()?;
    let [year, month, day] = [0..4, 4..6, 6..8].map(|part| &date.as_str()[part]);
    let [hour, minute, second] = [9..11, 11..13, 13..15].map(|part| &date.as_str()[part]);
    let month = MONTHS[month.parse::<usize>().unwrap() - 1];
    let weekday = WEEKDAYS[time.as_millis().div_euclid(86_400_000).rem_euclid(7) as usize];
    Some(format!("{weekday}, {day} {month} {year} {hour}:{minute}:{second} GMT"))
}

#[test]
fn a_formatted_date_is_parsed_back() {
    let time = Timestamp::parse("1994-11-06T08:49:37.999Z").unwrap();
    assert_eq!(http_date(time).as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    let before = Timestamp::parse("1969-12-31T23:59:59Z").unwrap();
    assert_eq!(http_date(before).as_deref(), Some("Wed, 31 Dec 1969 23:59:59 GMT"));
    assert_eq!(Timestamp::parse_http_date(&http_date(before).unwrap()), Some(before));
}
