//! Sets of numbers as lists of bits.

use super::token::Operation;

/// A bit for each number, 64 in a word.
pub type Bits = Vec<u64>;

/// No number below `len`.
pub(super) fn zeros(len: usize) -> Bits {
    vec![0; len.div_ceil(64)]
}

/// Every number below `len`.
pub(super) fn ones(len: usize) -> Bits {
    let mut bits = zeros(len);
    fill(&mut bits, 0, len);
    bits
}

/// The places where `holds` is true.
pub(super) fn places(len: usize, holds: impl Iterator<Item = bool>) -> Bits {
    let mut bits = zeros(len);
    holds.enumerate().filter(|(_, it)| *it).for_each(|(place, _)| set(&mut bits, place));
    bits
}

/// Adds a number.
#[inline]
pub(super) fn set(bits: &mut [u64], at: usize) {
    if let Some(word) = bits.get_mut(at >> 6) {
        *word |= 1 << (at & 63);
    }
}

/// Removes a number.
#[inline]
pub(super) fn clear(bits: &mut [u64], at: usize) {
    if let Some(word) = bits.get_mut(at >> 6) {
        *word &= !(1 << (at & 63));
    }
}

/// Adds the numbers of a run.
#[inline]
pub(super) fn fill(bits: &mut [u64], start: usize, count: usize) {
    let Some(last) = (start + count).checked_sub(1).filter(|_| count > 0) else { return };
    let [head, tail] = masks(start, last);
    match bits.get_mut(start >> 6..=last >> 6) {
        Some([only]) => *only |= head & tail,
        Some([first, between @ .., last]) => {
            *first |= head;
            between.fill(!0);
            *last |= tail;
        }
        _ => {}
    }
}

/// Adds those numbers of a run, of which each has an item, where `holds` is true; removes the others.
#[inline]
pub(super) fn put<T>(bits: &mut [u64], start: usize, items: &[T], holds: impl Fn(&T) -> bool) {
    let (mut at, mut rest) = (start, items);
    while !rest.is_empty() {
        let offset = at & 63;
        let len = rest.len().min(64 - offset);
        let (now, later) = rest.split_at_checked(len).unwrap_or((rest, &[]));
        let word = now
            .iter()
            .zip(offset..)
            .fold(0, |all, (item, place)| all | u64::from(holds(item)) << place);
        if let Some(known) = bits.get_mut(at >> 6) {
            *known = *known & !(u64::MAX >> (64 - len) << offset) | word;
        }
        (at, rest) = (at + len, later);
    }
}

/// Whether there is a number of a run.
#[inline]
pub(super) fn has_any(bits: &[u64], start: usize, count: usize) -> bool {
    let Some(last) = (start + count).checked_sub(1).filter(|_| count > 0) else { return false };
    let [head, tail] = masks(start, last);
    match bits.get(start >> 6..=last >> 6) {
        Some([only]) => only & head & tail != 0,
        Some([first, between @ .., last]) => {
            first & head != 0 || last & tail != 0 || between.iter().any(|it| *it != 0)
        }
        _ => false,
    }
}

/// The bits of the first and of the last word of a run.
#[inline]
fn masks(start: usize, last: usize) -> [u64; 2] {
    [!0 << (start & 63), !0 >> (63 - (last & 63))]
}

/// How many numbers there are.
pub(super) fn count(bits: &[u64]) -> u32 {
    bits.iter().map(|it| it.count_ones()).sum()
}

/// Keeps what is in both sets, or adds the other set, as the operation says.
pub(super) fn join(operation: Operation, into: &mut Option<Bits>, other: Bits) {
    let Some(bits) = into else {
        *into = Some(other);
        return;
    };
    match operation {
        Operation::And => bits.iter_mut().zip(other).for_each(|(to, from)| *to &= from),
        Operation::Or => bits.iter_mut().zip(other).for_each(|(to, from)| *to |= from),
    }
}

/// Keeps the numbers that another set has too.
pub(super) fn keep(bits: &mut [u64], other: &[u64]) {
    bits.iter_mut().zip(other).for_each(|(to, from)| *to &= from);
}

/// Removes the numbers of another set.
pub(super) fn subtract(bits: &mut [u64], other: &[u64]) {
    bits.iter_mut().zip(other).for_each(|(to, from)| *to &= !from);
}
