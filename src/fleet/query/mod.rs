//! Questions and their answers.
//!
//! A filter becomes sets of nodes, patches and findings ([`Context`] gives the values); an order, a
//! group or a summary is made of those sets.

mod context;
mod property;

pub use context::{Bound, Context, Covered, CoveredBy, Value, bit};
pub use property::{
    FindingProperty, Kind, NodeProperty, PatchProperty, Property, RowProperty, Table,
};
