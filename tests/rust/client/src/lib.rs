//! The client of Rust programs on the `fetch` of a runtime, against the service of
//! `tests/runtimes/service.mjs`.

#![deny(warnings)]

mod calls;
mod check;
mod credentials;
mod documentation;
mod endings;
mod hostile;
mod paging;
mod world;

use std::time::Duration;

use futures_util::future::{Either, LocalBoxFuture, select};
use gloo_timers::future::sleep;
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

use check::Outcome;
use world::World;

const LIMIT: Duration = Duration::from_secs(30);

/// A test and its name.
type Test = (&'static str, for<'a> fn(&'a World) -> LocalBoxFuture<'a, Outcome>);

/// Runs the tests one after the other.
///
/// # Errors
/// The service cannot be reached.
#[wasm_bindgen]
pub async fn run(url: String) -> Result<String, String> {
    let world = World::at(url).await?;
    let mut results = Vec::new();
    let parts = [calls::TESTS, paging::TESTS, endings::TESTS, credentials::TESTS, hostile::TESTS];
    for (name, test) in parts.concat() {
        results.push(result(name, test(&world)).await);
    }
    Ok(Value::from(results).to_string())
}

async fn result(name: &str, test: LocalBoxFuture<'_, Outcome>) -> Value {
    let message = match select(test, sleep(LIMIT)).await {
        Either::Left((Ok(()), _)) => String::new(),
        Either::Left((Err(message), _)) => message,
        Either::Right(_) => format!("did not settle within {LIMIT:?}"),
    };
    json!({ "name": name, "ok": message.is_empty(), "message": message })
}
