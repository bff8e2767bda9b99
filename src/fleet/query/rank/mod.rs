//! The places of nodes and patches in the order of a property, so that orders compare integers.

mod direction;
mod kept;
mod ranked;
mod texts;

pub use direction::Direction;
pub(super) use kept::{Ranks, depends_on_rules, is_listed};
pub(super) use ranked::{Rank, Ranked};
