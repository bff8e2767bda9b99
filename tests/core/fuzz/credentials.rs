//! The credentials that a provider returns.

use patchlens::credentials::Credentials;
use patchlens::error::Error;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

use super::trial::trial;
use crate::support::arbitrary;
use crate::support::scenario::{Scenario, ok};
use crate::support::value::JsonValue;

const NAMES: &[&str] = &[
    "accessKeyId",
    "secretAccessKey",
    "sessionToken",
    "expiration",
    "AccessKeyId",
    "SecretKey",
    "Token",
    "Expiration",
];

/// No other text in a request or message contains this.
const SECRET: &str = "QzQzQzQz";

fn secret() -> impl Strategy<Value = Json> {
    let text = (".{0,8}", ".{0,8}").prop_map(|(before, after)| format!("{before}{SECRET}{after}"));
    let fit = "[!-~]{0,20}".prop_map(|text| format!("{SECRET}{text}"));
    let text = prop_oneof![2 => fit, 1 => text].prop_map(Json::from);
    prop_oneof![
        8 => text.clone(),
        1 => text.clone().prop_map(|text| json!([text])),
        1 => text.prop_map(|text| json!({ "secretAccessKey": text })),
        1 => arbitrary::json(NAMES),
    ]
}

fn expiration() -> impl Strategy<Value = Json> {
    let texts =
        select(&["never", "2026-11-21T06:00:00Z", "2026-11-21T07:00:00+01:00", "5", ""][..]);
    prop_oneof![
        3 => Just(Json::Null),
        2 => texts.prop_map(Json::from),
        2 => any::<f64>().prop_map(Json::from),
        1 => arbitrary::json(NAMES),
    ]
}

fn given() -> impl Strategy<Value = Json> {
    let members = ("[!-~]{1,20}|.{0,20}", secret(), secret(), expiration());
    let likely = members.prop_map(|(id, secret, token, expiration)| {
        json!({
            "accessKeyId": id, "secretAccessKey": secret, "sessionToken": token,
            "expiration": expiration, "more": 1,
        })
    });
    prop_oneof![3 => likely, 1 => arbitrary::json(NAMES)]
}

#[test]
fn any_credentials_sign_a_request_or_are_rejected_without_being_quoted() {
    trial("credentials", 100_000, given(), |given| {
        let value = JsonValue::from(&given);
        let read = Credentials::read(&value, "credentials");
        let course = Scenario::with_provider(vec![Ok(given.clone()); 3]).call_of(
            "DescribeInstancePatches",
            "{}",
            &mut std::iter::repeat(ok()),
        );
        match (&read, course.end.as_ref().map_err(|failure| &failure.error)) {
            (Ok(credentials), Ok(_)) => {
                let shown = format!("{credentials:?}");
                prop_assert!(!shown.contains(SECRET));
                let secret = credentials.secret_access_key();
                let headers = course.sent.iter().flat_map(|sent| &sent.headers);
                for (name, text) in headers.filter(|(name, _)| *name != "x-amz-security-token") {
                    prop_assert!(!text.contains(secret), "{name}");
                    prop_assert!(text.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "{name}");
                }
            }
            (Err(problems), Err(Error::Credentials { problem })) => {
                prop_assert!(!problems.line().contains(SECRET), "{}", problems.line());
                prop_assert!(!problem.contains(SECRET), "{problem}");
            }
            (read, end) => prop_assert!(false, "{read:?} but {:?}", end.err()),
        }
        Ok(())
    });
}
