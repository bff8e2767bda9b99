//! Calls, their retries and their errors.

use std::time::Duration;

use patchlens::error::Reason;
use patchlens::fetch::Limits;
use serde_json::{Value, json};

use crate::Test;
use crate::check::{Outcome, equal, failure, holds, unexpected};
use crate::world::World;

const LIST: &str = "DescribeInstanceInformation";

pub(crate) const TESTS: &[Test] = &[
    ("a signed call returns the service's items", |it| Box::pin(succeeds(it))),
    ("a throttled call waits as long as the hint says", |it| Box::pin(waits(it))),
    ("a call is retried after a server error", |it| Box::pin(retries(it))),
    ("an error of the service has its code", |it| Box::pin(fails(it))),
    ("a limit of one attempt is respected", |it| Box::pin(tries_once(it))),
    ("a wrong secret is refused, and no message shows it", |it| Box::pin(is_refused(it))),
];

async fn succeeds(world: &World) -> Outcome {
    let call = world.client("plain")?;
    let output = call.call(LIST, json!({ "MaxResults": 5 })).await.map_err(unexpected)?;
    let items = output.value["InstanceInformationList"].as_array().cloned().unwrap_or_default();
    let ids: Vec<&Value> = items.iter().map(|it| &it["InstanceId"]).collect();
    let known = world.description["nodeIds"].as_array().cloned().unwrap_or_default();
    equal(ids, known.iter().take(5).collect::<Vec<_>>())?;
    equal((output.metadata.attempts, output.metadata.status), (1, 200))?;
    holds(output.metadata.request_id.is_some(), "the request has no id")
}

async fn waits(world: &World) -> Outcome {
    let output =
        world.client("throttled-twice")?.call(LIST, json!({})).await.map_err(unexpected)?;
    equal(output.metadata.attempts, 3)?;
    let hint = Duration::from_millis(world.description["hintMs"].as_u64().unwrap_or(u64::MAX));
    let waited = output.metadata.total_retry_delay;
    holds(waited >= 2 * hint, &format!("waited {waited:?} only"))
}

async fn retries(world: &World) -> Outcome {
    let output = world.client("failed-once")?.call(LIST, json!({})).await.map_err(unexpected)?;
    equal(output.metadata.attempts, 2)
}

async fn fails(world: &World) -> Outcome {
    let error = failure(world.client("failing")?.call(LIST, json!({})).await)?;
    let failed = &error.failure;
    equal((failed.error.aws_code(), failed.attempts), (Some("InternalServerError"), 3))?;
    holds(
        error.to_string().starts_with("Cannot list managed nodes: InternalServerError"),
        &error.to_string(),
    )
}

async fn tries_once(world: &World) -> Outcome {
    let limits = Limits { max_attempts: Some(1), ..Limits::default() };
    let call = world.client("failed-once")?;
    let error = failure(call.call_within(LIST, json!({}), limits).await)?;
    equal((error.failure.error.status(), error.failure.attempts), (Some(503), 1))
}

async fn is_refused(world: &World) -> Outcome {
    let id = world.keys("keys").access_key_id.clone();
    let wrong = patchlens::credentials::Credentials::new(id, "not-the-secret-key".into(), None);
    let builder = world.builder(&world.endpoint("plain")).credentials(wrong);
    let client = builder.build().map_err(unexpected)?;
    let error = failure(client.call(LIST, json!({})).await)?;
    equal(error.failure.error.reason(), Reason::Denied)?;
    holds(
        !format!("{error:?} {error}").contains("not-the-secret-key"),
        "the secret is in the error",
    )
}
