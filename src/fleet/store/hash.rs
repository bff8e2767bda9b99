//! The hash of a text, for tables only: fast in WebAssembly, which multiplies 64 bits by 64 bits.

const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
const SECOND: u64 = 0xd6e8_feb8_6659_fd93;

/// The hash of `bytes`, mixed into `seed`: the hash of another text, or 0.
#[inline]
pub fn hash(seed: u64, bytes: &[u8]) -> u64 {
    // Two chains, so that one multiplication need not wait for the other.
    let mut a = seed ^ (bytes.len() as u64).wrapping_mul(FIRST);
    let mut b = SECOND;
    let (pairs, rest) = bytes.as_chunks::<16>();
    for pair in pairs {
        let [low, high] = halves(*pair);
        a = mix(a ^ low, FIRST);
        b = mix(b ^ high, SECOND);
    }
    let mut last = [0; 16];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let [low, high] = halves(last);
    a = mix(a ^ low, FIRST);
    b = mix(b ^ high, SECOND);
    mix(a ^ b.rotate_left(32), FIRST)
}

#[inline]
fn mix(word: u64, factor: u64) -> u64 {
    let product = word.wrapping_mul(factor);
    product ^ product >> 32
}

#[inline]
fn halves(bytes: [u8; 16]) -> [u64; 2] {
    let both = u128::from_le_bytes(bytes);
    [both as u64, (both >> 64) as u64]
}
