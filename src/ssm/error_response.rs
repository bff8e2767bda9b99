//! Reads the code and the message of an error response, in every place and spelling that services
//! and their front ends use.

use crate::value::{Value, ValueKind};

/// How many bytes of a body that is not JSON a message shows.
const BODY_EXCERPT: usize = 300;

/// The content of an error response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorResponse {
    /// AWS's error code without namespace, such as `ThrottlingException`.
    pub code: Option<String>,
    /// The message of the service; empty if there is none.
    pub message: String,
    /// AWS's id of the request, if the body names it.
    pub request_id: Option<String>,
}

/// Reads an error response: the text of its body, and the value of its header `x-amzn-ErrorType`.
///
/// The body takes precedence over the header:
/// <https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html> leaves the order open, and
/// AWS's SDKs do the same. The members of AWS's query protocol are read as well: STS and some
/// substitutes for SSM send them. XML comes as JSON from `src/js/xml.js`.
pub fn read<V: Value>(text: &str, header: Option<String>) -> ErrorResponse {
    let read = match V::parse(text) {
        Some(value) => from_json(&value),
        None => ErrorResponse { code: None, message: excerpt(text).into(), request_id: None },
    };
    ErrorResponse { code: read.code.or_else(|| sanitize(&header?)), ..read }
}

fn from_json<V: Value>(body: &V) -> ErrorResponse {
    // STS nests all members except the request id in `Error`.
    let nested = body.member("Error").filter(|error| error.kind() == ValueKind::Object);
    let said = nested.filter(|_| !body.has("__type")).unwrap_or_else(|| body.clone());
    let code = text(&said, &["__type", "code", "Code"]);
    let message = text(&said, &["message", "Message", "errorMessage"]).or_else(|| body.text());
    ErrorResponse {
        code: code.as_deref().and_then(sanitize),
        message: message.unwrap_or_default(),
        request_id: text(body, &["RequestId"]),
    }
}

/// The first of these members that is a non-empty text.
#[inline(never)]
fn text<V: Value>(value: &V, names: &[&'static str]) -> Option<String> {
    names.iter().find_map(|name| value.member(name)?.text().filter(|text| !text.is_empty()))
}

/// The bare code in `com.amazonaws.ssm#InvalidFilter:http://…`: the URI is cut first, since it can
/// contain a `#`.
fn sanitize(code: &str) -> Option<String> {
    let bytes = code.as_bytes();
    let end = bytes.iter().position(|byte| matches!(byte, b':' | b','));
    let code = code.get(..end.unwrap_or(code.len()))?;
    let start = code.bytes().rposition(|byte| byte == b'#').map_or(0, |hash| hash + 1);
    let code = code.get(start..)?.trim_ascii();
    (!code.is_empty()).then(|| code.into())
}

/// The first bytes of a body that is not JSON.
pub fn excerpt(body: &str) -> &str {
    let body = body.trim_ascii();
    let end = (0..=BODY_EXCERPT.min(body.len())).rev().find(|end| body.is_char_boundary(*end));
    body.get(..end.unwrap_or_default()).unwrap_or_default()
}
