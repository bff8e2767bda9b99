//! Step 1: the canonical request.

use super::canonical_uri::{canonical_path, canonical_query};
use super::pairs::Pairs;
use super::params::PathEncoding;
use super::request::Request;
use crate::text::join;

pub(super) fn canonical_request(
    request: &Request<'_>,
    encoding: PathEncoding,
    headers: &Pairs,
    signed_headers: &str,
    payload_hash: &str,
) -> String {
    join(&[
        &request.method.to_ascii_uppercase(),
        "\n",
        &canonical_path(request.path, encoding),
        "\n",
        &canonical_query(request.query),
        "\n",
        &headers.join(":", "\n"),
        "\n\n",
        signed_headers,
        "\n",
        payload_hash,
    ])
}
