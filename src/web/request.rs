//! Requests, as `fetch` takes them.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{
    AbortSignal, Request, RequestCache, RequestCredentials, RequestInit, RequestRedirect,
};

use crate::client::HeaderList;

/// The request to send, which `signal` can end.
///
/// # Errors
/// What the constructor of `Request` throws.
pub(super) fn build(
    url: &str,
    headers: &HeaderList,
    body: &str,
    signal: &AbortSignal,
) -> Result<Request, JsValue> {
    let record = Object::new();
    for (name, value) in headers {
        Reflect::set(&record, &(*name).into(), &value.into())?;
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&record);
    init.set_body(&body.into());
    init.set_signal(Some(signal));
    init.set_credentials(RequestCredentials::Omit);
    init.set_redirect(RequestRedirect::Manual);
    init.set_cache(RequestCache::NoStore);
    // workerd refused the cache mode until late 2024.
    Request::new_with_str_and_init(url, &init).or_else(|_| {
        init.set_cache(RequestCache::Default);
        Request::new_with_str_and_init(url, &init)
    })
}
