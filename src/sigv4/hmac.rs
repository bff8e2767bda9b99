//! HMAC-SHA-256 over bytes.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::digest::sha256;

const BLOCK: usize = 64;

/// HMAC-SHA-256 with a key of any length.
#[inline(never)]
pub(super) fn hmac_sha256(key: &[u8], message: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new((&*block_of(key)).into());
    mac.update(message);
    Zeroizing::new(mac.finalize().into_bytes().into())
}

/// The key as RFC 2104 fills it up to a block: a longer one is hashed first.
fn block_of(key: &[u8]) -> Zeroizing<[u8; BLOCK]> {
    let mut block = Zeroizing::new([0; BLOCK]);
    if key.len() > BLOCK {
        fill(&mut block, &*Zeroizing::new(sha256(key)));
    } else {
        fill(&mut block, key);
    }
    block
}

fn fill(block: &mut [u8; BLOCK], bytes: &[u8]) {
    for (to, from) in block.iter_mut().zip(bytes) {
        *to = *from;
    }
}
