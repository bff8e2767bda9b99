//! `signRequest`: a signature for a request to any AWS service.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::client::now;
use super::failure::{Doing, invalid, record};
use super::keyring::Keyring;
use super::options::{check_options, flag, taken, text};
use super::value::Value;
use crate::client::Failure;
use crate::credentials::Holder;
use crate::error::Error;
use crate::json::Json;
use crate::problem::Problems;
use crate::shape::{NON_EMPTY_TEXT, Shape, instant, optional, required};
use crate::sigv4::{self, KeyCache, Keys, PathEncoding, Payload, Request, SigningParams};

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
    static KEYS: RefCell<KeyCache> = RefCell::default();
}

/// A request about to be signed.
#[wasm_bindgen]
pub struct Signing {
    options: Value,
    credentials: Rc<RefCell<Holder>>,
}

#[wasm_bindgen]
impl Signing {
    /// A request, an object like `SignableRequest` in `index.d.ts`, and options like
    /// `SignOptions`; `problem` is what has been found wrong with the URL, the headers or the body,
    /// if anything.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        request: JsValue,
        options: JsValue,
        keyring: Option<Keyring>,
        problem_path: &str,
        problem: &str,
    ) -> Result<Signing, JsValue> {
        let options = Value(options);
        let mut problems = Problems::default();
        check_options(&Value(request), &REQUEST, &mut problems);
        if !problem.is_empty() {
            problems.add(problem_path, problem);
        }
        check_options(&options, &OPTIONS, &mut problems);
        match taken(Keyring::holder(keyring, &options), &mut problems) {
            Some(credentials) if problems.is_empty() => Ok(Self { options, credentials }),
            _ => Err(invalid(&DOING, problems)),
        }
    }

    /// The record of a request for which there are no credentials.
    #[wasm_bindgen(js_name = withoutCredentials)]
    pub fn without_credentials(&self, problem: String) -> JsValue {
        let error = Error::Credentials { problem };
        record(&DOING, &Failure { error, request_id: None, attempts: 0 })
    }

    /// Signs a request whose URL `new URL()` has taken apart. The headers are names and
    /// values by turns.
    ///
    /// Returns the canonical request, the string to sign, and after these the headers to send
    /// besides, names and values by turns.
    ///
    /// # Errors
    /// A record.
    pub fn sign(
        &self,
        method: &str,
        host: &str,
        path: &str,
        query: &str,
        headers: &Array,
        body: &JsValue,
    ) -> Result<Array, JsValue> {
        let credentials = self.credentials.borrow();
        let Some(credentials) = credentials.credentials() else {
            return Err(self.without_credentials("none were given".into()));
        };
        let texts: Vec<String> = headers.iter().filter_map(|text| text.as_string()).collect();
        let headers = pairs(&texts);
        let text = || body.as_string().map(String::into_bytes);
        let bytes = body.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).or_else(text);
        let payload = Payload::Bytes(bytes.as_deref().unwrap_or_default());
        let request = Request { method, host, path, query, headers: &headers, payload };
        self.signed(credentials.into(), &request).map_err(|problems| invalid(&DOING, problems))
    }
}

impl Signing {
    fn signed(&self, keys: Keys<'_>, request: &Request<'_>) -> Result<Array, Problems> {
        let service = text(&self.options, "service").unwrap_or_default();
        let is_encoded_twice = flag(&self.options, "doubleEncodePath");
        let params = SigningParams {
            keys,
            region: &text(&self.options, "region").unwrap_or_default(),
            service: &service,
            time: self.options.member("date").and_then(|date| instant(&date)).unwrap_or_else(now),
            path_encoding: match is_encoded_twice.unwrap_or(!sigv4::is_s3(&service)) {
                true => PathEncoding::Twice,
                false => PathEncoding::AsSent,
            },
        };
        let signed = KEYS.with_borrow_mut(|cache| sigv4::sign(&params, request, cache))?;
        let texts = Array::of2(&signed.canonical_request.into(), &signed.string_to_sign.into());
        for (name, value) in signed.headers.iter().chain([&("authorization", signed.authorization)])
        {
            texts.push(&(*name).into());
            texts.push(&value.into());
        }
        Ok(texts)
    }
}

/// Every two texts, as a name and its value.
fn pairs<'a>(texts: &'a [String]) -> Vec<(&'a str, &'a str)> {
    let pair = |pair: &'a [String]| match pair {
        [name, value] => Some((name.as_str(), value.as_str())),
        _ => None,
    };
    texts.chunks(2).filter_map(pair).collect()
}
