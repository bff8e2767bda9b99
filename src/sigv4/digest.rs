//! SHA-256 and HMAC-SHA-256 over bytes, and the spelling of both.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

const BLOCK: usize = 64;

#[inline(never)]
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

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

/// Lower-case hexadecimal.
#[inline(never)]
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(hex_digit(byte >> 4, b'a'));
        text.push(hex_digit(byte & 15, b'a'));
    }
    text
}

/// The digit of a number below 16; `ten` is the letter for 10.
pub(super) fn hex_digit(number: u8, ten: u8) -> char {
    char::from(if number < 10 { b'0' + number } else { ten + number - 10 })
}
