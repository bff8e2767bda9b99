//! SHA-256 over bytes, and hexadecimal.

use sha2::{Digest, Sha256};

#[inline(never)]
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
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
pub(crate) fn hex_digit(number: u8, ten: u8) -> char {
    char::from(if number < 10 { b'0' + number } else { ten + number - 10 })
}
