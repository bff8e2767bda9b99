//! The checksum of a snapshot: XXH64 with seed 0.
//!
//! It finds damage, not forgery. Its 64-bit multiplications are fast in WebAssembly, where CRC-32C
//! has no instruction.
//!
//! Specification: <https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md>

const P1: u64 = 0x9e37_79b1_85eb_ca87;
const P2: u64 = 0xc2b2_ae3d_27d4_eb4f;
const P3: u64 = 0x1656_67b1_9e37_79f9;
const P4: u64 = 0x85eb_ca77_c2b2_ae63;
const P5: u64 = 0x27d4_eb2f_1656_67c5;

/// The XXH64 of `bytes`, with seed 0.
pub(super) fn xxh64(bytes: &[u8]) -> u64 {
    let (stripes, rest) = bytes.as_chunks::<32>();
    let start = if stripes.is_empty() { P5 } else { lanes(stripes) };
    avalanche(tail(start.wrapping_add(bytes.len() as u64), rest))
}

fn lanes(stripes: &[[u8; 32]]) -> u64 {
    let mut lanes = [P1.wrapping_add(P2), P2, 0, 0_u64.wrapping_sub(P1)];
    for stripe in stripes {
        let (words, _) = stripe.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = round(*lane, u64::from_le_bytes(*word));
        }
    }
    let [a, b, c, d] = lanes;
    let sum = a
        .rotate_left(1)
        .wrapping_add(b.rotate_left(7))
        .wrapping_add(c.rotate_left(12))
        .wrapping_add(d.rotate_left(18));
    lanes.iter().fold(sum, |sum, lane| (sum ^ round(0, *lane)).wrapping_mul(P1).wrapping_add(P4))
}

fn tail(mut sum: u64, rest: &[u8]) -> u64 {
    let (words, rest) = rest.as_chunks::<8>();
    for word in words {
        sum ^= round(0, u64::from_le_bytes(*word));
        sum = sum.rotate_left(27).wrapping_mul(P1).wrapping_add(P4);
    }
    let (halves, rest) = rest.as_chunks::<4>();
    for half in halves {
        sum ^= u64::from(u32::from_le_bytes(*half)).wrapping_mul(P1);
        sum = sum.rotate_left(23).wrapping_mul(P2).wrapping_add(P3);
    }
    for byte in rest {
        sum ^= u64::from(*byte).wrapping_mul(P5);
        sum = sum.rotate_left(11).wrapping_mul(P1);
    }
    sum
}

#[inline]
fn round(lane: u64, word: u64) -> u64 {
    lane.wrapping_add(word.wrapping_mul(P2)).rotate_left(31).wrapping_mul(P1)
}

fn avalanche(mut sum: u64) -> u64 {
    sum = (sum ^ sum >> 33).wrapping_mul(P2);
    sum = (sum ^ sum >> 29).wrapping_mul(P3);
    sum ^ sum >> 32
}

#[cfg(test)]
mod tests {
    use super::xxh64;

    /// Made with Python's `xxhash.xxh64_intdigest`, an independent implementation.
    #[test]
    fn xxh64_gives_the_known_sums() {
        let vectors: [(&[u8], u64); 6] = [
            (b"", 0xef46_db37_51d8_e999),
            (b"a", 0xd24e_c4f1_a98c_6e5b),
            (b"abc", 0x44bc_2cf5_ad77_0999),
            (b"0123456789abcdef0123456789abcdef", 0x642a_9495_8e71_e6c5),
            (b"Nobody inspects the spammish repetition", 0xfbce_a83c_8a37_8bf1),
            (&[b'x'; 100], 0x92f0_de5a_88a3_c094),
        ];
        for (bytes, sum) in vectors {
            assert_eq!(xxh64(bytes), sum, "{}", String::from_utf8_lossy(bytes));
        }
    }
}
