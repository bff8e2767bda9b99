//! AWS Signature Version 4 in header form, for any AWS service.
//!
//! The files follow the steps of AWS's document: canonical request, string to sign, signing key,
//! signature (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>).
//! Pre-signed URLs, chunked payloads and SigV4A are out of scope.

mod authorization;
mod canonical_request;
mod canonical_uri;
mod pairs;
mod params;
mod percent;
mod request;
mod scope;
mod sent_url;
mod signed_headers;
mod signing_key;
mod string_to_sign;

pub use params::{Keys, PathEncoding, SigningParams, is_s3};
pub use request::{Payload, Request};
pub use sent_url::{S3Path, s3_path, sent_query};
pub use signing_key::KeyCache;

use crate::digest::{hex, sha256};
use crate::schema::Problems;
use authorization::authorization;
use canonical_request::canonical_request;
use params::wants_payload_hash;
use scope::Scope;
use signed_headers::signed_headers;
use string_to_sign::string_to_sign;

/// A signature, with the texts that led to it. Has no `Debug`: they hold the session token.
pub struct Signed {
    /// The value of the header `authorization`.
    pub authorization: String,
    /// Headers to send besides, in place of given ones of the same name: `x-amz-date`, and as the
    /// case may be `x-amz-security-token` and `x-amz-content-sha256`.
    pub headers: Vec<(&'static str, String)>,
    /// The result of step 1.
    pub canonical_request: String,
    /// The result of step 2.
    pub string_to_sign: String,
    /// The result of step 4, in lower-case hexadecimal.
    pub signature: String,
}

/// Signs `request`. The derived key is taken from `cache`, or left there for the next request of
/// the day.
///
/// # Errors
/// Headers that no request can have, and a time whose year has not four digits.
///
/// # Example
/// ```
/// use patchlens::sigv4::{KeyCache, Keys, PathEncoding, Payload, Request, SigningParams, sign};
/// use patchlens::time::Timestamp;
///
/// let params = SigningParams {
///     keys: Keys {
///         access_key_id: "AKIDEXAMPLE",
///         secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
///         session_token: None,
///     },
///     region: "us-east-1",
///     service: "service",
///     time: Timestamp::parse("2015-08-30T12:36:00Z").unwrap(),
///     path_encoding: PathEncoding::Twice,
/// };
/// let request = Request {
///     method: "GET",
///     host: "example.amazonaws.com",
///     path: "/",
///     query: "",
///     headers: &[],
///     payload: Payload::Bytes(b""),
/// };
/// let signed = sign(&params, &request, &mut KeyCache::new()).unwrap();
/// assert!(signed.signature.starts_with("5fa00fa31553b73ebf1942676e86291e"));
/// ```
pub fn sign(
    params: &SigningParams<'_>,
    request: &Request<'_>,
    cache: &mut KeyCache,
) -> Result<Signed, Problems> {
    signed_headers::check(request.headers)?;
    let SigningParams { keys, region, service, time, path_encoding } = params;
    let date = time.amz_date().ok_or_else(beyond_the_calendar)?;

    let payload_hash = payload_hash(request);
    let added = added_headers(params, request, date.as_str(), &payload_hash);
    let headers = signed_headers(request, &added);
    let names = headers.names();
    let canonical_request =
        canonical_request(request, *path_encoding, &headers, &names, &payload_hash);

    let scope = Scope { date: date.date(), region, service };
    let scope_text = scope.text();
    let string_to_sign = string_to_sign(date.as_str(), &scope_text, &canonical_request);

    let signing_key = cache.signing_key(keys.secret_access_key, &scope);
    let signature = hex(&signing_key.hmac(&string_to_sign));
    let authorization = authorization(keys.access_key_id, &scope_text, &names, &signature);
    Ok(Signed { authorization, headers: added, canonical_request, string_to_sign, signature })
}

fn beyond_the_calendar() -> Problems {
    Problems::one("date", "must fall into the years 0 to 9999")
}

const CONTENT_SHA256: &str = "x-amz-content-sha256";

fn payload_hash(request: &Request<'_>) -> String {
    match (given_hash(request), request.payload) {
        (Some(hash), _) | (None, Payload::Hash(hash)) => hash.into(),
        (None, Payload::Bytes(bytes)) => hex(&sha256(bytes)),
    }
}

fn given_hash<'a>(request: &Request<'a>) -> Option<&'a str> {
    let is_hash = |name: &str| name.eq_ignore_ascii_case(CONTENT_SHA256);
    let (_, value) = request.headers.iter().find(|(name, _)| is_hash(name))?;
    Some(value.trim_ascii())
}

fn added_headers(
    params: &SigningParams<'_>,
    request: &Request<'_>,
    date: &str,
    payload_hash: &str,
) -> Vec<(&'static str, String)> {
    let mut headers = Vec::new();
    push_header(&mut headers, "x-amz-date", date);
    if let Some(token) = params.keys.session_token.filter(|token| !token.is_empty()) {
        push_header(&mut headers, "x-amz-security-token", token);
    }
    if wants_payload_hash(params.service) && given_hash(request).is_none() {
        push_header(&mut headers, CONTENT_SHA256, payload_hash);
    }
    headers
}

#[inline(never)]
pub(crate) fn push_header(
    headers: &mut Vec<(&'static str, String)>,
    name: &'static str,
    value: &str,
) {
    headers.push((name, value.into()));
}
