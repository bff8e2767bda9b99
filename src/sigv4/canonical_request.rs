//! Step 1: the canonical request.

use super::canonical_uri::{canonical_path, canonical_query};
use super::pairs::Pairs;
use super::params::PathEncoding;
use super::request::Request;
use crate::text::push;

pub(super) fn canonical_request(
    request: &Request<'_>,
    encoding: PathEncoding,
    headers: &Pairs<'_>,
    signed_headers: &str,
    payload_hash: &str,
) -> String {
    // Most requests fit.
    let mut text = String::with_capacity(512);
    text.push_str(request.method);
    text.make_ascii_uppercase();
    push(&mut text, &["\n", &canonical_path(request.path, encoding), "\n"]);
    canonical_query(request.query).push_to(&mut text, "=", "&");
    push(&mut text, &["\n"]);
    headers.push_to(&mut text, ":", "\n");
    push(&mut text, &["\n\n", signed_headers, "\n", payload_hash]);
    text
}
