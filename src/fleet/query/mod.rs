//! Questions and their answers.
//!
//! A filter becomes sets of nodes, patches and findings ([`Context`] gives the values); an order, a
//! group or a summary is made of those sets.

mod context;
mod fold;
mod property;

pub use context::{Bound, Context, Covered, CoveredBy, Value, bit};
pub use fold::{compare_folded, contains, equals, fold, folded, severity_rank, starts_with};
pub use property::{
    FindingProperty, Kind, NodeProperty, PatchProperty, Property, RowProperty, Table,
};
