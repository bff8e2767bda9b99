//! Step 2: the string to sign.

use crate::digest::{hex, sha256};
use crate::text::join;

pub(super) fn string_to_sign(amz_date: &str, scope: &str, canonical_request: &str) -> String {
    let hash = hex(&sha256(canonical_request.as_bytes()));
    join(&["AWS4-HMAC-SHA256\n", amz_date, "\n", scope, "\n", &hash])
}
