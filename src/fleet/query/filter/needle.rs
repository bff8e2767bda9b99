//! A text to look for, without case.

use memchr::memmem;
use wide::u8x16;

use crate::fleet::query::folded;
use crate::fleet::store::Strings;

use super::bits::{Bits, ones, set, zeros};

const LANES: usize = 16;
/// Characters that are not ASCII and fold to one that is: the sign of kelvin and the long s.
const FOLD_TO_ASCII: [&str; 2] = ["\u{212a}", "\u{17f}"];

/// A text to look for, folded.
#[derive(Debug, Clone)]
pub(super) struct Needle {
    text: String,
    /// The first and the last byte, as vectors, and the bit that makes a letter of them small.
    ends: [End; 2],
}

#[derive(Debug, Clone, Copy)]
struct End {
    byte: u8x16,
    small: u8x16,
}

impl End {
    fn of(byte: Option<&u8>) -> Self {
        let byte = byte.copied().unwrap_or_default();
        let small = if byte.is_ascii_alphabetic() { 0x20 } else { 0 };
        Self { byte: u8x16::splat(byte), small: u8x16::splat(small) }
    }

    /// Which of 16 bytes are this one, in either case.
    #[inline]
    fn among(&self, bytes: [u8; LANES]) -> u8x16 {
        (u8x16::from(bytes) | self.small).simd_eq(self.byte)
    }
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        let text = folded(text).into_owned();
        let ends = [End::of(text.as_bytes().first()), End::of(text.as_bytes().last())];
        Self { text, ends }
    }

    /// Whether a text contains it.
    pub(super) fn is_in(&self, text: &str) -> bool {
        if text.is_ascii() {
            return self.text.is_ascii() && self.find(text.as_bytes(), 0).is_some();
        }
        memmem::find(folded(text).as_bytes(), self.text.as_bytes()).is_some()
    }

    /// Which texts of a table contain it.
    pub(super) fn among(&self, strings: &Strings) -> Bits {
        if self.text.is_empty() {
            return ones(strings.len());
        }
        let mut found = zeros(strings.len());
        if self.text.is_ascii() {
            self.find_all(strings, &mut found);
            let joined = strings.joined().as_bytes();
            let is_there = |other: &&str| memmem::find(joined, other.as_bytes()).is_some();
            if !FOLD_TO_ASCII.iter().any(is_there) {
                return found;
            }
        }
        let others = strings.iter().enumerate().filter(|(_, it)| !it.is_ascii());
        others.filter(|(_, it)| self.is_in(it)).for_each(|(place, _)| set(&mut found, place));
        found
    }

    /// All texts of a table stand in one: looks through that, so that most are never touched.
    fn find_all(&self, strings: &Strings, found: &mut Bits) {
        let (joined, ends) = (strings.joined().as_bytes(), strings.ends());
        let (mut from, mut place) = (0, 0);
        while let Some(at) = self.find(joined, from) {
            let is_before = |end: &&u32| **end as usize <= at;
            place += ends.get(place..).map_or(0, |it| it.iter().take_while(is_before).count());
            let Some(end) = ends.get(place) else { break };
            if at + self.text.len() <= *end as usize {
                set(found, place);
                from = *end as usize;
            } else {
                from = at + 1;
            }
        }
    }

    /// The first place from `from` on where an ASCII needle stands in `hay`.
    pub(super) fn find(&self, hay: &[u8], from: usize) -> Option<usize> {
        let needle = self.text.as_bytes();
        let last = hay.len().checked_sub(needle.len())?;
        let Some(behind) = needle.len().checked_sub(1) else {
            return Some(from).filter(|it| *it <= last);
        };
        let mut at = from;
        // Sixteen places at once: those where the first and the last byte fit.
        while at + LANES <= last + 1 {
            let mut candidates = self.candidates(hay, at, behind)?;
            while candidates != 0 {
                let place = at + candidates.trailing_zeros() as usize;
                if is_at(hay, place, needle) {
                    return Some(place);
                }
                candidates &= candidates - 1;
            }
            at += LANES;
        }
        (at..=last).find(|place| is_at(hay, *place, needle))
    }

    #[inline]
    fn candidates(&self, hay: &[u8], at: usize, behind: usize) -> Option<u32> {
        let [first, last] = &self.ends;
        let begins = hay.get(at..)?.first_chunk()?;
        let ends = hay.get(at + behind..)?.first_chunk()?;
        Some((first.among(*begins) & last.among(*ends)).to_bitmask())
    }
}

#[inline]
fn is_at(hay: &[u8], place: usize, needle: &[u8]) -> bool {
    hay.get(place..place + needle.len()).is_some_and(|it| it.eq_ignore_ascii_case(needle))
}
