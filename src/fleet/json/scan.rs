//! Where strings and numbers end.

use wide::u8x16;

/// How many bytes come before the first `"`, `\` or control character, or before the end.
#[inline]
pub(super) fn string_length(text: &[u8]) -> usize {
    let mut rest = text;
    let mut length = 0;
    while let Some((chunk, after)) = rest.split_first_chunk::<16>() {
        let found = ends(u8x16::new(*chunk)).to_bitmask();
        if found != 0 {
            return length + found.trailing_zeros() as usize;
        }
        length += 16;
        rest = after;
    }
    length + last_string_length(rest)
}

/// The bytes that can end a string. To toggle the second bit swaps `"` with the space, so that one
/// comparison finds it together with the control characters.
#[inline]
fn ends(bytes: u8x16) -> u8x16 {
    let quotes_and_controls = (bytes ^ u8x16::splat(2)).simd_le(u8x16::splat(b' '));
    quotes_and_controls | bytes.simd_eq(u8x16::splat(b'\\'))
}

#[inline(never)]
fn last_string_length(text: &[u8]) -> usize {
    let end = text.iter().position(|it| matches!(it, b'"' | b'\\' | ..b' '));
    end.unwrap_or(text.len())
}

/// The length of the number that `text` begins with, by JSON's grammar.
#[inline]
pub(super) fn number_length(text: &[u8]) -> Option<usize> {
    let short = text.first_chunk::<16>().and_then(|bytes| {
        let digits = digits(bytes);
        length_by(bytes, |from| (digits >> from).trailing_ones() as usize)
    });
    match short {
        Some(length @ ..16) => Some(length),
        _ => long_number_length(text),
    }
}

/// A bit for each digit.
#[inline]
fn digits(bytes: &[u8; 16]) -> u32 {
    (u8x16::new(*bytes) - u8x16::splat(b'0')).simd_le(u8x16::splat(9)).to_bitmask()
}

#[inline(never)]
fn long_number_length(text: &[u8]) -> Option<usize> {
    length_by(text, |from| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter().take_while(|it| it.is_ascii_digit()).count()
    })
}

/// The length of a number; `run` counts the digits from a place on.
#[inline(always)]
fn length_by(bytes: &[u8], run: impl Fn(usize) -> usize) -> Option<usize> {
    let digits = |from: usize| Some(run(from)).filter(|it| *it > 0).map(|it| from + it);
    let first = usize::from(bytes.first() == Some(&b'-'));
    let mut at = digits(first)?;
    if bytes.get(first) == Some(&b'0') && at > first + 1 {
        return None;
    }
    if bytes.get(at) == Some(&b'.') {
        at = digits(at + 1)?;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let has_sign = matches!(bytes.get(at + 1), Some(b'-' | b'+'));
        at = digits(at + 1 + usize::from(has_sign))?;
    }
    Some(at)
}
