//! Rows with the members of the public types, and their values by property.

mod cve;
mod detail;
mod facts;
mod finding;
mod node;
mod patch;
mod text;

use std::borrow::Cow;

use super::{Context, Value};
use crate::fleet::sorting;

pub(in crate::fleet) use crate::fleet::decimal::push as push_number;
pub(in crate::fleet) use cve::cve_order;
pub use cve::{CveCount, CveRow, count_cves, cves_page};
pub(in crate::fleet) use detail::by_patch;
pub use detail::{NodeDetail, node_detail};
pub use facts::Tags;
pub(in crate::fleet) use facts::tags;
pub use finding::{FindingRow, finding_row};
pub(super) use node::NodeOrder;
pub(in crate::fleet) use node::node_order;
pub use node::{NodeRow, node_row, nodes_page};
pub(in crate::fleet) use patch::patch_order;
pub use patch::{PatchCount, PatchRow, count_patches, patches_page};
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

/// The number that a value ranks by; `None` if it is absent or has no number.
pub(super) fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) | Value::Days(number, _) => Some(*number),
        Value::Date(time, _) => Some(time.as_millis() as f64),
        Value::Flag(flag) => Some(f64::from(u8::from(*flag))),
        Value::Absent | Value::Text(_) | Value::Cves(_) | Value::Undecided => None,
    }
}

/// The CVEs of a patch, by code points.
pub(in crate::fleet) fn cves<'a>(context: &Context<'a>, patch: u32) -> Vec<&'a str> {
    sorted_cves(context, context.store.patches.cves_of(patch))
}

/// CVEs by code points.
pub(in crate::fleet) fn sorted_cves<'a>(context: &Context<'a>, places: &[u32]) -> Vec<&'a str> {
    let all = &context.store.patches.cves;
    let text = |place: u32| all.at(place as usize);
    let list = places.iter().map(|it| (0, *it)).collect();
    let places = sorting::sorted(list, &mut |one, other| text(one).cmp(text(other)));
    places.into_iter().map(text).collect()
}

/// The CVEs of a patch as one text.
pub(in crate::fleet) fn joined_cves(context: &Context, patch: u32) -> String {
    cves(context, patch).join(", ")
}

fn text<'a>(value: Value<'a>) -> Option<&'a str> {
    match value {
        Value::Text(Cow::Borrowed(text)) => Some(text),
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    number_of(value)
}

fn count(value: &Value) -> Option<u32> {
    number_of(value).map(|it| it as u32)
}
