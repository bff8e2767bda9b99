//! The shapes of what comes from outside, inputs and options, and the check against them.
//!
//! Required members, unknown members, types, minimum and maximum are checked before anything is
//! sent. Enumerations and free-text patterns of the service are left to it, so that a new value
//! works on the day it appears.

mod check;
mod expected;
mod problems;
mod read;
mod shape;

pub use check::{check, check_member, check_object};
pub use problems::{Problem, Problems};
pub use read::{instant, integer};
pub use shape::{
    Member, NEXT_TOKEN, NON_EMPTY_TEXT, Secrecy, Shape, TEXT, max_results, optional, required,
};
