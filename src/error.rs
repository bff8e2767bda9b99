//! What can go wrong with a call, and whether trying again can help.

use std::time::Duration;

use crate::schema::Problems;
use crate::text::{decimal, join};

/// Why a call failed.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub enum Error {
    /// AWS answered with an error. What to do is documented with AWS's code.
    Service {
        /// AWS's error code, such as `AccessDeniedException`, where the answer names one.
        aws_code: Option<String>,
        /// What the service says about it; empty if nothing.
        message: String,
        /// HTTP status.
        status: u16,
        /// What the code and the status mean.
        reason: Reason,
        /// Whether the last attempt failed in a way that may pass.
        retryable: bool,
    },
    /// The transport failed: no connection, a cut one, or in a browser a CORS refusal, which looks
    /// the same. Check connection, endpoint and CORS.
    Network {
        /// What the transport said.
        message: String,
    },
    /// An attempt or the whole call took longer than its limit. Raise the limit, or ask for less.
    Timeout {
        /// The limit that ran out.
        limit: Duration,
        /// Whose limit it was.
        scope: TimeoutScope,
    },
    /// A 2xx answer whose body is not what the operation answers. Something between here and AWS
    /// rewrites answers, or the endpoint is not AWS.
    MalformedResponse {
        /// What is wrong with the body.
        problem: String,
        /// HTTP status.
        status: u16,
    },
    /// A listing came back to a token it had been given before; going on would never end.
    RepeatedToken {
        /// The token.
        token: String,
    },
    /// The input or an option cannot be right; nothing was sent. Correct what is named.
    InvalidInput(Problems),
    /// The credentials source failed, or what it gave cannot sign a request.
    Credentials {
        /// What went wrong, without any secret.
        problem: String,
    },
}

/// Whose time limit ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeoutScope {
    /// The limit of each attempt.
    Attempt,
    /// The limit of the call, all attempts and waits included.
    Call,
}

/// Why a call failed, as far as a program treats one failure differently from another.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The service throttles the requests. Wait, then send fewer.
    Throttled,
    /// The credentials, or the token to get them with, have expired. Get new ones.
    Expired,
    /// The service does not accept the credentials, or they do not allow the action.
    Denied,
    /// The local clock is wrong. Set it.
    ClockSkew,
    /// The service does not know what was asked for.
    NotFound,
    /// The service cannot be reached, or fails to do its work. Try again later.
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

    /// The HTTP status of the answer, if there was one.
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

    /// What went wrong, in words.
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
