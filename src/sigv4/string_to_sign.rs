//! Step 2: the string to sign.

use super::digest::{hex, sha256};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What a signature is good for: `20261121/eu-west-1/ssm/aws4_request`.
pub(super) fn credential_scope(date: &str, region: &str, service: &str) -> String {
    [date, "/", region, "/", service, "/aws4_request"].concat()
}

pub(super) fn string_to_sign(amz_date: &str, scope: &str, canonical_request: &str) -> String {
    let hash = hex(&sha256(canonical_request.as_bytes()));
    [ALGORITHM, "\n", amz_date, "\n", scope, "\n", &hash].concat()
}
