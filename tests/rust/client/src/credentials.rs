//! Credentials and their providers.

use std::cell::Cell;
use std::rc::Rc;

use futures_util::future::join;
use patchlens::credentials::Credentials;
use patchlens::fetch::PatchClient;
use serde_json::json;

use crate::Test;
use crate::check::{Outcome, equal, failure, unexpected};
use crate::world::World;

const LIST: &str = "DescribeInstanceInformation";

pub(crate) const TESTS: &[Test] = &[
    ("expired credentials are refreshed within the call", |it| Box::pin(refreshes(it))),
    ("expired credentials without a provider are an error", |it| Box::pin(expired(it))),
    ("concurrent calls share a refresh", |it| Box::pin(shares(it))),
    ("the error of a provider is the error of the call", |it| Box::pin(fails(it))),
];

/// A client whose provider returns the credentials of these names one after the other, and how often it
/// was called.
fn provided(
    world: &World,
    names: &'static [&'static str],
) -> Result<(PatchClient, Rc<Cell<usize>>), String> {
    let keys: Vec<Rc<Credentials>> = names.iter().map(|name| Rc::new(world.keys(name))).collect();
    let calls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&calls);
    let provider = move || {
        let given = keys.get(counted.replace(counted.get() + 1)).cloned();
        async move {
            let given = given.ok_or("there are no more credentials")?;
            let token = given.session_token().map(String::from);
            let secret = given.secret_access_key().into();
            Ok(Credentials::new(given.access_key_id.clone(), secret, token))
        }
    };
    let builder = world.builder(&world.endpoint("plain")).credentials_provider(provider);
    Ok((builder.build().map_err(unexpected)?, calls))
}

async fn refreshes(world: &World) -> Outcome {
    let (client, calls) = provided(world, &["expiredKeys", "session"])?;
    let output = client.call(LIST, json!({})).await.map_err(unexpected)?;
    equal((output.metadata.attempts, calls.get()), (2, 2))
}

async fn expired(world: &World) -> Outcome {
    let builder = world.builder(&world.endpoint("plain")).credentials(world.keys("expiredKeys"));
    let client = builder.build().map_err(unexpected)?;
    let error = failure(client.call(LIST, json!({})).await)?;
    equal(error.failure.error.aws_code(), Some("ExpiredTokenException"))
}

async fn shares(world: &World) -> Outcome {
    let (client, calls) = provided(world, &["session"])?;
    let call = || client.call(LIST, json!({}));
    let (one, other) = join(call(), call()).await;
    one.map_err(unexpected)?;
    other.map_err(unexpected)?;
    equal(calls.get(), 1)
}

async fn fails(world: &World) -> Outcome {
    let (client, _) = provided(world, &[])?;
    let error = failure(client.call(LIST, json!({})).await)?;
    let text = "Cannot list managed nodes: no credentials: there are no more credentials";
    equal(error.to_string(), text)
}
