//! The errors of a call, and whether a retry can help.

use std::time::Duration;

use crate::schema::Problems;
use crate::text::{decimal, join};

/// Why a call failed.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// AWS returned an error response. See AWS's documentation of the code.
    Service {
        /// AWS's error code, such as `AccessDeniedException`, if the response has one.
        aws_code: Option<String>,
        /// The message of the service; empty if it sent none.
        message: String,
        /// HTTP status.
        status: u16,
        /// The classification of the code and the status.
        reason: Reason,
        /// Whether the last attempt failed for a temporary reason.
        retryable: bool,
    },
    /// The transport failed: no connection, an interrupted one or, in a browser, a response without
    /// CORS headers, which looks the same. Check the connection, the endpoint and CORS.
    Network {
        /// The message of the transport.
        message: String,
    },
    /// An attempt or the whole call exceeded its time limit. Raise the limit, or request less.
    Timeout {
        /// The limit that was exceeded.
        limit: Duration,
        /// The scope of the limit.
        scope: TimeoutScope,
    },
    /// A 2xx response whose body is not an output of the operation. A proxy rewrites responses, or
    /// the endpoint is not AWS.
    MalformedResponse {
        /// What is wrong with the body.
        problem: String,
        /// HTTP status.
        status: u16,
    },
    /// The service repeated a pagination token: the pages would never end.
    RepeatedToken {
        /// The token.
        token: String,
    },
    /// The input or an option is invalid; nothing was sent. Correct the members that the message
    /// names.
    InvalidInput(Problems),
    /// The credentials provider failed or returned invalid credentials.
    Credentials {
        /// The reason, without any secret.
        problem: String,
    },
}

/// The scope of a time limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeoutScope {
    /// The limit of each attempt.
    Attempt,
    /// The limit of the call, including all attempts and waits.
    Call,
}

/// Why a call failed, for programs: the classes of failure that need different treatment.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The service throttles the requests. Wait, then send fewer.
    Throttled,
    /// The credentials, or the token to exchange for them, have expired. Refresh them.
    Expired,
    /// The service does not accept the credentials, or they do not allow the action.
    Denied,
    /// The local clock is wrong. Set it.
    ClockSkew,
    /// The resource does not exist.
    NotFound,
    /// The service cannot be reached or fails internally. Try again later.
    Unavailable,
    /// Anything else. AWS's code says more.
    Other,
}

impl Reason {
    /// The name that JavaScript sees.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Throttled => "throttled",
            Self::Expired => "expired",
            Self::Denied => "denied",
            Self::ClockSkew => "clock-skew",
            Self::NotFound => "not-found",
            Self::Unavailable => "unavailable",
            Self::Other => "other",
        }
    }
}

impl Error {
    /// The stable code that JavaScript sees.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Service { .. } => "service",
            Self::Network { .. } => "network",
            Self::Timeout { .. } => "timeout",
            Self::MalformedResponse { .. } => "malformed-response",
            Self::RepeatedToken { .. } => "repeated-token",
            Self::InvalidInput(_) => "invalid-input",
            Self::Credentials { .. } => "credentials",
        }
    }

    /// Whether the same call may succeed later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Service { retryable, .. } => *retryable,
            Self::Network { .. } | Self::Timeout { .. } => true,
            _ => false,
        }
    }

    /// AWS's error code.
    pub fn aws_code(&self) -> Option<&str> {
        match self {
            Self::Service { aws_code, .. } => aws_code.as_deref(),
            _ => None,
        }
    }

    /// The HTTP status of the response, if there was one.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Service { status, .. } | Self::MalformedResponse { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Why the call failed, for programs.
    pub fn reason(&self) -> Reason {
        match self {
            Self::Service { reason, .. } => *reason,
            Self::Network { .. } | Self::Timeout { .. } => Reason::Unavailable,
            Self::MalformedResponse { .. }
            | Self::RepeatedToken { .. }
            | Self::InvalidInput(_)
            | Self::Credentials { .. } => Reason::Other,
        }
    }

    /// The reason, as a sentence.
    pub fn message(&self) -> String {
        match self {
            Self::Service { aws_code, message, status, .. } => {
                refused(aws_code.as_deref(), message, *status)
            }
            Self::Network { message } => join(&["the request failed: ", message]),
            Self::Timeout { limit, scope } => timed_out(*limit, *scope),
            Self::MalformedResponse { problem, status } => {
                let status = decimal((*status).into());
                join(&["the answer (HTTP ", &status, ") is malformed: ", problem])
            }
            Self::RepeatedToken { token } => {
                join(&["the service sent the next token \"", token, "\" twice"])
            }
            Self::InvalidInput(problems) => problems.line(),
            Self::Credentials { problem } => join(&["no credentials: ", problem]),
        }
    }
}

fn refused(aws_code: Option<&str>, message: &str, status: u16) -> String {
    let status_code = match status {
        0 => "3xx".into(),
        _ => decimal(status.into()),
    };
    let (http, code) = aws_code.map_or(("HTTP ", status_code.as_str()), |code| ("", code));
    let (colon, message) = match message {
        "" if status == 0 || (300..400).contains(&status) => {
            (": ", "a redirect, which is not followed")
        }
        "" => ("", ""),
        message => (": ", message),
    };
    join(&[http, code, colon, message])
}

fn timed_out(limit: Duration, scope: TimeoutScope) -> String {
    let whose = match scope {
        TimeoutScope::Attempt => "no answer within attemptTimeoutMs (",
        TimeoutScope::Call => "no result within timeoutMs (",
    };
    join(&[whose, &decimal(limit.as_millis() as u32), " ms)"])
}
