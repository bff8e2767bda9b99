//! Requests through `fetch`: gloo-net builds them, one binding with `catch` sends them.

use std::cell::Cell;
use std::future::Future;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestInit, RequestRedirect};

use super::clock;
use super::value::Value;
use crate::time::Timestamp;
use crate::transport::{Environment, Headers, NoResponse, Request, Response};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = fetch, catch)]
    fn global_fetch(request: &web_sys::Request) -> Result<JsValue, JsValue>;

    /// A `Response`, or whatever `fetch` answered with.
    type Answered;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn status(this: &Answered) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn headers(this: &Answered) -> Result<AnswerHeaders, JsValue>;
    #[wasm_bindgen(method, structural, catch)]
    fn text(this: &Answered) -> Result<JsValue, JsValue>;

    /// A `Headers`, or what stands in its place.
    pub(super) type AnswerHeaders;
    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &AnswerHeaders, name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = Math)]
    fn random() -> f64;

    /// Something thrown.
    type Thrown;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn message(this: &Thrown) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn code(this: &Thrown) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn cause(this: &Thrown) -> Result<JsValue, JsValue>;
}

thread_local! {
    /// Whether requests may say `cache: "no-store"`; workerd refused that until late 2024.
    static TAKES_NO_STORE: Cell<bool> = const { Cell::new(true) };
}

/// A browser, a server runtime, an edge: wherever there is `fetch`.
pub(super) struct Web {
    /// The caller's own `fetch`, if it gave one.
    pub(super) fetch: Option<Function>,
}

impl Headers for AnswerHeaders {
    fn header(&self, name: &str) -> Option<String> {
        self.get(name).ok()?.as_string()
    }
}

impl Environment for Web {
    type Json = Value;
    type Headers = AnswerHeaders;
    type Cause = JsValue;

    fn now(&self) -> Timestamp {
        clock::now()
    }

    fn random(&self) -> f64 {
        random()
    }

    fn sleep(&self, time: std::time::Duration) -> impl Future<Output = ()> {
        clock::sleep(time)
    }

    async fn send(
        &self,
        request: &Request<'_>,
    ) -> Result<Response<Value, AnswerHeaders>, NoResponse<JsValue>> {
        self.exchange(request).await.map_err(no_response)
    }
}

impl Web {
    async fn exchange(
        &self,
        request: &Request<'_>,
    ) -> Result<Response<Value, AnswerHeaders>, JsValue> {
        let abort = AbortOnDrop { controller: AbortController::new()?, finished: Cell::new(false) };
        let request = build(request, &abort.controller)?;
        let answered = settle(|| match &self.fetch {
            Some(fetch) => fetch.call1(&JsValue::UNDEFINED, &request),
            None => global_fetch(&request),
        });
        let response = read(answered.await?.unchecked_into()).await;
        abort.finished.set(true);
        response
    }
}

/// Ends the request when nobody waits for it any more.
struct AbortOnDrop {
    controller: AbortController,
    finished: Cell<bool>,
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if !self.finished.get() {
            self.controller.abort();
        }
    }
}

fn build(request: &Request<'_>, abort: &AbortController) -> Result<web_sys::Request, JsValue> {
    let headers = Object::new();
    for (name, value) in request.headers {
        Reflect::set(&headers, &(*name).into(), &(*value).into())?;
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(&request.body.into());
    init.set_signal(Some(&abort.signal()));
    init.set_credentials(RequestCredentials::Omit);
    init.set_redirect(RequestRedirect::Manual);
    init.set_cache(RequestCache::NoStore);
    web_sys::Request::new_with_str_and_init(request.url, &init)
}

/// Awaits what `call` gives, be it a promise, a value, something with a `then`, or an exception.
///
/// A fresh promise takes it in, so that only the engine's own `then` is ever relied on.
pub(super) async fn settle(
    call: impl FnOnce() -> Result<JsValue, JsValue>,
) -> Result<JsValue, JsValue> {
    let given = call()?;
    JsFuture::from(Promise::new(&mut |resolve, _reject| {
        // A promise's own resolve function never throws.
        let _ = resolve.call1(&JsValue::UNDEFINED, &given);
    }))
    .await
}

async fn read(answered: Answered) -> Result<Response<Value, AnswerHeaders>, JsValue> {
    let no_response = || JsError::new("fetch did not answer with a Response");
    let status = answered.status()?.as_f64().filter(|status| (0.0..1000.0).contains(status));
    let status = status.ok_or_else(no_response)?;
    let headers = answered.headers()?;
    let text = settle(|| answered.text()).await?;
    let body = match parse_json(&text) {
        Ok(value) => Ok(Value(value)),
        Err(_) => Err(text.as_string().ok_or_else(no_response)?),
    };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Ok(Response { status: status as u16, headers, body })
}

fn no_response(cause: JsValue) -> NoResponse<JsValue> {
    NoResponse { message: describe(&cause), cause }
}

/// What was thrown, in words, with the code of what caused it: `fetch failed (ECONNREFUSED)`.
fn describe(thrown: &JsValue) -> String {
    let text = |value: Result<JsValue, JsValue>| value.ok().and_then(|value| value.as_string());
    let thrown_text = thrown.as_string();
    let thrown: &Thrown = thrown.unchecked_ref();
    let mut words = thrown_text
        .or_else(|| text(thrown.message()))
        .unwrap_or_else(|| "fetch threw something that is not an Error".into());
    let code = thrown.cause().ok().and_then(|cause| text(cause.unchecked_ref::<Thrown>().code()));
    if let Some(code) = code {
        words.push_str(" (");
        words.push_str(&code);
        words.push(')');
    }
    words
}
