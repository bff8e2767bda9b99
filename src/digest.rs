//! SHA-256 on top of the compression function of the crate `sha2`, and hexadecimal.
//!
//! That crate's own hasher, and the HMAC on top of it, are generic over block and output sizes: they
//! would add 560 bytes to the bundle, after brotli.

use sha2::block_api::compress256;
use zeroize::Zeroize;

/// The bytes of a block.
pub(crate) const BLOCK: usize = 64;

/// The square roots of the first eight primes, as FIPS 180-4 has them.
const INITIAL: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// SHA-256 of `bytes`.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::default().finish(bytes)
}

/// SHA-256 after any number of whole blocks.
#[derive(Clone)]
pub(crate) struct Sha256 {
    state: [u32; 8],
    blocks: usize,
}

impl Default for Sha256 {
    fn default() -> Self {
        Self { state: INITIAL, blocks: 0 }
    }
}

impl Sha256 {
    /// Takes in the whole blocks of `bytes`, and returns the rest of them.
    pub(crate) fn update<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        compress256(&mut self.state, blocks);
        self.blocks += blocks.len();
        rest
    }

    /// Wipes what the blocks were from memory.
    pub(crate) fn wipe(&mut self) {
        self.state.zeroize();
    }

    /// The hash of the blocks so far and `bytes`.
    #[inline(never)]
    pub(crate) fn finish(mut self, bytes: &[u8]) -> [u8; 32] {
        let rest = self.update(bytes);
        let bits = 8 * (self.blocks * BLOCK + rest.len()) as u64;
        // The padding: a bit, zeros, and the count of bits at the end of the last block.
        let mut last = [0; 2 * BLOCK];
        let length = if rest.len() < BLOCK - 8 { BLOCK } else { 2 * BLOCK };
        copy(rest, &mut last);
        copy(&[0x80], last.get_mut(rest.len()..).unwrap_or_default());
        copy(&bits.to_be_bytes(), last.get_mut(length - 8..).unwrap_or_default());
        self.update(last.get(..length).unwrap_or_default());
        let mut hash = [0; 32];
        for (to, word) in hash.as_chunks_mut().0.iter_mut().zip(&self.state) {
            *to = word.to_be_bytes();
        }
        hash
    }
}

/// Copies `from` to the beginning of `to`.
pub(crate) fn copy(from: &[u8], to: &mut [u8]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
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
    use proptest::prelude::*;
    use sha2::Digest;

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

    #[test]
    fn texts_of_every_length_are_padded() {
        let bytes = [0x5a; 4 * BLOCK];
        for length in 0..bytes.len() {
            assert_eq!(sha256(&bytes[..length])[..], sha2::Sha256::digest(&bytes[..length])[..]);
        }
    }

    proptest! {
        #[test]
        fn a_hash_does_not_depend_on_the_pieces(
            blocks in prop::collection::vec(prop::collection::vec(any::<[u8; 32]>(), 0..8), 0..4),
            rest in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let mut hash = Sha256::default();
            let mut whole = Vec::new();
            for halves in &blocks {
                let piece = [halves.concat(), halves.concat()].concat();
                prop_assert!(hash.update(&piece).is_empty());
                whole.extend(piece);
            }
            whole.extend(&rest);
            prop_assert_eq!(hash.finish(&rest).to_vec(), sha2::Sha256::digest(&whole).to_vec());
        }
    }
}
