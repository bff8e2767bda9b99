//! Parsing, formatting and adding timestamps.

use std::time::Duration;

use patchlens::time::Timestamp;
use proptest::prelude::*;

fn millis(text: &str) -> Option<i64> {
    Timestamp::parse(text).map(Timestamp::as_millis)
}

fn from_seconds(seconds: f64) -> Option<i64> {
    Timestamp::from_seconds(seconds).map(Timestamp::as_millis)
}

fn amz_date(text: &str) -> String {
    Timestamp::parse(text).unwrap().amz_date().unwrap().as_str().to_owned()
}

#[test]
fn seconds_are_rounded_to_the_millisecond_with_halves_up() {
    for (seconds, millis) in [
        (0.0, 0),
        (-0.0, 0),
        (1_700_000_000.0, 1_700_000_000_000),
        (1.700_000_000_123E9, 1_700_000_000_123),
        (1_700_000_000.123_456, 1_700_000_000_123),
        (1_700_000_000.000_5, 1_700_000_000_001),
        (0.000_5, 1),
        (0.000_499_999_999_999_999, 0),
        (-1.5, -1500),
        (-0.000_5, 0),
        (-1.000_5, -1000),
        (-1.000_6, -1001),
        (-62_135_596_800.0, -62_135_596_800_000),
        (8_640_000_000_000.0, 8_640_000_000_000_000),
        (-8_640_000_000_000.0, -8_640_000_000_000_000),
    ] {
        assert_eq!(from_seconds(seconds), Some(millis), "{seconds}");
    }
}

#[test]
fn seconds_beyond_a_javascript_date_are_rejected() {
    for seconds in [
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
        8_640_000_000_000.001,
        -8_640_000_000_000.001,
        1e15,
        1e300,
    ] {
        assert_eq!(from_seconds(seconds), None, "{seconds}");
    }
}

#[test]
fn milliseconds_beyond_a_javascript_date_are_clamped() {
    assert_eq!(Timestamp::from_millis(i64::MAX).as_millis(), 8_640_000_000_000_000);
    assert_eq!(Timestamp::from_millis(i64::MIN).as_millis(), -8_640_000_000_000_000);
    assert_eq!(Timestamp::from_millis(-1).as_millis(), -1);
}

#[test]
fn numeric_texts_are_seconds() {
    for (text, expected) in [
        ("0", 0),
        ("0.0", 0),
        ("1700000000", 1_700_000_000_000),
        ("1700000000.123", 1_700_000_000_123),
        ("1.700000000123E9", 1_700_000_000_123),
        ("1.7e+9", 1_700_000_000_000),
        ("-6.21355968E10", -62_135_596_800_000),
        ("17000000000e-1", 1_700_000_000_000),
        ("+5", 5_000),
        (".5", 500),
        ("5.", 5_000),
        ("0.0005", 1),
        ("0.00049999999999999999999999", 0),
        ("-0.0005", 0),
        ("-0.00050000000000000000000001", -1),
        ("-0.0015", -1),
        ("5e-4", 1),
        ("5e-5", 0),
        ("1e-2147483648", 0),
        ("0e2147483647", 0),
        ("00000000000000000000000000000000000001", 1_000),
        ("8640000000000", 8_640_000_000_000_000),
        ("-8640000000000.0004", -8_640_000_000_000_000),
    ] {
        assert_eq!(millis(text), Some(expected), "{text}");
    }
}

#[test]
fn rfc_3339_texts_need_a_zone_and_take_a_fraction_of_any_length() {
    for (text, expected) in [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-11-21T06:00:00Z", 1_795_240_800_000),
        ("2026-11-21t06:00:00z", 1_795_240_800_000),
        ("2026-11-21 06:00:00Z", 1_795_240_800_000),
        ("2026-11-21T07:00:00+01:00", 1_795_240_800_000),
        ("2026-11-21T00:30:00-05:30", 1_795_240_800_000),
        ("2026-11-21T06:00:00-00:00", 1_795_240_800_000),
        ("2026-11-21T06:00:00.5Z", 1_795_240_800_500),
        ("2026-11-21T06:00:00.123456789Z", 1_795_240_800_123),
        ("2026-11-21T06:00:00.1234567890123456789012345678901234567890Z", 1_795_240_800_123),
        ("2026-11-21T05:59:59.9995Z", 1_795_240_800_000),
        ("2024-02-29T00:00:00Z", 1_709_164_800_000),
        ("2000-02-29T00:00:00Z", 951_782_400_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ("0000-01-01T00:00:00Z", -62_167_219_200_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
        ("1969-12-31T23:59:59.999Z", -1),
    ] {
        assert_eq!(millis(text), Some(expected), "{text}");
    }
}

#[test]
fn http_dates_are_parsed_in_the_form_that_servers_send() {
    let expected = Some(Timestamp::from_millis(784_111_777_000));
    assert_eq!(Timestamp::parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), expected);
    assert_eq!(Timestamp::parse("Sun, 06 Nov 1994 08:49:37 GMT"), expected);
    for text in [
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "06 Nov 1994 08:49:37 GMT",
        "1994-11-06T08:49:37Z",
        "784111777",
        "",
    ] {
        assert_eq!(Timestamp::parse_http_date(text), None, "{text}");
    }
}

#[test]
fn other_texts_are_not_timestamps() {
    for text in [
        "",
        " ",
        " 5",
        "5 ",
        "abc",
        "NaN",
        "Infinity",
        "inf",
        "0x10",
        "1_000",
        "1,5",
        "1.2.3",
        "--5",
        "+-5",
        ".",
        "-",
        "e5",
        "1e",
        "1e1.5",
        "1e99999999999",
        "1e300",
        "8640000000000.0005",
        "99999999999999999999999999999999",
        "2026-11-21",
        "2026-11-21T06:00:00",
        "2026-11-21T06:00Z",
        "2026-11-21T06:00:00.Z",
        "2026-11-21T06:00:00,5Z",
        "2026-11-21T06:00:00+0100",
        "2026-11-21T06:00:00+24:00",
        "2026-11-21T06:00:00+01",
        "2026-11-21T06:00:00Zulu",
        "2026-11-21T24:00:00Z",
        "2026-11-21T06:60:00Z",
        "2026-11-21T06:00:61Z",
        "2026-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "2026-04-31T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-01-00T00:00:00Z",
        "+002026-11-21T06:00:00Z",
        "20261121T060000Z",
        "2026-11-21T06:00:0\u{0660}Z",
    ] {
        assert_eq!(millis(text), None, "{text}");
    }
}

#[test]
fn zero_and_the_beginning_of_year_one_mean_no_time() {
    for text in ["0.0", "-62135596800.0", "-6.21355968E10", "0001-01-01T00:00:00Z"] {
        assert!(Timestamp::parse(text).unwrap().is_no_time(), "{text}");
    }
    for millis in [1, -1, -62_135_596_799_999, 1_700_000_000_000] {
        assert!(!Timestamp::from_millis(millis).is_no_time(), "{millis}");
    }
}

#[test]
fn amz_dates_are_truncated_to_the_second() {
    assert_eq!(amz_date("2026-11-21T06:00:00.999Z"), "20261121T060000Z");
    assert_eq!(amz_date("1969-12-31T23:59:59.999Z"), "19691231T235959Z");
    assert_eq!(amz_date("2024-02-29T12:34:56Z"), "20240229T123456Z");
    assert_eq!(amz_date("0000-03-01T00:00:00Z"), "00000301T000000Z");
    assert_eq!(amz_date("9999-12-31T23:59:59Z"), "99991231T235959Z");
}

#[test]
fn the_date_of_an_amz_date_is_the_day_of_its_timestamp() {
    let date = Timestamp::parse("2026-12-31T23:59:59.999Z").unwrap().amz_date().unwrap();
    assert_eq!((date.as_str(), date.date()), ("20261231T235959Z", "20261231"));
}

#[test]
fn years_without_four_digits_have_no_amz_date() {
    for seconds in [253_402_300_800.0, 8_640_000_000_000.0, -62_167_219_201.0] {
        assert_eq!(Timestamp::from_seconds(seconds).unwrap().amz_date(), None, "{seconds}");
    }
}

#[test]
fn amz_dates_are_read_back() {
    let time = Timestamp::parse_amz_date("20261121T060000Z");
    assert_eq!(time, Timestamp::parse("2026-11-21T06:00:00Z"));
    for text in ["20261121T060000", "20261121 060000Z", "20261321T060000Z", "20261121T060000Z ", ""]
    {
        assert_eq!(Timestamp::parse_amz_date(text), None, "{text}");
    }
}

#[test]
fn timestamps_are_added_and_compared_in_milliseconds() {
    let time = Timestamp::from_millis(10_000);
    let later = time + Duration::from_millis(2_500);
    assert_eq!(later.as_millis(), 12_500);
    assert_eq!((later - Duration::from_millis(2_500)), time);
    assert_eq!((later.millis_since(time), time.millis_since(later)), (2_500, -2_500));
    assert_eq!(later.duration_since(time), Duration::from_millis(2_500));
    assert_eq!(time.duration_since(later), Duration::ZERO);
    assert_eq!(time.shifted(-20_000).as_millis(), -10_000);
    assert_eq!((time + Duration::MAX).as_millis(), 8_640_000_000_000_000);
    assert_eq!((time - Duration::MAX).as_millis(), -8_640_000_000_000_000);
    assert_eq!(time.shifted(i64::MIN).as_millis(), -8_640_000_000_000_000);
}

/// Texts that begin like one of the formats.
fn nearly_a_time() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "2026", "-", "11", "21", "T", ":", "06", "60", ".", "5", "Z", "+", "e", "E9", "Sun, ",
        "Nov", " ", "GMT", "é", "\u{0}",
    ]);
    prop::collection::vec(parts, 0..14).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in ".*", nearly in nearly_a_time()) {
        for text in [text, nearly] {
            let _ = Timestamp::parse(&text);
            let _ = Timestamp::parse_http_date(&text);
            let _ = Timestamp::parse_amz_date(&text);
        }
    }

    #[test]
    fn no_number_makes_the_parser_panic(mantissa in "-?[0-9]{0,40}(\\.[0-9]{0,40})?", exponent in any::<i32>()) {
        let _ = Timestamp::parse(&format!("{mantissa}e{exponent}"));
    }

    #[test]
    fn a_number_and_its_text_are_the_same_time(millis in -8_640_000_000_000_000_i64..=8_640_000_000_000_000) {
        let text = format!("{}.{:03}", millis / 1000, (millis % 1000).abs());
        let text = if millis < 0 && millis > -1000 { format!("-{text}") } else { text };
        prop_assert_eq!(Timestamp::parse(&text), Some(Timestamp::from_millis(millis)), "{}", text);
    }

    #[test]
    fn seconds_of_a_time_give_that_time(millis in -100_000_000_000_000_i64..=100_000_000_000_000) {
        let time = Timestamp::from_millis(millis);
        prop_assert_eq!(Timestamp::from_seconds(millis as f64 / 1000.0), Some(time));
    }

    #[test]
    fn an_amz_date_is_read_back_to_the_second(millis in -62_167_219_200_000_i64..253_402_300_800_000) {
        let time = Timestamp::from_millis(millis);
        let date = time.amz_date().unwrap();
        let second = Timestamp::from_millis(millis.div_euclid(1000) * 1000);
        prop_assert_eq!(Timestamp::parse_amz_date(date.as_str()), Some(second));
        prop_assert!(date.as_str().starts_with(date.date()));
    }
}
