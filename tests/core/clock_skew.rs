//! The clock skew that responses show.

use std::iter::repeat_n;

use patchlens::retry::{TimedResponse, blames_clock, clock_offset, is_skewed};
use patchlens::time::Timestamp;
use proptest::prelude::*;

const HOUR: i64 = 3_600_000;
const LATER: Option<&str> = Some("Sat, 21 Nov 2026 01:00:00 GMT");
const EXPIRED: &str = "Signature expired: 20261121T000000Z is now earlier than \
    20261121T005500Z (20261121T010000Z - 5 min.)";
const EARLY: &str = "Signature not yet current: 20261121T000000Z is still later than \
    20261120T230500Z (20261120T230000Z + 5 min.)";

/// A response to a request of midnight.
fn response<'a>(date: Option<&'a str>, text: &'a str) -> TimedResponse<'a> {
    let midnight = Timestamp::parse("2026-11-21T00:00:00Z").unwrap();
    TimedResponse { date, age: None, text, sent_at: midnight, received_at: midnight }
}

fn after(elapsed_ms: i64, response: TimedResponse<'_>) -> Option<i64> {
    let sent_at = response.received_at.shifted(-elapsed_ms);
    clock_offset(TimedResponse { sent_at, ..response })
}

#[test]
fn the_date_is_the_time_in_the_middle_of_the_exchange() {
    for (elapsed, offset) in [(0, HOUR), (2000, HOUR + 1000), (900_000, HOUR + 450_000)] {
        assert_eq!(after(elapsed, response(LATER, "")), Some(offset), "{elapsed}");
    }
    assert_eq!(after(0, response(Some("Fri, 20 Nov 2026 23:00:00 GMT"), "")), Some(-HOUR));
    assert_eq!(after(0, response(Some("  Sat, 21 Nov 2026 00:00:00 GMT "), "")), Some(0));
}

#[test]
fn exchange_of_more_than_15_minutes_does_not_tell() {
    assert_eq!(after(900_001, response(LATER, EXPIRED)), None);
}

#[test]
fn the_time_of_the_response_counts_if_the_clock_was_set_back_during_the_exchange() {
    assert_eq!(after(-HOUR, response(LATER, "")), Some(HOUR));
}

#[test]
fn the_message_shows_the_time_without_a_valid_date() {
    for date in [None, Some(""), Some("soon")] {
        assert_eq!(clock_offset(response(date, EXPIRED)), Some(HOUR), "{date:?}");
        assert_eq!(clock_offset(response(date, EARLY)), Some(-HOUR), "{date:?}");
    }
    let body = format!(r#"{{"__type":"InvalidSignatureException","message":"{EXPIRED}"}}"#);
    assert_eq!(clock_offset(response(None, &body)), Some(HOUR));
    let midnight = Some("Sat, 21 Nov 2026 00:00:00 GMT");
    assert_eq!(clock_offset(response(midnight, EXPIRED)), Some(0), "the date is the fresher");
}

#[test]
fn the_message_shows_the_time_after_other_brackets() {
    for before in ["(", "((", "(no time) ", "(20261321T010000Z - 5 min.) ", "(20261121T01", "(é"] {
        let text = format!("{before}{EXPIRED}");
        assert_eq!(clock_offset(response(None, &text)), Some(HOUR), "{before}");
    }
}

#[test]
fn a_text_without_a_time_shows_no_skew() {
    for text in [
        "",
        "(",
        "A message (with brackets).",
        "20261121T010000Z - 5 min.",
        "(20261121T010000Z)",
        "(20261121T010000Z ",
        "(20261121T010000Z * 5 min.)",
        "(20261121 010000Z - 5 min.)",
        "(20261121T010000é - 5 min.)",
    ] {
        assert_eq!(clock_offset(response(None, text)), None, "{text}");
    }
}

#[test]
fn a_cached_response_shows_no_skew() {
    for (age, offset) in [("0", None), ("60", None), ("", Some(HOUR))] {
        let response = TimedResponse { age: Some(age), ..response(LATER, EXPIRED) };
        assert_eq!(clock_offset(response), offset, "{age:?}");
    }
}

#[test]
fn long_text_is_read_once() {
    // Quadratic time would take minutes.
    for part in [" ", "(", "(20261121T010000Z ", "Signature expire", "S", "é"] {
        let text: String = repeat_n(part, 5_000_000 / part.len()).collect();
        assert_eq!(clock_offset(response(None, &text)), None, "{part}");
        assert!(!blames_clock(&text), "{part}");
        assert_eq!(clock_offset(response(None, &(text + EXPIRED))), Some(HOUR), "{part}");
    }
}

#[test]
fn message_blames_the_clock() {
    for message in [EXPIRED, EARLY, "signature EXPIRED", "AWS says: Signature expired: ..."] {
        assert!(blames_clock(message), "{message}");
    }
    for message in ["", "Signature", "Signature expire", "The signature does not match", "expired"]
    {
        assert!(!blames_clock(message), "{message}");
    }
}

#[test]
fn less_than_four_minutes_do_not_explain_an_error_response() {
    for (measured, assumed, skewed) in [
        (240_000, 0, true),
        (-240_000, 0, true),
        (239_999, 0, false),
        (-239_999, 0, false),
        (HOUR, HOUR, false),
        (0, HOUR, true),
        (HOUR, HOUR + 100_000, false),
    ] {
        assert_eq!(is_skewed(measured, assumed), skewed, "{measured} {assumed}");
    }
}

#[test]
fn a_skew_of_a_century_is_ignored() {
    const CENTURY: i64 = 3_155_760_000_000;
    for measured in [CENTURY - 1, 1 - CENTURY] {
        assert!(is_skewed(measured, 0), "{measured}");
    }
    for measured in [CENTURY, -CENTURY, i64::MAX, i64::MIN] {
        assert!(!is_skewed(measured, 0), "{measured}");
    }
}

proptest! {
    #[test]
    fn no_response_makes_the_clock_skew_panic(
        date in ".*", age in proptest::option::of(".*"), text in ".*",
        (sent, received) in any::<(i64, i64)>(),
    ) {
        let (sent_at, received_at) = (Timestamp::from_millis(sent), Timestamp::from_millis(received));
        let (date, age) = (Some(&*date), age.as_deref());
        let offset = clock_offset(TimedResponse { date, age, text: &text, sent_at, received_at });
        let _ = offset.map(|offset| is_skewed(offset, sent));
        let _ = blames_clock(&text);
    }
}
