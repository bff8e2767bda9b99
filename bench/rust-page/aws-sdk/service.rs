//! A client of the AWS SDK, on the `fetch` of the browser: the SDK has no HTTP client for it.

use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, future};
use aws_sdk_ssm::config::{BehaviorVersion, Config, Region};
use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep};
use aws_smithy_async::time::TimeSource;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use gloo_net::http::Request;
use leptos::prelude::document;
use send_wrapper::SendWrapper;
use serde_json::Value;

pub type Client = aws_sdk_ssm::Client;

/// A client of the region and the endpoint that the page names.
pub fn client() -> Result<Client, String> {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(setting("aws-region").map(Region::new))
        .credentials_provider(Keys)
        .http_client(Fetch)
        .sleep_impl(Timers)
        .time_source(Clock);
    let config = match setting("aws-endpoint-url") {
        Some(url) => config.endpoint_url(url),
        None => config,
    };
    Ok(Client::from_conf(config.build()))
}

/// The content of a `<meta>` element.
fn setting(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name={name}]")).ok()??;
    element.get_attribute("content")
}

#[derive(Debug)]
struct Keys;

impl ProvideCredentials for Keys {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(SendWrapper::new(async {
            credentials().await.map_err(CredentialsError::provider_error)
        }))
    }
}

async fn credentials() -> Result<Credentials, String> {
    let response = Request::get("credentials.json").send().await.map_err(|it| it.to_string())?;
    if !response.ok() {
        return Err(format!("credentials.json has the status {}", response.status()));
    }
    let text = response.text().await.map_err(|it| it.to_string())?;
    let keys: Value = serde_json::from_str(&text).map_err(|_| "credentials.json is no JSON")?;
    let text = |name: &str| keys[name].as_str().map(String::from);
    let missing = |name| format!("credentials.json has no {name}");
    let id = text("accessKeyId").ok_or_else(|| missing("accessKeyId"))?;
    let secret = text("secretAccessKey").ok_or_else(|| missing("secretAccessKey"))?;
    Ok(Credentials::new(id, secret, text("sessionToken"), None, "page"))
}

#[derive(Debug, Clone)]
struct Fetch;

impl HttpClient for Fetch {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Fetch)
    }
}

impl HttpConnector for Fetch {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::new(SendWrapper::new(async move {
            exchange(request).await.map_err(|error| ConnectorError::io(error.into()))
        }))
    }
}

async fn exchange(request: HttpRequest) -> Result<HttpResponse, String> {
    let mut builder = Request::post(request.uri());
    for (name, value) in request.headers() {
        builder = builder.header(name, value);
    }
    let body = String::from_utf8_lossy(request.body().bytes().unwrap_or_default()).into_owned();
    let sent = builder.body(body).map_err(|error| error.to_string())?;
    let response = sent.send().await.map_err(|error| error.to_string())?;
    let text = response.text().await.map_err(|error| error.to_string())?;
    let status = response.status().try_into().map_err(|_| "an odd status")?;
    let mut result = HttpResponse::new(status, SdkBody::from(text));
    for (name, value) in response.headers().entries() {
        result.headers_mut().insert(name, value);
    }
    Ok(result)
}

#[derive(Debug)]
struct Timers;

impl AsyncSleep for Timers {
    fn sleep(&self, duration: Duration) -> Sleep {
        Sleep::new(SendWrapper::new(gloo_timers::future::sleep(duration)))
    }
}

#[derive(Debug)]
struct Clock;

impl TimeSource for Clock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(js_sys::Date::now() as u64)
    }
}
