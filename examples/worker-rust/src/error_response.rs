//! The error responses.

use patchlens::fetch::Error;
use serde::Serialize;
use serde_json::{Value, json};
use worker::{Response, ResponseBuilder, console_error};

/// The error response of a request.
pub enum ErrorResponse {
    /// The response says a code and nothing else.
    Plain { status: u16, code: &'static str, header: Option<(&'static str, &'static str)> },
    /// AWS, or the connection to it, has failed.
    Failed(Value),
}

impl ErrorResponse {
    pub const UNAUTHORIZED: Self = Self::Plain {
        status: 401,
        code: "unauthorized",
        header: Some(("www-authenticate", "Bearer")),
    };
    pub const NOT_FOUND: Self = Self::Plain { status: 404, code: "not-found", header: None };
    pub const METHOD_NOT_ALLOWED: Self =
        Self::Plain { status: 405, code: "method-not-allowed", header: Some(("allow", "GET")) };

    /// The reason is for the log alone.
    pub fn misconfigured(reason: &str) -> Self {
        console_error!("patchlens: {reason}");
        Self::Plain { status: 500, code: "misconfigured", header: None }
    }

    pub fn into_response(self) -> worker::Result<Response> {
        let (status, error, header) = match self {
            Self::Plain { status, code, header } => (status, json!({ "code": code }), header),
            Self::Failed(error) => (502, error, None),
        };
        let mut builder = ResponseBuilder::new().with_status(status);
        for (name, value) in [("cache-control", "no-store")].into_iter().chain(header) {
            builder = builder.with_header(name, value)?;
        }
        builder.from_json(&json!({ "error": error }))
    }
}

impl From<Error> for ErrorResponse {
    fn from(error: Error) -> Self {
        Self::Failed(describe(&error))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Description<'a> {
    action: &'a str,
    code: &'static str,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    aws_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    attempts: u32,
}

/// What callers and the log get to know of an error. Never its message: that of a denial names the account
/// and the role. The request id is enough to find the rest in AWS's own logs.
pub fn describe(error: &Error) -> Value {
    let (failure, cause) = (&error.failure, &error.failure.error);
    let description = json!(Description {
        action: &error.action,
        code: cause.code(),
        reason: cause.reason().as_str(),
        aws_code: cause.aws_code(),
        status: cause.status(),
        request_id: failure.request_id.as_deref(),
        attempts: failure.attempts,
    });
    console_error!("patchlens: {description}");
    description
}
