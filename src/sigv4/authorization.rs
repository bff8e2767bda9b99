//! The header that carries the signature.

use crate::text::join;

pub(super) fn authorization(
    access_key_id: &str,
    scope: &str,
    signed_headers: &str,
    signature: &str,
) -> String {
    join(&[
        "AWS4-HMAC-SHA256 Credential=",
        access_key_id,
        "/",
        scope,
        ", SignedHeaders=",
        signed_headers,
        ", Signature=",
        signature,
    ])
}
