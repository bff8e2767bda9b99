//! `signRequest`: a signature for a request to any AWS service.

use std::cell::RefCell;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::clock::now;
use super::credentials::CredentialsCache;
use super::options::check_options;
use super::record::Subject;
use super::value::JsonValue;
use crate::credentials;
use crate::schema::{NON_EMPTY_TEXT, Problems, Secrecy, Shape, optional, required};
use crate::sigv4::{self, KeyCache, PathEncoding, Payload, Request, Signed, SigningParams};
use crate::text::{join, push};
use crate::time::Timestamp;

fn invalid(problems: Problems) -> JsValue {
    Subject::Other("sign the request".into()).invalid(problems)
}

const REQUEST: Shape = Shape::Structure(&[
    optional("method", NON_EMPTY_TEXT),
    required("url", Shape::Any),
    optional("headers", Shape::Any),
    optional("body", Shape::Any),
]);

const OPTIONS: Shape = Shape::Structure(&[
    required("credentials", Shape::Any),
    required("region", IN_HEADER),
    required("service", IN_HEADER),
    optional("date", Shape::Instant),
    optional("doubleEncodePath", Shape::Boolean),
]);

/// Both stand in the header `authorization`, between characters that they must not have.
const IN_HEADER: Shape = Shape::Secret(Secrecy::Key);

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
    credentials: &CredentialsCache,
    problem_path: &str,
    problem: &str,
) -> Result<(), JsValue> {
    let mut problems = Problems::default();
    check_options(&JsonValue(request), "request", &REQUEST, &mut problems);
    if !problem.is_empty() {
        problems.add(problem_path, problem);
    }
    check_options(&JsonValue(options), "options", &OPTIONS, &mut problems);
    credentials.shared("credentials", &mut problems);
    problems.or(()).map_err(invalid)
}

/// Signs a request that has been checked, and whose URL `new URL()` has taken apart, at `ms`
/// milliseconds since the epoch or, if that is NaN, now. The lines are region, service, method, host,
/// path, query, and after these the headers, names and values by turns; the body is a text or bytes.
///
/// Returns the canonical request, the string to sign, and after these the headers to send besides,
/// names and values by turns, with a NUL between any two. One text each way, since to hand over many
/// takes longer than to sign.
///
/// # Errors
/// A record.
#[wasm_bindgen(js_name = signRequest)]
pub fn sign_request(
    credentials: &CredentialsCache,
    ms: f64,
    is_encoded_twice: Option<bool>,
    lines: &str,
    body: &JsValue,
) -> Result<String, JsValue> {
    let pairs = pairs(lines);
    let [(region, service), (method, host), (path, query), headers @ ..] = &pairs[..] else {
        return Ok(String::new()); // Whoever calls gives them all.
    };
    let text = body.as_string().map(String::into_bytes);
    let bytes = text.unwrap_or_else(|| body.unchecked_ref::<Uint8Array>().to_vec());
    let payload = Payload::Bytes(&bytes);
    let request = Request { method, host, path, query, headers, payload };
    let time = Timestamp::from_seconds(ms / 1000.0).unwrap_or_else(now);
    let path_encoding = match is_encoded_twice.unwrap_or(!sigv4::is_s3(service)) {
        true => PathEncoding::Twice,
        false => PathEncoding::AsSent,
    };
    let sign = |cache: &credentials::CredentialsCache| {
        let keys =
            cache.credentials().ok_or_else(|| Problems::one("credentials", "is required"))?;
        let keys = (&**keys).into();
        let params = SigningParams { keys, region, service, time, path_encoding };
        KEYS.with_borrow_mut(|signing_keys| {
            sigv4::sign(&params, &request, signing_keys.get_or_insert_with(KeyCache::new))
        })
    };
    credentials.with(sign).map(text_of).map_err(invalid)
}

fn text_of(signed: Signed) -> String {
    let mut text = join(&[&signed.canonical_request, "\0", &signed.string_to_sign]);
    for (name, value) in &signed.headers {
        push(&mut text, &["\0", name, "\0", value]);
    }
    push(&mut text, &["\0authorization\0", &signed.authorization]);
    text
}

/// Every two lines, as a name and its value.
fn pairs(lines: &str) -> Vec<(&str, &str)> {
    let mut rest = lines;
    let mut line = || {
        let end = rest.bytes().position(|byte| byte == b'\n').unwrap_or(rest.len());
        let line = rest.get(..end);
        rest = rest.get(end + 1..).unwrap_or_default();
        line.unwrap_or_default()
    };
    let mut pairs = Vec::new();
    loop {
        let (name, value) = (line(), line());
        if name.is_empty() && pairs.len() > 2 {
            return pairs;
        }
        pairs.push((name, value));
    }
}
