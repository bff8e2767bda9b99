//! Percent-encoding as RFC 3986 has it in its strict form: all but the unreserved characters.

use std::borrow::Cow;

use crate::digest::hex_digit;

/// `text` decoded and encoded again. A `%` that does not introduce two hexadecimal digits means
/// itself.
pub(super) fn reencoded(mut text: &[u8]) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len());
    while let Some((byte, after)) = next_byte(text) {
        push_encoded(&mut out, &[byte]);
        text = after;
    }
    Cow::Owned(out)
}

/// The first byte that `text` spells, and what follows it.
pub(super) fn next_byte(text: &[u8]) -> Option<(u8, &[u8])> {
    let (byte, after) = text.split_first()?;
    let decoded = if *byte == b'%' { decoded_byte(after) } else { None };
    Some(decoded.unwrap_or((*byte, after)))
}

fn decoded_byte(digits: &[u8]) -> Option<(u8, &[u8])> {
    let ([high, low], rest) = digits.split_first_chunk()?;
    Some((hex_value(*high)? << 4 | hex_value(*low)?, rest))
}

fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Percent-encodes every byte but the unreserved ones.
#[inline(never)]
pub(super) fn push_encoded(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        if is_unreserved(*byte) {
            out.push(char::from(*byte));
        } else {
            out.push('%');
            out.push(char::from(hex_digit(byte >> 4, b'A')));
            out.push(char::from(hex_digit(byte & 15, b'A')));
        }
    }
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}
