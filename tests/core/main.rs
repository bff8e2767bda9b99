//! The crate through its public API: against vectors of AWS's own clients, scripted responses, and
//! fuzzed texts.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]
#![allow(clippy::disallowed_methods, reason = "a test may read files, wait and format")]

mod classification;
mod client;
mod client_remedies;
mod client_retries;
mod client_steps;
mod clock_skew;
mod credentials;
mod endpoint;
mod error;
mod fetch;
mod fleet;
mod fuzz;
mod inputs;
mod operations;
mod paginate;
mod rate_limiter;
mod responses;
mod retry;
mod schema;
mod signing_suite;
mod sigv4;
mod ssm;
mod support;
mod time;
mod types;
