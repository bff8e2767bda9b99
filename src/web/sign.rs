//! `signRequest`: a signature for a request to any AWS service.

use std::cell::RefCell;

use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;

use web_sys::Url;

use super::failure::{Doing, Failed, invalid, reject};
use super::options::{check_options, flag, read_credentials, taken, text};
use super::promise::promise;
use super::value::{Value, set};
use super::{clock, headers, url};
use crate::credentials::{Credentials, Provider};
use crate::json::Json;
use crate::problem::Problems;
use crate::shape::{NON_EMPTY_TEXT, Shape, instant, optional, required};
use crate::sigv4::{self, KeyCache, PathEncoding, Payload, Signed, SigningParams};
use crate::time::Timestamp;

const DOING: Doing<'_> = Doing { operation: None, action: "sign the request" };

thread_local! {
    static KEYS: RefCell<KeyCache> = RefCell::default();
}

/// Signs a request, an object like `SignableRequest` in `index.d.ts`; the promise rejects with
/// `[record, cause]`.
#[wasm_bindgen(js_name = signRequest)]
pub fn sign_request(request: JsValue, options: JsValue) -> Promise {
    let read = Signable::read(&Value(request))
        .and_then(|request| Ok((request, SignOptions::read(&Value(options))?)));
    let read = read.map_err(|problems| invalid(&DOING, problems));
    promise(async move {
        let (request, options) = read?;
        let credentials = options.credentials.get(clock::now()).await;
        let credentials = credentials.map_err(|failure| reject(&DOING, &failure))?;
        let signed = request.sign(&options, &credentials);
        let signed = signed.map_err(|problems| invalid(&DOING, problems))?;
        Ok(request.signed(&signed))
    })
}

/// A request to sign.
struct Signable {
    method: String,
    url: Url,
    headers: Vec<(String, String)>,
    body: JsValue,
    bytes: Vec<u8>,
}

/// What to sign it for, and with.
struct SignOptions {
    credentials: Provider<Failed>,
    region: String,
    service: String,
    date: Option<Timestamp>,
    path_encoding: PathEncoding,
}

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

impl Signable {
    fn read(request: &Value) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        check_options(request, &REQUEST, &mut problems);
        let method = text(request, "method").unwrap_or_else(|| "GET".into()).to_ascii_uppercase();
        if !method.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-') {
            problems.add("method", "is not an HTTP method");
        }
        let url = taken(read_url(request), &mut problems);
        let headers = taken(headers::read(request.member("headers")), &mut problems);
        let body = taken(read_body(request), &mut problems);
        match (url, headers, body) {
            (Some(url), Some(headers), Some((body, bytes))) if problems.is_empty() => {
                Ok(Self { method, url, headers, body, bytes })
            }
            _ => Err(problems),
        }
    }

    fn sign(&self, options: &SignOptions, credentials: &Credentials) -> Result<Signed, Problems> {
        let (host, path, query) = (self.url.host(), self.url.pathname(), self.url.search());
        let headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let params = SigningParams {
            keys: credentials.into(),
            region: &options.region,
            service: &options.service,
            time: options.date.unwrap_or_else(clock::now),
            path_encoding: options.path_encoding,
        };
        let request = sigv4::Request {
            method: &self.method,
            host: &host,
            path: &path,
            query: query.strip_prefix('?').unwrap_or_default(),
            headers: &headers,
            payload: Payload::Bytes(&self.bytes),
        };
        KEYS.with_borrow_mut(|keys| sigv4::sign(&params, &request, keys))
    }

    /// The signed request for JavaScript. Headers given under a name that signing writes itself
    /// are replaced.
    fn signed(&self, signed: &Signed) -> JsValue {
        let headers = Object::new();
        for (name, value) in &self.headers {
            // An object of our own takes any member.
            let _ = Reflect::set(&headers, &name.into(), &value.into());
        }
        for (name, value) in &signed.headers {
            set(&headers, name, &value.into());
        }
        set(&headers, "authorization", &(&signed.authorization).into());
        let request = Object::new();
        set(&request, "method", &(&self.method).into());
        set(&request, "url", &self.url.href().into());
        set(&request, "headers", &headers);
        if !self.body.is_undefined() {
            set(&request, "body", &self.body);
        }
        set(&request, "canonicalRequest", &(&signed.canonical_request).into());
        set(&request, "stringToSign", &(&signed.string_to_sign).into());
        request.into()
    }
}

/// The URL, a copy of it, without what is not sent: user name, password and fragment.
fn read_url(request: &Value) -> Result<Url, Problems> {
    // Its absence has been noted already.
    let given = request.member("url").ok_or_else(Problems::default)?;
    let given = url::parse(&given, "url")?;
    let copy = Url::new(&given.href()).unwrap_or(given);
    copy.set_username("");
    copy.set_password("");
    copy.set_hash("");
    if copy.host().is_empty() {
        return Err(Problems::one("url", "has no host"));
    }
    Ok(copy)
}

fn read_body(request: &Value) -> Result<(JsValue, Vec<u8>), Problems> {
    let Some(Value(body)) = request.member("body") else {
        return Ok((JsValue::UNDEFINED, Vec::new()));
    };
    let text = || body.as_string().map(String::into_bytes);
    match body.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).or_else(text) {
        Some(bytes) => Ok((body, bytes)),
        None => Err(Problems::one("body", "expected a string or a Uint8Array")),
    }
}

impl SignOptions {
    fn read(options: &Value) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        check_options(options, &OPTIONS, &mut problems);
        let credentials = taken(read_credentials(options), &mut problems);
        let credentials = credentials.filter(|_| problems.is_empty()).ok_or(problems)?;
        let service = text(options, "service").unwrap_or_default();
        let twice = flag(options, "doubleEncodePath").unwrap_or(!sigv4::is_s3(&service));
        Ok(Self {
            credentials,
            region: text(options, "region").unwrap_or_default(),
            service,
            date: options.member("date").and_then(|date| instant(&date)),
            path_encoding: if twice { PathEncoding::Twice } else { PathEncoding::AsSent },
        })
    }
}
