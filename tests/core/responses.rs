//! What becomes of an answer, against what real clients of botocore and of the AWS SDK for
//! JavaScript made of the same (`tests/data/vectors/response-vectors.json`).
//!
//! Whatever we make of an answer, one of the two makes of it as well; so where both agree, we
//! agree with them. The exceptions stand in the table of deviations.

use crate::support::deviations::deviations;
use crate::support::scenario::{Course, Event, Scenario, answer};
use patchlens::error::Error;
use patchlens::time::Timestamp;
use serde_json::Value;

/// The jitter that each SDK's waits were recorded with.
const LONGEST: f64 = 1.0;
const LONGEST_IN_JAVASCRIPT: f64 = 0.999_999_999;

/// What a client made of an answer.
#[derive(Debug, PartialEq)]
struct Verdict {
    outcome: &'static str,
    code: Option<String>,
    message: String,
}

impl Verdict {
    fn service_error(code: Option<&str>, message: &str) -> Self {
        Self {
            outcome: "service-error",
            code: code.map(str::to_owned),
            message: message.to_owned(),
        }
    }

    fn of(outcome: &'static str) -> Self {
        Self { outcome, code: None, message: String::new() }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.code {
            Some(code) => write!(f, "{code}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

fn vectors() -> Vec<Value> {
    let file = include_str!("../data/vectors/response-vectors.json");
    let file: Value = serde_json::from_str(file).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

/// A call that gets the vector's answer to each of its three attempts.
fn call(vector: &Value, jitter: f64) -> Course {
    let status = u16::try_from(vector["status"].as_u64().unwrap()).unwrap();
    let given = answer(status, vector["body"].as_str().unwrap());
    let headers = vector["headers"].as_object().unwrap();
    let add =
        |event: Event, (name, value): (&String, &Value)| event.with(name, value.as_str().unwrap());
    let event = headers.iter().fold(given, add);
    let operation = vector["operation"].as_str().unwrap();
    let input = vector["args"].to_string();
    let mut scenario = Scenario::new().jitter(jitter);
    scenario.call_of(operation, &input, &mut std::iter::repeat(event))
}

#[test]
fn each_answer_is_judged_as_by_one_of_the_sdks() {
    let deviations = deviations("response vectors");
    let mut deviating = 0;
    for vector in vectors() {
        let name = vector["name"].as_str().unwrap();
        let ours = our_verdict(&call(&vector, LONGEST));
        let theirs = [botocores_verdict(&vector), javascripts_verdict(&vector)];
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
    match course.end.as_ref().map_err(|failure| &failure.error) {
        Ok(_) => Verdict::of("ok"),
        Err(Error::MalformedResponse { .. }) => Verdict::of("client-exception"),
        Err(Error::Service { aws_code, message, .. }) => {
            Verdict::service_error(aws_code.as_deref(), message)
        }
        Err(other) => panic!("{other:?} is no judgement of an answer"),
    }
}

/// Its code is the status where the answer has none.
fn botocores_verdict(vector: &Value) -> Verdict {
    let status = vector["status"].to_string();
    their_verdict(&vector["botocore"], "code", &["", &status], "")
}

fn javascripts_verdict(vector: &Value) -> Verdict {
    their_verdict(&vector["js_v3"], "name", &["Unknown"], "UnknownError")
}

/// What an SDK made of an answer. An exception of its parser has a text of its own.
fn their_verdict(theirs: &Value, code: &str, no_code: &[&str], no_message: &str) -> Verdict {
    let text = |name: &str| theirs[name].as_str();
    match theirs["outcome"].as_str().unwrap() {
        "ok" => Verdict::of("ok"),
        "service-error" => Verdict::service_error(
            text(code).filter(|code| !no_code.contains(code)),
            text("message").filter(|text| *text != no_message).unwrap_or_default(),
        ),
        _ => Verdict::of("client-exception"),
    }
}

#[test]
fn each_answer_is_tried_again_as_often_and_as_late_as_by_one_of_the_sdks() {
    for vector in vectors() {
        let course = call(&vector, LONGEST);
        let waits: Vec<f64> = course.waits.iter().map(std::time::Duration::as_secs_f64).collect();
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

/// botocore reads one header and leaves the id out of errors that it makes itself.
#[test]
fn request_ids_are_those_that_the_javascript_sdk_reads() {
    for vector in vectors() {
        let course = call(&vector, LONGEST);
        let ours = match &course.end {
            Ok(answer) => answer.metadata.request_id.clone(),
            Err(failure) => failure.request_id.clone(),
        };
        assert_eq!(ours.as_deref(), vector["js_v3"]["metadata"]["requestId"].as_str(), "{vector}");
    }
}

/// We keep what they drop: members that are not in the service's model, and nulls.
#[test]
fn answers_hold_all_that_one_of_the_sdks_reads() {
    let mut compared = 0;
    for vector in vectors() {
        let Ok(ours) = call(&vector, LONGEST).end else { continue };
        let outputs = ["botocore", "js_v3"].map(|sdk| &vector[sdk]["output"]);
        let ours = ours.value.to_json();
        assert!(outputs.iter().any(|theirs| holds(&ours, theirs)), "{}: {ours}", vector["name"]);
        compared += 1;
    }
    assert_eq!(compared, 21);
}

/// Whether `ours` has everything that `theirs` has, dates to the millisecond.
fn holds(ours: &Value, theirs: &Value) -> bool {
    match theirs {
        Value::Object(date) if date.contains_key("$timestamp") => {
            ours["$date"] == millis(date["$timestamp"].as_str().unwrap())
        }
        Value::Object(members) => members.iter().all(|(name, theirs)| holds(&ours[name], theirs)),
        Value::Array(items) => {
            let ours = ours.as_array().map(Vec::as_slice).unwrap_or_default();
            ours.len() == items.len() && ours.iter().zip(items).all(|(a, b)| holds(a, b))
        }
        scalar => ours == scalar,
    }
}

/// The year 10000, as JavaScript spells it, is beyond RFC 3339.
fn millis(text: &str) -> i64 {
    match text {
        "+010000-01-01T00:00:00.000Z" => 253_402_300_800_000,
        text => Timestamp::parse(text).unwrap().as_millis(),
    }
}
