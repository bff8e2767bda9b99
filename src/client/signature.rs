//! The signature of an attempt.

use std::rc::Rc;

use super::shared::Shared;
use super::step::HeaderList;
use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::sigv4::{self, PathEncoding, Payload, Request, SigningParams};
use crate::time::Timestamp;

/// What an attempt was signed with. Has no `Debug`: the texts hold the session token.
pub(super) struct Signature {
    pub(super) credentials: Rc<Credentials>,
    pub(super) canonical_request: String,
    pub(super) string_to_sign: String,
}

/// Signs a request with a body of this hash and these headers; returns the headers to add.
///
/// # Errors
/// Why it cannot be signed, in words.
pub(super) fn sign(
    client: &Shared,
    headers: &[(&str, &str)],
    payload_hash: &str,
    now: Timestamp,
) -> Result<(HeaderList, Signature), String> {
    let cache = client.credentials.borrow();
    let credentials = cache.credentials().ok_or("none were given")?;
    let Endpoint { host, path, signing_region, .. } = &client.config.endpoint;
    let params = SigningParams {
        keys: (&**credentials).into(),
        region: signing_region,
        service: client.config.service.name,
        time: client.service_time(now),
        path_encoding: PathEncoding::Twice,
    };
    let payload = Payload::Hash(payload_hash);
    let request = Request { method: "POST", host, path, query: "", headers, payload };
    let signed = sigv4::sign(&params, &request, &mut client.keys.borrow_mut());
    let mut signed = signed.map_err(|problems| problems.line())?;
    signed.headers.push(("authorization", signed.authorization));
    let signature = Signature {
        credentials: Rc::clone(credentials),
        canonical_request: signed.canonical_request,
        string_to_sign: signed.string_to_sign,
    };
    Ok((signed.headers, signature))
}
