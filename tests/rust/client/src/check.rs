//! Assertions.

use std::fmt::Debug;

use patchlens::fetch::Error;

/// The result of a test; the error says what is wrong.
pub(crate) type Outcome = Result<(), String>;

/// Fails unless both are equal.
pub(crate) fn equal<T: PartialEq<U> + Debug, U: Debug>(actual: T, expected: U) -> Outcome {
    if actual == expected { Ok(()) } else { Err(format!("expected {expected:?}, got {actual:?}")) }
}

/// Fails with `problem` unless the condition holds.
pub(crate) fn holds(condition: bool, problem: &str) -> Outcome {
    if condition { Ok(()) } else { Err(problem.into()) }
}

/// The error of a call that must fail.
pub(crate) fn failure<T>(result: Result<T, Error>) -> Result<Error, String> {
    result.err().ok_or_else(|| "the call succeeded".into())
}

/// A failure that should not be.
pub(crate) fn unexpected(error: Error) -> String {
    error.to_string()
}
