//! `signRequest`: a signature for a request to any AWS service.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::*;

use super::credentials::CredentialsCache;
use super::options::check_options;
use super::record::Subject;
use super::value::{JsonValue, string};
use crate::credentials;
use crate::digest::{hex, sha256};
use crate::schema::{NON_EMPTY_TEXT, Problems, Shape, TEXT, optional, required};
use crate::sigv4::{
    self, KeyCache, PathEncoding, Payload, Request, S3Path, Signed, SigningParams, is_s3, s3_path,
    sent_query,
};
use crate::time::Timestamp;
use crate::value::Value;

const REQUEST: Shape = Shape::Structure(&[
    optional("method", NON_EMPTY_TEXT),
    required("url", Shape::Any),
    optional("headers", Shape::Any),
    optional("body", Shape::Any),
]);

const OPTIONS: Shape = Shape::Structure(&[
    required("credentials", Shape::Any),
    required("region", TEXT),
    required("service", TEXT),
    optional("date", Shape::Instant),
    optional("doubleEncodePath", Shape::Boolean),
    optional("payload", Shape::OneOf(&["signed", "unsigned"])),
]);

/// How many bytes of a body are in the memory of the module at a time: that never shrinks.
const CHUNK: u32 = 64 * 1024;

#[wasm_bindgen]
extern "C" {
    /// An array of strings.
    #[wasm_bindgen(extends = Array)]
    pub type Texts;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn text(this: &Texts, index: u32) -> String;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Texts, index: u32, text: &str);
}

/// The places of the texts that a signature consists of.
#[derive(Clone, Copy)]
enum Part {
    CanonicalRequest,
    StringToSign,
    Authorization,
    AmzDate,
    SecurityToken,
    ContentSha256,
    Path,
    Query,
}

/// Signs requests for one region and service.
#[wasm_bindgen]
pub struct Signer {
    credentials: Rc<RefCell<credentials::CredentialsCache>>,
    region: String,
    service: String,
    path_encoding: PathEncoding,
    keys: RefCell<KeyCache>,
}

#[wasm_bindgen]
impl Signer {
    /// A signer for options like `SignOptions` in `index.d.ts`, first of a request like
    /// `SignableRequest`. `found` is what `src/js` has found wrong with its URL, headers or body, and
    /// `found_at` where.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        request: JsValue,
        options: JsValue,
        credentials: &CredentialsCache,
        found_at: Option<String>,
        found: Option<String>,
    ) -> Result<Signer, JsValue> {
        let options = JsonValue(options);
        let mut problems = Problems::default();
        check_options(&JsonValue(request), "request", &REQUEST, &mut problems);
        if let (Some(path), Some(text)) = (found_at, found) {
            problems.add(&path, &text);
        }
        check_options(&options, "options", &OPTIONS, &mut problems);
        let region = scope_part(&options, "region", &mut problems);
        let service = scope_part(&options, "service", &mut problems);
        let credentials = credentials.shared("credentials", &mut problems);
        problems.or(()).map_err(invalid)?;
        let double_encode_path = options.member("doubleEncodePath").and_then(|it| it.boolean());
        let path_encoding = match double_encode_path.unwrap_or(!is_s3(&service)) {
            true => PathEncoding::Twice,
            false => PathEncoding::AsSent,
        };
        Ok(Self { credentials, region, service, path_encoding, keys: RefCell::default() })
    }

    /// Signs a request whose URL `new URL()` has taken apart. The headers are names and values in
    /// turn. Sets the texts of `signature` by [`Part`]; path and query if another spelling of them
    /// has to be sent.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    #[allow(
        clippy::too_many_arguments,
        reason = "a call takes less time than an object of its arguments"
    )]
    pub fn sign(
        &self,
        time_ms: f64,
        method: &str,
        host: &str,
        path: &str,
        query: &str,
        headers: &Texts,
        body: &Uint8Array,
        signature: &Texts,
    ) -> Result<(), JsValue> {
        let headers: Vec<_> = (0..headers.length()).map(|index| headers.text(index)).collect();
        let headers: Vec<_> =
            headers.as_chunks().0.iter().map(|[name, value]| (&**name, &**value)).collect();
        let hash = hash_of(body);
        let sent_query = sent_query(query);
        let s3_path = self.s3_path(path);
        let request = Request {
            method,
            host,
            path: s3_path.as_ref().map_or(path, |path| &path.signed),
            query: &sent_query,
            headers: &headers,
            payload: Payload::Hash(&hash),
        };
        let signed = self.signed(time_ms, &request).map_err(invalid)?;
        let set = |part: Part, text: &str| signature.set(part as u32, text);
        set(Part::CanonicalRequest, &signed.canonical_request);
        set(Part::StringToSign, &signed.string_to_sign);
        set(Part::Authorization, &signed.authorization);
        for (name, value) in &signed.headers {
            match *name {
                "x-amz-date" => set(Part::AmzDate, value),
                "x-amz-security-token" => set(Part::SecurityToken, value),
                _ => set(Part::ContentSha256, value),
            }
        }
        if sent_query != query {
            set(Part::Query, &sent_query);
        }
        if let Some(S3Path { sent, .. }) = s3_path.filter(|s3_path| s3_path.sent != path) {
            set(Part::Path, &sent);
        }
        Ok(())
    }
}

impl Signer {
    fn s3_path(&self, path: &str) -> Option<S3Path> {
        let is_s3 = is_s3(&self.service) && self.path_encoding == PathEncoding::AsSent;
        is_s3.then(|| s3_path(path))
    }

    fn signed(&self, time_ms: f64, request: &Request<'_>) -> Result<Signed, Problems> {
        let credentials = self.credentials.borrow();
        let keys = credentials.credentials();
        let time = Timestamp::from_seconds(time_ms / 1000.0);
        let params = SigningParams {
            keys: (&**keys.ok_or_else(|| Problems::one("credentials", "is required"))?).into(),
            region: &self.region,
            service: &self.service,
            time: time.ok_or_else(|| Problems::one("date", "is no point in time"))?,
            path_encoding: self.path_encoding,
        };
        sigv4::sign(&params, request, &mut self.keys.borrow_mut())
    }
}

/// A part of the credential scope: it stands in the header `authorization`, between characters that
/// it must not have.
fn scope_part(options: &JsonValue, name: &'static str, problems: &mut Problems) -> String {
    let text = string(options, name);
    let is_possible = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'/' | b',');
    match text.as_deref() {
        Some("") => problems.add(name, "is empty"),
        Some(text) if !text.bytes().all(is_possible) => {
            problems.add(name, "holds a character that it cannot have, such as a space");
        }
        _ => {}
    }
    text.unwrap_or_default()
}

/// The SHA-256 of bytes outside of the memory of the module.
fn hash_of(bytes: &Uint8Array) -> String {
    let length = bytes.length();
    if length <= CHUNK {
        return hex(&sha256(&bytes.to_vec()));
    }
    let mut hash = Sha256::default();
    for start in (0..length).step_by(CHUNK as usize) {
        hash.update(bytes.subarray(start, start.saturating_add(CHUNK).min(length)).to_vec());
    }
    hex(&hash.finalize())
}

fn invalid(problems: Problems) -> JsValue {
    Subject::Other("sign the request".into()).invalid(problems)
}
