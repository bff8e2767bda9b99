//! Fuzzed texts into everything that reads what others wrote. Nothing panics, nothing takes long,
//! and what is accepted is what it promises to be.
//!
//! Each test prints how many cases it tried and from which seed; the same seed gives the same
//! cases. `PROPTEST_RNG_SEED=7 PROPTEST_CASES=1000000 cargo test fuzz` tries other and more.

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
