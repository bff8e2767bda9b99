use std::cell::Cell;
use std::rc::Rc;

use futures_util::future::join;
use patchlens::credentials::Credentials;
use patchlens::fetch::PatchClient;
use serde_json::json;

use super::transport::{Script, block_on, reply};

/// A client whose provider returns the keys `KEY1`, `KEY2` and so on, and how often it was called.
fn provided(script: &Script) -> (PatchClient, Rc<Cell<u32>>) {
    let calls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&calls);
    let provider = move || {
        counted.set(counted.get() + 1);
        let id = format!("KEY{}", counted.get());
        async move { Ok(Credentials::new(id, "secret".into(), Some("token".into()))) }
    };
    (script.builder().credentials_provider(provider).build().unwrap(), calls)
}

#[test]
fn concurrent_calls_share_one_refresh() {
    let script = Script::new([reply(200, "{}"), reply(200, "{}")]);
    let (client, calls) = provided(&script);
    let call = || client.call("DescribePatchGroups", json!({}));
    let (one, other) = block_on(join(call(), call()));
    assert!(one.is_ok() && other.is_ok());
    assert_eq!(calls.get(), 1);
}

#[test]
fn expired_credentials_are_refreshed_within_the_call() {
    let expired = reply(400, r#"{"__type":"ExpiredTokenException","message":"expired"}"#);
    let script = Script::new([expired, reply(200, "{}")]);
    let (client, calls) = provided(&script);
    let output = block_on(client.call("DescribePatchGroups", json!({}))).unwrap();
    assert_eq!((output.metadata.attempts, calls.get()), (2, 2));
    let keys: Vec<_> = script.sent().iter().map(|it| it.authorization.contains("KEY2/")).collect();
    assert_eq!(keys, [false, true]);
}

#[test]
fn failed_provider_fails_the_call_and_is_called_again_by_the_next() {
    let script = Script::new([reply(200, "{}")]);
    let fails = Rc::new(Cell::new(true));
    let state = Rc::clone(&fails);
    let provider = move || {
        let fails = state.get();
        let keys = || Credentials::new("KEY".into(), "secret".into(), None);
        async move { if fails { Err("the session has ended".into()) } else { Ok(keys()) } }
    };
    let client = script.builder().credentials_provider(provider).build().unwrap();
    let call = || client.call("DescribePatchGroups", json!({}));
    let error = block_on(call()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Cannot list patch groups: no credentials: the session has ended"
    );
    fails.set(false);
    assert!(block_on(call()).is_ok());
}

#[test]
fn other_calls_wait_for_a_provider_that_takes_its_time() {
    let script = Script::new([reply(200, "{}"), reply(200, "{}")]);
    let provider = || {
        let mut polls = 0;
        std::future::poll_fn(move |_| {
            polls += 1;
            match polls {
                1..5 => std::task::Poll::Pending,
                _ => std::task::Poll::Ready(Ok(Credentials::new("KEY".into(), "s".into(), None))),
            }
        })
    };
    let client = script.builder().credentials_provider(provider).build().unwrap();
    let call = || client.call("DescribePatchGroups", json!({}));
    let calls = std::pin::pin!(join(call(), call()));
    let (one, other) = block_on(calls);
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
}
