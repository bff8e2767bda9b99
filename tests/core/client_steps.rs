//! The steps of a call: the step after each report, in any order; the state that the calls of a
//! client share; the options of a call.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use crate::support::scenario::{
    ATTEMPT_TIMEOUT, BEGIN, INPUT, Provided, SECRET, Scenario, default_config, lost, ok, refused,
    response,
};
use crate::support::value::JsonValue;
use patchlens::client::{
    Attempt, COGNITO_IDENTITY, Call, CallOptions, Client, Failure, Loss, Metadata, Response,
    RetryMode, STS, Signing, Step, Wait,
};
use patchlens::credentials::{Credentials, CredentialsCache, Redaction};
use patchlens::error::{Error, TimeoutScope};
use patchlens::time::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

const SECOND: Duration = Duration::from_secs(1);
const FIVE_MINUTES: Duration = Duration::from_secs(300);
const TOO_MANY: &str =
    r#"{"__type":"ValidationException","message":"Value '100' at 'maxResults' failed"}"#;

fn begin() -> Timestamp {
    Timestamp::parse(BEGIN).unwrap()
}

fn credentials(id: &str) -> Credentials {
    Credentials::new(id.into(), SECRET.into(), Some(format!("token-of-{id}")))
}

/// A client and the cache of its credentials, which a provider fills.
fn client_with_cache() -> (Client, Rc<RefCell<CredentialsCache>>) {
    let cache = Rc::new(RefCell::new(CredentialsCache::with_provider()));
    (Client::new(default_config(), Rc::clone(&cache), begin()), cache)
}

fn call(client: &Client) -> Call {
    client.call("DescribeInstancePatchStates", INPUT, CallOptions::default())
}

/// Reports a response whose `date` is `ahead` of the local clock.
fn receive(call: &mut Call, status: u16, body: &str, ahead: Option<&str>) -> Step {
    let header = |name: &str| if name == "date" { ahead.map(str::to_owned) } else { None };
    let response = Response { status, header: &header, text: body, sent_at: begin() };
    call.receive::<JsonValue>(&response, begin(), 1.0)
}

fn sent(step: Step) -> Attempt {
    match step {
        Step::Send(attempt) => attempt,
        other => panic!("{other:?} sends nothing"),
    }
}

fn wait(step: Step) -> Wait {
    match step {
        Step::Wait(wait) => wait,
        other => panic!("{other:?} is no wait"),
    }
}

fn failure(step: Step) -> Failure {
    match step {
        Step::Failed(failure) => *failure,
        other => panic!("{other:?} is no failure"),
    }
}

fn header<'a>(attempt: &'a Attempt, wanted: &str) -> Option<&'a str> {
    attempt.headers.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str())
}

fn is_signed_by(attempt: &Attempt, id: &str) -> bool {
    header(attempt, "authorization").is_some_and(|it| it.contains(&format!("Credential={id}/")))
}

// The steps in order.

#[test]
fn an_attempt_has_its_number_and_its_time_limit() {
    let course = Scenario::new().call([response(503, ""), lost("reset"), ok()]);
    let attempts: Vec<_> = course.sent.iter().map(|sent| (sent.number, sent.timeout)).collect();
    assert_eq!(attempts, [1, 2, 3].map(|number| (number, ATTEMPT_TIMEOUT)));
}

#[test]
fn a_wait_before_a_retry_has_the_error_of_the_attempt() {
    let first = response(503, "").with("x-amzn-requestid", "r-1");
    let course = Scenario::new().call([first, lost("reset"), ok()]);
    let failures: Vec<_> = course.waits.iter().map(|wait| wait.failure.as_ref().unwrap()).collect();
    assert_eq!(failures[0].error.status(), Some(503));
    assert_eq!((failures[0].attempts, failures[0].request_id.as_deref()), (1, Some("r-1")));
    assert_eq!(failures[1].error, Error::Network { message: "reset".into() });
    assert_eq!((failures[1].attempts, failures[1].request_id.as_deref()), (2, None));
    assert!(course.waits.iter().all(|wait| wait.max_results.is_none()));
}

#[test]
fn a_wait_for_the_rate_limiter_has_no_error_and_is_not_a_retry() {
    let adaptive = |config: &mut patchlens::client::Config| {
        config.retry_mode = RetryMode::Adaptive;
    };
    let mut scenario = Scenario::new().with_config(adaptive).max_attempts(1);
    scenario.clock = scenario.clock + SECOND;
    scenario.call([refused(400, "ThrottlingException")]);
    let waits: Vec<_> = (0..5).flat_map(|_| scenario.call([ok()]).waits).collect();
    assert!(!waits.is_empty(), "the rate is still unlimited");
    for Wait { delay, failure, max_results } in &waits {
        assert!(*delay > Duration::ZERO && failure.is_none() && max_results.is_none());
    }
    let course = scenario.call([ok()]);
    assert_eq!(
        (course.metadata().attempts, course.metadata().total_retry_delay),
        (1, Duration::ZERO)
    );
}

#[test]
fn a_standard_client_does_not_wait_for_the_rate_limiter() {
    let mut scenario = Scenario::new().max_attempts(1);
    scenario.call([refused(400, "ThrottlingException")]);
    assert!((0..20).all(|_| scenario.call([ok()]).waits.is_empty()));
}

#[test]
fn the_timeout_of_a_call_names_its_limit_and_its_attempts() {
    let client = Scenario::new().client;
    let mut call = call(&client);
    let time_out = |call: &Call| call.time_out(Duration::from_millis(1500));
    let error = Error::Timeout { limit: Duration::from_millis(1500), scope: TimeoutScope::Call };
    assert_eq!(*time_out(&call), Failure { error: error.clone(), request_id: None, attempts: 0 });
    sent(call.resume(begin()));
    assert_eq!(*time_out(&call), Failure { error, request_id: None, attempts: 1 });
}

#[test]
fn the_error_for_a_malformed_output_has_the_status_and_the_request_id() {
    let client = Scenario::new().client;
    let mut call = call(&client);
    sent(call.resume(begin()));
    let header = |name: &str| (name == "x-amzn-requestid").then(|| "r-1".into());
    let response = Response { status: 206, header: &header, text: "", sent_at: begin() };
    let Step::Done(metadata) = call.receive::<JsonValue>(&response, begin(), 1.0) else {
        panic!("206 is a success");
    };
    let total_retry_delay = Duration::ZERO;
    let request_id = Some(String::from("r-1"));
    assert_eq!(
        metadata,
        Metadata { status: 206, request_id: request_id.clone(), attempts: 1, total_retry_delay }
    );
    let problem = "Patches: expected an array, got 5";
    let error = Error::MalformedResponse { problem: problem.into(), status: 206 };
    assert_eq!(*call.malformed(problem), Failure { error, request_id, attempts: 1 });
}

// The refresh of credentials.

#[test]
fn a_refresh_has_no_time_limit_without_valid_credentials() {
    let (client, cache) = client_with_cache();
    let mut call = call(&client);
    assert!(matches!(call.resume(begin()), Step::Refresh { patience: None }));
    cache.borrow_mut().store(credentials("A"));
    assert!(is_signed_by(&sent(call.resume(begin())), "A"));
}

#[test]
fn a_refresh_has_a_limit_of_a_second_while_the_cached_credentials_still_work() {
    let (client, cache) = client_with_cache();
    let expiring = credentials("A").expiring(Some(begin() + FIVE_MINUTES));
    cache.borrow_mut().store(expiring);
    let mut call = call(&client);
    let step = call.resume(begin());
    assert!(matches!(step, Step::Refresh { patience: Some(SECOND) }), "{step:?}");
    assert!(is_signed_by(&sent(call.refresh_failed("it takes too long", begin())), "A"));
}

fn expiring(id: &str, after: Duration) -> Provided {
    let expiration = (begin() + after).as_millis();
    Ok(json!({"accessKeyId": id, "secretAccessKey": SECRET, "expiration": expiration}))
}

#[test]
fn a_hanging_provider_delays_a_call_by_a_second_while_the_old_credentials_work() {
    let provider = [expiring("A", FIVE_MINUTES * 2)];
    let mut scenario = Scenario::with_provider(provider);
    scenario.call([ok()]);
    scenario.clock = begin() + FIVE_MINUTES;
    let mut scenario = scenario.provider_latency(SECOND * 3600);
    let before = scenario.clock;
    let course = scenario.call([ok()]);
    assert_eq!((course.refreshes, course.sent[0].at), (1, before + SECOND));
    let authorization = course.sent[0].header("authorization").unwrap();
    assert!(authorization.contains("Credential=A/"), "{authorization}");
}

#[test]
fn a_call_waits_for_a_slow_provider_without_valid_credentials() {
    let mut scenario =
        Scenario::with_provider([expiring("A", FIVE_MINUTES * 2)]).provider_latency(SECOND * 60);
    assert_eq!(scenario.call([ok()]).sent[0].at, begin() + SECOND * 60);
}

#[test]
fn a_retry_repeats_a_failed_refresh() {
    let provider =
        [expiring("A", FIVE_MINUTES), Err("no network"), expiring("B", FIVE_MINUTES * 2)];
    let mut scenario = Scenario::with_provider(provider);
    scenario.call([ok()]);
    let course = scenario.call([response(503, ""), ok()]);
    assert_eq!(course.refreshes, 2);
    let authorization = course.sent[1].header("authorization").unwrap();
    assert!(authorization.contains("Credential=B/"), "{authorization}");
}

#[test]
fn a_call_tries_expired_credentials_of_a_provider_once() {
    let provider = [expiring("A", Duration::ZERO), expiring("A", Duration::ZERO)];
    let mut scenario = Scenario::with_provider(provider);
    let course = scenario.call([ok()]);
    assert_eq!(course.refreshes, 1, "the local clock may be wrong");
    let course = scenario.call([refused(400, "ValidationException")]);
    assert_eq!(course.refreshes, 1);
}

#[test]
fn calls_with_the_same_expired_credentials_share_the_refreshed_ones() {
    let (client, cache) = client_with_cache();
    cache.borrow_mut().store(credentials("A"));
    let [mut one, mut other] = [call(&client), call(&client)];
    for call in [&mut one, &mut other] {
        assert!(is_signed_by(&sent(call.resume(begin())), "A"));
    }
    let expired = r#"{"__type":"ExpiredTokenException"}"#;
    wait(receive(&mut one, 400, expired, None));
    assert!(matches!(one.resume(begin()), Step::Refresh { patience: None }));
    cache.borrow_mut().store(credentials("B"));
    assert!(is_signed_by(&sent(one.resume(begin())), "B"));
    wait(receive(&mut other, 400, expired, None));
    assert!(is_signed_by(&sent(other.resume(begin())), "B"), "the new keys are not rejected");
    let failure = failure(receive(&mut other, 400, expired, None));
    assert_eq!(failure.error.aws_code(), Some("ExpiredTokenException"));
    assert!(cache.borrow().credentials().is_some());
}

#[test]
fn a_call_fails_if_the_refresh_returns_the_rejected_credentials() {
    let (client, cache) = client_with_cache();
    cache.borrow_mut().store(credentials("A"));
    let mut call = call(&client);
    sent(call.resume(begin()));
    wait(receive(&mut call, 400, r#"{"__type":"ExpiredTokenException"}"#, None));
    cache.borrow_mut().store(credentials("A"));
    let failure = failure(call.resume(begin()));
    assert_eq!(failure.error.aws_code(), Some("ExpiredTokenException"));
    assert_eq!(failure.attempts, 1);
}

// Clock skew.

#[test]
fn a_call_is_retried_after_another_call_corrected_the_clock() {
    let (client, cache) = client_with_cache();
    cache.borrow_mut().store(credentials("A"));
    let [mut one, mut other] = [call(&client), call(&client)];
    for call in [&mut one, &mut other] {
        let attempt = sent(call.resume(begin()));
        assert_eq!(header(&attempt, "x-amz-date"), Some("20261121T060000Z"));
    }
    for call in [&mut one, &mut other] {
        let refused = r#"{"__type":"InvalidSignatureException"}"#;
        wait(receive(call, 400, refused, Some("Sat, 21 Nov 2026 07:00:00 GMT")));
        let attempt = sent(call.resume(begin()));
        assert_eq!(header(&attempt, "x-amz-date"), Some("20261121T070000Z"));
    }
}

// Smaller pages.

#[test]
fn only_the_wait_after_a_rejected_page_size_has_a_smaller_one() {
    let mut events = [response(400, TOO_MANY), response(503, ""), ok()].into_iter();
    let input = r#"{"MaxResults":100}"#;
    let course = Scenario::new().call_of("DescribeInstancePatches", input, &mut events);
    let asked: Vec<_> = course.waits.iter().map(|wait| wait.max_results).collect();
    assert_eq!(asked, [Some(50), None]);
    let bodies: Vec<_> = course.sent.iter().map(|sent| &*sent.body).collect();
    assert_eq!(bodies, [input, r#"{"MaxResults":50}"#, r#"{"MaxResults":50}"#]);
    let failure = course.waits[0].failure.as_ref().unwrap();
    assert!(failure.error.is_retryable(), "another attempt follows");
}

#[test]
fn a_max_results_that_is_not_a_member_of_the_input_is_unchanged() {
    for input in [
        r#"{"Filters":[{"MaxResults":100}]}"#,
        r#"{"MaxResults":{"MaxResults":100}}"#,
        r#"{"MaxResults":"100"}"#,
    ] {
        let mut events = [response(400, TOO_MANY)].into_iter();
        let course = Scenario::new().call_of("SendCommand", input, &mut events);
        assert!(!course.error().is_retryable(), "{input}");
    }
}

#[test]
fn other_codes_and_members_do_not_reduce_the_page() {
    for body in [
        r#"{"__type":"InvalidFilter","message":"maxResults"}"#,
        r#"{"__type":"ValidationException","message":"instanceId"}"#,
        r#"{"message":"maxResults"}"#,
    ] {
        let mut events = [response(400, body)].into_iter();
        let input = r#"{"MaxResults":100}"#;
        let course = Scenario::new().call_of("DescribeInstancePatches", input, &mut events);
        assert!(!course.error().is_retryable(), "{body}");
    }
}

#[test]
fn the_new_body_is_signed() {
    let (client, cache) = client_with_cache();
    cache.borrow_mut().store(credentials("A"));
    let mut call = call(&client);
    let signature = |call: &mut Call| {
        let attempt = sent(call.resume(begin()));
        header(&attempt, "authorization").unwrap().to_owned()
    };
    let first = signature(&mut call);
    call.replace_body("{}");
    let second = signature(&mut call);
    assert_ne!(first, second);
    call.replace_body(INPUT);
    assert_eq!(signature(&mut call), first);
}

// The options of a call.

#[test]
fn a_call_can_have_its_own_number_of_attempts() {
    let options = |max_attempts| CallOptions { max_attempts, ..CallOptions::default() };
    let mut scenario = Scenario::new();
    for (max_attempts, attempts) in [(Some(1), 1), (Some(2), 2), (None, 3), (Some(5), 5)] {
        let events = vec![response(503, ""); attempts];
        let course = scenario.call_with(options(max_attempts), events);
        assert_eq!(course.failure().attempts as usize, attempts);
        assert!(course.error().is_retryable());
    }
}

/// Options of an unsigned call that sends this secret in its body.
fn unsigned(secret: &str) -> CallOptions {
    let mut redaction = Redaction::default();
    redaction.add(secret.into());
    CallOptions {
        signing: Signing::Unsigned,
        redaction: Rc::new(redaction),
        ..CallOptions::default()
    }
}

#[test]
fn an_unsigned_call_needs_no_credentials_and_sends_no_signature() {
    let mut scenario =
        Scenario::with_provider([]).with_config(|config| config.service = &COGNITO_IDENTITY);
    let course = scenario.call_with(unsigned("the-token"), [response(503, ""), ok()]);
    assert_eq!(course.refreshes, 0);
    for sent in &course.sent {
        let names: Vec<_> = sent.headers.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["content-type", "x-amz-target"]);
        let target = "AWSCognitoIdentityService.DescribeInstancePatchStates";
        assert_eq!(sent.header("x-amz-target"), Some(target));
    }
}

#[test]
fn a_call_of_sts_accepts_json_and_has_no_target_header() {
    let mut scenario = Scenario::new().with_config(|config| config.service = &STS);
    let course = scenario.call([ok()]);
    let [sent] = &course.sent[..] else { panic!("one attempt") };
    assert_eq!(sent.header("accept"), Some("application/json"));
    let form = "application/x-www-form-urlencoded; charset=utf-8";
    assert_eq!(sent.header("content-type"), Some(form));
    assert_eq!(sent.header("x-amz-target"), None);
    let authorization = sent.header("authorization").unwrap();
    assert!(authorization.contains("/eu-central-1/sts/aws4_request"), "{authorization}");
    assert!(authorization.contains("SignedHeaders=content-type;host;x-amz-date,"));
}

#[test]
fn an_unsigned_call_redacts_the_secrets_of_its_body() {
    let secret = "eyJhbGciOiJSUzI1NiJ9.token";
    let said = format!("got {secret}, and again {secret}");
    for event in [
        response(400, &json!({"__type": "InvalidIdentityToken", "message": said}).to_string()),
        response(502, &said),
        response(200, &said),
        response(200, &json!(said).to_string()),
        lost(&said),
    ] {
        let course =
            Scenario::with_provider([]).max_attempts(1).call_with(unsigned(secret), [event]);
        let message = course.error().message();
        assert!(message.contains("got [redacted], and again [redacted]"), "{message}");
    }
}

#[test]
fn the_expired_token_of_an_unsigned_call_does_not_reject_the_credentials() {
    let (client, cache) = client_with_cache();
    cache.borrow_mut().store(credentials("A"));
    let mut call = client.call("GetId", "{}", unsigned("the-token"));
    sent(call.resume(begin()));
    let failure = failure(receive(&mut call, 400, r#"{"__type":"ExpiredTokenException"}"#, None));
    assert!(!failure.error.is_retryable());
    assert!(cache.borrow().credentials().is_some());
}

// Reports in any order.

#[derive(Debug, Clone)]
enum Report {
    Resume,
    RefreshFailed,
    Receive(u16, &'static str, Option<&'static str>),
    Lose(Loss),
    Malformed,
    NotJson,
    TimeOut,
    ReplaceBody,
    Store(&'static str, i64),
    Later(i64),
}

fn reports() -> impl Strategy<Value = Vec<Report>> {
    let statuses = select(&[0_u16, 200, 204, 301, 400, 403, 429, 500, 503, 999][..]);
    let bodies = select(
        &[
            "",
            "{}",
            TOO_MANY,
            r#"{"__type":"ExpiredTokenException"}"#,
            r#"{"__type":"InvalidSignatureException"}"#,
            r#"{"__type":"ThrottlingException"}"#,
            "<html>",
        ][..],
    );
    let dates = select(
        &[None, Some("Sat, 21 Nov 2026 07:00:00 GMT"), Some("Fri, 01 Jan 2100 00:00:00 GMT")][..],
    );
    let receive = (statuses, bodies, dates)
        .prop_map(|(status, body, date)| Report::Receive(status, body, date));
    let losses = vec![Loss::TimedOut, Loss::Network("reset".into())];
    let lose = select(losses).prop_map(Report::Lose);
    let hour = || -3_600_000..3_600_000_i64;
    let store = (select(&["A", "B"][..]), hour()).prop_map(|(id, ms)| Report::Store(id, ms));
    let report = prop_oneof![
        6 => Just(Report::Resume),
        4 => receive,
        1 => lose,
        1 => Just(Report::RefreshFailed),
        1 => Just(Report::Malformed),
        1 => Just(Report::NotJson),
        1 => Just(Report::TimeOut),
        1 => Just(Report::ReplaceBody),
        2 => store,
        1 => hour().prop_map(Report::Later),
    ];
    prop::collection::vec(report, 0..30)
}

fn apply(
    call: &mut Call,
    report: Report,
    cache: &RefCell<CredentialsCache>,
    now: &mut Timestamp,
) -> Option<Step> {
    match report {
        Report::Resume => return Some(call.resume(*now)),
        Report::RefreshFailed => return Some(call.refresh_failed("denied", *now)),
        Report::Receive(status, body, date) => return Some(receive(call, status, body, date)),
        Report::Lose(loss) => return Some(call.lose(loss, *now, 1.0)),
        Report::Malformed => drop(call.malformed("odd")),
        Report::NotJson => drop(call.not_json("<")),
        Report::TimeOut => drop(call.time_out(SECOND)),
        Report::ReplaceBody => call.replace_body("{}"),
        Report::Store(id, ms) => {
            let expiration = Some(now.shifted(ms));
            cache.borrow_mut().store(credentials(id).expiring(expiration));
        }
        Report::Later(ms) => *now = now.shifted(ms),
    }
    None
}

proptest! {
    #[test]
    fn reports_in_any_order_are_followed_by_a_step(
        reports in reports(), adaptive in any::<bool>(), max_results in select(&[None, Some(100)][..])
    ) {
        let cache = Rc::new(RefCell::new(CredentialsCache::with_provider()));
        let retry_mode = if adaptive { RetryMode::Adaptive } else { RetryMode::Standard };
        let config = patchlens::client::Config { retry_mode, ..default_config() };
        let client = Client::new(config, Rc::clone(&cache), begin());
        let options = CallOptions { max_results, ..CallOptions::default() };
        let mut call = client.call("DescribeInstancePatches", INPUT, options);
        let (mut sent, mut shrunk, mut now) = (0, 0, begin());
        for report in reports {
            match apply(&mut call, report, &cache, &mut now) {
                Some(Step::Send(attempt)) => {
                    sent += 1;
                    prop_assert_eq!(attempt.number, sent);
                    prop_assert!(header(&attempt, "authorization").is_some());
                }
                Some(Step::Wait(wait)) => {
                    shrunk += u32::from(wait.max_results.is_some());
                    prop_assert!(wait.delay <= Duration::from_secs(25));
                }
                Some(Step::Done(metadata)) => prop_assert_eq!(metadata.attempts, sent),
                Some(Step::Failed(failure)) => prop_assert_eq!(failure.attempts, sent),
                Some(Step::Refresh { .. }) | None => {}
            }
        }
        prop_assert!(shrunk <= u32::from(max_results.is_some()));
    }
}
