//! The errors and the retries after error responses, compared with recordings of botocore and of
//! the AWS SDK for JavaScript (`tests/data/vectors/response-vectors.json`).
//! `tests/js/client/response-vectors.test.js` tests the bodies of 2xx responses, which JavaScript
//! reads.
//!
//! Every result equals that of at least one SDK. The exceptions are in the table of deviations.

use crate::support::deviations::deviations;
use crate::support::scenario::{Course, Event, Scenario, response};
use patchlens::error::Error;
use serde_json::Value;

/// The jitter of each SDK's recording.
const LONGEST: f64 = 1.0;
const LONGEST_IN_JAVASCRIPT: f64 = 0.999_999_999;

/// The time in a vector's response; the local clock has no skew.
const NOW: &str = "2026-11-21T01:00:00Z";

/// The error that a client derives from an error response.
#[derive(Debug, PartialEq)]
enum Verdict {
    ServiceError { code: Option<String>, message: String },
    ParserFailed,
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ServiceError { code: Some(code), message } => write!(f, "{code}: {message}"),
            Self::ServiceError { code: None, message } => f.write_str(message),
            Self::ParserFailed => f.write_str("the parser failed"),
        }
    }
}

fn vectors() -> Vec<Value> {
    let file = include_str!("../data/vectors/response-vectors.json");
    let file: Value = serde_json::from_str(file).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

fn status(vector: &Value) -> u16 {
    u16::try_from(vector["status"].as_u64().unwrap()).unwrap()
}

/// A call that gets the vector's response to each of its three attempts.
fn call(vector: &Value, jitter: f64) -> Course {
    let given = response(status(vector), vector["body"].as_str().unwrap());
    let headers = vector["headers"].as_object().unwrap();
    let add =
        |event: Event, (name, value): (&String, &Value)| event.with(name, value.as_str().unwrap());
    let event = headers.iter().fold(given, add);
    let operation = vector["operation"].as_str().unwrap();
    let input = vector["args"].to_string();
    let mut scenario = Scenario::new().jitter(jitter).at(NOW);
    scenario.call_of(operation, &input, &mut std::iter::repeat(event))
}

#[test]
fn each_error_response_gives_the_error_of_one_of_the_sdks() {
    let deviations: Vec<_> = deviations("response vectors")
        .into_iter()
        .filter(|row| row.case.starts_with("err-"))
        .collect();
    let mut deviating = 0;
    for vector in vectors().iter().filter(|vector| status(vector) >= 300) {
        let name = vector["name"].as_str().unwrap();
        assert!(name.starts_with("err-"));
        let ours = our_verdict(&call(vector, LONGEST));
        let theirs = [botocores_verdict(vector), javascripts_verdict(vector)];
        match deviations.iter().find(|row| row.case == name) {
            None => assert!(theirs.contains(&ours), "{name}: {ours:?} is none of {theirs:?}"),
            Some(row) => {
                assert!(!theirs.contains(&ours), "{row:?} is no deviation");
                assert_eq!(ours.to_string(), row.ours, "{row:?}");
                deviating += 1;
            }
        }
    }
    assert_eq!(deviating, deviations.len(), "a row is of no vector");
}

fn our_verdict(course: &Course) -> Verdict {
    match course.error() {
        Error::Service { aws_code, message, .. } => {
            Verdict::ServiceError { code: aws_code.clone(), message: message.clone() }
        }
        other => panic!("{other:?} is no judgement of a response"),
    }
}

/// botocore uses the status as the code if the response has none.
fn botocores_verdict(vector: &Value) -> Verdict {
    let status = vector["status"].to_string();
    their_verdict(&vector["botocore"], "code", &["", &status], "")
}

fn javascripts_verdict(vector: &Value) -> Verdict {
    their_verdict(&vector["js_v3"], "name", &["Unknown"], "UnknownError")
}

/// The error of an SDK. An exception of its parser has its own text.
fn their_verdict(theirs: &Value, code: &str, no_code: &[&str], no_message: &str) -> Verdict {
    let text = |name: &str| theirs[name].as_str();
    match theirs["outcome"].as_str().unwrap() {
        "service-error" => Verdict::ServiceError {
            code: text(code).filter(|code| !no_code.contains(code)).map(str::to_owned),
            message: text("message").filter(|text| *text != no_message).unwrap_or_default().into(),
        },
        _ => Verdict::ParserFailed,
    }
}

#[test]
fn each_response_has_the_retries_and_delays_of_one_of_the_sdks() {
    for vector in vectors() {
        let course = call(&vector, LONGEST);
        let waits: Vec<f64> = course.waits.iter().map(|wait| wait.delay.as_secs_f64()).collect();
        let is_botocores = waits == numbers(&vector["botocore"]["sleeps_max"])
            && vector["botocore"]["attempts"] == course.sent.len();
        let course = call(&vector, LONGEST_IN_JAVASCRIPT);
        let waits: Vec<f64> = course.waits_ms().into_iter().map(|ms| ms as f64).collect();
        let is_javascripts = waits == numbers(&vector["js_v3"]["delays_max"])
            && vector["js_v3"]["attempts"] == course.sent.len();
        assert!(is_botocores || is_javascripts, "{vector}: {waits:?}");
    }
}

fn numbers(list: &Value) -> Vec<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

/// botocore reads only one header, and omits the id from its own errors.
#[test]
fn request_ids_match_the_javascript_sdk() {
    for vector in vectors() {
        let course = call(&vector, LONGEST);
        let theirs = vector["js_v3"]["metadata"]["requestId"].as_str();
        assert_eq!(course.request_id(), theirs, "{vector}");
    }
}
