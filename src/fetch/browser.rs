//! The transport of browsers and Workers: the global `fetch`, timers, clock and randomness.

use std::time::Duration;

use gloo_net::http::{Headers, Method, RequestBuilder};
use js_sys::{Date, Error, JsString, Math, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCredentials, RequestRedirect};

use super::transport::{LocalFuture, Request, Response, Transport};
use crate::time::Timestamp;

/// The global `fetch` of a browser or Worker.
///
/// ```
/// use std::rc::Rc;
///
/// use patchlens::fetch::{Builder, FetchTransport};
///
/// fn builder() -> Builder {
///     Builder::new("eu-central-1", Rc::new(FetchTransport))
/// }
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct FetchTransport;

#[wasm_bindgen]
extern "C" {
    // Not the `send` of gloo-net, which never settles if `fetch` throws, or rejects with a value that
    // is not an `Error`.
    #[wasm_bindgen(catch, js_name = fetch)]
    fn global_fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = String)]
    fn in_words(value: &JsValue) -> Result<JsString, JsValue>;
}

impl Transport for FetchTransport {
    fn send<'a>(&'a self, request: Request<'a>) -> LocalFuture<'a, Result<Response, String>> {
        Box::pin(exchange(request))
    }

    fn sleep(&self, delay: Duration) -> LocalFuture<'static, ()> {
        Box::pin(gloo_timers::future::sleep(delay))
    }

    fn now(&self) -> Timestamp {
        #[allow(clippy::cast_possible_truncation)]
        Timestamp::from_millis(Date::now() as i64)
    }

    fn jitter(&self) -> f64 {
        Math::random()
    }
}

/// Aborts a request unless its response was read.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        // Without an effect on a request that has ended.
        self.0.abort();
    }
}

async fn exchange(request: Request<'_>) -> Result<Response, String> {
    let controller = AbortController::new().map(AbortOnDrop).map_err(|error| words_of(&error))?;
    // workerd rejected the member `credentials` until 2024.
    let built = build(request, &controller, Some(RequestCredentials::Omit))
        .or_else(|_| build(request, &controller, None));
    // The runtime's message can quote the headers, which contain the session token.
    let built = built.map_err(|_| "this runtime rejects the request")?;
    let sent = global_fetch(&built).map_err(|error| words_of(&error))?;
    let response =
        JsFuture::from(Promise::resolve(&sent)).await.map_err(|error| words_of(&error))?;
    let response: web_sys::Response =
        response.dyn_into().map_err(|_| "fetch did not return a Response")?;
    let text = response.text().map_err(|error| words_of(&error))?;
    let body = JsFuture::from(text).await.map_err(|error| words_of(&error))?;
    let body = body.as_string().ok_or("fetch did not return a Response")?;
    let headers = Headers::from_raw(response.headers()).entries().collect();
    Ok(Response { status: response.status(), headers, body })
}

/// The request, without cookies and redirects.
fn build(
    request: Request<'_>,
    controller: &AbortOnDrop,
    credentials: Option<RequestCredentials>,
) -> Result<web_sys::Request, ()> {
    // Headers of gloo-net panic for a value that the runtime rejects.
    let headers = web_sys::Headers::new().map_err(drop)?;
    for (name, value) in request.headers {
        headers.set(name, value).map_err(drop)?;
    }
    let mut builder = RequestBuilder::new(request.url)
        .method(Method::POST)
        .headers(Headers::from_raw(headers))
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&controller.0.signal()));
    if let Some(credentials) = credentials {
        builder = builder.credentials(credentials);
    }
    builder.body(request.body).map(Into::into).map_err(drop)
}

/// The message of a thrown value.
fn words_of(thrown: &JsValue) -> String {
    let message = thrown.dyn_ref::<Error>().map(|error| String::from(error.message()));
    let message = message.filter(|message| !message.is_empty());
    let words = || in_words(thrown).map(String::from);
    message.map_or_else(words, Ok).unwrap_or_else(|_| "fetch threw a value without words".into())
}
