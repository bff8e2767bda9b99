//! Equality and hashes of byte strings, 16 bytes at a time.
//!
//! WebAssembly has no `memcmp`: that of the compiler's library compares byte by byte.

use wide::u8x16;

const FIRST: u64 = 0x9e37_79b9_7f4a_7c15;
const SECOND: u64 = 0xd6e8_feb8_6659_fd93;

/// Whether two byte strings are equal.
#[inline(always)]
pub fn same(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    // The last 16 bytes overlap those before, so that there is no rest.
    match (one.last_chunk(), other.last_chunk()) {
        (Some(last), Some(other_last)) => {
            let mut chunks = one.as_chunks().0.iter().zip(other.as_chunks().0);
            is_same(last, other_last) && chunks.all(|(one, other)| is_same(one, other))
        }
        _ => few(one) == few(other),
    }
}

#[inline(always)]
fn is_same(one: &[u8; 16], other: &[u8; 16]) -> bool {
    u8x16::new(*one).simd_eq(u8x16::new(*other)).all()
}

/// The hash of `bytes`, mixed into `seed`: the hash of another text, or 0. For tables only.
#[inline]
pub fn hash(seed: u64, bytes: &[u8]) -> u64 {
    // Two chains, so that one multiplication need not wait for the other.
    let mut a = seed ^ (bytes.len() as u64).wrapping_mul(FIRST);
    let mut b = SECOND;
    let [low, high] = match bytes.last_chunk::<16>() {
        Some(last) => {
            for chunk in bytes.as_chunks::<16>().0 {
                let [low, high] = halves(chunk);
                a = mix(a ^ low, FIRST);
                b = mix(b ^ high, SECOND);
            }
            halves(last)
        }
        None => few(bytes),
    };
    a = mix(a ^ low, FIRST);
    b = mix(b ^ high, SECOND);
    mix(a ^ b.rotate_left(32), FIRST)
}

#[inline]
fn mix(word: u64, factor: u64) -> u64 {
    let product = word.wrapping_mul(factor);
    product ^ product >> 32
}

#[inline(always)]
fn halves(bytes: &[u8; 16]) -> [u64; 2] {
    let both = u128::from_le_bytes(*bytes);
    [both as u64, (both >> 64) as u64]
}

/// Up to 16 bytes as two numbers, which are equal if bytes of the same length are.
#[inline]
fn few(bytes: &[u8]) -> [u64; 2] {
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return [u64::from_le_bytes(*first), u64::from_le_bytes(*last)];
    }
    if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        return [u32::from_le_bytes(*first), u32::from_le_bytes(*last)].map(u64::from);
    }
    [bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)), 0]
}
