//! The client reaches the results of the steps' own driver for the recordings of error responses
//! (`tests/data/vectors/response-vectors.json`), which `tests/core/responses.rs` compares with the
//! SDKs.

use patchlens::fetch::Response;
use serde_json::Value;

use super::transport::{Reply, Script, block_on};
use crate::support::scenario::{Event, Scenario, response};

fn vectors() -> Vec<Value> {
    let file = include_str!("../../data/vectors/response-vectors.json");
    let file: Value = serde_json::from_str(file).unwrap();
    file["vectors"].as_array().unwrap().clone()
}

#[test]
fn each_response_gives_the_error_and_the_waits_of_the_scripted_driver() {
    let all = vectors();
    let mut compared = 0;
    for vector in all.iter().filter(|vector| vector["status"].as_u64().unwrap() >= 300) {
        let name = vector["name"].as_str().unwrap();
        let (event, reply) = outcome(vector);
        let operation = vector["operation"].as_str().unwrap();
        let mut scenario = Scenario::new();
        let input = vector["args"].to_string();
        let course = scenario.call_of(operation, &input, &mut std::iter::repeat(event));

        let script = Script::new([reply.clone(), reply.clone(), reply]);
        let error = block_on(script.client().call(operation, vector["args"].clone())).unwrap_err();
        assert_eq!(&error.failure, course.failure(), "{name}");
        assert_eq!(script.waits_ms(), course.waits_ms(), "{name}");
        assert_eq!(3 - script.left(), course.sent.len(), "{name}");
        compared += 1;
    }
    assert!(compared > 30, "{compared} of {} vectors", all.len());
}

fn outcome(vector: &Value) -> (Event, Reply) {
    let status = u16::try_from(vector["status"].as_u64().unwrap()).unwrap();
    let body = vector["body"].as_str().unwrap();
    let mut event = response(status, body);
    let mut headers = Vec::new();
    for (name, value) in vector["headers"].as_object().unwrap() {
        let value = value.as_str().unwrap();
        event = event.with(name, value);
        headers.push((name.to_ascii_lowercase(), value.into()));
    }
    let body = body.strip_prefix('\u{feff}').unwrap_or(body).into();
    (event, Reply::Response(Response { status, headers, body }))
}
