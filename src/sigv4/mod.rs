//! AWS Signature Version 4 in header form, for any AWS service.
//!
//! The files follow the steps of AWS's document: canonical request, string to sign, signing key,
//! signature (<https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>).
//! Pre-signed URLs, chunked payloads and SigV4A are out of scope.

mod canonical_request;
mod headers;
mod hmac;
mod key;
mod pairs;
mod signature;
mod string_to_sign;
mod uri;

use canonical_request::canonical_request;
use headers::signed_headers;
pub use key::KeyCache;
use signature::{authorization, signature};
use string_to_sign::{credential_scope, string_to_sign};

use crate::digest::{hex, sha256};
use crate::schema::Problems;
use crate::time::Timestamp;

/// The keys to sign with. Has no `Debug`, so that nothing prints them.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    /// The access key id.
    pub access_key_id: &'a str,
    /// The secret access key.
    pub secret_access_key: &'a str,
    /// The session token of temporary keys; an empty one is none.
    pub session_token: Option<&'a str>,
}

/// What a signature is made with, and good for.
#[derive(Clone, Copy)]
pub struct SigningParams<'a> {
    /// The keys.
    pub keys: Keys<'a>,
    /// The region, as it stands in the scope: case and all.
    pub region: &'a str,
    /// The service's signing name, such as `ssm`.
    pub service: &'a str,
    /// The one instant that both timestamp and scope are made of.
    pub time: Timestamp,
    /// How the service wants the path.
    pub path_encoding: PathEncoding,
}

/// How a path stands in the canonical request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathEncoding {
    /// Normalized, and percent-encoded once more than it is sent: all services but S3.
    Twice,
    /// As it is sent: S3.
    AsSent,
}

/// A request to sign, its URL taken apart the way `new URL()` does: that is the form in which
/// `fetch` sends it.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The method; signed in upper case.
    pub method: &'a str,
    /// The host, with the port unless it is the scheme's own. A `host` header, if given, is signed
    /// in its place.
    pub host: &'a str,
    /// The path, percent-encoded as it is sent.
    pub path: &'a str,
    /// The query without `?`.
    pub query: &'a str,
    /// Names in any case, and values. All are signed but those that change on the way.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub payload: Payload<'a>,
}

/// The body of a request. A header `x-amz-content-sha256` goes before either form.
#[derive(Debug, Clone, Copy)]
pub enum Payload<'a> {
    /// The bytes that are sent; none is the empty slice.
    Bytes(&'a [u8]),
    /// Their SHA-256 in lower-case hexadecimal, or a word that the service takes instead, such as
    /// `UNSIGNED-PAYLOAD`.
    Hash(&'a str),
}

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

/// Whether `service` is one of S3's signing names. These want the payload's hash as a header, and
/// [`PathEncoding::AsSent`].
pub fn is_s3(service: &str) -> bool {
    matches!(service, "s3" | "s3-object-lambda" | "s3-outposts" | "s3express")
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
    headers::check(request.headers)?;
    let SigningParams { keys, region, service, time, path_encoding } = params;
    let date = time.amz_date().ok_or_else(beyond_the_calendar)?;

    let payload_hash = payload_hash(request);
    let added = added_headers(params, request, date.as_str(), &payload_hash);
    let headers = signed_headers(request, &added);
    let names = headers.names();
    let canonical_request =
        canonical_request(request, *path_encoding, &headers, &names, &payload_hash);

    let scope = credential_scope(date.date(), region, service);
    let string_to_sign = string_to_sign(date.as_str(), &scope, &canonical_request);

    let signing_key = cache.signing_key(keys.secret_access_key, date.date(), region, service);
    let signature = signature(&signing_key, &string_to_sign);
    let authorization = authorization(keys.access_key_id, &scope, &names, &signature);
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
    if is_s3(params.service) && given_hash(request).is_none() {
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
