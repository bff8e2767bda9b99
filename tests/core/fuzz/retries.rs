//! The server's retry hints, and the delays that follow from them.

use std::time::Duration;

use patchlens::retry::{self, RetryKind};
use patchlens::time::Timestamp;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::text::{any_text, mutated};
use super::trial::trial;

const SAMPLES: &[&str] =
    &["5000", "+30", "120", "0.5", "1.5e3", "Sat, 21 Nov 2026 06:00:00 GMT", "  7\t", ""];

const WORDS: &[&str] = &[
    "0",
    "9",
    "-",
    "+",
    ".",
    "e",
    "e9999",
    " ",
    "99999999999999999999999",
    "GMT",
    "Nov",
    "9999",
    "é",
    "\u{0}",
    ",",
    "NaN",
    "Infinity",
    "0x1",
];

fn headers() -> impl Strategy<Value = Option<String>> {
    option::of(prop_oneof![4 => mutated(SAMPLES, WORDS), 1 => any_text(WORDS)])
}

fn kinds() -> impl Strategy<Value = RetryKind> {
    select(&[RetryKind::Transient, RetryKind::Throttling][..])
}

#[test]
fn the_delay_grows_with_the_attempt_the_jitter_and_the_hint() {
    let now = -8_640_000_000_000_000..=8_640_000_000_000_000_i64;
    let cases = ((headers(), headers(), now), (kinds(), any::<u32>(), 0.0..=1.0, 0.0..=1.0));
    trial("retry hints", 200_000, cases, |((aws, standard, now), (kind, attempt, one, other))| {
        let now = Timestamp::from_millis(now);
        let hint = retry::hint(aws.as_deref(), standard.as_deref(), now);
        let wait = |attempt, jitter| retry::delay(kind, attempt, jitter, hint);
        let (less, more) = if one < other { (one, other) } else { (other, one) };
        prop_assert!(wait(attempt, less) <= wait(attempt, more));
        prop_assert!(wait(attempt, more) <= wait(attempt.saturating_add(1), more));
        prop_assert!(wait(attempt, more) >= retry::delay(kind, attempt, more, None));
        prop_assert!(wait(attempt, more) <= Duration::from_secs(25));
        if aws.is_none() && standard.is_none() {
            prop_assert_eq!(hint, None);
        }
        Ok(())
    });
}

#[test]
fn a_longer_hint_never_shortens_the_delay() {
    let hints =
        (any::<u64>(), any::<u64>()).prop_map(|(one, other)| (one.min(other), one.max(other)));
    let cases = (kinds(), any::<u32>(), any::<f64>(), hints);
    trial("longer hints", 100_000, cases, |(kind, attempt, jitter, (shorter, longer))| {
        let wait = |ms| retry::delay(kind, attempt, jitter, Some(Duration::from_millis(ms)));
        prop_assert!(wait(shorter) <= wait(longer));
        Ok(())
    });
}
