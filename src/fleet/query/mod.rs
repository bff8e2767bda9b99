//! Questions and their answers.
//!
//! A filter becomes sets of nodes, patches and findings ([`Context`] gives the values); an order, a
//! group or a summary is made of those sets.

mod context;
pub mod filter;
mod property;

pub use super::fold::{compare_folded, contains, equals, fold, folded, severity_rank, starts_with};
pub use context::{Bound, Context, Covered, CoveredBy, Value, bit};
pub use property::{
    FindingProperty, Kind, NodeProperty, PatchProperty, Property, RowProperty, Table,
};
