//! Runtimes and connections that misbehave.

use js_sys::{Promise, Reflect, global};
use patchlens::fetch::{Error, Limits, PatchClient};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

use crate::Test;
use crate::check::{Outcome, equal, failure, holds};
use crate::world::World;

const LIST: &str = "DescribeInstanceInformation";

pub(crate) const TESTS: &[Test] = &[
    ("a reset connection is an error of the network", |it| Box::pin(resets(it))),
    ("half a body is a malformed response and never a short list", |it| Box::pin(cuts(it))),
    ("a fetch that throws or rejects with any value fails the call", |it| Box::pin(misbehaves(it))),
    ("an endpoint that is no URL is refused without a password", |it| Box::pin(refuses(it))),
];

async fn once(client: &PatchClient) -> Result<Error, String> {
    let limits = Limits { max_attempts: Some(1), ..Limits::default() };
    failure(client.call_within(LIST, json!({}), limits).await)
}

async fn resets(world: &World) -> Outcome {
    equal(once(&world.client("reset")?).await?.failure.error.code(), "network")
}

async fn cuts(world: &World) -> Outcome {
    equal(once(&world.client("cut")?).await?.failure.error.code(), "malformed-response")
}

async fn misbehaves(world: &World) -> Outcome {
    let client = world.client("plain")?;
    let real = Reflect::get(&global(), &"fetch".into()).map_err(|_| "there is no fetch")?;
    let results: [fn() -> Result<JsValue, JsValue>; 4] = [
        || Err("no".into()),
        || Ok(Promise::reject(&0.into()).into()),
        || Ok(JsValue::NULL),
        || Ok(Promise::reject(&JsValue::UNDEFINED).into()),
    ];
    let mut found = Vec::new();
    for result in results {
        let odd: Closure<dyn FnMut() -> Result<JsValue, JsValue>> = Closure::new(result);
        replace_fetch(odd.as_ref())?;
        let result = once(&client).await;
        replace_fetch(&real)?;
        found.push(result?.to_string());
    }
    let expected = ["no", "0", "fetch did not return a Response", "undefined"];
    let told = |words| format!("Cannot list managed nodes: the request failed: {words}");
    equal(found, expected.map(told).to_vec())
}

fn replace_fetch(value: &JsValue) -> Outcome {
    let done = Reflect::set(&global(), &"fetch".into(), value);
    holds(done == Ok(true), "fetch cannot be replaced")
}

async fn refuses(world: &World) -> Outcome {
    for url in ["nowhere", "https://me:hunter22@example.com", "http://example.com/", "https://x/?q"]
    {
        let built = world.builder(url).build();
        let error = built.err().ok_or_else(|| format!("{url} is accepted"))?;
        equal(error.failure.error.code(), "invalid-input")?;
        holds(!error.to_string().contains("hunter22"), "the password is in the error")?;
    }
    Ok(())
}
