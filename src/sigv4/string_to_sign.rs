//! Step 2: the string to sign.

use crate::digest::{hex, sha256};
use crate::text::join;

/// What a signature is good for: `20261121/eu-west-1/ssm/aws4_request`.
pub(super) fn credential_scope(date: &str, region: &str, service: &str) -> String {
    join(&[date, "/", region, "/", service, "/aws4_request"])
}

pub(super) fn string_to_sign(amz_date: &str, scope: &str, canonical_request: &str) -> String {
    let hash = hex(&sha256(canonical_request.as_bytes()));
    join(&["AWS4-HMAC-SHA256\n", amz_date, "\n", scope, "\n", &hash])
}
