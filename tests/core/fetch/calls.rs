use std::time::Duration;

use patchlens::error::{Error, TimeoutScope};
use patchlens::fetch::Limits;
use serde_json::json;

use super::transport::{Reply, Script, block_on, reply, throttled};

const OPERATION: &str = "DescribePatchGroups";

#[test]
fn call_sends_a_signed_request_and_returns_the_output() {
    let script = Script::new([reply(200, r#"{"Mappings":[{"PatchGroup":"web"}]}"#)]);
    let output = block_on(script.client().call(OPERATION, json!({ "MaxResults": 10 }))).unwrap();
    assert_eq!(output.value["Mappings"][0]["PatchGroup"], "web");
    assert_eq!(output.metadata.attempts, 1);
    let [sent] = &script.sent()[..] else { panic!("not one request") };
    assert!(sent.authorization.starts_with("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"));
    assert_eq!(sent.target, "AmazonSSM.DescribePatchGroups");
    assert_eq!(sent.body, json!({ "MaxResults": 10 }));
}

#[test]
fn throttled_call_waits_and_tries_again() {
    let script = Script::new([throttled(), Reply::Lost("reset"), reply(200, "{}")]);
    let output = block_on(script.client().call(OPERATION, json!({}))).unwrap();
    assert_eq!(output.metadata.attempts, 3);
    assert_eq!(script.waits_ms().len(), 2);
    let total = output.metadata.total_retry_delay.as_millis();
    assert_eq!(script.waits_ms().iter().sum::<u128>(), total);
}

#[test]
fn attempt_without_a_response_times_out_and_is_aborted() {
    let script = Script::new([Reply::Hang, reply(200, "{}")]);
    let output = block_on(script.client().call(OPERATION, json!({}))).unwrap();
    assert_eq!((output.metadata.attempts, script.aborted()), (2, 1));
    assert_eq!(script.waits_ms().first(), Some(&30_000));
}

#[test]
fn call_ends_at_its_own_limit() {
    let script = Script::new([Reply::Hang]);
    let limit = Duration::from_secs(2);
    let limits = Limits { timeout: Some(limit), ..Limits::default() };
    let client = script.client();
    let error = block_on(client.call_within(OPERATION, json!({}), limits)).unwrap_err();
    assert_eq!(error.failure.error, Error::Timeout { limit, scope: TimeoutScope::Call });
    assert_eq!(script.aborted(), 1);
}

#[test]
fn invalid_input_is_an_error_and_nothing_is_sent() {
    let script = Script::default();
    let client = script.client();
    for (operation, input) in [(OPERATION, json!({ "MaxResult": 1 })), ("Describe", json!({}))] {
        let error = block_on(client.call(operation, input)).unwrap_err();
        assert_eq!(error.failure.error.code(), "invalid-input", "{error}");
    }
    assert!(script.sent().is_empty());
}

#[test]
fn malformed_output_is_an_error_and_never_an_empty_page() {
    for body in ["", "<html>", "[]", r#"{"Mappings":{}}"#, r#"{"NextToken":1}"#] {
        let script = Script::new([reply(200, body)]);
        let error = block_on(script.client().call(OPERATION, json!({}))).unwrap_err();
        assert_eq!(error.failure.error.code(), "malformed-response", "{body}: {error}");
        assert!(error.to_string().starts_with("Cannot list patch groups: "), "{error}");
    }
}

#[test]
fn client_without_credentials_or_attempts_is_not_built() {
    let error = Script::default().builder().build().err().unwrap();
    assert_eq!(error.to_string(), "Cannot create a PatchClient: credentials: is required");
}
