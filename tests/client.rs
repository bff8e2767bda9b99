//! Calls against a script of answers: what is sent, what is tried again and when, what comes out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/json.rs"]
mod json;
#[path = "support/scenario.rs"]
mod scenario;

use std::time::Duration;

use patchlens::client::Metadata;
use patchlens::error::{Error, TimeoutScope};
use patchlens::sigv4::{
    KeyCache, Keys, PathEncoding, Payload, Request, SigningParams, sign as sign_request,
};
use scenario::{
    ACCESS_KEY_ID, ATTEMPT_TIMEOUT, Course, Event, SECRET, Scenario, Sent, answer, lost, ok,
    refused,
};
use serde_json::json;

/// The one attempt that `event` ends, and its error.
fn only(event: Event) -> Error {
    Scenario::new().call([event]).error().clone()
}

fn half_json() -> Event {
    answer(200, r#"{"InstancePatchStates": ["#)
}

// What is tried again.

#[test]
fn a_call_that_goes_well_is_made_once() {
    let course = Scenario::new().call([answer(201, "{}")]);
    let total_retry_delay = Duration::ZERO;
    let expected = Metadata { status: 201, request_id: None, attempts: 1, total_retry_delay };
    assert_eq!(*course.metadata(), expected);
}

#[test]
fn server_errors_are_tried_again_after_a_short_wait() {
    for status in [500, 502, 503, 504] {
        let course = Scenario::new().call([answer(status, ""), answer(status, "<html>"), ok()]);
        assert_eq!(course.waits_ms(), [50, 100], "{status}");
        assert_eq!(course.metadata().attempts, 3);
    }
}

#[test]
fn throttling_is_tried_again_after_a_longer_wait() {
    for throttled in [refused(400, "ThrottlingException"), answer(429, "")] {
        let course = Scenario::new().call([throttled.clone(), throttled, ok()]);
        assert_eq!(course.waits_ms(), [1000, 2000]);
        assert_eq!(course.metadata().attempts, 3);
    }
}

#[test]
fn attempts_without_an_answer_are_tried_again_after_a_short_wait() {
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
        (answer(400, "").with("x-amzn-ErrorType", "ThrottlingException:http://x/"), 1000),
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
fn other_refusals_are_final() {
    for event in [
        refused(400, "ValidationException"),
        refused(400, "ExpiredTokenException"),
        refused(403, "AccessDeniedException"),
        refused(501, "NotImplemented"),
        answer(301, ""),
        answer(404, "<html>no such page</html>"),
        answer(408, ""),
        answer(413, "{}"),
        answer(505, ""),
        answer(0, ""),
    ] {
        let error = only(event.clone());
        assert!(matches!(error, Error::Service { retryable: false, .. }), "{event:?}: {error:?}");
    }
}

#[test]
fn a_malformed_answer_is_final() {
    assert!(!only(half_json()).is_retryable());
}

#[test]
fn attempts_end_at_their_limit() {
    for max_attempts in 1..6 {
        let events = vec![answer(503, ""); max_attempts as usize];
        let course = Scenario::new().max_attempts(max_attempts).call(events);
        assert_eq!(course.failure().attempts, max_attempts);
        assert!(course.error().is_retryable());
        let waits: &[u128] = &[50, 100, 200, 400];
        assert_eq!(course.waits_ms(), waits[..max_attempts as usize - 1]);
    }
}

#[test]
fn the_failure_of_the_last_attempt_is_the_call_s() {
    let course = Scenario::new().call([
        lost("fetch failed"),
        answer(503, "").with("x-amzn-requestid", "r2"),
        refused(400, "AccessDeniedException").with("x-amzn-requestid", "r3"),
    ]);
    assert_eq!(course.error().aws_code(), Some("AccessDeniedException"));
    assert_eq!(course.failure().request_id.as_deref(), Some("r3"));
    assert_eq!(course.failure().attempts, 3);
}

// How long to wait.

#[test]
fn a_wait_is_the_part_of_the_back_off_that_chance_picks() {
    for (jitter, waits) in [(0.0, [0, 0]), (0.25, [250, 500]), (0.999, [999, 1998])] {
        let throttled = refused(400, "Throttling");
        let course =
            Scenario::new().jitter(jitter).call([throttled.clone(), throttled.clone(), ok()]);
        assert_eq!(course.waits_ms(), waits);
    }
}

#[test]
fn the_waits_of_a_call_are_added_up() {
    let course = Scenario::new().call([answer(500, ""), refused(400, "SlowDown"), ok()]);
    assert_eq!(course.waits_ms(), [50, 2000]);
    assert_eq!(course.metadata().total_retry_delay, Duration::from_millis(2050));
}

#[test]
fn the_service_can_ask_for_a_longer_wait_of_five_seconds_at_most() {
    for (name, value, wait) in [
        ("x-amz-retry-after", "1500", 1500),
        ("x-amz-retry-after", "0", 50),
        ("x-amz-retry-after", "60000", 5050),
        ("retry-after", "2", 2000),
        ("retry-after", "86400", 5050),
        // The answer came at 06:00:00.040.
        ("retry-after", "Sat, 21 Nov 2026 06:00:03 GMT", 2960),
        ("retry-after", "soon", 50),
    ] {
        let course = Scenario::new().call([answer(503, "").with(name, value), ok()]);
        assert_eq!(course.waits_ms(), [wait], "{name}: {value}");
    }
}

#[test]
fn a_request_to_wait_does_not_make_a_refusal_pass() {
    let error = only(refused(400, "ValidationException").with("x-amz-retry-after", "10"));
    assert!(!error.is_retryable());
}

// The quota of retries.

fn exhaust(scenario: &mut Scenario) {
    // 500 tokens, 14 for each retry: 17 calls of two retries, and one more retry.
    for _ in 0..17 {
        scenario.call(vec![answer(503, ""); 3]);
    }
    scenario.call(vec![answer(503, ""); 2]);
}

#[test]
fn calls_share_a_quota_of_retries_and_give_up_at_once_when_it_is_spent() {
    let mut scenario = Scenario::new();
    exhaust(&mut scenario);
    let course = scenario.call([answer(503, "")]);
    assert_eq!((course.failure().attempts, course.waits), (1, vec![]));
    assert!(scenario.call([Event::TimedOut]).error().is_retryable());
}

#[test]
fn throttling_goes_on_for_longer_on_what_is_left_of_the_quota() {
    let mut scenario = Scenario::new();
    exhaust(&mut scenario);
    scenario.call(vec![refused(400, "ThrottlingException"); 3]);
    scenario.call([refused(400, "ThrottlingException")]);
}

#[test]
fn calls_that_go_well_fill_the_quota_again_one_by_one() {
    let mut scenario = Scenario::new();
    exhaust(&mut scenario);
    for _ in 0..3 {
        scenario.call([ok()]);
        scenario.call([answer(503, "")]);
    }
    scenario.call([ok()]);
    scenario.call([answer(503, ""), ok()]);
}

#[test]
fn a_retry_that_helps_costs_nothing() {
    let mut scenario = Scenario::new();
    for _ in 0..100 {
        scenario.call([answer(503, ""), ok()]);
        scenario.call([refused(400, "ThrottlingException"), ok()]);
    }
}

#[test]
fn only_the_last_retry_of_a_call_that_goes_well_is_given_back() {
    let mut scenario = Scenario::new();
    // Each of these costs 14 in the end: 34 leave 24 of 500.
    for _ in 0..34 {
        scenario.call([answer(503, ""), answer(503, ""), ok()]);
    }
    scenario.call([answer(503, ""), answer(503, "")]);
}

// What is sent.

/// The signature of what was sent, made anew.
fn authorization(scenario: &Scenario, sent: &Sent, session_token: Option<&str>) -> String {
    let keys = Keys { access_key_id: ACCESS_KEY_ID, secret_access_key: SECRET, session_token };
    let params = SigningParams {
        keys,
        region: "eu-central-1",
        service: "ssm",
        time: sent.at,
        path_encoding: PathEncoding::Twice,
    };
    let given: Vec<(&str, &str)> = sent
        .headers
        .iter()
        .filter(|(name, _)| *name != "authorization")
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let request = Request {
        method: "POST",
        host: &scenario.client.config.endpoint.host,
        path: "/",
        query: "",
        headers: &given,
        payload: Payload::Bytes(sent.body.as_bytes()),
    };
    sign_request(&params, &request, &mut KeyCache::new()).unwrap().authorization
}

#[test]
fn what_is_sent_is_what_was_signed() {
    let mut scenario = Scenario::new();
    let course = scenario.call([answer(503, ""), ok()]);
    for sent in &course.sent {
        assert_eq!(sent.headers.len(), 4, "{:?}", sent.headers);
        assert_eq!(sent.header("content-type"), Some("application/x-amz-json-1.1"));
        assert_eq!(sent.header("x-amz-target"), Some("AmazonSSM.DescribeInstancePatchStates"));
        let authorization = authorization(&scenario, sent, None);
        assert!(authorization.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-target,"));
        assert_eq!(sent.header("authorization"), Some(&*authorization));
    }
}

#[test]
fn a_session_token_is_sent_and_signed() {
    let keys = json!({
        "accessKeyId": ACCESS_KEY_ID, "secretAccessKey": SECRET, "sessionToken": "tok+en/=",
    });
    let mut scenario = Scenario::asking([Ok(keys)]);
    let course = scenario.call([ok()]);
    let sent = &course.sent[0];
    assert_eq!(sent.header("x-amz-security-token"), Some("tok+en/="));
    let authorization = authorization(&scenario, sent, Some("tok+en/="));
    assert!(authorization.contains(";x-amz-security-token;"));
    assert_eq!(sent.header("authorization"), Some(&*authorization));
}

#[test]
fn each_attempt_is_signed_for_its_own_time() {
    let throttled = refused(400, "ThrottlingException");
    let course = Scenario::new().call([throttled.clone(), throttled, ok()]);
    let dates: Vec<_> = course.sent.iter().map(|sent| sent.header("x-amz-date").unwrap()).collect();
    assert_eq!(dates, ["20261121T060000Z", "20261121T060001Z", "20261121T060003Z"]);
}

#[test]
fn a_retry_after_midnight_is_signed_for_the_new_day() {
    let mut scenario = Scenario::new().at("2026-11-21T23:59:59.500Z");
    let course = scenario.call([refused(400, "ThrottlingException"), ok()]);
    for (sent, day) in course.sent.iter().zip(["20261121", "20261122"]) {
        let expected = authorization(&scenario, sent, None);
        assert!(expected.contains(&format!("{ACCESS_KEY_ID}/{day}/eu-central-1/ssm/")));
        assert_eq!(sent.header("authorization"), Some(&*expected));
    }
}

// Request ids.

fn request_id(course: &Course) -> Option<&str> {
    match &course.end {
        Ok(answer) => answer.metadata.request_id.as_deref(),
        Err(failure) => failure.request_id.as_deref(),
    }
}

#[test]
fn the_request_id_is_read_from_any_of_three_headers() {
    for name in ["x-amzn-RequestId", "x-amzn-request-id", "x-amz-request-id"] {
        for event in [ok(), refused(400, "InvalidFilter"), half_json()] {
            let course = Scenario::new().call([event.with(name, "r1")]);
            assert_eq!(request_id(&course), Some("r1"), "{name}");
        }
    }
    let both = ok().with("x-amz-request-id", "second").with("x-amzn-requestid", "first");
    assert_eq!(request_id(&Scenario::new().call([both])), Some("first"));
}

#[test]
fn there_is_no_request_id_where_none_can_be_seen() {
    assert_eq!(request_id(&Scenario::new().call([ok()])), None);
    let course = Scenario::new()
        .max_attempts(2)
        .call([answer(503, "").with("x-amzn-requestid", "r1"), lost("reset")]);
    assert_eq!(request_id(&course), None);
}

// Answers.

#[test]
fn an_answer_holds_what_the_service_said_with_its_dates_read() {
    let body = r#"{"InstancePatchStates": [{"InstanceId": "i-0", "OperationEndTime": 1.7E9}]}"#;
    let course = Scenario::new().call([answer(200, body)]);
    let expected = json!({"InstancePatchStates": [
        {"InstanceId": "i-0", "OperationEndTime": {"$date": 1_700_000_000_000_i64}},
    ]});
    assert_eq!(course.answer().value.to_json(), expected);
}

#[test]
fn an_empty_body_says_the_same_as_an_empty_object() {
    for event in [answer(200, ""), answer(200, "{}"), answer(204, "")] {
        assert_eq!(Scenario::new().call([event]).answer().value.to_json(), json!({}));
    }
}

#[test]
fn the_status_decides_and_not_the_body() {
    let body = r#"{"__type": "ThrottlingException"}"#;
    let course = Scenario::new().call([answer(200, body)]);
    assert_eq!(course.answer().value.to_json(), json!({"__type": "ThrottlingException"}));
    assert_eq!(only(answer(300, "{}")).status(), Some(300));
}

#[test]
fn a_body_that_is_no_object_is_malformed_and_quoted() {
    for (body, problem) in [
        (r#"{"InstancePatchStates": ["#, r#"not JSON: {"InstancePatchStates": ["#),
        ("<html>sign in</html>", "not JSON: <html>sign in</html>"),
        ("null", "expected an object, got null"),
        ("[]", "expected an object, got an array"),
        (r#""x""#, r#"expected an object, got "x""#),
        ("5", "expected an object, got 5"),
        ("true", "expected an object, got true"),
        (
            r#"{"InstancePatchStates": {"a": 1}}"#,
            "InstancePatchStates: expected an array, got an object",
        ),
        (
            r#"{"InstancePatchStates": [{"OperationEndTime": "soon"}]}"#,
            r#"InstancePatchStates[].OperationEndTime: expected a date, got "soon""#,
        ),
    ] {
        let malformed = Error::MalformedResponse { problem: problem.into(), status: 200 };
        assert_eq!(only(answer(200, body)), malformed, "{body}");
    }
}

#[test]
fn a_long_body_is_quoted_up_to_300_bytes_and_no_half_character() {
    let body = "€".repeat(1000);
    let Error::MalformedResponse { problem, .. } = only(answer(200, &body)) else {
        panic!("a page of euros is no answer");
    };
    assert_eq!(problem, format!("not JSON: {}", "€".repeat(100)));
    let body = format!("x{body}");
    assert_eq!(only(answer(400, &body)).reason(), format!("HTTP 400: x{}", "€".repeat(99)));
}

#[test]
fn an_error_tells_what_failed_in_the_words_of_what_failed() {
    for (event, reason) in [
        (refused(400, "InvalidFilter"), "InvalidFilter: so it is"),
        (answer(400, r#"{"__type": "InvalidFilter"}"#), "InvalidFilter"),
        (answer(400, r#"{"message": "no"}"#), "HTTP 400: no"),
        (answer(400, ""), "HTTP 400"),
        (answer(404, " <html>gone</html>\n"), "HTTP 404: <html>gone</html>"),
        (answer(301, ""), "HTTP 301: a redirect, which is not followed"),
        (answer(307, r#"{"message": "moved"}"#), "HTTP 307: moved"),
        (answer(0, ""), "HTTP 3xx: a redirect, which is not followed"),
        (answer(200, "5"), "the answer (HTTP 200) is malformed: expected an object, got 5"),
    ] {
        assert_eq!(only(event).reason(), reason);
    }
}

#[test]
fn an_attempt_without_an_answer_tells_why() {
    let mut once = Scenario::new().max_attempts(1);
    let course = once.call([lost("fetch failed (ECONNREFUSED)")]);
    assert_eq!(course.error().reason(), "the request failed: fetch failed (ECONNREFUSED)");
    let timeout = Error::Timeout { limit: ATTEMPT_TIMEOUT, scope: TimeoutScope::Attempt };
    assert_eq!(*once.call([Event::TimedOut]).error(), timeout);
}
