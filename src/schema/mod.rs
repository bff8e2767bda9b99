//! The shapes of inputs and options, and the check against them.
//!
//! Required members, unknown members, types, minimum and maximum are checked before a request is
//! sent. The service checks its own enumerations and text patterns, so that new values work at
//! once.

mod check;
mod expected;
mod options;
mod problems;
mod read;
mod shape;

pub use check::{check, check_extension, check_member, check_object};
pub(crate) use check::{check_secret_text, member_path};
pub(crate) use expected::INSTANT;
pub use options::{
    ALLOW_INSECURE_ENDPOINT, ATTEMPT_TIMEOUT_MS, ENDPOINT, FETCH, MAX_ATTEMPTS, MILLISECONDS,
    REGION, USE_DUALSTACK_ENDPOINT, USE_FIPS_ENDPOINT,
};
pub use problems::{Problem, Problems};
pub use read::{instant, integer};
pub use shape::{
    Member, NEXT_TOKEN, NON_EMPTY_TEXT, Pattern, Quoting, Secrecy, Shape, TEXT, max_results,
    optional, required,
};
