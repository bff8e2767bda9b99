//! Step 4: the signature.

use super::hmac::hmac_sha256;
use crate::digest::hex;

pub(super) fn signature(signing_key: &[u8; 32], string_to_sign: &str) -> String {
    hex(&*hmac_sha256(signing_key, string_to_sign.as_bytes()))
}
