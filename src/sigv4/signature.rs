//! Step 4: the signature, and the header that carries it.

use super::hmac::hmac_sha256;
use crate::digest::hex;
use crate::text::join;

pub(super) fn signature(signing_key: &[u8; 32], string_to_sign: &str) -> String {
    hex(&*hmac_sha256(signing_key, string_to_sign.as_bytes()))
}

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
