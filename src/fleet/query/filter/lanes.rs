//! Sixty-four rows at once: columns to a word of bits.

use wide::{u8x16, u32x4};

use crate::fleet::store::RowState;

/// Values of 64 rows.
pub(super) type Lanes<T> = [T; 64];

/// Rows whose byte, without the bits outside `mask`, is one of these.
#[inline]
pub(super) fn bytes_among(bytes: &Lanes<u8>, mask: u8, wanted: &[u8]) -> u64 {
    let mask = u8x16::splat(mask);
    sixteens(bytes, |bytes| {
        let bytes = bytes & mask;
        let hit = |all: u8x16, byte: &u8| all | bytes.simd_eq(u8x16::splat(*byte));
        wanted.iter().fold(u8x16::splat(0), hit).to_bitmask()
    })
}

/// Rows whose age is a lower bound.
#[inline]
pub(super) fn lower_bounds(states: &Lanes<u8>) -> u64 {
    const { assert!(RowState::LOWER_BOUND == 0x80) };
    sixteens(states, u8x16::to_bitmask)
}

#[inline]
fn sixteens(bytes: &Lanes<u8>, word: impl Fn(u8x16) -> u32) -> u64 {
    let (chunks, _) = bytes.as_chunks::<16>();
    let words = chunks.iter().map(|it| u64::from(word(u8x16::from(*it))));
    words.zip(0..).fold(0, |all, (word, place)| all | word << (16 * place))
}

/// Rows whose time is from `low` to `low + span`.
#[inline]
pub(super) fn times_between(times: &Lanes<u32>, low: u32, span: u32) -> u64 {
    let (low, span) = (u32x4::splat(low), u32x4::splat(span));
    let (chunks, _) = times.as_chunks::<4>();
    let words = chunks.iter().map(|it| (u32x4::from(*it) - low).simd_le(span).to_bitmask());
    words.zip(0..).fold(0, |all, (word, place)| all | u64::from(word) << (4 * place))
}

/// Rows whose patch has a 1 in a table.
#[inline]
pub(super) fn patches_in(patches: &Lanes<u32>, table: &[u8]) -> u64 {
    let (chunks, _) = patches.as_chunks::<8>();
    let byte = |chunk: &[u32; 8]| {
        let bits = chunk.iter().map(|it| table.get(*it as usize).copied().unwrap_or(0));
        bits.zip(0..).fold(0, |all, (bit, place)| all | u64::from(bit) << place)
    };
    chunks.iter().map(byte).zip(0..).fold(0, |all, (byte, place)| all | byte << (8 * place))
}

/// The entries of a table for the patches of the rows.
#[inline]
pub(super) fn entries_of(patches: &Lanes<u32>, table: &[u8]) -> Lanes<u8> {
    patches.map(|it| table.get(it as usize).copied().unwrap_or(0))
}
