//! Which attempts a call retries, after which delay, and when it gives up.

use std::time::Duration;

use crate::support::scenario::{Event, Scenario, lost, ok, only, refused, response};
use patchlens::error::Error;

// Retryable failures.

#[test]
fn server_errors_are_retried_after_a_short_delay() {
    for status in [500, 502, 503, 504] {
        let course = Scenario::new().call([response(status, ""), response(status, "<html>"), ok()]);
        assert_eq!(course.waits_ms(), [50, 100], "{status}");
        assert_eq!(course.metadata().attempts, 3);
    }
}

#[test]
fn throttling_is_retried_after_a_longer_delay() {
    for throttled in [refused(400, "ThrottlingException"), response(429, "")] {
        let course = Scenario::new().call([throttled.clone(), throttled, ok()]);
        assert_eq!(course.waits_ms(), [1000, 2000]);
        assert_eq!(course.metadata().attempts, 3);
    }
}

#[test]
fn attempts_without_a_response_are_retried_after_a_short_delay() {
    let course = Scenario::new().call([lost("fetch failed"), Event::TimedOut, ok()]);
    assert_eq!(course.waits_ms(), [50, 100]);
    assert_eq!(course.metadata().attempts, 3);
}

#[test]
fn the_code_decides_before_the_status() {
    for (event, wait) in [
        (refused(503, "SlowDown"), 1000),
        (refused(500, "com.amazonaws.ssm#RequestLimitExceeded:http://x"), 1000),
        (refused(429, "RequestTimeoutException"), 50),
        (refused(408, "RequestTimeout"), 50),
        (response(400, "").with("x-amzn-ErrorType", "ThrottlingException:http://x/"), 1000),
    ] {
        let course = Scenario::new().call([event.clone(), ok()]);
        assert_eq!(course.waits_ms(), [wait], "{event:?}");
    }
}

#[test]
fn the_code_in_the_body_decides_before_the_one_in_the_header() {
    let event = refused(400, "InvalidFilter").with("x-amzn-errortype", "ThrottlingException");
    assert_eq!(only(event).aws_code(), Some("InvalidFilter"));
}

#[test]
fn other_error_responses_are_final() {
    for event in [
        refused(400, "ValidationException"),
        refused(400, "ExpiredTokenException"),
        refused(403, "AccessDeniedException"),
        refused(501, "NotImplemented"),
        response(301, ""),
        response(404, "<html>no such page</html>"),
        response(408, ""),
        response(413, "{}"),
        response(505, ""),
        response(0, ""),
    ] {
        let error = only(event.clone());
        assert!(matches!(error, Error::Service { retryable: false, .. }), "{event:?}: {error:?}");
    }
}

#[test]
fn a_malformed_output_is_final() {
    assert!(!only(response(200, "<html>")).is_retryable());
}

#[test]
fn attempts_end_at_their_limit() {
    for max_attempts in 1..6 {
        let events = vec![response(503, ""); max_attempts as usize];
        let course = Scenario::new().max_attempts(max_attempts).call(events);
        assert_eq!(course.failure().attempts, max_attempts);
        assert!(course.error().is_retryable());
        let waits: &[u128] = &[50, 100, 200, 400];
        assert_eq!(course.waits_ms(), waits[..max_attempts as usize - 1]);
    }
}

#[test]
fn a_call_fails_with_the_error_of_its_last_attempt() {
    let course = Scenario::new().call([
        lost("fetch failed"),
        response(503, "").with("x-amzn-requestid", "r2"),
        refused(400, "AccessDeniedException").with("x-amzn-requestid", "r3"),
    ]);
    assert_eq!(course.error().aws_code(), Some("AccessDeniedException"));
    assert_eq!(course.failure().request_id.as_deref(), Some("r3"));
    assert_eq!(course.failure().attempts, 3);
}

// Delays.

#[test]
fn a_delay_is_a_random_part_of_the_back_off() {
    for (jitter, waits) in [(0.0, [0, 0]), (0.25, [250, 500]), (0.999, [999, 1998])] {
        let throttled = refused(400, "Throttling");
        let course =
            Scenario::new().jitter(jitter).call([throttled.clone(), throttled.clone(), ok()]);
        assert_eq!(course.waits_ms(), waits);
    }
}

#[test]
fn the_metadata_has_the_total_delay_of_a_call() {
    let course = Scenario::new().call([response(500, ""), refused(400, "SlowDown"), ok()]);
    assert_eq!(course.waits_ms(), [50, 2000]);
    assert_eq!(course.metadata().total_retry_delay, Duration::from_millis(2050));
}

#[test]
fn a_hint_of_the_service_adds_five_seconds_at_most() {
    for (name, value, wait) in [
        ("x-amz-retry-after", "1500", 1500),
        ("x-amz-retry-after", "0", 50),
        ("x-amz-retry-after", "60000", 5050),
        ("retry-after", "2", 2000),
        ("retry-after", "86400", 5050),
        // The response came at 06:00:00.040.
        ("retry-after", "Sat, 21 Nov 2026 06:00:03 GMT", 2960),
        ("retry-after", "soon", 50),
    ] {
        let course = Scenario::new().call([response(503, "").with(name, value), ok()]);
        assert_eq!(course.waits_ms(), [wait], "{name}: {value}");
    }
}

#[test]
fn a_hint_does_not_make_an_error_response_retryable() {
    let error = only(refused(400, "ValidationException").with("x-amz-retry-after", "10"));
    assert!(!error.is_retryable());
}

// The retry quota.

fn exhaust(scenario: &mut Scenario) {
    // 500 tokens, 14 for each retry: 17 calls of two retries, and one more retry.
    for _ in 0..17 {
        scenario.call(vec![response(503, ""); 3]);
    }
    scenario.call(vec![response(503, ""); 2]);
}

#[test]
fn calls_share_a_retry_quota_and_fail_at_once_when_it_is_spent() {
    let mut scenario = Scenario::new();
    exhaust(&mut scenario);
    let course = scenario.call([response(503, "")]);
    assert_eq!((course.failure().attempts, course.waits_ms()), (1, vec![]));
    assert!(scenario.call([Event::TimedOut]).error().is_retryable());
}

#[test]
fn throttling_can_be_retried_with_the_rest_of_the_quota() {
    let mut scenario = Scenario::new();
    exhaust(&mut scenario);
    scenario.call(vec![refused(400, "ThrottlingException"); 3]);
    scenario.call([refused(400, "ThrottlingException")]);
}

#[test]
fn each_successful_call_returns_a_token_to_the_quota() {
    let mut scenario = Scenario::new();
    exhaust(&mut scenario);
    for _ in 0..3 {
        scenario.call([ok()]);
        scenario.call([response(503, "")]);
    }
    scenario.call([ok()]);
    scenario.call([response(503, ""), ok()]);
}

#[test]
fn a_successful_retry_costs_nothing() {
    let mut scenario = Scenario::new();
    for _ in 0..100 {
        scenario.call([response(503, ""), ok()]);
        scenario.call([refused(400, "ThrottlingException"), ok()]);
    }
}

#[test]
fn a_successful_call_returns_only_the_cost_of_its_last_retry() {
    let mut scenario = Scenario::new();
    // Each of these calls costs 14 tokens: 34 calls leave 24 of 500.
    for _ in 0..34 {
        scenario.call([response(503, ""), response(503, ""), ok()]);
    }
    scenario.call([response(503, ""), response(503, "")]);
}
