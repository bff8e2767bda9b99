//! The signature of an attempt.

use std::rc::Rc;

use super::shared::Shared;
use super::step::HeaderList;
use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::sigv4::{self, PathEncoding, Payload, Request, SigningParams};
use crate::time::Timestamp;

/// The signature of an attempt and the texts behind it. Has no `Debug`: the texts contain the
/// session token.
pub(super) struct Signature {
    pub(super) credentials: Rc<Credentials>,
    pub(super) canonical_request: String,
    pub(super) string_to_sign: String,
}

/// Signs a request with this body hash and these headers; returns the headers to add.
///
/// # Errors
/// The reason why the request cannot be signed, as a message.
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
