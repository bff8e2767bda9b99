//! Rows with the members of the public types, and their values by property.

mod counts;
mod cve;
mod detail;
mod facts;
mod finding;
mod kept;
mod node;
mod parts;
mod patch;
mod text;

pub(in crate::fleet) use crate::fleet::decimal::push as push_number;
pub use counts::{CveCount, PatchCount};
pub(in crate::fleet) use cve::cve_order;
pub use cve::{CveRow, count_cves, cves_page};
pub(in crate::fleet) use detail::by_patch;
pub use detail::{NodeDetail, node_detail};
pub use facts::Tags;
pub(in crate::fleet) use facts::tags;
pub use finding::{FindingRow, finding_row};
pub(super) use kept::NodeOrders;
pub(in crate::fleet) use node::node_order;
pub use node::{NodeRow, node_row, nodes_page};
pub(in crate::fleet) use parts::sorted_cves;
pub(super) use parts::{joined_cves, number_of};
pub(in crate::fleet) use patch::patch_order;
pub use patch::{PatchRow, count_patches, patches_page};
pub(in crate::fleet) use text::{push_date, text_of};

/// The members of rows that are times in milliseconds, which JavaScript shows as `Date`.
pub const DATE_MEMBERS: [&str; 9] = [
    "readAt",
    "lastOperation",
    "nonCompliantSince",
    "oldestOpen",
    "firstSeen",
    "released",
    "due",
    "operationStart",
    "operationEnd",
];

/// A page of rows.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Rows<R> {
    /// How many rows match, on all pages.
    pub total: u32,
    /// How many rows may match, because an age is only known as a lower bound.
    pub undecided: u32,
    /// The rows of the page.
    pub rows: Vec<R>,
}
