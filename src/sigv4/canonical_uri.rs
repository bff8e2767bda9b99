//! The canonical path and query.

use super::pairs::Pairs;
use super::params::PathEncoding;
use crate::digest::hex_digit;

/// The canonical form of `path`, as it stands in the URL that is sent.
pub(super) fn canonical_path(path: &str, encoding: PathEncoding) -> String {
    match encoding {
        PathEncoding::AsSent if path.is_empty() => "/".into(),
        PathEncoding::AsSent => path.into(),
        PathEncoding::Twice => normalized(path),
    }
}

/// What is left after `.`, `..` and empty segments have done their work, percent-encoded.
fn normalized(path: &str) -> String {
    let mut out = String::new();
    for segment in path.as_bytes().split(|byte| *byte == b'/') {
        match segment {
            b"" | b"." => {}
            b".." => out.truncate(out.bytes().rposition(|byte| byte == b'/').unwrap_or(0)),
            _ => {
                out.push('/');
                push_encoded(&mut out, segment);
            }
        }
    }
    if out.is_empty() || path.ends_with('/') {
        out.push('/');
    }
    out
}

/// The canonical form of `query`, as it stands in the URL that is sent, without `?`.
///
/// Names and values are decoded and encoded anew, so that it does not matter in which of the
/// possible spellings a character was sent. Of `+` only the percent-encoding is decoded: it means
/// itself here, not a space, as it does to AWS's own signers of this kind (JavaScript v3, CRT).
/// Empty segments (`a=1&&b=2`) name nothing, as in any parser of queries.
pub(super) fn canonical_query(query: &str) -> String {
    let mut pairs = Pairs::default();
    for segment in query.as_bytes().split(|byte| *byte == b'&') {
        if !segment.is_empty() {
            let end = segment.iter().position(|byte| *byte == b'=').unwrap_or(segment.len());
            let (name, value) = segment.split_at_checked(end).unwrap_or_default();
            pairs.insert(reencoded(name), reencoded(value.get(1..).unwrap_or_default()));
        }
    }
    pairs.join("=", "&")
}

/// Decoded and encoded anew. A `%` that does not introduce two hexadecimal digits means itself.
fn reencoded(mut text: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    while let Some((byte, after)) = text.split_first() {
        let decoded = if *byte == b'%' { decoded_byte(after) } else { None };
        let (byte, after) = decoded.unwrap_or((*byte, after));
        push_encoded(&mut out, &[byte]);
        text = after;
    }
    out
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

/// Percent-encodes every byte but RFC 3986's unreserved ones.
#[inline(never)]
fn push_encoded(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(*byte));
        } else {
            out.push('%');
            out.push(hex_digit(byte >> 4, b'A'));
            out.push(hex_digit(byte & 15, b'A'));
        }
    }
}
