//! Malformed bodies of 2xx responses, and the messages that quote them.

use patchlens::error::Error;
use proptest::prelude::*;
use serde_json::Value as Json;

use super::text::{any_text, mutated};
use super::trial::trial;
use crate::support::scenario::{SECRET, Scenario, response};

const SAMPLES: &[&str] = &[
    "<html><title>Sign in</title></html>",
    r#"{"InstancePatchStates": ["#,
    r#"[{"Title": "a"}]"#,
    r#""a text""#,
    "",
    "null",
    "5",
];

const WORDS: &[&str] = &[
    SECRET,
    "secret_access_key=",
    "{}",
    "[]",
    "{",
    "]",
    "\"",
    "\\",
    ":",
    ",",
    " \n\t\r",
    "\u{feff}",
    "\u{0}",
    "é",
    "\u{1f600}",
    "\u{2028}",
    "1e999",
    "true",
    "NextToken",
];

#[test]
fn a_body_is_an_object_or_malformed_and_quoted_without_secrets() {
    let body = prop_oneof![3 => mutated(SAMPLES, WORDS), 1 => any_text(WORDS)];
    let status = prop_oneof![9 => Just(200_u16), 1 => 200..300_u16];
    trial("malformed outputs", 100_000, (body, status), |(body, status)| {
        let mut event = [response(status, &body)].into_iter();
        let course = Scenario::new().call_of("DescribeInstancePatches", "{}", &mut event);
        match &course.end {
            Ok(metadata) => {
                prop_assert_eq!(metadata.status, status);
                prop_assert!(is_object(&body), "{body}");
            }
            Err(failure) => {
                let Error::MalformedResponse { problem, status: told } = &failure.error else {
                    return Err(TestCaseError::fail(format!("{:?}", failure.error)));
                };
                prop_assert_eq!(*told, status);
                prop_assert!(!is_object(&body), "{body}");
                prop_assert!((1..400).contains(&problem.len()), "{problem}");
                prop_assert!(!problem.contains(SECRET), "{problem}");
            }
        }
        Ok(())
    });
}

fn is_object(body: &str) -> bool {
    let text = body.strip_prefix('\u{feff}').unwrap_or(body);
    serde_json::from_str(text).is_ok_and(|value: Json| value.is_object())
}
