//! Fuzz tests of every parser of external text: no panic, linear time, and valid results.
//!
//! Each test prints the number of its cases and the seed; the same seed gives the same cases.
//! `PROPTEST_RNG_SEED=7 PROPTEST_CASES=1000000 cargo test fuzz` tries other and more.

mod credentials;
mod endpoints;
mod error_responses;
mod inputs;
mod malformed;
mod paginators;
mod retries;
mod signing;
mod text;
mod times;
mod tokens;
mod trial;

pub(crate) use trial::trial;
