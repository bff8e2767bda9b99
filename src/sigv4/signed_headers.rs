//! The headers that are signed, and their canonical form.

use std::borrow::Cow;

use super::pairs::Pairs;
use super::request::Request;
use crate::schema::Problems;
use crate::text::join;

/// The headers to sign, their names in lower case: those of `request` and those that signing adds,
/// which replace given ones of their name.
pub(super) fn signed_headers<'a>(
    request: &Request<'a>,
    added: &'a [(&'static str, String)],
) -> Pairs<'a> {
    let mut headers = Pairs::default();
    for (name, value) in request.headers {
        let name = lower_case(name);
        let is_replaced = added.iter().any(|(added, _)| name == *added);
        if !is_replaced && !is_never_signed(&name) {
            insert(&mut headers, name, value);
        }
    }
    for (name, value) in added {
        insert(&mut headers, Cow::Borrowed(name), value);
    }
    if headers.value("host").is_none() {
        insert(&mut headers, Cow::Borrowed("host"), request.host);
    }
    headers
}

fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Values of one name share a line, in the order they are given.
#[inline(never)]
fn insert<'a>(headers: &mut Pairs<'a>, name: Cow<'a, str>, value: &'a str) {
    let value = collapsed(value);
    match headers.value(&name) {
        Some(values) => *values = Cow::Owned(join(&[values, ",", &value])),
        None => headers.insert(name, value),
    }
}

/// Whether proxies, browsers or runtimes rewrite, add or drop this header after signing: what either
/// botocore or the AWS SDK for JavaScript leaves out, and `Date`, whose place `x-amz-date` takes.
fn is_never_signed(name: &str) -> bool {
    name.starts_with("proxy-")
        || name.starts_with("sec-")
        || matches!(
            name,
            "authorization"
                | "baggage"
                | "cache-control"
                | "connection"
                | "date"
                | "expect"
                | "from"
                | "keep-alive"
                | "max-forwards"
                | "pragma"
                | "referer"
                | "te"
                | "traceparent"
                | "tracestate"
                | "trailer"
                | "transfer-encoding"
                | "upgrade"
                | "user-agent"
                | "x-amz-date"
                | "x-amzn-trace-id"
        )
}

/// Without white space at the ends, and with one space for every run of it inside.
fn collapsed(value: &str) -> Cow<'_, str> {
    if is_collapsed(value) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    for word in value.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}

fn is_collapsed(value: &str) -> bool {
    let mut before = b' ';
    for byte in value.bytes() {
        if byte.is_ascii_whitespace() && (byte != b' ' || before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || value.is_empty()
}

/// Finds what cannot be a header, and would let one header pass for another in the canonical form.
pub(super) fn check(headers: &[(&str, &str)]) -> Result<(), Problems> {
    let mut problems = Problems::default();
    for (name, value) in headers {
        if name.is_empty() || !name.bytes().all(is_token) {
            problems.add("headers", &join(&["\"", name, "\" is not a header name"]));
        }
        if value.bytes().any(|byte| matches!(byte, b'\r' | b'\n' | b'\0')) {
            problems.add(&join(&["headers.", name]), "the value holds a line break or NUL");
        }
    }
    problems.or(())
}

/// What RFC 9110 lets a name consist of.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !matches!(byte, b'"' | b'(' | b')' | b',' | b'/' | b':'..=b'@' | b'['..=b']' | b'{' | b'}')
}
