//! Filters: which rows of a table a user means.
//!
//! A filter is checked once ([`Filter::compile`]) and answered as a set of rows. Every token is
//! answered where it is cheapest: once for each distinct text, node, patch or state; rows are then
//! joined 64 at a time. What is only known as a bound makes a third answer, undecided ([`Truth`]):
//! the sets are made twice, of the rows that certainly match and of those that may.

mod bits;
mod compiled;
mod condition;
mod error;
mod format;
mod free_text;
mod interval;
mod lanes;
mod matches;
mod needle;
mod node_set;
mod operand;
mod operator;
mod parse;
mod patch_set;
mod plan;
mod row_set;
mod times;
mod token;
mod truth;

pub use bits::Bits;
pub use compiled::Compiled;
pub use error::FilterError;
pub use matches::{Counted, Matches, findings_counted, matching_findings, matching_nodes};
pub(super) use node_set::live_nodes;
pub use token::{Filter, Operation, Token};
pub use truth::Truth;
