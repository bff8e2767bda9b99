//! The headers that are signed, and their canonical form.

use super::pairs::Pairs;
use super::request::Request;
use crate::schema::Problems;
use crate::text::{join, push};

/// Headers that proxies, browsers or runtimes rewrite, add or drop after signing: what either
/// botocore or the AWS SDK for JavaScript leaves out, and `Date`, whose place `x-amz-date` takes.
/// What ends in a hyphen is the beginning of names. A text, since a list would bring an address and
/// a length for each into the WebAssembly module.
const NEVER_SIGNED: &str = "\
    authorization baggage cache-control connection date expect from keep-alive max-forwards \
    pragma proxy- referer sec- te traceparent tracestate trailer transfer-encoding upgrade \
    user-agent x-amz-date x-amzn-trace-id";

/// The headers to sign, their names in lower case: those of `request` and those that signing adds,
/// which replace given ones of their name.
pub(super) fn signed_headers(request: &Request<'_>, added: &[(&str, String)]) -> Pairs {
    let mut headers = Pairs::default();
    for (name, value) in request.headers {
        let name = name.to_ascii_lowercase();
        let is_replaced = added.iter().any(|(added, _)| *added == name);
        if !is_replaced && !is_never_signed(&name) {
            insert(&mut headers, &name, value);
        }
    }
    for (name, value) in added {
        insert(&mut headers, name, value);
    }
    if headers.value("host").is_none() {
        insert(&mut headers, "host", request.host);
    }
    headers
}

/// Values of one name share a line, in the order they are given.
#[inline(never)]
fn insert(headers: &mut Pairs, name: &str, value: &str) {
    if let Some(values) = headers.value(name) {
        values.push(',');
        push_value(values, value);
    } else {
        let mut values = String::new();
        push_value(&mut values, value);
        headers.insert(name.into(), values);
    }
}

fn is_never_signed(name: &str) -> bool {
    NEVER_SIGNED.split_ascii_whitespace().any(|never| {
        let rest = name.strip_prefix(never);
        rest.is_some_and(|rest| rest.is_empty() || never.ends_with('-'))
    })
}

/// Without spaces and tabs at the ends, and with one space for every run of them inside.
fn push_value(out: &mut String, value: &str) {
    let mut space = "";
    for word in value.split_ascii_whitespace() {
        push(out, &[space, word]);
        space = " ";
    }
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
