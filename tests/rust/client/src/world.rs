//! The service, and clients of it.

use std::cell::Cell;
use std::time::Duration;

use gloo_net::http::Request;
use gloo_timers::future::sleep;
use patchlens::credentials::Credentials;
use patchlens::fetch::{Builder, PatchClient};
use serde_json::Value;

use crate::check::{Outcome, unexpected};

const POLL: Duration = Duration::from_millis(50);
const POLLS: usize = 200;

/// The service.
pub(crate) struct World {
    url: String,
    /// The id of the next simulator.
    next: Cell<u32>,
    /// What the service says of itself.
    pub(crate) description: Value,
}

impl World {
    /// The service at this URL.
    pub(crate) async fn at(url: String) -> Result<Self, String> {
        let description = read(&format!("{url}/description")).await?;
        Ok(Self { url, next: Cell::default(), description })
    }

    /// The URL of a simulator of its own, with the faults of this scenario.
    pub(crate) fn endpoint(&self, scenario: &str) -> String {
        self.next.set(self.next.get() + 1);
        let run = js_sys::Math::random();
        format!("{}/{scenario}/rust-{run}-{}", self.url, self.next.get())
    }

    /// A builder of a client of this endpoint.
    pub(crate) fn builder(&self, endpoint: &str) -> Builder {
        PatchClient::builder("us-east-1").endpoint_url(endpoint).credentials(self.keys("keys"))
    }

    /// A client of such a simulator.
    pub(crate) fn client(&self, scenario: &str) -> Result<PatchClient, String> {
        self.builder(&self.endpoint(scenario)).build().map_err(unexpected)
    }

    /// The credentials of this name in the description.
    pub(crate) fn keys(&self, name: &str) -> Credentials {
        let text = |member: &str| self.description[name][member].as_str().map(String::from);
        let [id, secret] =
            ["accessKeyId", "secretAccessKey"].map(|it| text(it).unwrap_or_default());
        Credentials::new(id, secret, text("sessionToken"))
    }

    /// Waits until the requests to an endpoint are as many, and given up or not, as expected.
    pub(crate) async fn given_up(&self, endpoint: &str, expected: &[bool]) -> Outcome {
        let mut flags = Vec::new();
        for _ in 0..POLLS {
            let seen = read(&format!("{endpoint}/seen")).await?;
            let seen = seen.as_array().cloned().unwrap_or_default();
            flags = seen.iter().map(|it| it["isGivenUp"] == true).collect();
            if flags == expected {
                return Ok(());
            }
            sleep(POLL).await;
        }
        Err(format!("expected the requests {expected:?}, the service has {flags:?}"))
    }
}

async fn read(url: &str) -> Result<Value, String> {
    let response = Request::get(url).send().await.map_err(|error| error.to_string())?;
    let text = response.text().await.map_err(|error| error.to_string())?;
    serde_json::from_str(&text).map_err(|error| format!("{url}: {error}"))
}
