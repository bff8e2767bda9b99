//! Credentials: reading, redaction, and when they are refreshed.

use std::time::Duration;

use crate::support::scenario::{BEGIN, Course, Provided, Scenario, ok, refused};
use crate::support::value::JsonValue;
use patchlens::client::{CallOptions, Step};
use patchlens::credentials::{Credentials, CredentialsCache, RefreshNeed};
use patchlens::error::Error;
use patchlens::time::Timestamp;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

const ID: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TOKEN: &str = "AQoDYXdzEJr+token/=";
const FIVE_MINUTES: Duration = Duration::from_secs(300);
const SECOND: Duration = Duration::from_secs(1);
const MILLISECOND: Duration = Duration::from_millis(1);

fn read(value: &Json) -> Result<Credentials, String> {
    Credentials::read(&JsonValue::from(value), "credentials").map_err(|problems| problems.line())
}

fn problem(value: &Json) -> String {
    read(value).expect_err("these are no credentials")
}

fn begin() -> Timestamp {
    Timestamp::parse(BEGIN).unwrap()
}

// Reading.

#[test]
fn credentials_are_read_unchanged() {
    let keys = read(&json!({
        "accessKeyId": ID, "secretAccessKey": SECRET, "sessionToken": TOKEN,
        "expiration": "2026-11-21T07:00:00Z", "accountId": "123456789012",
    }))
    .unwrap();
    assert_eq!(keys.access_key_id, ID);
    assert_eq!(keys.secret_access_key(), SECRET);
    assert_eq!(keys.session_token(), Some(TOKEN));
    assert_eq!(keys.expiration, Timestamp::parse("2026-11-21T07:00:00Z"));
}

#[test]
fn an_empty_session_token_counts_as_absent() {
    for token in [json!(""), json!(null)] {
        let value = json!({"accessKeyId": ID, "secretAccessKey": SECRET, "sessionToken": token});
        assert_eq!(read(&value).unwrap().session_token(), None);
    }
    assert_eq!(
        Credentials::new(ID.into(), SECRET.into(), Some(String::new())).session_token(),
        None
    );
}

#[test]
fn an_expiration_is_a_date_milliseconds_or_a_text() {
    let time = begin();
    let keys = json!({"accessKeyId": ID, "secretAccessKey": SECRET});
    for expiration in
        [JsonValue::from_date(time), json!(time.as_millis()).into(), json!(BEGIN).into()]
    {
        let value = JsonValue::from(&keys);
        value.set("expiration", expiration);
        let keys = Credentials::read(&value, "credentials").unwrap();
        assert_eq!(keys.expiration, Some(time));
    }
    assert_eq!(read(&keys).unwrap().expiration, None);
}

#[test]
fn an_invalid_expiration_is_named() {
    for expiration in [json!("soon"), json!("1795240800"), json!(true), json!({})] {
        let value = json!({"accessKeyId": ID, "secretAccessKey": SECRET, "expiration": expiration});
        let problem = problem(&value);
        assert!(problem.starts_with("credentials.expiration: expected a Date"), "{problem}");
    }
}

#[test]
fn every_problem_is_named() {
    for (value, named) in [
        (json!({}), vec!["accessKeyId: is required", "secretAccessKey: is required"]),
        (
            json!({"accessKeyId": "", "secretAccessKey": ""}),
            vec!["accessKeyId: is empty", "secretAccessKey: is empty"],
        ),
        (
            json!({"accessKeyId": 1, "secretAccessKey": {}, "sessionToken": []}),
            vec![
                "accessKeyId: expected a string",
                "secretAccessKey: expected a string",
                "sessionToken: expected a string",
            ],
        ),
        (json!({"accesskeyid": ID, "secretAccessKey": SECRET}), vec!["accessKeyId: is required"]),
    ] {
        let named: Vec<_> = named.iter().map(|text| format!("credentials.{text}")).collect();
        assert_eq!(problem(&value), named.join("; "));
    }
}

#[test]
fn white_space_around_keys_is_trimmed() {
    for (before, after) in [("", "\n"), (" ", "\r\n"), ("\u{feff}", "\u{a0}"), ("\t", "\u{200b}\0")]
    {
        let around = |text: &str| format!("{before}{text}{after}");
        let keys = read(&json!({
            "accessKeyId": around(ID), "secretAccessKey": around(SECRET), "sessionToken": around(TOKEN),
        }))
        .unwrap();
        assert_eq!(keys.access_key_id, ID);
        assert_eq!((keys.secret_access_key(), keys.session_token()), (SECRET, Some(TOKEN)));
    }
    let blank = json!({"accessKeyId": " ", "secretAccessKey": "\n", "sessionToken": " \n"});
    assert_eq!(
        problem(&blank),
        "credentials.accessKeyId: is empty; credentials.secretAccessKey: is empty"
    );
}

#[test]
fn white_space_within_keys_is_an_error_that_names_the_member() {
    for member in ["accessKeyId", "secretAccessKey", "sessionToken"] {
        for blank in [' ', '\n', '\t', '\u{a0}', '\u{200b}', '\0'] {
            let mut keys =
                json!({"accessKeyId": ID, "secretAccessKey": SECRET, "sessionToken": TOKEN});
            keys[member] = format!("QqQq{blank}QqQq").into();
            let expected = format!(
                "credentials.{member}: holds a character that it cannot have, such as a space"
            );
            assert_eq!(problem(&keys), expected, "{blank:?}");
        }
    }
}

#[test]
fn keys_in_aws_s_spelling_are_accepted() {
    let time = Timestamp::parse("2026-11-21T07:00:00Z");
    for value in [
        // `aws sts assume-role`.
        json!({"AccessKeyId": ID, "SecretAccessKey": SECRET, "SessionToken": TOKEN, "Expiration": "2026-11-21T07:00:00+00:00"}),
        // STS in JSON.
        json!({"AccessKeyId": ID, "SecretAccessKey": SECRET, "SessionToken": TOKEN, "Expiration": 1_795_244_400.0}),
        // Cognito.
        json!({"AccessKeyId": ID, "SecretKey": SECRET, "SessionToken": TOKEN, "Expiration": 1_795_244_400}),
        // Instance and container metadata.
        json!({"Code": "Success", "AccessKeyId": ID, "SecretAccessKey": SECRET, "Token": TOKEN, "Expiration": "2026-11-21T07:00:00Z"}),
        // Both spellings, of which the package's takes precedence.
        json!({"accessKeyId": ID, "AccessKeyId": 5, "SecretAccessKey": SECRET, "sessionToken": TOKEN, "Token": "x", "expiration": 1_795_244_400_000_i64, "Expiration": "never"}),
    ] {
        let keys = read(&value).unwrap();
        assert_eq!(keys.access_key_id, ID);
        assert_eq!((keys.secret_access_key(), keys.session_token()), (SECRET, Some(TOKEN)));
        assert_eq!(keys.expiration, time, "{value}");
    }
}

#[test]
fn a_problem_with_a_key_in_aws_s_spelling_has_that_name() {
    for (value, expected) in [
        (
            json!({"AccessKeyId": "A B", "SecretAccessKey": 5}),
            "credentials.AccessKeyId: holds a character that it cannot have, such as a space; credentials.SecretAccessKey: expected a string",
        ),
        (json!({"AccessKeyId": ID, "Token": "x"}), "credentials.secretAccessKey: is required"),
    ] {
        assert_eq!(problem(&value), expected);
    }
    for (expiration, got) in
        [(json!("soon"), r#""soon""#), (json!(1e300), "1e+300"), (json!({}), "an object")]
    {
        let value = json!({"AccessKeyId": ID, "SecretAccessKey": SECRET, "Expiration": expiration});
        let what = "a Date, seconds since the epoch or an RFC 3339 text";
        assert_eq!(problem(&value), format!("credentials.Expiration: expected {what}, got {got}"));
    }
}

#[test]
fn credentials_must_be_an_object() {
    for value in [json!(null), json!(SECRET), json!([ID, SECRET]), json!(5)] {
        let problem = problem(&value);
        assert!(problem.starts_with("credentials: expected an object"), "{problem}");
        assert!(!problem.contains(SECRET));
    }
}

proptest! {
    #[test]
    fn no_problem_quotes_a_credential(
        (id, secret, token) in ("[Q-Z]{7}[ -~é\n]{0,5}", "[Q-Z]{7}.{0,5}", "[Q-Z]{7}[ -~é\n]{0,5}"),
        as_list in any::<bool>(),
    ) {
        let wrap = |text: &str| if as_list { json!([text]) } else { json!(text) };
        let value = json!({
            "accessKeyId": wrap(&id), "secretAccessKey": wrap(&secret),
            "sessionToken": wrap(&token), "expiration": "never",
        });
        let problem = problem(&value);
        for text in [&id, &secret, &token] {
            prop_assert!(!problem.contains(text.get(..7).unwrap()), "{}", problem);
        }
    }
}

// Redaction.

#[test]
fn debug_output_shows_no_secret() {
    let keys =
        || Credentials::new(ID.into(), SECRET.into(), Some(TOKEN.into())).expiring(Some(begin()));
    assert_eq!(format!("{:?}", keys()), "Credentials(redacted)");
    let cache = CredentialsCache::fixed(keys());
    for shown in [format!("{cache:?}"), format!("{cache:#?}"), format!("{:?}", read_all())] {
        assert!(shown.contains("Credentials(redacted)"), "{shown}");
        assert!(!shown.contains(ID) && !shown.contains(SECRET) && !shown.contains(TOKEN));
    }
}

fn read_all() -> Result<Credentials, String> {
    read(&json!({"accessKeyId": ID, "secretAccessKey": SECRET, "sessionToken": TOKEN}))
}

#[test]
fn a_request_shows_the_key_s_id_and_the_token_but_never_the_secret() {
    let keys = json!({"accessKeyId": ID, "secretAccessKey": SECRET, "sessionToken": TOKEN});
    let course = Scenario::with_provider([Ok(keys)]).call([ok()]);
    let sent = format!("{:?}{}", course.sent[0].headers, course.sent[0].body);
    assert!(sent.contains(ID) && sent.contains(TOKEN));
    assert!(!sent.contains(SECRET));
}

#[test]
fn secrets_are_redacted_unless_they_are_short() {
    let text = format!("{ID} {SECRET}{TOKEN} test");
    let keys = Credentials::new(ID.into(), SECRET.into(), Some(TOKEN.into()));
    assert_eq!(keys.redacted(text.clone()), format!("{ID} [redacted][redacted] test"));
    let keys = Credentials::new("test".into(), "test".into(), Some("test".into()));
    assert_eq!(keys.redacted(text.clone()), text);
}

// The cache.

fn held(expiration: Option<Timestamp>) -> CredentialsCache {
    let mut cache = CredentialsCache::with_provider();
    cache.store(Credentials::new(ID.into(), SECRET.into(), None).expiring(expiration));
    cache
}

#[test]
fn a_provider_is_called_on_first_use() {
    assert_eq!(CredentialsCache::with_provider().refresh_need(begin()), RefreshNeed::Now);
    assert!(CredentialsCache::with_provider().credentials().is_none());
}

#[test]
fn credentials_are_refreshed_from_five_minutes_before_they_expire() {
    let expiration = begin();
    let cache = held(Some(expiration));
    for (now, need) in [
        (expiration - FIVE_MINUTES - MILLISECOND, RefreshNeed::Fresh),
        (expiration - FIVE_MINUTES, RefreshNeed::Soon { patience: SECOND }),
        (expiration - MILLISECOND, RefreshNeed::Soon { patience: SECOND }),
        (expiration, RefreshNeed::Now),
        (expiration + FIVE_MINUTES, RefreshNeed::Now),
    ] {
        assert_eq!(cache.refresh_need(now), need, "{now:?}");
    }
}

#[test]
fn the_provider_is_called_once_for_credentials_without_expiration() {
    assert_eq!(held(None).refresh_need(begin()), RefreshNeed::Fresh);
}

#[test]
fn fixed_credentials_are_never_refreshed() {
    let keys = Credentials::new(ID.into(), SECRET.into(), None).expiring(Some(begin()));
    assert_eq!(
        CredentialsCache::fixed(keys).refresh_need(begin() + FIVE_MINUTES),
        RefreshNeed::Fresh
    );
}

// Calls with a credentials provider.

/// Keys with this id, which expire this long after the beginning.
fn keys(id: &str, after: Duration) -> Provided {
    let expiration = (begin() + after).as_millis();
    Ok(json!({"accessKeyId": id, "secretAccessKey": SECRET, "expiration": expiration}))
}

/// The ids of the keys that the attempts were signed with.
fn signers(course: &Course) -> Vec<&str> {
    course.sent.iter().map(|sent| signer(sent.header("authorization").unwrap())).collect()
}

fn signer(authorization: &str) -> &str {
    let (_, credential) = authorization.split_once("Credential=").unwrap();
    credential.split('/').next().unwrap()
}

const HOUR: Duration = Duration::from_secs(3600);

#[test]
fn calls_share_the_credentials_of_a_provider_until_they_are_about_to_expire() {
    let mut scenario = Scenario::with_provider([keys("FIRST", HOUR), keys("SECOND", 2 * HOUR)]);
    let course = scenario.call([ok()]);
    assert_eq!((course.refreshes, signers(&course)), (1, vec!["FIRST"]));
    scenario.clock = begin() + HOUR - FIVE_MINUTES - MILLISECOND;
    let course = scenario.call([ok()]);
    assert_eq!((course.refreshes, signers(&course)), (0, vec!["FIRST"]));
    let course = scenario.call([ok()]);
    assert_eq!((course.refreshes, signers(&course)), (1, vec!["SECOND"]));
}

#[test]
fn the_next_call_repeats_a_refresh_that_failed_while_the_old_credentials_work() {
    let mut scenario = Scenario::with_provider([
        keys("FIRST", FIVE_MINUTES),
        Err("no route to the metadata service"),
        Ok(json!({"accessKeyId": "BROKEN"})),
        keys("SECOND", HOUR),
    ]);
    for (refreshes, signer) in
        [(1, "FIRST"), (1, "FIRST"), (1, "FIRST"), (1, "SECOND"), (0, "SECOND")]
    {
        let course = scenario.call([ok()]);
        assert_eq!((course.refreshes, signers(&course)), (refreshes, vec![signer]));
    }
}

#[test]
fn a_failed_refresh_without_valid_credentials_ends_the_call_before_it_is_sent() {
    let mut scenario = Scenario::with_provider([
        Err("denied"),
        keys("FIRST", FIVE_MINUTES),
        Err("denied"),
        keys("SECOND", HOUR),
    ]);
    let denied = Error::Credentials { problem: "denied".into() };
    let course = scenario.call([]);
    assert_eq!((course.error(), course.failure().attempts), (&denied, 0));
    scenario.call([ok()]);
    scenario.clock = begin() + FIVE_MINUTES;
    assert_eq!(*scenario.call([]).error(), denied);
    assert_eq!(signers(&scenario.call([ok()])), ["SECOND"]);
}

#[test]
fn the_credentials_of_a_provider_are_checked() {
    let given = json!({"accessKeyId": "AK ID", "secretAccessKey": SECRET});
    let course = Scenario::with_provider([Ok(given)]).call([]);
    assert_eq!(
        course.error().message(),
        "no credentials: credentials.accessKeyId: holds a character that it cannot have, such as a space"
    );
}

#[test]
fn a_retry_is_signed_with_refreshed_credentials() {
    // After a second of back-off the first keys expire within five minutes.
    let first = keys("FIRST", FIVE_MINUTES + Duration::from_millis(500));
    let mut scenario = Scenario::with_provider([first, keys("SECOND", HOUR)]);
    let course = scenario.call([refused(400, "ThrottlingException"), ok()]);
    assert_eq!((course.refreshes, signers(&course)), (2, vec!["FIRST", "SECOND"]));
}

#[test]
fn credentials_lost_between_attempts_end_the_call_after_the_first() {
    let mut scenario =
        Scenario::with_provider([keys("FIRST", Duration::from_millis(500)), Err("denied")]);
    let course = scenario.call([refused(400, "ThrottlingException")]);
    assert_eq!(course.failure().attempts, 1);
    assert_eq!(course.error().code(), "credentials");
}

#[test]
fn a_call_without_credentials_is_not_sent() {
    let scenario = Scenario::with_provider([]);
    let mut call =
        scenario.client.call("DescribeInstanceInformation", "{}", CallOptions::default());
    for _ in 0..2 {
        let step = call.resume(scenario.clock);
        assert!(matches!(step, Step::Refresh { patience: None }), "{step:?}");
    }
    let Step::Failed(failure) = call.refresh_failed("denied", scenario.clock) else {
        panic!("the call goes on without credentials");
    };
    assert_eq!(failure.error, Error::Credentials { problem: "denied".into() });
    assert_eq!(failure.attempts, 0);
}
