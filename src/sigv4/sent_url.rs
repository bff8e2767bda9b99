//! The spelling of a URL in which it is sent, so that every service computes from it what was signed.

use super::percent::{next_byte, push_encoded};

/// The path of a request to S3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct S3Path {
    /// As it is signed.
    pub signed: String,
    /// As it is sent.
    pub sent: String,
}

/// The spellings of a path of S3, which is given as `new URL()` has it.
///
/// S3 decodes the path that it receives and encodes it again, all but the slashes and RFC 3986's
/// unreserved characters; so do the services that are compatible with it. Sent in that form, a path
/// is the same for the services that take it as it comes, too.
///
/// ```
/// use patchlens::sigv4::s3_path;
///
/// let path = s3_path("/year=2010/x%20(1).pdf");
/// assert_eq!(path.sent, "/year%3D2010/x%20%281%29.pdf");
/// assert_eq!(path.signed, path.sent);
/// ```
pub fn s3_path(path: &str) -> S3Path {
    let mut signed = String::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((byte, after)) = next_byte(rest) {
        match byte {
            b'/' => signed.push('/'),
            _ => push_encoded(&mut signed, &[byte]),
        }
        rest = after;
    }
    S3Path { sent: with_dot_segments(&signed), signed }
}

/// `path` with the slashes around segments `.` and `..` encoded: anything that parses URLs would
/// resolve these otherwise, and to S3 they are part of a key.
fn with_dot_segments(path: &str) -> String {
    let mut sent = String::with_capacity(path.len());
    let mut was_dots = false;
    for (index, segment) in path.split('/').enumerate() {
        let is_dots = matches!(segment, "." | "..");
        match index {
            0 => {}
            1 => sent.push('/'),
            _ => sent.push_str(if is_dots || was_dots { "%2F" } else { "/" }),
        }
        sent.push_str(segment);
        was_dots = is_dots;
    }
    sent
}

/// The spelling of a query, which is given as `new URL()` has it, without `?`.
///
/// Names and values are decoded and encoded again in RFC 3986's strict form. A `+` is a space, as
/// `URLSearchParams` writes it; some services read it so, others as itself.
///
/// ```
/// assert_eq!(patchlens::sigv4::sent_query("q=id+eq+1&acl"), "q=id%20eq%201&acl");
/// ```
pub fn sent_query(query: &str) -> String {
    let mut sent = String::with_capacity(query.len());
    let mut is_name = true;
    let mut rest = query.as_bytes();
    while let Some((byte, after)) = next_byte(rest) {
        match rest.first() {
            Some(b'&') => {
                sent.push('&');
                is_name = true;
            }
            Some(b'=') if is_name => {
                sent.push('=');
                is_name = false;
            }
            Some(b'+') => sent.push_str("%20"),
            _ => push_encoded(&mut sent, &[byte]),
        }
        rest = after;
    }
    sent
}
