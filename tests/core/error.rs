//! Every error variant, through the public API.

use std::time::Duration;

use crate::support::scenario::{Event, Scenario, lost, refused, response};
use crate::support::value::JsonValue;
use patchlens::error::{Error, Reason, TimeoutScope};
use patchlens::paginate::{Paginator, Settings, Then};
use patchlens::schema::{Problems, check_object};
use patchlens::ssm::operation;
use serde_json::json;

/// The error of a call with one attempt.
fn error_of(event: Event) -> Error {
    Scenario::new().max_attempts(1).call([event]).error().clone()
}

#[test]
fn an_error_response_has_aws_s_code_and_message() {
    let error = error_of(refused(400, "com.amazonaws.ssm#InvalidFilter"));
    assert_eq!(error.code(), "service");
    assert_eq!((error.aws_code(), error.status()), (Some("InvalidFilter"), Some(400)));
    assert_eq!(error.message(), "InvalidFilter: so it is");
    assert!(!error.is_retryable());
}

#[test]
fn a_temporary_error_response_is_retryable() {
    for event in [refused(400, "ThrottlingException"), response(503, ""), response(429, "")] {
        let error = error_of(event);
        assert_eq!(error.code(), "service");
        assert!(error.is_retryable(), "{error:?}");
    }
}

#[test]
fn an_error_response_without_a_code_is_classified_by_its_status() {
    let error = error_of(response(502, "<html>Bad Gateway</html>"));
    assert_eq!((error.aws_code(), error.status()), (None, Some(502)));
    assert_eq!(error.message(), "HTTP 502: <html>Bad Gateway</html>");
}

#[test]
fn a_redirect_is_an_error_response_even_if_the_runtime_hides_it() {
    for (status, message) in [
        (302, "HTTP 302: a redirect, which is not followed"),
        (0, "HTTP 3xx: a redirect, which is not followed"),
    ] {
        let error = error_of(response(status, ""));
        assert_eq!((error.code(), error.is_retryable()), ("service", false));
        assert_eq!(error.message(), message);
    }
}

#[test]
fn a_lost_connection_is_a_network_error() {
    let error = error_of(lost("fetch failed (ECONNREFUSED)"));
    assert_eq!(error.code(), "network");
    assert_eq!((error.aws_code(), error.status()), (None, None));
    assert_eq!(error.message(), "the request failed: fetch failed (ECONNREFUSED)");
    assert!(error.is_retryable());
}

#[test]
fn an_attempt_that_takes_too_long_is_a_timeout() {
    let error = error_of(Event::TimedOut);
    assert_eq!(error.code(), "timeout");
    assert_eq!((error.aws_code(), error.status()), (None, None));
    assert_eq!(error.message(), "no answer within attemptTimeoutMs (30000 ms)");
    assert!(error.is_retryable());
}

#[test]
fn a_call_that_takes_too_long_is_a_timeout_of_the_call() {
    let error = Error::Timeout { limit: Duration::from_millis(1500), scope: TimeoutScope::Call };
    assert_eq!(error.code(), "timeout");
    assert_eq!(error.message(), "no result within timeoutMs (1500 ms)");
    assert!(error.is_retryable());
}

#[test]
fn a_truncated_output_is_a_malformed_response() {
    let error = error_of(response(200, r#"{"InstancePatchStates": ["#));
    assert_eq!(error.code(), "malformed-response");
    assert_eq!((error.aws_code(), error.status()), (None, Some(200)));
    let message = r#"the answer (HTTP 200) is malformed: not JSON: {"InstancePatchStates": ["#;
    assert_eq!(error.message(), message);
    assert!(!error.is_retryable());
}

#[test]
fn a_token_that_the_service_sends_twice_is_a_repeated_token() {
    let mut paginator = Paginator::new::<JsonValue>(Settings::default()).unwrap();
    assert_eq!(paginator.receive(1, Some("t1")).then, Then::More);
    assert_eq!(paginator.receive(1, Some("t1")).then, Then::Repeated);
    let error = Error::RepeatedToken { token: paginator.next_token().unwrap().into() };
    assert_eq!(error.code(), "repeated-token");
    assert_eq!((error.aws_code(), error.status()), (None, None));
    assert_eq!(error.message(), r#"the service sent the next token "t1" twice"#);
    assert!(!error.is_retryable());
}

#[test]
fn an_invalid_input_is_an_error_with_all_its_problems() {
    let shape = &operation("DescribeInstancePatchStates").unwrap().input;
    let input = JsonValue::from(json!({"InstanceIds": ["i-1"], "InstanceId": "i-1"}));
    let error = Error::InvalidInput(check_object(&input, shape, "input").unwrap_err());
    assert_eq!(error.code(), "invalid-input");
    assert_eq!((error.aws_code(), error.status()), (None, None));
    assert_eq!(
        error.message(),
        "InstanceIds[0]: expected a node id (i- and 8 or 17 word characters, or mi- and 17), \
         got \"i-1\"; InstanceId: is not known"
    );
    assert!(!error.is_retryable());
}

#[test]
fn a_provider_without_credentials_is_a_credentials_error() {
    let course = Scenario::with_provider([Err("the metadata service is away")]).call([]);
    let error = course.error();
    assert_eq!(error.code(), "credentials");
    assert_eq!((error.aws_code(), error.status()), (None, None));
    assert_eq!(error.message(), "no credentials: the metadata service is away");
    assert!(!error.is_retryable());
}

#[test]
fn each_error_has_a_reason() {
    for (event, reason, name) in [
        (refused(400, "ThrottlingException"), Reason::Throttled, "throttled"),
        (response(429, ""), Reason::Throttled, "throttled"),
        (refused(400, "ExpiredTokenException"), Reason::Expired, "expired"),
        (refused(400, "AccessDeniedException"), Reason::Denied, "denied"),
        (refused(400, "RequestTimeTooSkewed"), Reason::ClockSkew, "clock-skew"),
        (refused(400, "DoesNotExistException"), Reason::NotFound, "not-found"),
        (response(503, ""), Reason::Unavailable, "unavailable"),
        (lost("reset"), Reason::Unavailable, "unavailable"),
        (Event::TimedOut, Reason::Unavailable, "unavailable"),
        (refused(400, "InvalidFilter"), Reason::Other, "other"),
        (response(200, ""), Reason::Other, "other"),
    ] {
        let error = error_of(event.clone());
        assert_eq!((error.reason(), error.reason().as_str()), (reason, name), "{event:?}");
    }
    let token = String::from("T");
    for error in [
        Error::RepeatedToken { token },
        Error::InvalidInput(Problems::default()),
        Error::Credentials { problem: String::new() },
    ] {
        assert_eq!(error.reason(), Reason::Other, "{error:?}");
    }
}

#[test]
fn problems_keep_their_order_and_paths() {
    let mut problems = Problems::one("region", "is required");
    let mut more = Problems::default();
    more.expected("maxAttempts", "a whole number", &JsonValue::from(json!("3")));
    more.add("fetch", "is not known");
    problems.append(more);
    let paths: Vec<_> = problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["region", "maxAttempts", "fetch"]);
    let line = "region: is required; maxAttempts: expected a whole number, got \"3\"; \
                fetch: is not known";
    assert_eq!(problems.line(), line);
    assert_eq!(problems.clone().or(5), Err(problems));
    assert_eq!(Problems::default().or(5), Ok(5));
}
