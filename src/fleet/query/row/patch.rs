//! Rows of patches: the findings that a query counts, patch by patch.

use std::ops::Range;
use std::rc::Rc;

use serde::Serialize;

use super::counts::PatchCount;
use super::parts::{cves, flag, number, text};
use crate::fleet::query::clock::is_state;
use crate::fleet::query::rank::{Rank, Ranked};
use crate::fleet::query::runs::ones_of;
use crate::fleet::query::{Context, PatchProperty, Property, QueryCache, RowProperty, Sort, Value};
use crate::fleet::store::{Seconds, StateCode};

/// A row of the table of patches.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct PatchRow<'a> {
    pub id: String,
    pub kb: &'a str,
    pub title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<&'a str>,
    pub cves: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kev: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epss: Option<f64>,
    pub nodes: u32,
    pub failed: u32,
    pub excepted: u32,
    /// In milliseconds.
    pub first_seen: f64,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub released: Option<f64>,
}

/// Counts the findings with a bit in `rows` by patch: the patches that have any, by number.
pub fn count_patches(context: &Context, cache: &mut QueryCache, rows: &[u64]) -> Vec<PatchCount> {
    let runs = cache.runs(context);
    let findings = &context.store.findings;
    let new = |patch| PatchCount { patch, nodes: 0, failed: 0, excepted: 0, first_seen: u32::MAX };
    let mut counts: Vec<PatchCount> = (0..context.store.patches.len() as u32).map(new).collect();
    let has_exceptions = !context.covered.rows.is_empty();
    runs.each(rows, |stretch| {
        let patches = findings.patch.run(stretch.row, stretch.len);
        let states = findings.state.run(stretch.row, stretch.len);
        let times = findings.first_seen.run(stretch.row, stretch.len);
        for at in ones_of(stretch.bits) {
            let (Some(patch), Some(state), Some(time)) =
                (patches.get(at), states.get(at), times.get(at))
            else {
                continue;
            };
            let Some(count) = counts.get_mut(*patch as usize) else { continue };
            count.nodes += 1;
            count.failed += u32::from(is_state(*state, StateCode::FAILED));
            count.first_seen = count.first_seen.min(*time);
            if has_exceptions {
                count.excepted += u32::from(context.covered.has(stretch.row + at));
            }
        }
    });
    counts.retain(|it| it.nodes > 0);
    counts
}

impl PatchCount {
    /// A value of the row.
    pub fn value<'a>(&self, context: &Context<'a>, property: &Property) -> Value<'a> {
        match property {
            Property::Patch(property) => context.patch_value(self.patch, *property),
            Property::Row(RowProperty::Id) => Value::Text(crate::text::decimal(self.patch).into()),
            Property::Row(RowProperty::Nodes) => Value::Number(self.nodes.into()),
            Property::Row(RowProperty::Failed) => Value::Number(self.failed.into()),
            Property::Row(RowProperty::Excepted) => Value::Number(self.excepted.into()),
            Property::Row(RowProperty::FirstSeen) => date(self.first_seen),
            _ => Value::Absent,
        }
    }

    /// The row.
    pub fn row<'a>(&self, context: &Context<'a>) -> PatchRow<'a> {
        let value = |property| context.patch_value(self.patch, property);
        PatchRow {
            id: crate::text::decimal(self.patch),
            kb: text(value(PatchProperty::Kb)).unwrap_or_default(),
            title: text(value(PatchProperty::Title)).unwrap_or_default(),
            classification: text(value(PatchProperty::Classification)),
            severity: text(value(PatchProperty::Severity)),
            cves: cves(context, self.patch),
            kev: flag(&value(PatchProperty::Kev)),
            epss: number(&value(PatchProperty::Epss)),
            nodes: self.nodes,
            failed: self.failed,
            excepted: self.excepted,
            first_seen: number(&date(self.first_seen)).unwrap_or(0.0),
            released: number(&value(PatchProperty::Released)),
        }
    }
}

pub(super) fn date<'a>(seconds: u32) -> Value<'a> {
    Seconds::new(seconds)
        .map_or(Value::Absent, |it| Value::Date(it.timestamp(), crate::fleet::query::Bound::Exact))
}

/// The patches at places `page` of an order.
pub fn patches_page<'a>(
    context: &Context<'a>,
    cache: &mut QueryCache,
    counts: &[PatchCount],
    sort: &[Sort],
    page: Range<usize>,
) -> Vec<PatchRow<'a>> {
    let order = patch_order(context, cache, counts, sort);
    let places = order.iter().skip(page.start).take(page.len());
    places.filter_map(|at| counts.get(*at as usize)).map(|it| it.row(context)).collect()
}

/// The places of `counts` in an order.
pub(in crate::fleet) fn patch_order(
    context: &Context,
    cache: &mut QueryCache,
    counts: &[PatchCount],
    sort: &[Sort],
) -> Vec<u32> {
    let mut ranks = Vec::new();
    for Sort { property, direction } in sort {
        let rank = match property {
            Property::Patch(property) => {
                let all = cache.ranks.of_patches(context, cache.epoch, *property);
                let of = |it: &PatchCount| all.of.get(it.patch as usize).copied();
                let of = counts.iter().map(|it| of(it).unwrap_or(all.present)).collect();
                Rank { of, present: all.present }
            }
            property => {
                let values: Vec<Value> =
                    counts.iter().map(|it| it.value(context, property)).collect();
                Rank::of_values(&values, property.kind())
            }
        };
        ranks.push((rank.into(), *direction));
    }
    order_of(counts.len(), ranks)
}

/// The places of items by their ranks, then by their places.
pub(super) fn order_of(
    items: usize,
    mut ranks: Vec<(Rc<Rank>, crate::fleet::query::Direction)>,
) -> Vec<u32> {
    let places = Rank { of: (0..items as u32).collect(), present: items as u32 };
    ranks.push((places.into(), crate::fleet::query::Direction::Ascending));
    Ranked::new(items, &ranks).permutation()
}
