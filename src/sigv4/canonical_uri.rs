//! The canonical path and query.

use std::borrow::Cow;

use super::pairs::Pairs;
use super::params::PathEncoding;
use super::percent::{push_encoded, reencoded};

/// The canonical form of `path`, as it stands in the URL that is sent.
pub(super) fn canonical_path(path: &str, encoding: PathEncoding) -> Cow<'_, str> {
    match (path, encoding) {
        ("" | "/", _) => Cow::Borrowed("/"),
        (_, PathEncoding::AsSent) => Cow::Borrowed(path),
        (_, PathEncoding::Twice) => Cow::Owned(normalized(path)),
    }
}

/// What is left after `.`, `..` and empty segments have done their work, percent-encoded.
fn normalized(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
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
/// Names and values are decoded and encoded again, so that it does not matter in which of the
/// possible spellings a character was sent. Of `+` only the percent-encoding is decoded: it means
/// itself here, not a space, as it does to AWS's own signers of this kind (JavaScript v3, CRT).
/// Empty segments (`a=1&&b=2`) name nothing, as in any parser of queries.
pub(super) fn canonical_query(query: &str) -> Pairs<'_> {
    let mut pairs = Pairs::default();
    for segment in query.as_bytes().split(|byte| *byte == b'&') {
        if !segment.is_empty() {
            let end = segment.iter().position(|byte| *byte == b'=').unwrap_or(segment.len());
            let (name, value) = segment.split_at_checked(end).unwrap_or_default();
            pairs.insert(reencoded(name), reencoded(value.get(1..).unwrap_or_default()));
        }
    }
    pairs
}
