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

/// A byte for each patch, to look up 64 at once.
pub(super) enum PatchTable {
    /// A place for every number of 16 bits, so that no look-up needs a check.
    Small(Box<[u8; 1 << 16]>),
    Large(Vec<u8>),
}

impl PatchTable {
    pub(super) fn new(bytes: &[u8]) -> Self {
        let mut table = bytes.to_vec();
        if table.len() > 1 << 16 {
            return Self::Large(table);
        }
        table.resize(1 << 16, 0);
        table
            .into_boxed_slice()
            .try_into()
            .map_or_else(|it: Box<[u8]>| Self::Large(it.into()), Self::Small)
    }

    /// Rows whose patch has a 1.
    #[inline]
    pub(super) fn word(&self, patches: &Lanes<u32>) -> u64 {
        match self {
            Self::Small(table) => {
                ones_of(patches, |it| table.get(usize::from(it as u16)).copied().unwrap_or(0))
            }
            Self::Large(table) => {
                ones_of(patches, |it| table.get(it as usize).copied().unwrap_or(0))
            }
        }
    }

    /// The bytes of the rows' patches.
    #[inline]
    pub(super) fn bytes(&self, patches: &Lanes<u32>) -> Lanes<u8> {
        match self {
            Self::Small(table) => {
                patches.map(|it| table.get(usize::from(it as u16)).copied().unwrap_or(0))
            }
            Self::Large(table) => patches.map(|it| table.get(it as usize).copied().unwrap_or(0)),
        }
    }
}

#[inline]
fn ones_of(patches: &Lanes<u32>, byte: impl Fn(u32) -> u8) -> u64 {
    let (chunks, _) = patches.as_chunks::<8>();
    let eight = |chunk: &[u32; 8]| {
        let bits = chunk.iter().map(|it| u32::from(byte(*it)));
        bits.zip(0..).fold(0_u32, |all, (bit, place)| all | bit << place)
    };
    let words = chunks.iter().map(eight).zip(0..);
    words.fold(0, |all, (byte, place)| all | u64::from(byte) << (8 * place))
}

/// Rows whose time is from a low time of their own to that plus a span of their own.
#[inline]
pub(super) fn times_between_each(times: &Lanes<u32>, lows: &Lanes<u32>, spans: &Lanes<u32>) -> u64 {
    let [times, lows, spans] = [times, lows, spans].map(|it| it.as_chunks::<4>().0.iter());
    let words = times.zip(lows).zip(spans).map(|((time, low), span)| {
        (u32x4::from(*time) - u32x4::from(*low)).simd_le(u32x4::from(*span)).to_bitmask()
    });
    words.zip(0..).fold(0, |all, (word, place)| all | u64::from(word) << (4 * place))
}
