//! The error of a call.

use std::fmt;

use crate::client::Failure;
use crate::schema::Problems;

/// Why a call failed, and what it was to do.
///
/// ```
/// # fn show(error: &patchlens::fetch::Error) {
/// // Cannot list patches of "i-0abc": AccessDeniedException: …
/// eprintln!("{error} ({})", error.failure.error.code());
/// # }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    /// What the call was to do, after "Cannot".
    pub action: String,
    /// The reason, the id of the request and the number of attempts.
    pub failure: Failure,
}

impl Error {
    pub(super) fn invalid(action: &str, problems: Problems) -> Self {
        let failure = Failure::without_attempt(crate::error::Error::InvalidInput(problems));
        Self { action: action.into(), failure }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cannot {}: {}", self.action, self.failure.error.message())
    }
}

impl std::error::Error for Error {}
