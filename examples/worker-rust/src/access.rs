//! Who gets a response: the bearer of the token.

use sha2::{Digest as _, Sha256};
use worker::Request;

/// Compares digests, so that neither the time nor the length reveals anything of the token.
pub fn is_authorized(request: &Request, access_token: &str) -> bool {
    let header = request.headers().get("authorization").ok().flatten().unwrap_or_default();
    let given = header.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let [given, expected] =
        [given.map_or("", |(_, token)| token.trim()), access_token].map(Sha256::digest);
    given == expected
}
