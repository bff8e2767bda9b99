//! Remedies after an error response, besides waiting: the service's time, refreshed credentials, a
//! smaller page. Also the redaction of error responses.

use crate::support::scenario::{
    ACCESS_KEY_ID, BEGIN, Course, Event, INPUT, Provided, SECRET, Scenario, lost, ok, only,
    refused, response,
};
use patchlens::error::Error;
use serde_json::{Value, json};

const TIME_CODES: [&str; 6] = [
    "AuthFailure",
    "InvalidSignatureException",
    "RequestExpired",
    "RequestInTheFuture",
    "RequestTimeTooSkewed",
    "SignatureDoesNotMatch",
];

fn dates(course: &Course) -> Vec<&str> {
    course.sent.iter().map(|sent| sent.header("x-amz-date").unwrap()).collect()
}

// Clock skew.

#[test]
fn clock_skew_is_corrected_after_an_error_about_the_signature_or_its_timestamp() {
    for code in TIME_CODES {
        let course = Scenario::new().call([refused(400, code).ahead(60), ok()]);
        assert_eq!(dates(&course), ["20261121T060000Z", "20261121T070000Z"], "{code}");
        assert_eq!(course.waits_ms(), [50], "as any failure that passes");
    }
    let slow = Scenario::new().call([refused(400, "RequestExpired").ahead(-60), ok()]);
    assert_eq!(dates(&slow)[1], "20261121T050000Z");
}

#[test]
fn other_error_responses_do_not_correct_the_clock() {
    for code in ["InvalidFilter", "AccessDeniedException", "ExpiredTokenException"] {
        let error = only(refused(400, code).ahead(60));
        assert!(!error.is_retryable(), "{code}");
    }
}

#[test]
fn clock_skew_below_four_minutes_does_not_explain_an_error_response() {
    for minutes in [0, 3, -3] {
        only(refused(400, "InvalidSignatureException").ahead(minutes));
    }
    for minutes in [4, -4] {
        // The service's date, in whole seconds, is taken as the time in the middle of the exchange.
        let mut scenario = Scenario::new().at("2026-11-21T05:59:59.980Z");
        scenario.call([refused(400, "InvalidSignatureException").ahead(minutes), ok()]);
    }
    // A response without a time does not show the skew.
    only(refused(400, "InvalidSignatureException"));
}

#[test]
fn later_calls_of_the_client_use_the_measured_skew() {
    let mut scenario = Scenario::new();
    scenario.call([refused(400, "InvalidSignatureException").ahead(60), ok()]);
    let later = scenario.call([ok()]);
    assert!(dates(&later)[0].starts_with("20261121T07"));
}

#[test]
fn the_skew_is_measured_again_after_the_local_clock_is_corrected() {
    let mut scenario = Scenario::new();
    scenario.call([refused(400, "RequestExpired").ahead(60), ok()]);
    let course = scenario.call([refused(400, "RequestInTheFuture").ahead(0), ok()]);
    assert!(dates(&course)[0].starts_with("20261121T07"));
    assert!(dates(&course)[1].starts_with("20261121T06"));
}

#[test]
fn a_call_corrects_the_clock_once() {
    let refused = |minutes| refused(400, "InvalidSignatureException").ahead(minutes);
    let course = Scenario::new().max_attempts(9).call([refused(60), refused(120)]);
    assert_eq!(course.error().aws_code(), Some("InvalidSignatureException"));
}

#[test]
fn correcting_the_clock_takes_an_attempt_and_its_quota() {
    let mut once = Scenario::new().max_attempts(1);
    let refused = refused(400, "InvalidSignatureException").ahead(60);
    let course = once.call([refused.clone()]);
    assert!(course.error().is_retryable(), "the same call may succeed now");
    let later = once.call([ok()]);
    assert_eq!(dates(&later), ["20261121T070000Z"]);

    let mut spent = Scenario::new().max_attempts(100);
    spent.call_of("DescribeInstancePatchStates", INPUT, &mut failing());
    let course = spent.call([refused]);
    assert_eq!(course.failure().attempts, 1, "the quota is spent");
}

fn failing() -> impl Iterator<Item = Event> {
    std::iter::repeat_with(|| response(500, ""))
}

#[test]
fn a_date_in_retry_after_is_relative_to_the_service_s_clock() {
    let mut scenario = Scenario::new();
    scenario.call([refused(400, "RequestExpired").ahead(60), ok()]);
    let throttled = response(429, "").with("retry-after", "Sat, 21 Nov 2026 07:00:02 GMT");
    let course = scenario.jitter(0.0).call([throttled, ok()]);
    let wait = course.waits_ms()[0];
    assert!((1000..2000).contains(&wait), "{wait}");
}

// Credentials.

fn keys(id: &str, expiration: Option<&str>) -> Provided {
    let mut keys = json!({
        "accessKeyId": id, "secretAccessKey": SECRET, "sessionToken": format!("token-of-{id}"),
    });
    if let Some(expiration) = expiration {
        keys["expiration"] = Value::from(expiration);
    }
    Ok(keys)
}

fn signers(course: &Course) -> Vec<String> {
    let id = |authorization: &str| {
        let (_, rest) = authorization.split_once("Credential=").unwrap();
        rest.split_once('/').unwrap().0.to_owned()
    };
    course.sent.iter().map(|sent| id(sent.header("authorization").unwrap())).collect()
}

#[test]
fn expired_credentials_are_refreshed_once() {
    for code in ["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"]
    {
        let mut scenario = Scenario::with_provider([keys("A", None), keys("B", None)]);
        let course = scenario.call([refused(400, code), ok()]);
        assert_eq!(signers(&course), ["A", "B"], "{code}");
        assert_eq!((course.refreshes, course.waits_ms()), (2, vec![0]));
        assert_eq!(scenario.call([ok()]).refreshes, 0, "what was provided is kept");
    }
}

#[test]
fn a_call_refreshes_expired_credentials_only_once() {
    let expired = refused(400, "ExpiredTokenException");
    let mut scenario = Scenario::with_provider([keys("A", None), keys("B", None), keys("C", None)]);
    let course = scenario.max_attempts(9).call([expired.clone(), expired]);
    assert_eq!(course.error().aws_code(), Some("ExpiredTokenException"));
    assert_eq!(course.refreshes, 2);
    scenario = Scenario::with_provider([keys("A", None), keys("B", None)]).max_attempts(1);
    let course = scenario.call([refused(400, "ExpiredTokenException")]);
    assert_eq!(course.refreshes, 1, "there is no attempt left to make with others");
    let course = scenario.call([ok()]);
    assert_eq!(
        (course.refreshes, signers(&course)),
        (1, vec!["B".into()]),
        "the next call refreshes"
    );
}

#[test]
fn a_call_fails_with_the_service_s_error_if_a_refresh_returns_the_same_credentials() {
    let mut scenario = Scenario::with_provider([keys("A", None), keys("A", None)]);
    let course = scenario.call([refused(400, "ExpiredTokenException")]);
    assert_eq!(course.refreshes, 2);
    assert_eq!(course.error().aws_code(), Some("ExpiredTokenException"));
    assert_eq!(course.failure().attempts, 1);
    assert!(!course.error().is_retryable());
}

#[test]
fn a_call_fails_with_the_provider_s_error_if_the_refresh_fails() {
    let mut scenario = Scenario::with_provider([keys("A", None), Err("no network")]);
    let course = scenario.call([refused(400, "ExpiredTokenException")]);
    let problem = "no network".into();
    assert_eq!(*course.error(), Error::Credentials { problem });
}

#[test]
fn expired_fixed_credentials_are_an_error_at_once() {
    let error = only(refused(400, "ExpiredTokenException"));
    assert_eq!(error.aws_code(), Some("ExpiredTokenException"));
    assert!(!error.is_retryable());
}

#[test]
fn a_request_that_expired_due_to_clock_skew_causes_no_refresh() {
    let mut scenario = Scenario::with_provider([keys("A", None)]);
    let course = scenario.call([refused(400, "RequestExpired").ahead(60), ok()]);
    assert_eq!(signers(&course), ["A", "A"]);
}

#[test]
fn the_refresh_follows_the_service_s_clock() {
    // By the local clock, which is an hour behind, they would be valid for two hours.
    let expiration = "2026-11-21T08:00:00Z";
    let mut scenario =
        Scenario::with_provider([keys("A", Some(expiration)), keys("B", Some(expiration))])
            .at(BEGIN);
    let course = scenario.call([refused(400, "InvalidSignatureException").ahead(116), ok()]);
    assert_eq!(signers(&course), ["A", "B"]);
}

// Smaller pages.

const TOO_MANY: &str = "1 validation error detected: Value '100' at 'maxResults' failed to satisfy \
    constraint: Member must have value less than or equal to 50";

fn too_many() -> Event {
    response(400, &json!({"__type": "ValidationException", "message": TOO_MANY}).to_string())
}

fn bodies(scenario: &mut Scenario, input: &str, events: Vec<Event>) -> Vec<String> {
    let course = scenario.call_of("DescribeInstancePatches", input, &mut events.into_iter());
    course.sent.into_iter().map(|sent| sent.body).collect()
}

#[test]
fn a_rejected_page_of_more_than_50_is_retried_with_50() {
    let input = r#"{"Filters":["\"MaxResults\":99"],"MaxResults":100,"InstanceId":"i-0"}"#;
    let lowered = r#"{"Filters":["\"MaxResults\":99"],"MaxResults":50,"InstanceId":"i-0"}"#;
    let mut scenario = Scenario::new().max_attempts(1);
    assert_eq!(bodies(&mut scenario, input, vec![too_many(), ok()]), [input, lowered]);
    let course =
        scenario.call_of("DescribeInstancePatches", input, &mut [too_many(), ok()].into_iter());
    assert_eq!(course.waits_ms(), [0]);
    assert_eq!(course.metadata().attempts, 2, "it was sent twice, though only one counts");
}

#[test]
fn only_a_rejected_page_of_more_than_50_is_reduced() {
    let other = refused(400, "ValidationException");
    for (input, event) in [
        (r#"{"MaxResults":50}"#, too_many()),
        (r#"{"MaxResults":9}"#, too_many()),
        ("{}", too_many()),
        (r#"{"MaxResults":100}"#, other),
    ] {
        assert_eq!(bodies(&mut Scenario::new(), input, vec![event]), [input]);
    }
    let first = r#"{"MaxResults":51}"#;
    let sent = bodies(&mut Scenario::new(), first, vec![too_many(), too_many()]);
    assert_eq!(sent, [first, r#"{"MaxResults":50}"#]);
}

// Redaction.

#[test]
fn no_message_repeats_a_secret() {
    let said = format!("canonical: x-amz-security-token:token-of-A {SECRET} token-of-A;");
    for event in [
        response(403, &json!({"__type": "SignatureDoesNotMatch", "message": said}).to_string()),
        response(502, &said),
        response(200, &said),
        lost(&said),
    ] {
        let mut scenario = Scenario::with_provider([keys("A", None)]).max_attempts(1);
        let message = scenario.call([event]).error().message();
        let expected = "canonical: x-amz-security-token:[redacted] [redacted] [redacted];";
        assert!(message.ends_with(expected), "{message}");
    }
}

#[test]
fn a_secret_is_redacted_before_a_body_is_truncated() {
    let token = "token-of-A".repeat(20);
    let keys = json!({
        "accessKeyId": ACCESS_KEY_ID, "secretAccessKey": SECRET, "sessionToken": token,
    });
    let mut scenario = Scenario::with_provider([Ok(keys)]);
    for status in [200, 404] {
        let event = response(status, &format!("{}{token}", "x".repeat(290)));
        let message = scenario.call([event]).error().message();
        assert!(message.ends_with("xxx[redacted]"), "{message}");
    }
}

#[test]
fn an_error_response_of_sts_has_a_nested_error_and_a_request_id_in_the_body() {
    let body = r#"{"Error": {"Code": "AccessDenied", "Message": "not you", "Type": "Sender"},
        "RequestId": "r-1"}"#;
    let course = Scenario::new().call([response(403, body)]);
    assert_eq!(course.error().message(), "AccessDenied: not you");
    assert_eq!(course.failure().request_id.as_deref(), Some("r-1"));
    let course = Scenario::new().call([response(403, body).with("x-amzn-requestid", "r-2")]);
    assert_eq!(course.failure().request_id.as_deref(), Some("r-2"), "the header goes before it");
    let nested = r#"{"__type": "A", "Error": {"Code": "B"}}"#;
    assert_eq!(only(response(403, nested)).aws_code(), Some("A"));
}
