//! `signRequest`: a signature for a request to any AWS service.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;

use super::client::now;
use super::failure::{Doing, invalid};
use super::keyring::Keyring;
use super::options::{check_options, flag, text};
use super::value::Value;
use crate::credentials::Holder;
use crate::json::Json;
use crate::problem::Problems;
use crate::shape::{NON_EMPTY_TEXT, Shape, instant, optional, required};
use crate::sigv4::{self, KeyCache, PathEncoding, Payload, Request, Signed, SigningParams};
use crate::time::Timestamp;

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
    region: String,
    service: String,
    time: Option<Timestamp>,
    path_encoding: PathEncoding,
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
        keyring: &Keyring,
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
        let credentials = keyring.holder(&mut problems);
        if !problems.is_empty() {
            return Err(invalid(&DOING, problems));
        }
        let service = text(&options, "service").unwrap_or_default();
        let path_encoding = match flag(&options, "doubleEncodePath") {
            Some(false) => PathEncoding::AsSent,
            None if sigv4::is_s3(&service) => PathEncoding::AsSent,
            _ => PathEncoding::Twice,
        };
        let region = text(&options, "region").unwrap_or_default();
        let time = options.member("date").and_then(|date| instant(&date));
        Ok(Self { region, service, time, path_encoding, credentials })
    }

    /// Signs a request whose URL `new URL()` has taken apart. The headers are names and values by
    /// turns; the body is a text or bytes.
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
            return Err(invalid(&DOING, Problems::one("credentials", "is required")));
        };
        let texts: Vec<String> = headers.iter().filter_map(|text| text.as_string()).collect();
        let text = body.as_string().map(String::into_bytes);
        let bytes = text.unwrap_or_else(|| body.unchecked_ref::<Uint8Array>().to_vec());
        let request = Request {
            method,
            host,
            path,
            query,
            headers: &pairs(&texts),
            payload: Payload::Bytes(&bytes),
        };
        let params = SigningParams {
            keys: credentials.into(),
            region: &self.region,
            service: &self.service,
            time: self.time.unwrap_or_else(now),
            path_encoding: self.path_encoding,
        };
        let signed = KEYS.with_borrow_mut(|cache| sigv4::sign(&params, &request, cache));
        signed.map(texts_of).map_err(|problems| invalid(&DOING, problems))
    }
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
