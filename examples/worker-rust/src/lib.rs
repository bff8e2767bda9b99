//! A Worker that streams a fleet as lines of JSON: each node with its patch state and the patches that it
//! is missing.

mod access;
mod error_response;
mod fleet;
mod lines;
mod settings;

use patchlens::fetch::{Error, PatchClient};
use worker::{Context, Env, Method, Request, Response, event};

use error_response::ErrorResponse;
use settings::Settings;

#[event(fetch)]
async fn fetch(request: Request, env: Env, _: Context) -> worker::Result<Response> {
    match respond(&request, &env).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

async fn respond(request: &Request, env: &Env) -> Result<worker::Result<Response>, ErrorResponse> {
    let settings = Settings::read(env)?;
    if !access::is_authorized(request, &settings.access_token) {
        return Err(ErrorResponse::UNAUTHORIZED);
    }
    if request.path() != "/fleet" {
        return Err(ErrorResponse::NOT_FOUND);
    }
    if request.method() != Method::Get {
        return Err(ErrorResponse::METHOD_NOT_ALLOWED);
    }
    let client =
        client(settings).map_err(|error| ErrorResponse::misconfigured(&error.to_string()))?;
    lines::response(fleet::nodes(&client)?).await
}

/// A client for one request. A Worker's request cannot wait for what another request has begun.
fn client(settings: Settings) -> Result<PatchClient, Error> {
    let builder = PatchClient::builder(&settings.region).credentials(settings.credentials);
    match settings.endpoint {
        Some(url) => builder.endpoint_url(&url).build(),
        None => builder.build(),
    }
}
