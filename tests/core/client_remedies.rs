//! What can help a call that was refused, besides waiting: the service's time, other credentials, a
//! smaller page; and what of an error response is repeated.

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

// A wrong clock.

#[test]
fn a_clock_that_is_wrong_is_set_right_where_the_service_refuses_for_the_signature_or_its_time() {
    for code in TIME_CODES {
        let course = Scenario::new().call([refused(400, code).ahead(60), ok()]);
        assert_eq!(dates(&course), ["20261121T060000Z", "20261121T070000Z"], "{code}");
        assert_eq!(course.waits_ms(), [50], "as any failure that passes");
    }
    let slow = Scenario::new().call([refused(400, "RequestExpired").ahead(-60), ok()]);
    assert_eq!(dates(&slow)[1], "20261121T050000Z");
}

#[test]
fn no_other_refusal_says_anything_about_the_clock() {
    for code in ["InvalidFilter", "AccessDeniedException", "ExpiredTokenException"] {
        let error = only(refused(400, code).ahead(60));
        assert!(!error.is_retryable(), "{code}");
    }
}

#[test]
fn less_than_four_minutes_are_not_why_a_service_refuses() {
    for minutes in [0, 3, -3] {
        only(refused(400, "InvalidSignatureException").ahead(minutes));
    }
    for minutes in [4, -4] {
        // The service's date, which is in whole seconds, is of the middle of the exchange.
        let mut scenario = Scenario::new().at("2026-11-21T05:59:59.980Z");
        scenario.call([refused(400, "InvalidSignatureException").ahead(minutes), ok()]);
    }
    // Without a time in the response, nothing is known.
    only(refused(400, "InvalidSignatureException"));
}

#[test]
fn what_was_found_is_kept_for_the_client_s_later_calls() {
    let mut scenario = Scenario::new();
    scenario.call([refused(400, "InvalidSignatureException").ahead(60), ok()]);
    let later = scenario.call([ok()]);
    assert!(dates(&later)[0].starts_with("20261121T07"));
}

#[test]
fn a_clock_that_was_put_right_meanwhile_is_found_right_again() {
    let mut scenario = Scenario::new();
    scenario.call([refused(400, "RequestExpired").ahead(60), ok()]);
    let course = scenario.call([refused(400, "RequestInTheFuture").ahead(0), ok()]);
    assert!(dates(&course)[0].starts_with("20261121T07"));
    assert!(dates(&course)[1].starts_with("20261121T06"));
}

#[test]
fn a_clock_is_set_right_once_in_a_call() {
    let refused = |minutes| refused(400, "InvalidSignatureException").ahead(minutes);
    let course = Scenario::new().max_attempts(9).call([refused(60), refused(120)]);
    assert_eq!(course.error().aws_code(), Some("InvalidSignatureException"));
}

#[test]
fn setting_the_clock_right_takes_an_attempt_and_its_part_of_the_quota() {
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
fn a_hint_of_a_date_to_wait_for_is_read_by_the_service_s_clock() {
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
fn keys_that_have_expired_are_refreshed_once() {
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
fn keys_that_expire_again_in_the_same_call_are_not_refreshed_again() {
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
fn a_provider_that_returns_the_same_again_gets_the_service_s_error() {
    let mut scenario = Scenario::with_provider([keys("A", None), keys("A", None)]);
    let course = scenario.call([refused(400, "ExpiredTokenException")]);
    assert_eq!(course.refreshes, 2);
    assert_eq!(course.error().aws_code(), Some("ExpiredTokenException"));
    assert_eq!(course.failure().attempts, 1);
    assert!(!course.error().is_retryable());
}

#[test]
fn a_provider_that_fails_then_is_the_call_s_failure() {
    let mut scenario = Scenario::with_provider([keys("A", None), Err("no network")]);
    let course = scenario.call([refused(400, "ExpiredTokenException")]);
    let problem = "no network".into();
    assert_eq!(*course.error(), Error::Credentials { problem });
}

#[test]
fn fixed_keys_that_have_expired_are_an_error_at_once() {
    let error = only(refused(400, "ExpiredTokenException"));
    assert_eq!(error.aws_code(), Some("ExpiredTokenException"));
    assert!(!error.is_retryable());
}

#[test]
fn a_request_that_expired_by_a_wrong_clock_is_no_reason_to_refresh() {
    let mut scenario = Scenario::with_provider([keys("A", None)]);
    let course = scenario.call([refused(400, "RequestExpired").ahead(60), ok()]);
    assert_eq!(signers(&course), ["A", "A"]);
}

#[test]
fn keys_are_refreshed_by_the_service_s_clock() {
    // By the local clock, an hour early, they would be good for two hours.
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
fn a_page_of_more_than_50_that_is_refused_is_asked_for_again_as_one_of_50() {
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
fn only_a_page_that_can_be_smaller_is() {
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

// What an error response repeats.

#[test]
fn no_message_repeats_what_is_secret() {
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
fn a_secret_is_taken_out_before_a_body_is_cut() {
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
fn what_sts_says_is_found_a_level_deeper_and_the_id_of_the_request_in_the_body() {
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
