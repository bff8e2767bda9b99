//! Fuzzed texts into everything that reads what others wrote. Nothing panics, nothing takes long,
//! and what is accepted is what it promises to be.
//!
//! Each test prints how many cases it tried and from which seed; the same seed gives the same
//! cases. `PROPTEST_RNG_SEED=7 PROPTEST_CASES=1000000 cargo test --test fuzz` tries other and more.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod answers;
mod credentials;
mod endpoints;
mod inputs;
mod listings;
mod refusals;
mod retries;
mod signing;
mod text;
mod times;
mod tokens;
mod trial;

#[path = "../support/arbitrary.rs"]
mod arbitrary;
#[path = "../support/scenario.rs"]
mod scenario;
#[path = "../support/value.rs"]
mod value;
