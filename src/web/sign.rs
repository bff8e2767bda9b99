//! `signRequest`: a signature for a request to any AWS service.

use std::cell::RefCell;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::client::now;
use super::failure::{Doing, invalid};
use super::keyring::Keyring;
use super::options::{check_options, flag, text};
use super::value::Value;
use crate::json::Json;
use crate::problem::Problems;
use crate::shape::{NON_EMPTY_TEXT, Shape, instant, optional, required};
use crate::sigv4::{self, KeyCache, PathEncoding, Payload, Request, Signed, SigningParams};

const DOING: Doing<'_> = Doing { operation: None, action: "sign the request" };

const REQUEST: Shape = Shape::Structure(&[
    optional("method", NON_EMPTY_TEXT),
    required("url", Shape::Any),
    optional("headers", Shape::Any),
    optional("body", Shape::Any),
]);

const OPTIONS: Shape = Shape::Structure(&[
    required("credentials", Shape::Any),
    required("region", NON_EMPTY_TEXT),
    required("service", NON_EMPTY_TEXT),
    optional("date", Shape::Instant),
    optional("doubleEncodePath", Shape::Boolean),
]);

thread_local! {
    static KEYS: RefCell<Option<KeyCache>> = const { RefCell::new(None) };
}

/// Checks a request, an object like `SignableRequest` in `index.d.ts`, and options like
/// `SignOptions`; `problem` is what has been found wrong with the URL, the headers or the body, if
/// anything.
///
/// # Errors
/// A record with code `invalid-input`.
#[wasm_bindgen(js_name = checkSigning)]
pub fn check_signing(
    request: JsValue,
    options: JsValue,
    keyring: &Keyring,
    problem_path: &str,
    problem: &str,
) -> Result<(), JsValue> {
    let mut problems = Problems::default();
    check_options(&Value(request), &REQUEST, &mut problems);
    if !problem.is_empty() {
        problems.add(problem_path, problem);
    }
    check_options(&Value(options), &OPTIONS, &mut problems);
    keyring.holder(&mut problems);
    problems.or(()).map_err(|problems| invalid(&DOING, problems))
}

/// Signs a request that has been checked, and whose URL `new URL()` has taken apart. The headers
/// are names and values by turns; the body is a text or bytes.
///
/// Returns the canonical request, the string to sign, and after these the headers to send besides,
/// names and values by turns.
///
/// # Errors
/// A record.
#[wasm_bindgen(js_name = signRequest)]
#[allow(clippy::too_many_arguments)]
pub fn sign_request(
    options: JsValue,
    keyring: &Keyring,
    method: &str,
    host: &str,
    path: &str,
    query: &str,
    headers: &Array,
    body: &JsValue,
) -> Result<Array, JsValue> {
    let options = Value(options);
    let texts: Vec<String> = headers.iter().filter_map(|text| text.as_string()).collect();
    let text = body.as_string().map(String::into_bytes);
    let bytes = text.unwrap_or_else(|| body.unchecked_ref::<Uint8Array>().to_vec());
    let (headers, payload) = (&pairs(&texts)[..], Payload::Bytes(&bytes));
    let request = Request { method, host, path, query, headers, payload };
    sign_with(keyring, &options, &request).map_err(|problems| invalid(&DOING, problems))
}

fn sign_with(keyring: &Keyring, options: &Value, request: &Request<'_>) -> Result<Array, Problems> {
    let holder = keyring.holder(&mut Problems::default());
    let holder = holder.borrow();
    let none = || Problems::one("credentials", "is required");
    let service = text(options, "service").unwrap_or_default();
    let params = SigningParams {
        keys: holder.credentials().ok_or_else(none)?.into(),
        region: &text(options, "region").unwrap_or_default(),
        service: &service,
        time: options.member("date").and_then(|date| instant(&date)).unwrap_or_else(now),
        path_encoding: match flag(options, "doubleEncodePath") {
            Some(false) => PathEncoding::AsSent,
            None if sigv4::is_s3(&service) => PathEncoding::AsSent,
            _ => PathEncoding::Twice,
        },
    };
    KEYS.with_borrow_mut(|cache| {
        sigv4::sign(&params, request, cache.get_or_insert_with(KeyCache::new)).map(texts_of)
    })
}

fn texts_of(signed: Signed) -> Array {
    let texts = Array::of2(&signed.canonical_request.into(), &signed.string_to_sign.into());
    for (name, value) in signed.headers {
        texts.push(&name.into());
        texts.push(&value.into());
    }
    texts.push(&"authorization".into());
    texts.push(&signed.authorization.into());
    texts
}

/// Every two texts, as a name and its value.
fn pairs<'a>(texts: &'a [String]) -> Vec<(&'a str, &'a str)> {
    let pair = |pair: &'a [String]| match pair {
        [name, value] => Some((name.as_str(), value.as_str())),
        _ => None,
    };
    texts.chunks(2).filter_map(pair).collect()
}
