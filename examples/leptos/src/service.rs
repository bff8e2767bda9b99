//! The client, and the credentials that the page's own server gives it.

use gloo_net::http::Request;
use leptos::prelude::document;
use patchlens::credentials::Credentials;
use patchlens::fetch::{Error, PatchClient};
use serde_json::Value;

/// A client of the region and the endpoint that the page names.
pub fn client() -> Result<PatchClient, Error> {
    let region = setting("aws-region").unwrap_or_default();
    let builder = PatchClient::builder(&region).credentials_provider(credentials);
    match setting("aws-endpoint-url") {
        Some(url) => builder.endpoint_url(&url).build(),
        None => builder.build(),
    }
}

/// The content of a `<meta>` element.
fn setting(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name={name}]")).ok()??;
    element.get_attribute("content")
}

/// Called on first use, and again shortly before the credentials expire.
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
    Ok(Credentials::new(id, secret, text("sessionToken")))
}
