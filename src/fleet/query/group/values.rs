//! The values of a property with how many rows have each, for the suggestions of a filter.

use serde::Serialize;

use super::count::Cell;
use super::finding::finding_groups;
use super::key::{Groups, node_groups, patch_groups, row_groups};
use crate::fleet::query::row::{count_cves, count_patches};
use crate::fleet::query::runs::ones;
use crate::fleet::query::{
    Context, PatchProperty, Property, QueryCache, Table, UnknownProperty, folded, row_property,
};
use crate::fleet::sorting::{self, Keyed};

/// A value, and how many rows have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ValueCount {
    /// The value as a text.
    pub value: String,
    /// How many rows have it.
    pub count: u32,
}

/// The values of a property of a table's rows that begin with `prefix`, without regard to case: the
/// most frequent ones first. Absent values are not listed.
pub fn values(
    context: &Context,
    cache: &mut QueryCache,
    table: Table,
    property: &str,
    prefix: &str,
    limit: usize,
) -> Result<Vec<ValueCount>, UnknownProperty> {
    let property = row_property(table, property)?;
    let (groups, counts) = count(context, cache, table, &property);
    let prefix = folded(prefix);
    let text = |at: u32| groups.text(at as usize);
    let is_wanted = |(at, count): &(u32, u32)| {
        let text = text(*at);
        *count > 0 && !text.is_empty() && folded(text).starts_with(prefix.as_ref())
    };
    let found = (0..).zip(counts).filter(is_wanted);
    let mut found: Vec<Keyed> = found.map(|(at, count)| (u64::from(!count), at)).collect();
    sorting::sort(&mut found, &mut |one, other| text(one).cmp(text(other)));
    let value =
        |(key, at): &Keyed| ValueCount { value: String::from(text(*at)), count: !(*key as u32) };
    Ok(found.iter().take(limit).map(value).collect())
}

fn count(
    context: &Context,
    cache: &mut QueryCache,
    table: Table,
    property: &Property,
) -> (Groups, Vec<u32>) {
    let runs = cache.runs(context);
    let every_node = every_node(context);
    let rows = runs.rows_of(&every_node, context.store.findings.len());
    match (table, property) {
        (Table::Nodes, Property::Node(property)) => {
            let groups = node_groups(context, property);
            let counts = tally(&groups, ones(&every_node).map(|node| (node, 1)));
            (groups, counts)
        }
        (Table::Findings, Property::Node(property)) => {
            let groups = node_groups(context, property);
            let nodes = ones(&every_node).map(|node| (node, runs.of(node as u32).count));
            let counts = tally(&groups, nodes);
            (groups, counts)
        }
        (Table::Findings, Property::Finding(property)) => {
            let (groups, cells) = finding_groups(context, cache, &rows, *property);
            (groups, cells.iter().map(|it: &Cell| it.findings).collect())
        }
        (Table::Cves, property) => {
            let counts = count_cves(context, cache, &rows);
            let values = counts.iter().map(|it| it.value(context, property));
            let (groups, of) = row_groups(context, values);
            let groups = groups.with(of);
            let counts = tally(&groups, (0..counts.len()).map(|it| (it, 1)));
            (groups, counts)
        }
        (table, property) => patch_values(context, cache, table, property, &rows),
    }
}

fn patch_values(
    context: &Context,
    cache: &mut QueryCache,
    table: Table,
    property: &Property,
    rows: &[u64],
) -> (Groups, Vec<u32>) {
    let counts = count_patches(context, cache, rows);
    let weight = |nodes: u32| if table == Table::Findings { nodes } else { 1 };
    if *property == Property::Patch(PatchProperty::Cves) {
        let cves = &context.store.patches.cves;
        let groups = Groups::of_texts(cves.iter());
        let named = counts.iter().flat_map(|it| {
            let cves = context.store.patches.cves_of(it.patch);
            cves.iter().map(move |cve| (*cve as usize, weight(it.nodes)))
        });
        let counts = tally(&groups, named);
        return (groups, counts);
    }
    if let (Table::Findings, Property::Patch(property)) = (table, property) {
        let groups = patch_groups(context, *property);
        let counts = tally(&groups, counts.iter().map(|it| (it.patch as usize, it.nodes)));
        return (groups, counts);
    }
    let (groups, of) = row_groups(context, counts.iter().map(|it| it.value(context, property)));
    let groups = groups.with(of);
    let counts = tally(&groups, (0..counts.len()).map(|it| (it, 1)));
    (groups, counts)
}

fn tally(groups: &Groups, items: impl Iterator<Item = (usize, u32)>) -> Vec<u32> {
    let mut counts = vec![0; groups.len()];
    for (item, weight) in items {
        if let Some(count) = groups.of(item).and_then(|it| counts.get_mut(it)) {
            *count += weight;
        }
    }
    counts
}

fn every_node(context: &Context) -> Vec<u64> {
    let mut nodes = vec![0; context.store.nodes.len().div_ceil(64)];
    for (number, _) in context.store.live_nodes() {
        nodes.get_mut(number >> 6).into_iter().for_each(|word| *word |= 1 << (number & 63));
    }
    nodes
}
