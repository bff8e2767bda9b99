//! Delays and the retry quota, compared with botocore's retry classes (`tests/data/vectors`).

use std::time::Duration;

use patchlens::retry::{Quota, RetryKind, classify, delay, hint};
use patchlens::time::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

/// The hints in the vectors that give another delay here, and why.
const DEVIATIONS: [(&str, &str); 1] =
    [("1_000", "only Python's int() takes underscores; the JavaScript SDK does not, either")];

fn vectors() -> Value {
    serde_json::from_str(include_str!("../data/vectors/retry-vectors.json")).unwrap()
}

fn now() -> Timestamp {
    Timestamp::parse("2026-11-21T06:00:00.400Z").unwrap()
}

fn kind(name: &str) -> RetryKind {
    match name {
        "transient" => RetryKind::Transient,
        _ => RetryKind::Throttling,
    }
}

#[test]
fn delays_match_botocores() {
    for vector in vectors()["backoff"].as_array().unwrap() {
        let header = vector["x-amz-retry-after"].as_str();
        if DEVIATIONS.iter().any(|(deviation, _)| Some(*deviation) == header) {
            continue;
        }
        let attempt = u32::try_from(vector["attempt"].as_u64().unwrap()).unwrap();
        let jitter = vector["jitter"].as_f64().unwrap();
        let hint = hint(header, None, now());
        let delay = delay(kind(vector["kind"].as_str().unwrap()), attempt, jitter, hint);
        assert_eq!(delay.as_secs_f64(), vector["delay"].as_f64().unwrap(), "{vector}");
    }
}

#[test]
fn quotas_match_both_sdks() {
    for trace in vectors()["quota"].as_array().unwrap() {
        let mut quota = Quota::new();
        assert_eq!(u64::from(quota.tokens()), trace["start_capacity"].as_u64().unwrap());
        let max_attempts = usize::try_from(trace["max_attempts"].as_u64().unwrap()).unwrap();
        for call in trace["calls"].as_array().unwrap() {
            let (attempts, result) = run(call, max_attempts, &mut quota);
            assert_eq!(attempts as u64, call["attempts_made"].as_u64().unwrap(), "{call}");
            assert_eq!(result, call["result"], "{call}");
            assert_eq!(u64::from(quota.tokens()), call["capacity_after"].as_u64().unwrap());
        }
    }
}

/// A call in the notation of the vectors: its attempts, and its result.
fn run(call: &Value, max_attempts: usize, quota: &mut Quota) -> (usize, &'static str) {
    let mut last_retry = None;
    for (made, outcome) in call["attempt_outcomes"].as_array().unwrap().iter().enumerate() {
        let kind = match outcome.as_str().unwrap() {
            "ok" => {
                quota.succeed(last_retry);
                return (made + 1, "success");
            }
            "t" => classify("ssm", Some("ThrottlingException"), 400).retry,
            "s" => classify("ssm", None, 500).retry,
            "c" => classify("ssm", Some("InvalidFilter"), 400).retry,
            _ => Some(RetryKind::Transient),
        };
        let Some(kind) = kind else {
            return (made + 1, "error:not-retryable");
        };
        if made + 1 == max_attempts {
            return (made + 1, "error:max-attempts");
        }
        if !quota.pay(kind) {
            return (made + 1, "error:quota");
        }
        last_retry = Some(kind);
    }
    panic!("the trace ends before the call: {call}");
}

#[test]
fn a_hint_is_whole_milliseconds() {
    for (text, ms) in [
        ("0", 0),
        ("1500", 1500),
        (" 700 ", 700),
        ("+5", 5),
        ("007", 7),
        ("99999999999999999999999999", u32::MAX.into()),
    ] {
        assert_eq!(hint(Some(text), None, now()), Some(Duration::from_millis(ms)), "{text}");
    }
    for text in ["", " ", "-1", "1.5", "1e3", "1_000", "abc", "0x10", "+", "++1", "1 2"] {
        assert_eq!(hint(Some(text), None, now()), None, "{text}");
    }
}

#[test]
fn the_standard_hint_is_seconds_or_a_date() {
    for (text, ms) in [
        ("2", 2000),
        ("0", 0),
        (" 2 ", 2000),
        ("0.25", 250),
        ("Sat, 21 Nov 2026 06:00:03 GMT", 2600),
        ("Sat, 21 Nov 2026 05:59:59 GMT", 0),
    ] {
        assert_eq!(hint(None, Some(text), now()), Some(Duration::from_millis(ms)), "{text}");
    }
    for text in ["", "-1", "soon", "2026-11-21T06:00:03Z", "Infinity", "NaN"] {
        assert_eq!(hint(None, Some(text), now()), None, "{text}");
    }
}

#[test]
fn a_valid_hint_of_aws_takes_precedence_over_the_standard_one() {
    assert_eq!(hint(Some("1500"), Some("9"), now()), Some(Duration::from_millis(1500)));
    assert_eq!(hint(Some("1.5"), Some("9"), now()), Some(Duration::from_secs(9)));
    assert_eq!(hint(None, None, now()), None);
}

#[test]
fn a_hint_of_an_hour_adds_five_seconds_at_most() {
    let hour = Some(Duration::from_secs(3600));
    assert_eq!(delay(RetryKind::Transient, 1, 1.0, hour), Duration::from_millis(5050));
    assert_eq!(delay(RetryKind::Throttling, 9, 0.5, hour), Duration::from_secs(15));
}

#[test]
fn a_retry_that_the_quota_cannot_pay_for_costs_nothing() {
    let mut quota = Quota::new();
    let server_errors = (0..100).filter(|_| quota.pay(RetryKind::Transient)).count();
    assert_eq!((server_errors, quota.tokens()), (35, 10));
    assert!(!quota.pay(RetryKind::Transient));
    assert_eq!(quota.tokens(), 10);
    assert!(quota.pay(RetryKind::Throttling) && quota.pay(RetryKind::Throttling));
    assert!(!quota.pay(RetryKind::Throttling));
}

#[test]
fn a_success_returns_the_cost_of_its_last_retry() {
    let mut quota = Quota::new();
    while quota.pay(RetryKind::Transient) {}
    for (last_retry, tokens) in
        [(None, 11), (Some(RetryKind::Throttling), 16), (Some(RetryKind::Transient), 30)]
    {
        quota.succeed(last_retry);
        assert_eq!(quota.tokens(), tokens);
    }
}

#[test]
fn a_full_quota_stays_full_after_a_success() {
    let mut quota = Quota::new();
    quota.succeed(None);
    assert_eq!(quota.tokens(), Quota::CAPACITY);
}

fn kinds() -> impl Strategy<Value = RetryKind> {
    prop_oneof![Just(RetryKind::Transient), Just(RetryKind::Throttling)]
}

proptest! {
    #[test]
    fn a_delay_stays_within_bounds(
        kind in kinds(), attempt in any::<u32>(), jitter in any::<f64>(),
        hint_ms in proptest::option::of(any::<u64>()),
    ) {
        let hint = hint_ms.map(Duration::from_millis);
        let delay = delay(kind, attempt, jitter, hint);
        prop_assert!(delay <= Duration::from_secs(25));
        prop_assert!(hint.is_some() || delay <= Duration::from_secs(20));
    }

    #[test]
    fn a_short_hint_is_a_lower_bound_of_the_delay(
        kind in kinds(), attempt in 1..20_u32, jitter in 0.0..1.0, hint_ms in 0..5000_u64,
    ) {
        let hint = Duration::from_millis(hint_ms);
        prop_assert!(delay(kind, attempt, jitter, Some(hint)) >= hint);
    }

    #[test]
    fn no_header_makes_the_hint_panic(aws in ".*", standard in ".*") {
        let _ = hint(Some(&aws), Some(&standard), now());
    }

    #[test]
    fn a_quota_never_exceeds_its_capacity(
        events in prop::collection::vec((kinds(), any::<bool>()), 0..300)
    ) {
        let mut quota = Quota::new();
        for (kind, success) in events {
            if success { quota.succeed(Some(kind)) } else { let _ = quota.pay(kind); }
            prop_assert!(quota.tokens() <= Quota::CAPACITY);
        }
    }
}
