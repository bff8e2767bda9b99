//! Calls against scripted responses: the requests and the results.

use std::time::Duration;

use crate::support::scenario::{
    ACCESS_KEY_ID, ATTEMPT_TIMEOUT, Event, SECRET, Scenario, Sent, lost, ok, only, refused,
    response,
};
use patchlens::client::Metadata;
use patchlens::endpoint::Endpoint;
use patchlens::error::{Error, TimeoutScope};
use patchlens::sigv4::{
    KeyCache, Keys, PathEncoding, Payload, Request, SigningParams, sign as sign_request,
};
use serde_json::json;

fn half_json() -> Event {
    response(200, r#"{"InstancePatchStates": ["#)
}

// Requests.

/// Signs the sent request again.
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
    let Endpoint { host, path, .. } = &scenario.client.config().endpoint;
    let request = Request {
        method: "POST",
        host,
        path,
        query: "",
        headers: &given,
        payload: Payload::Bytes(sent.body.as_bytes()),
    };
    sign_request(&params, &request, &mut KeyCache::new()).unwrap().authorization
}

#[test]
fn the_sent_request_is_the_signed_request() {
    let mut scenario = Scenario::new();
    let course = scenario.call([response(503, ""), ok()]);
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
fn a_custom_endpoint_is_signed_with_its_port_and_path() {
    let mut scenario = Scenario::new().with_config(|config| {
        config.endpoint.host = "localhost:4566".into();
        config.endpoint.path = "/a%20b/".into();
    });
    let course = scenario.call([ok()]);
    let expected = authorization(&scenario, &course.sent[0], None);
    assert_eq!(course.sent[0].header("authorization"), Some(&*expected));
}

#[test]
fn a_session_token_is_sent_and_signed() {
    let keys = json!({
        "accessKeyId": ACCESS_KEY_ID, "secretAccessKey": SECRET, "sessionToken": "tok+en/=",
    });
    let mut scenario = Scenario::with_provider([Ok(keys)]);
    let course = scenario.call([ok()]);
    let sent = &course.sent[0];
    assert_eq!(sent.header("x-amz-security-token"), Some("tok+en/="));
    let authorization = authorization(&scenario, sent, Some("tok+en/="));
    assert!(authorization.contains(";x-amz-security-token;"));
    assert_eq!(sent.header("authorization"), Some(&*authorization));
}

#[test]
fn each_attempt_is_signed_with_its_own_timestamp() {
    let throttled = refused(400, "ThrottlingException");
    let course = Scenario::new().call([throttled.clone(), throttled, ok()]);
    let dates: Vec<_> = course.sent.iter().map(|sent| sent.header("x-amz-date").unwrap()).collect();
    assert_eq!(dates, ["20261121T060000Z", "20261121T060001Z", "20261121T060003Z"]);
}

#[test]
fn a_retry_after_midnight_is_signed_with_the_new_date() {
    let mut scenario = Scenario::new().at("2026-11-21T23:59:59.500Z");
    let course = scenario.call([refused(400, "ThrottlingException"), ok()]);
    for (sent, day) in course.sent.iter().zip(["20261121", "20261122"]) {
        let expected = authorization(&scenario, sent, None);
        assert!(expected.contains(&format!("{ACCESS_KEY_ID}/{day}/eu-central-1/ssm/")));
        assert_eq!(sent.header("authorization"), Some(&*expected));
    }
}

// Request ids.

#[test]
fn the_request_id_is_read_from_any_of_three_headers() {
    for name in ["x-amzn-RequestId", "x-amzn-request-id", "x-amz-request-id"] {
        for event in [ok(), refused(400, "InvalidFilter"), half_json()] {
            let course = Scenario::new().call([event.with(name, "r1")]);
            assert_eq!(course.request_id(), Some("r1"), "{name}");
        }
    }
    let both = ok().with("x-amz-request-id", "second").with("x-amzn-requestid", "first");
    assert_eq!(Scenario::new().call([both]).request_id(), Some("first"));
}

#[test]
fn the_request_id_is_absent_if_no_header_has_it() {
    assert_eq!(Scenario::new().call([ok()]).request_id(), None);
    let course = Scenario::new()
        .max_attempts(2)
        .call([response(503, "").with("x-amzn-requestid", "r1"), lost("reset")]);
    assert_eq!(course.request_id(), None);
}

// Responses.

#[test]
fn a_successful_call_takes_one_attempt() {
    let course = Scenario::new().call([response(201, "{}")]);
    let total_retry_delay = Duration::ZERO;
    let expected = Metadata { status: 201, request_id: None, attempts: 1, total_retry_delay };
    assert_eq!(*course.metadata(), expected);
}

#[test]
fn an_empty_body_is_malformed() {
    for (status, body) in [(200, ""), (204, ""), (200, " \n")] {
        let problem = "not JSON: the body is empty".into();
        assert_eq!(only(response(status, body)), Error::MalformedResponse { problem, status });
    }
}

#[test]
fn the_status_decides_about_success_and_not_the_body() {
    let body = r#"{"__type": "ThrottlingException"}"#;
    assert_eq!(Scenario::new().call([response(200, body)]).metadata().status, 200);
    assert_eq!(only(response(300, "{}")).status(), Some(300));
}

#[test]
fn a_body_that_is_not_an_object_is_malformed_and_quoted() {
    for (body, problem) in [
        (r#"{"InstancePatchStates": ["#, r#"not JSON: {"InstancePatchStates": ["#),
        ("<html>sign in</html>", "not JSON: <html>sign in</html>"),
        ("null", "expected an object, got null"),
        ("[]", "expected an object, got an array"),
        (r#""x""#, r#"expected an object, got "x""#),
        ("5", "expected an object, got 5"),
        ("true", "expected an object, got true"),
    ] {
        let malformed = Error::MalformedResponse { problem: problem.into(), status: 200 };
        assert_eq!(only(response(200, body)), malformed, "{body}");
    }
}

#[test]
fn a_long_body_is_quoted_up_to_300_bytes_and_no_half_character() {
    let body = "€".repeat(1000);
    let Error::MalformedResponse { problem, .. } = only(response(200, &body)) else {
        panic!("a page of euros is no output");
    };
    assert_eq!(problem, format!("not JSON: {}", "€".repeat(100)));
    let body = format!("x{body}");
    assert_eq!(only(response(400, &body)).message(), format!("HTTP 400: x{}", "€".repeat(99)));
}

#[test]
fn an_error_names_the_action_and_quotes_the_cause() {
    for (event, reason) in [
        (refused(400, "InvalidFilter"), "InvalidFilter: so it is"),
        (response(400, r#"{"__type": "InvalidFilter"}"#), "InvalidFilter"),
        (response(400, r#"{"message": "no"}"#), "HTTP 400: no"),
        (response(400, ""), "HTTP 400"),
        (response(404, " <html>gone</html>\n"), "HTTP 404: <html>gone</html>"),
        (response(301, ""), "HTTP 301: a redirect, which is not followed"),
        (response(307, r#"{"message": "moved"}"#), "HTTP 307: moved"),
        (response(0, ""), "HTTP 3xx: a redirect, which is not followed"),
        (response(200, "5"), "the answer (HTTP 200) is malformed: expected an object, got 5"),
    ] {
        assert_eq!(only(event).message(), reason);
    }
}

#[test]
fn an_attempt_without_a_response_has_a_reason() {
    let mut once = Scenario::new().max_attempts(1);
    let course = once.call([lost("fetch failed (ECONNREFUSED)")]);
    assert_eq!(course.error().message(), "the request failed: fetch failed (ECONNREFUSED)");
    let timeout = Error::Timeout { limit: ATTEMPT_TIMEOUT, scope: TimeoutScope::Attempt };
    assert_eq!(*once.call([Event::TimedOut]).error(), timeout);
}
