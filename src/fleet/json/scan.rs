//! Where strings and numbers end.

use wide::u8x16;

/// The place of the first `"`, `\` or control character; the length of the text if there is none.
#[inline]
pub(super) fn string_end(text: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(chunk) = text.get(at..).and_then(<[u8]>::first_chunk::<16>) {
        let found = ends(u8x16::new(*chunk)).to_bitmask();
        if found != 0 {
            return at + found.trailing_zeros() as usize;
        }
        at += 16;
    }
    last_string_end(text, at)
}

/// The bytes that can end a string. To toggle the second bit swaps `"` with the space, so that one
/// comparison finds it together with the control characters.
#[inline]
fn ends(bytes: u8x16) -> u8x16 {
    let quotes_and_controls = (bytes ^ u8x16::splat(2)).simd_le(u8x16::splat(b' '));
    quotes_and_controls | bytes.simd_eq(u8x16::splat(b'\\'))
}

#[inline(never)]
fn last_string_end(text: &[u8], from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.iter().position(|it| matches!(it, b'"' | b'\\' | ..b' '));
    from + end.unwrap_or(rest.len())
}

/// The place after the number that begins at `from`, by JSON's grammar.
#[inline]
pub(super) fn number_end(text: &[u8], from: usize) -> Option<usize> {
    let first = from + usize::from(text.get(from) == Some(&b'-'));
    let mut at = digits_end(text, first)?;
    if text.get(first) == Some(&b'0') && at > first + 1 {
        return None;
    }
    if text.get(at) == Some(&b'.') {
        at = digits_end(text, at + 1)?;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let has_sign = matches!(text.get(at + 1), Some(b'-' | b'+'));
        at = digits_end(text, at + 1 + usize::from(has_sign))?;
    }
    Some(at)
}

#[inline]
fn digits_end(text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while text.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    (at > from).then_some(at)
}
