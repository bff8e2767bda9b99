//! Groups of rows by the value of a property, and the values of a property.

mod count;
mod finding;
mod key;
mod sets;
mod values;

use std::ops::Range;

use serde::Serialize;

use self::count::{Cell, count_rows};
use self::finding::finding_groups;
use self::key::{Groups, node_groups, patch_groups, row_groups};
use super::row::{CveCount, PatchCount};
use super::runs::ones;
use super::{Context, PatchProperty, Property, QueryCache, RowProperty};
use crate::fleet::sorting::{self, Keyed};
use crate::fleet::verdict::Verdict;

pub(in crate::fleet) use sets::count_sets;
pub use values::{ValueCount, values};

/// How many nodes have each verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct VerdictCounts {
    pub non_compliant: u32,
    pub unreported: u32,
    pub stale: u32,
    pub excepted: u32,
    pub stopped: u32,
    pub compliant: u32,
}

impl From<[u32; Verdict::ALL.len()]> for VerdictCounts {
    fn from(counts: [u32; Verdict::ALL.len()]) -> Self {
        let [non_compliant, unreported, stale, excepted, stopped, compliant] = counts;
        Self { non_compliant, unreported, stale, excepted, stopped, compliant }
    }
}

/// A group of rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The value that they have in common; empty if it is absent.
    pub value: String,
    /// How many distinct nodes they are about.
    pub nodes: u32,
    /// How many findings they are about.
    pub findings: u32,
    /// The verdicts of these nodes.
    pub verdicts: VerdictCounts,
}

/// Groups on a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupPage {
    /// How many groups there are on all pages.
    pub total: u32,
    /// The groups of the page, those with the most nodes first.
    pub groups: Vec<Group>,
}

/// The rows that are grouped.
#[derive(Debug, Clone, Copy)]
pub enum Grouped<'a> {
    /// The nodes with a bit in this list.
    Nodes(&'a [u64]),
    /// The findings with a bit in this list.
    Findings(&'a [u64]),
    /// These rows of patches, of the counted findings in the list.
    Patches(&'a [PatchCount], &'a [u64]),
    /// These rows of CVEs, of the counted findings in the list.
    Cves(&'a [CveCount], &'a [u64]),
}

/// Groups rows by a property of theirs.
pub fn groups(
    context: &Context,
    cache: &mut QueryCache,
    rows: Grouped,
    by: &Property,
    page: Range<usize>,
) -> GroupPage {
    let (groups, cells) = match rows {
        Grouped::Nodes(nodes) => by_nodes(context, cache, nodes, by),
        Grouped::Findings(rows) => by_findings(context, cache, rows, by),
        Grouped::Patches(counts, rows) => by_patches(context, cache, counts, rows, by),
        Grouped::Cves(counts, rows) => by_cves(context, cache, counts, rows, by),
    };
    page_of(groups, cells, page)
}

fn page_of(groups: Groups, cells: Vec<Cell>, page: Range<usize>) -> GroupPage {
    let text = |at: u32| groups.text(at as usize);
    let key = |cell: &Cell| !(u64::from(cell.nodes()) << 32 | u64::from(cell.findings));
    let filled = (0..).zip(&cells).filter(|(_, cell)| cell.nodes() > 0);
    let list: Vec<Keyed> = filled.map(|(at, cell)| (key(cell), at)).collect();
    // Of a hundred thousand groups one page is sorted.
    let sorted = sorting::first(&list, page.end.min(list.len()), &mut |one, other| {
        text(one).cmp(text(other))
    });
    let group = |(_, at): &Keyed| {
        let cell = cells.get(*at as usize)?;
        Some(Group {
            value: String::from(text(*at)),
            nodes: cell.nodes(),
            findings: cell.findings,
            verdicts: cell.verdicts.into(),
        })
    };
    let groups = sorted.iter().skip(page.start).take(page.len()).filter_map(group).collect();
    GroupPage { total: list.len() as u32, groups }
}

fn by_nodes(
    context: &Context,
    cache: &mut QueryCache,
    nodes: &[u64],
    by: &Property,
) -> (Groups, Vec<Cell>) {
    let Property::Node(property) = by else { return Default::default() };
    let (groups, runs) = (node_groups(context, property), cache.runs(context));
    let mut cells = vec![Cell::default(); groups.len()];
    for node in ones(nodes) {
        let Some(cell) = groups.of(node).and_then(|it| cells.get_mut(it)) else { continue };
        cell.findings += runs.of(node as u32).count;
        cell.add_node(count::verdict_of(context, node as u32));
    }
    (groups, cells)
}

fn by_findings(
    context: &Context,
    cache: &mut QueryCache,
    rows: &[u64],
    by: &Property,
) -> (Groups, Vec<Cell>) {
    match by {
        Property::Node(property) => {
            let groups = node_groups(context, property);
            let cells = count::count_nodes(context, cache, rows, &groups);
            (groups, cells)
        }
        Property::Patch(PatchProperty::Cves) => by_each_cve(context, cache, rows),
        Property::Patch(property) => {
            let groups = patch_groups(context, *property);
            let cells = count_rows(context, cache, rows, &groups);
            (groups, cells)
        }
        Property::Finding(property) => finding_groups(context, cache, rows, *property),
        Property::Row(_) => Default::default(),
    }
}

/// One group for each CVE, and one for patches without any.
fn by_each_cve(context: &Context, cache: &mut QueryCache, rows: &[u64]) -> (Groups, Vec<Cell>) {
    let patches = &context.store.patches;
    let index = cache.index(context);
    let without = (0..patches.len() as u32).filter(|it| patches.cves_of(*it).is_empty());
    let without: Vec<u32> = without.collect();
    let sets = (0..patches.cves.len()).map(|it| index.patches_of(it));
    let cells = count_sets(context, cache, rows, sets.chain([without.as_slice()]));
    (Groups::of_texts(patches.cves.iter().chain([""])), cells)
}

fn by_patches(
    context: &Context,
    cache: &mut QueryCache,
    counts: &[PatchCount],
    rows: &[u64],
    by: &Property,
) -> (Groups, Vec<Cell>) {
    if *by == Property::Patch(PatchProperty::Cves) {
        return by_cves_of(context, cache, counts, rows);
    }
    let (groups, of) = row_groups(context, counts.iter().map(|it| it.value(context, by)));
    let mut by_patch = vec![u32::MAX; context.store.patches.len()];
    for (count, group) in counts.iter().zip(of) {
        if let Some(place) = by_patch.get_mut(count.patch as usize) {
            *place = group;
        }
    }
    let groups = groups.with(by_patch);
    let cells = count_rows(context, cache, rows, &groups);
    (groups, cells)
}

/// The chosen patches by the CVEs that they name.
fn by_cves_of(
    context: &Context,
    cache: &mut QueryCache,
    counts: &[PatchCount],
    rows: &[u64],
) -> (Groups, Vec<Cell>) {
    let patches = &context.store.patches;
    let mut sets = vec![Vec::new(); patches.cves.len() + 1];
    for count in counts {
        let cves = patches.cves_of(count.patch);
        let without = [patches.cves.len() as u32];
        for cve in if cves.is_empty() { &without } else { cves } {
            if let Some(set) = sets.get_mut(*cve as usize) {
                set.push(count.patch);
            }
        }
    }
    let cells = count_sets(context, cache, rows, sets.iter().map(Vec::as_slice));
    (Groups::of_texts(patches.cves.iter().chain([""])), cells)
}

fn by_cves(
    context: &Context,
    cache: &mut QueryCache,
    counts: &[CveCount],
    rows: &[u64],
    by: &Property,
) -> (Groups, Vec<Cell>) {
    let index = cache.index(context);
    let (groups, of) = row_groups(context, counts.iter().map(|it| it.value(context, by)));
    let mut sets = vec![Vec::new(); groups.len()];
    for (count, group) in counts.iter().zip(of) {
        if let Some(set) = sets.get_mut(group as usize) {
            set.extend_from_slice(index.patches_of(count.cve as usize));
        }
    }
    // A patch names several CVEs of a group; its findings count once.
    for set in sets.iter_mut().filter(|_| *by != Property::Row(RowProperty::Cve)) {
        sorting::sort_numbers(set);
        set.dedup();
    }
    let cells = count_sets(context, cache, rows, sets.iter().map(Vec::as_slice));
    (groups, cells)
}
