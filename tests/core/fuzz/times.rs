//! Texts of timestamps, in every format.

use patchlens::time::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;

use super::text::{any_text, mutated};
use super::trial::trial;

/// The maximum distance of a JavaScript `Date` from the epoch.
const LIMIT: i64 = 8_640_000_000_000_000;

const SAMPLES: &[&str] = &[
    "2026-11-21T06:00:00.123Z",
    "2024-02-29 23:59:60+14:00",
    "0000-01-01T00:00:00-00:00",
    "9999-12-31t23:59:59.999999999z",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "20261121T060000Z",
    "1700000000.123",
    "1.700000000123E9",
    "-6.21355968E10",
    "-62135596800.0",
    "8640000000000.001",
];

const WORDS: &[&str] = &[
    "0",
    "1",
    "9",
    "99",
    "00",
    "-",
    "+",
    ".",
    "e",
    "E",
    "e-308",
    "e2147483647",
    "e-2147483648",
    "e99999999999",
    "T",
    "Z",
    "z",
    " ",
    ":",
    ":60",
    "GMT",
    "Feb",
    "Nov",
    "Sun, ",
    "31",
    "30",
    "29",
    "2100",
    "é",
    "\u{0}",
    "٣",
    "_",
    "0000000000000000000000000000",
    "9999999999999999999999999",
    "NaN",
    "Infinity",
    "0x10",
];

fn texts() -> impl Strategy<Value = String> {
    let number = "[+-]?[0-9]{0,18}(\\.[0-9]{0,24})?([eE][+-]?[0-9]{0,4})?";
    let date = "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]\
                (\\.[0-9]{1,20})?(Z|[+-][0-9]{2}:[0-9]{2})?";
    prop_oneof![3 => mutated(SAMPLES, WORDS), 2 => number, 2 => date, 1 => any_text(WORDS)]
}

#[test]
fn a_parsed_timestamp_fits_a_javascript_date() {
    trial("times", 300_000, texts(), |text| {
        let http = Timestamp::parse_http_date(&text);
        let amz = Timestamp::parse_amz_date(&text);
        for time in [Timestamp::parse(&text), http, amz].into_iter().flatten() {
            prop_assert!(time.as_millis().abs() <= LIMIT, "{text}");
            if let Some(date) = time.amz_date() {
                let second = Timestamp::from_millis(time.as_millis().div_euclid(1000) * 1000);
                prop_assert_eq!(Timestamp::parse_amz_date(date.as_str()), Some(second));
            }
        }
        prop_assert!(http.is_none() || Timestamp::parse(&text) == http, "{text}");
        Ok(())
    });
}

#[test]
fn a_decimal_number_is_the_same_timestamp_as_its_double() {
    let number = "-?[0-9]{1,12}(\\.[0-9]{0,12})?([eE]-?[0-9]{1,2})?";
    trial("numbers as times", 100_000, number, |text| {
        let double: f64 = text.parse().unwrap();
        let (exact, rounded) = (Timestamp::parse(&text), Timestamp::from_seconds(double));
        let (Some(exact), Some(rounded)) = (exact, rounded) else {
            // At the limit of the range, rounding decides.
            prop_assert!(exact == rounded || (double.abs() * 1000.0 - LIMIT as f64).abs() < 2.0);
            return Ok(());
        };
        // Beyond 2^53 milliseconds and at halves, a double has a rounding error.
        prop_assert!(exact.millis_since(rounded).abs() <= 1, "{text}");
        Ok(())
    });
}

#[test]
fn an_rfc_3339_text_is_read_as_the_same_time_in_any_zone() {
    let moment = -62_000_000_000_000_i64..253_000_000_000_000;
    trial("zones", 50_000, (moment, -1439..1440_i64), |(millis, zone)| {
        let local = Timestamp::from_millis(millis + zone * 60_000).amz_date().unwrap();
        let digits = |range| local.as_str().get(range).unwrap();
        let [year, month, day] = [0..4, 4..6, 6..8].map(digits);
        let [hour, minute, second] = [9..11, 11..13, 13..15].map(digits);
        let (ms, sign) = (millis.rem_euclid(1000), if zone < 0 { '-' } else { '+' });
        let zone = format!("{sign}{:02}:{:02}", zone.abs() / 60, zone.abs() % 60);
        let text = format!("{year}-{month}-{day}T{hour}:{minute}:{second}.{ms:03}{zone}");
        prop_assert_eq!(Timestamp::parse(&text), Some(Timestamp::from_millis(millis)), "{}", text);
        Ok(())
    });
}

#[test]
fn a_million_digits_are_parsed_or_rejected_at_once() {
    let parts = select(&["0", "9", "0.0", "-", "1e"][..]);
    let shapes = select(&[("1.", ""), ("", "e5"), ("0.", "e-9"), ("", "")][..]);
    trial("a million digits", 20, (parts, shapes), |(part, (before, after))| {
        let text = [before, &part.repeat(1_000_000), after].concat();
        let times = [Timestamp::parse(&text), Timestamp::parse_http_date(&text)];
        prop_assert!(times.iter().flatten().all(|time| time.as_millis().abs() <= LIMIT));
        Ok(())
    });
}
