//! SHA-256 over bytes, and hexadecimal.

use sha2::{Digest, Sha256};

/// SHA-256 of `bytes`.
#[inline(never)]
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Lower-case hexadecimal.
#[inline(never)]
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut digits = vec![0; 2 * bytes.len()];
    for (pair, byte) in digits.chunks_exact_mut(2).zip(bytes) {
        if let [high, low] = pair {
            *high = hex_digit(byte >> 4, b'a');
            *low = hex_digit(byte & 15, b'a');
        }
    }
    String::from_utf8(digits).unwrap_or_default()
}

/// The digit of a number below 16; `ten` is the letter for 10.
#[inline]
pub(crate) fn hex_digit(number: u8, ten: u8) -> u8 {
    if number < 10 { b'0' + number } else { ten + number - 10 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_fips_180_are_hashed() {
        for (text, hash) in [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
        ] {
            assert_eq!(hex(&sha256(text.as_bytes())), hash);
        }
    }
}
