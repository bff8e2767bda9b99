//! Rows of CVEs: the findings that a query counts, CVE by CVE.

use std::ops::Range;

use serde::Serialize;

use super::counts::{CveCount, PatchCount};
use super::parts::{flag, number};
use super::patch::{count_patches, date, order_of};
use crate::fleet::query::group::count_sets;
use crate::fleet::query::rank::Rank;
use crate::fleet::query::{
    Context, Property, QueryCache, RowProperty, Sort, Value, compare_folded, severity_rank,
};
use crate::fleet::sorting;

/// A row of the table of CVEs.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct CveRow<'a> {
    pub cve: &'a str,
    pub nodes: u32,
    pub patches: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<&'a str>,
    /// In milliseconds.
    pub first_seen: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kev: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epss: Option<f64>,
}

/// Counts the findings with a bit in `rows` by CVE: the CVEs that have any, by code points.
pub fn count_cves(context: &Context, cache: &mut QueryCache, rows: &[u64]) -> Vec<CveCount> {
    let patches = count_patches(context, cache, rows);
    let index = cache.index(context);
    let mut by_patch = vec![None; context.store.patches.len()];
    for count in &patches {
        if let Some(place) = by_patch.get_mut(count.patch as usize) {
            *place = Some(*count);
        }
    }
    let cves = context.store.patches.cves.len();
    let cells = count_sets(context, cache, rows, (0..cves).map(|it| index.patches_of(it)));
    let mut counts = Vec::new();
    for (cve, cell) in cells.iter().enumerate().filter(|(_, it)| it.findings > 0) {
        let counted = index.patches_of(cve).iter().filter_map(|it| by_patch.get(*it as usize));
        let counted: Vec<PatchCount> = counted.copied().flatten().collect();
        counts.push(CveCount {
            cve: cve as u32,
            nodes: cell.nodes(),
            findings: cell.findings,
            patches: counted.len() as u32,
            gravest: gravest(context, &counted),
            first_seen: counted.iter().map(|it| it.first_seen).min().unwrap_or(0),
        });
    }
    let text = |at: u32| {
        counts.get(at as usize).map_or("", |it| context.store.patches.cves.at(it.cve as usize))
    };
    let list = (0..counts.len() as u32).map(|at| (0, at)).collect();
    let order = sorting::sorted(list, &mut |one, other| text(one).cmp(text(other)));
    order.into_iter().filter_map(|at| counts.get(at as usize).copied()).collect()
}

/// The patch with the gravest severity; of equal ones the first by folded text, then by text.
fn gravest(context: &Context, counts: &[PatchCount]) -> u32 {
    let patches = &context.store.patches;
    let severity =
        |it: &PatchCount| patches.severity(it.patch).map(|it| patches.severities.text(it));
    let gravest = counts.iter().max_by(|one, other| match (severity(one), severity(other)) {
        (Some(one), Some(other)) => severity_rank(one)
            .cmp(&severity_rank(other))
            .then_with(|| compare_folded(other, one))
            .then_with(|| other.cmp(one)),
        (one, other) => one.is_some().cmp(&other.is_some()),
    });
    gravest.map_or(0, |it| it.patch)
}

impl CveCount {
    /// A value of the row.
    pub fn value<'a>(&self, context: &Context<'a>, property: &Property) -> Value<'a> {
        let patches = &context.store.patches;
        match property {
            Property::Row(RowProperty::Cve) => {
                Value::Text(patches.cves.at(self.cve as usize).into())
            }
            Property::Row(RowProperty::Nodes) => Value::Number(self.nodes.into()),
            Property::Row(RowProperty::Patches) => Value::Number(self.patches.into()),
            Property::Row(RowProperty::FirstSeen) => date(self.first_seen),
            Property::Row(RowProperty::Kev) => context.listed.kev(&[self.cve]),
            Property::Row(RowProperty::Epss) => context.listed.epss(&[self.cve]),
            Property::Row(RowProperty::Severity) => {
                let severity = patches.severity(self.gravest);
                severity.map_or(Value::Absent, |it| Value::Text(patches.severities.text(it).into()))
            }
            _ => Value::Absent,
        }
    }

    /// The row.
    pub fn row<'a>(&self, context: &Context<'a>) -> CveRow<'a> {
        let patches = &context.store.patches;
        CveRow {
            cve: patches.cves.at(self.cve as usize),
            nodes: self.nodes,
            patches: self.patches,
            severity: patches.severity(self.gravest).map(|it| patches.severities.text(it)),
            first_seen: number(&date(self.first_seen)).unwrap_or(0.0),
            kev: flag(&context.listed.kev(&[self.cve])),
            epss: number(&context.listed.epss(&[self.cve])),
        }
    }
}

/// The CVEs at places `page` of an order.
pub fn cves_page<'a>(
    context: &Context<'a>,
    counts: &[CveCount],
    sort: &[Sort],
    page: Range<usize>,
) -> Vec<CveRow<'a>> {
    let order = cve_order(context, counts, sort);
    let places = order.iter().skip(page.start).take(page.len());
    places.filter_map(|at| counts.get(*at as usize)).map(|it| it.row(context)).collect()
}

/// The places of `counts` in an order.
pub(in crate::fleet) fn cve_order(
    context: &Context,
    counts: &[CveCount],
    sort: &[Sort],
) -> Vec<u32> {
    let rank = |Sort { property, direction }: &Sort| {
        let values: Vec<Value> = counts.iter().map(|it| it.value(context, property)).collect();
        (Rank::of_values(&values, property.kind()).into(), *direction)
    };
    order_of(counts.len(), sort.iter().map(rank).collect())
}
