//! Step 1: the canonical request.

use super::headers::Headers;
use super::uri::{push_path, push_query};
use super::{PathEncoding, Request};

pub(super) fn canonical_request(
    request: &Request<'_>,
    encoding: PathEncoding,
    headers: &Headers<'_>,
    signed_headers: &str,
    payload_hash: &str,
) -> String {
    let mut text = String::with_capacity(1024);
    text.push_str(&request.method.to_ascii_uppercase());
    text.push('\n');
    push_path(&mut text, request.path, encoding);
    text.push('\n');
    push_query(&mut text, request.query);
    text.push('\n');
    headers.push_canonical(&mut text);
    text.push('\n');
    text.push_str(signed_headers);
    text.push('\n');
    text.push_str(payload_hash);
    text
}
