//! Questions and their answers.
//!
//! A filter becomes sets of nodes, patches and findings ([`Context`] gives the values); an order, a
//! group or a summary is made of those sets.

mod cache;
pub(super) mod clock;
pub(super) mod code;
mod context;
pub mod filter;
mod group;
mod index;
pub(super) mod last;
pub(super) mod levels;
pub(super) mod order;
mod property;
mod rank;
pub(super) mod row;
pub(super) mod runs;
mod sort;
mod symbol;

pub use super::fold::{compare_folded, contains, equals, fold, folded, severity_rank, starts_with};
pub use cache::QueryCache;
pub use context::{Bound, Context, Covered, CoveredBy, Listed, Value, bit};
pub use group::{Group, GroupPage, Grouped, ValueCount, VerdictCounts, groups, values};
pub use order::{Place, findings_page};
pub use property::{
    FindingProperty, Kind, NodeProperty, PatchProperty, Property, RowProperty, Table,
};
pub use rank::Direction;
pub use row::{
    CveCount, CveRow, DATE_MEMBERS, FindingRow, NodeDetail, NodeRow, PatchCount, PatchRow, Rows,
    Tags, count_cves, count_patches, cves_page, finding_row, node_detail, node_row, nodes_page,
    patches_page,
};
pub use sort::{Sort, UnknownProperty, row_property};
