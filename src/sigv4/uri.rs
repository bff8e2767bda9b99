//! The canonical path and query.

use super::PathEncoding;
use super::digest::hex_digit;

/// Writes the canonical form of `path`, as it stands in the URL that is sent.
pub(super) fn push_path(out: &mut String, path: &str, encoding: PathEncoding) {
    match encoding {
        PathEncoding::AsSent if path.is_empty() => out.push('/'),
        PathEncoding::AsSent => out.push_str(path),
        PathEncoding::Twice => push_normalized(out, path),
    }
}

fn push_normalized(out: &mut String, path: &str) {
    let segments = normalized(path);
    for segment in &segments {
        out.push('/');
        push_encoded(out, segment.as_bytes());
    }
    if segments.is_empty() || path.ends_with('/') {
        out.push('/');
    }
}

/// The segments left after `.`, `..` and empty ones have done their work.
fn normalized(path: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
            }
            _ => segments.push(segment),
        }
    }
    segments
}

/// Writes the canonical form of `query`, as it stands in the URL that is sent, without `?`.
///
/// Names and values are decoded and encoded anew, so that it does not matter in which of the
/// possible spellings a character was sent. Of `+` only the percent-encoding is decoded: it means
/// itself here, not a space, as it does to AWS's own signers of this kind (JavaScript v3, CRT).
/// Empty segments (`a=1&&b=2`) name nothing, as in any parser of queries.
pub(super) fn push_query(out: &mut String, query: &str) {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for segment in query.split('&').filter(|segment| !segment.is_empty()) {
        let (name, value) = segment.split_once('=').unwrap_or((segment, ""));
        let pair = (reencoded(name), reencoded(value));
        // As pairs: joined by `=`, `foo=2` would come after `foo-bar=1`.
        pairs.insert(pairs.partition_point(|other| *other <= pair), pair);
    }
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    }
}

fn reencoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_encoded(&mut out, &percent_decoded(text));
    out
}

/// A `%` that does not introduce two hexadecimal digits means itself.
fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let decoded = if *byte == b'%' { decoded_byte(after) } else { None };
        let (byte, after) = decoded.unwrap_or((*byte, after));
        bytes.push(byte);
        rest = after;
    }
    bytes
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
fn push_encoded(out: &mut String, bytes: &[u8]) {
    for byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(*byte));
            }
            _ => {
                out.push('%');
                out.push(hex_digit(byte >> 4, b'A'));
                out.push(hex_digit(byte & 15, b'A'));
            }
        }
    }
}
