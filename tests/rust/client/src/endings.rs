//! Time limits, and calls that are dropped.

use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::future::{Either, select};
use patchlens::error::{Error, TimeoutScope};
use patchlens::fetch::{Limits, PageOptions};
use serde_json::json;

use crate::Test;
use crate::check::{Outcome, equal, failure, holds, unexpected};
use crate::world::World;

const LIST: &str = "DescribeInstanceInformation";

pub(crate) const TESTS: &[Test] = &[
    ("an attempt that takes too long is aborted and retried", |it| Box::pin(tries_again(it))),
    ("a call ends at its own limit, and its request with it", |it| Box::pin(ends(it))),
    ("dropping a call in flight aborts its request", |it| Box::pin(dropped(it))),
    ("dropping a stream in flight aborts its request", |it| Box::pin(dropped_stream(it))),
    ("a call that was never polled sends nothing", |it| Box::pin(unpolled(it))),
];

async fn tries_again(world: &World) -> Outcome {
    let endpoint = world.endpoint("stalled-once");
    let limit = Duration::from_secs(2);
    let client = world.builder(&endpoint).attempt_timeout(limit).build().map_err(unexpected)?;
    let output = client.call(LIST, json!({})).await.map_err(unexpected)?;
    equal(output.metadata.attempts, 2)?;
    world.given_up(&endpoint, &[true, false]).await
}

async fn ends(world: &World) -> Outcome {
    let endpoint = world.endpoint("stalled");
    let client = world.builder(&endpoint).build().map_err(unexpected)?;
    let limit = Duration::from_millis(400);
    let limits = Limits { timeout: Some(limit), ..Limits::default() };
    let error = failure(client.call_within(LIST, json!({}), limits).await)?;
    equal(error.failure.error, Error::Timeout { limit, scope: TimeoutScope::Call })?;
    world.given_up(&endpoint, &[true]).await
}

async fn dropped(world: &World) -> Outcome {
    let endpoint = world.endpoint("stalled");
    let client = world.builder(&endpoint).build().map_err(unexpected)?;
    let call = Box::pin(client.call(LIST, json!({})));
    let sent = Box::pin(world.given_up(&endpoint, &[false]));
    match select(call, sent).await {
        Either::Left(_) => return Err("the stalled call ended".into()),
        Either::Right((sent, call)) => {
            sent?;
            drop(call);
        }
    }
    world.given_up(&endpoint, &[true]).await
}

async fn dropped_stream(world: &World) -> Outcome {
    let endpoint = world.endpoint("stalled");
    let client = world.builder(&endpoint).build().map_err(unexpected)?;
    let options = PageOptions::default();
    let mut stream = client.paginate(LIST, json!({}), options).map_err(unexpected)?;
    let sent = Box::pin(world.given_up(&endpoint, &[false]));
    match select(stream.next(), sent).await {
        Either::Left(_) => return Err("the stalled stream has a page".into()),
        Either::Right((sent, _)) => sent?,
    }
    drop(stream);
    world.given_up(&endpoint, &[true]).await
}

async fn unpolled(world: &World) -> Outcome {
    let endpoint = world.endpoint("plain");
    let client = world.builder(&endpoint).build().map_err(unexpected)?;
    drop(client.call(LIST, json!({})));
    let other = client.call(LIST, json!({})).await.map_err(unexpected)?;
    holds(other.metadata.attempts == 1, "more than one attempt")?;
    world.given_up(&endpoint, &[false]).await
}
