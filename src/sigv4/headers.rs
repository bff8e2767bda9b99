//! The headers that are signed, and their canonical form.

use std::borrow::Cow;

use super::Request;
use crate::problem::{Problems, join};

/// Headers that proxies, browsers or runtimes rewrite, add or drop after signing: what either
/// botocore or the AWS SDK for JavaScript leaves out, and `Date`, whose place `x-amz-date` takes.
const NEVER_SIGNED: [&str; 20] = [
    "authorization",
    "baggage",
    "cache-control",
    "connection",
    "date",
    "expect",
    "from",
    "keep-alive",
    "max-forwards",
    "pragma",
    "referer",
    "te",
    "traceparent",
    "tracestate",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amz-date",
    "x-amzn-trace-id",
];

/// The headers to sign: names in lower case, in the order of the canonical request.
pub(super) struct Headers<'a>(Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Headers<'a> {
    /// Those of `request` and those that signing adds, which replace given ones of their name.
    pub(super) fn new(request: &Request<'a>, added: &'a [(&'static str, String)]) -> Self {
        let mut headers = Self(Vec::with_capacity(request.headers.len() + added.len() + 1));
        for (name, value) in request.headers {
            let name = lower_case(name);
            let replaced = added.iter().any(|(added, _)| *added == name);
            if !replaced && !is_never_signed(&name) {
                headers.insert(name, value);
            }
        }
        for (name, value) in added {
            headers.insert(Cow::Borrowed(name), value);
        }
        if !headers.0.iter().any(|(name, _)| name == "host") {
            headers.insert(Cow::Borrowed("host"), request.host);
        }
        headers
    }

    /// Behind those of the same name, whose order counts.
    fn insert(&mut self, name: Cow<'a, str>, value: &'a str) {
        let place = self.0.partition_point(|(other, _)| *other <= name);
        self.0.insert(place, (name, value));
    }

    /// Writes each as a line `name:value`; values of one name share a line.
    pub(super) fn push_canonical(&self, out: &mut String) {
        let mut previous = "";
        for (name, value) in &self.0 {
            if previous == name {
                out.push(',');
            } else {
                if !previous.is_empty() {
                    out.push('\n');
                }
                out.push_str(name);
                out.push(':');
            }
            push_value(out, value);
            previous = name;
        }
        out.push('\n');
    }

    /// The names, as in `host;x-amz-date`.
    pub(super) fn names(&self) -> String {
        let mut names = String::with_capacity(20 * self.0.len());
        let mut previous = "";
        for (name, _) in &self.0 {
            if previous != name {
                if !previous.is_empty() {
                    names.push(';');
                }
                names.push_str(name);
            }
            previous = name;
        }
        names
    }
}

fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

fn is_never_signed(name: &str) -> bool {
    NEVER_SIGNED.contains(&name) || name.starts_with("proxy-") || name.starts_with("sec-")
}

/// Without spaces and tabs at the ends, and with one space for every run of them inside.
fn push_value(out: &mut String, value: &str) {
    let mut words = value.split([' ', '\t']).filter(|word| !word.is_empty());
    if let Some(first) = words.next() {
        out.push_str(first);
    }
    for word in words {
        out.push(' ');
        out.push_str(word);
    }
}

/// Finds what cannot be a header, and would let one header pass for another in the canonical form.
pub(super) fn check(headers: &[(&str, &str)]) -> Result<(), Problems> {
    let mut problems = Problems::default();
    for (name, value) in headers {
        if name.is_empty() || !name.bytes().all(is_token) {
            problems.add("headers", &join(&["\"", name, "\" is not a header name"]));
        }
        if value.contains(['\r', '\n', '\0']) {
            problems.add(&join(&["headers.", name]), "the value holds a line break or NUL");
        }
    }
    problems.or(())
}

/// What RFC 9110 lets a name consist of.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
