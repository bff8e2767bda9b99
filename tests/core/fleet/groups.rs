//! Groups, values and the inverted index against naive counts.

use std::collections::{BTreeMap, BTreeSet};

use patchlens::fleet::query::filter::{Filter, Operation, Token, matching_nodes};
use patchlens::fleet::query::{
    Context, Group, Grouped, QueryCache, Table, bit, count_cves, count_patches, cves_page, groups,
    patches_page, row_property, values,
};
use patchlens::fleet::store::Store;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::filter_store::Fleet;

const PROPERTIES: [&str; 18] = [
    "severity",
    "title",
    "cves",
    "released",
    "state",
    "firstSeen",
    "age",
    "due",
    "overdue",
    "exception",
    "ageIsLowerBound",
    "complianceLevel",
    "baselineName",
    "name",
    "patchGroup",
    "verdict",
    "missing",
    "tag.Owner",
];

/// All findings as rows in JSON, with their nodes and patches.
fn findings(context: &Context, bits: &[u64]) -> Vec<(u32, u32, Value)> {
    let mut all = Vec::new();
    for (number, node) in context.store.nodes.iter().enumerate() {
        for row in node.findings.start..node.findings.start + node.findings.count {
            if bits[row as usize >> 6] >> (row & 63) & 1 == 0 {
                continue;
            }
            let place = patchlens::fleet::query::Place { node: number as u32, row };
            let row = patchlens::fleet::query::finding_row(context, place).unwrap();
            let mut json = serde_json::to_value(row).unwrap();
            let facts = patchlens::fleet::query::node_row(context, number as u32).unwrap();
            let facts = serde_json::to_value(facts).unwrap();
            for (member, value) in facts.as_object().unwrap() {
                json.as_object_mut().unwrap().entry(member).or_insert(value.clone());
            }
            let patch = context.store.findings.get(place.row as usize).unwrap().patch;
            all.push((number as u32, patch, json));
        }
    }
    all
}

/// The texts of a member, as a group has them.
fn texts(row: &Value, member: &str) -> Vec<String> {
    let value = match member.strip_prefix("tag.") {
        Some(column) => &row["tags"][column],
        None => &row[member],
    };
    let is_date = ["released", "firstSeen", "due"].contains(&member);
    match value {
        Value::Null => vec![String::new()],
        Value::Array(all) if all.is_empty() => vec![String::new()],
        Value::Array(all) => all.iter().map(|it| it.as_str().unwrap().to_owned()).collect(),
        Value::String(text) => vec![text.clone()],
        Value::Number(number) if is_date => vec![iso(number.as_f64().unwrap() as i64)],
        Value::Number(number) => vec![number.as_f64().unwrap().to_string()],
        other => vec![other.to_string()],
    }
}

/// A time by the calendar of this crate's signatures, which knows nothing of tables.
fn iso(millis: i64) -> String {
    let time = patchlens::time::Timestamp::from_millis(millis);
    let date = String::from(time.amz_date().unwrap());
    let rest = match millis.rem_euclid(1000) {
        0 => String::new(),
        rest => format!(".{rest:03}"),
    };
    format!(
        "{}-{}-{}T{}:{}:{}{rest}Z",
        &date[..4],
        &date[4..6],
        &date[6..8],
        &date[9..11],
        &date[11..13],
        &date[13..15]
    )
}

fn live_rows(store: &Store, chosen: u64) -> Vec<u64> {
    let mut bits = vec![0; store.findings.len().div_ceil(64) + 1];
    for node in store.nodes.iter() {
        for row in node.findings.start..node.findings.start + node.findings.count {
            bits[row as usize >> 6] |= (chosen >> (row % 61) & 1) << (row & 63);
        }
    }
    bits
}

type Counted = (BTreeSet<u32>, u32);

fn naive(rows: &[(u32, u32, Value)], by: &str) -> BTreeMap<String, Counted> {
    let mut groups: BTreeMap<String, Counted> = BTreeMap::new();
    for (node, _, row) in rows {
        for text in texts(row, by) {
            let group = groups.entry(text).or_default();
            group.0.insert(*node);
            group.1 += 1;
        }
    }
    groups
}

fn assert_groups(context: &Context, found: &[Group], naive: &BTreeMap<String, Counted>) {
    let mut wanted: Vec<(&String, usize, u32)> =
        naive.iter().map(|(value, (nodes, findings))| (value, nodes.len(), *findings)).collect();
    wanted.sort_by(|one, other| (other.1, other.2).cmp(&(one.1, one.2)).then(one.0.cmp(other.0)));
    let found_too: Vec<(&String, usize, u32)> =
        found.iter().map(|it| (&it.value, it.nodes as usize, it.findings)).collect();
    assert_eq!(found_too, wanted);
    for group in found {
        let mut verdicts: BTreeMap<&str, u32> = BTreeMap::new();
        for node in &naive[&group.value].0 {
            *verdicts.entry(context.judgement(*node).unwrap().verdict.name()).or_default() += 1;
        }
        let json = serde_json::to_value(group.verdicts).unwrap();
        let counted = json.as_object().unwrap().iter().filter(|(_, count)| **count != json!(0));
        let counted: BTreeMap<&str, u32> =
            counted.map(|(name, count)| (name.as_str(), count.as_u64().unwrap() as u32)).collect();
        assert_eq!(counted, verdicts);
    }
}

proptest! {
    #[test]
    fn groups_of_findings_agree_with_naive_ones(
        seed in any::<u64>(), chosen in any::<u64>(), by in 0..PROPERTIES.len()
    ) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let mut cache = QueryCache::default();
        let property = row_property(Table::Findings, PROPERTIES[by]).unwrap();
        for chosen in [chosen, u64::MAX] {
            let bits = live_rows(&fleet.store, chosen);
            let page = groups(&context, &mut cache, Grouped::Findings(&bits), &property, 0..10_000);
            let naive = naive(&findings(&context, &bits), PROPERTIES[by]);
            prop_assert_eq!(page.total as usize, naive.len());
            assert_groups(&context, &page.groups, &naive);
            let second = groups(&context, &mut cache, Grouped::Findings(&bits), &property, 1..2);
            prop_assert_eq!(second.groups.first(), page.groups.get(1));
        }
    }

    #[test]
    fn values_agree_with_groups(seed in any::<u64>(), by in 0..PROPERTIES.len()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let mut cache = QueryCache::default();
        let bits = live_rows(&fleet.store, u64::MAX);
        let naive = naive(&findings(&context, &bits), PROPERTIES[by]);
        let found = values(&context, &mut cache, Table::Findings, PROPERTIES[by], "", 10_000).unwrap();
        let counts: BTreeMap<&str, u32> = found.iter().map(|it| (it.value.as_str(), it.count)).collect();
        let wanted = naive.iter().filter(|(value, _)| !value.is_empty());
        prop_assert_eq!(counts, wanted.map(|(value, (_, count))| (value.as_str(), *count)).collect());
    }

    #[test]
    fn rows_of_patches_and_cves_agree_with_naive_counts(seed in any::<u64>(), chosen in any::<u64>()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let mut cache = QueryCache::default();
        for chosen in [chosen, u64::MAX] {
            let bits = live_rows(&fleet.store, chosen);
            let rows = findings(&context, &bits);
            check_patches(&context, &mut cache, &bits, &rows);
            check_cves(&context, &mut cache, &bits, &rows);
        }
    }
}

fn first_seen(rows: &[&(u32, u32, Value)]) -> f64 {
    rows.iter().map(|it| it.2["firstSeen"].as_f64().unwrap()).fold(f64::MAX, f64::min)
}

fn check_patches(
    context: &Context,
    cache: &mut QueryCache,
    bits: &[u64],
    rows: &[(u32, u32, Value)],
) {
    let counts = count_patches(context, cache, bits);
    let page = patches_page(context, cache, &counts, &[], 0..usize::MAX);
    let patches: BTreeSet<u32> = rows.iter().map(|it| it.1).collect();
    let ids: Vec<String> = patches.iter().map(u32::to_string).collect();
    assert_eq!(page.iter().map(|it| it.id.clone()).collect::<Vec<_>>(), ids);
    for (row, patch) in page.iter().zip(patches) {
        let of: Vec<_> = rows.iter().filter(|it| it.1 == patch).collect();
        let count =
            |test: &dyn Fn(&Value) -> bool| of.iter().filter(|it| test(&it.2)).count() as u32;
        assert_eq!(row.nodes, of.len() as u32);
        assert_eq!(row.failed, count(&|it| it["state"] == "Failed"));
        assert_eq!(row.excepted, count(&|it| it.get("exception").is_some()));
        assert_eq!(row.first_seen, first_seen(&of));
    }
}

fn check_cves(context: &Context, cache: &mut QueryCache, bits: &[u64], rows: &[(u32, u32, Value)]) {
    let counts = count_cves(context, cache, bits);
    let page = cves_page(context, &counts, &[], 0..usize::MAX);
    let cves: BTreeSet<String> = rows.iter().flat_map(|it| texts(&it.2, "cves")).collect();
    let wanted: Vec<&str> = cves.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    assert_eq!(page.iter().map(|it| it.cve).collect::<Vec<_>>(), wanted);
    for row in &page {
        let names = |it: &&(u32, u32, Value)| texts(&it.2, "cves").iter().any(|cve| cve == row.cve);
        let of: Vec<_> = rows.iter().filter(names).collect();
        let nodes: BTreeSet<u32> = of.iter().map(|it| it.0).collect();
        assert_eq!(row.nodes, nodes.len() as u32);
        assert_eq!(row.patches, of.iter().map(|it| it.1).collect::<BTreeSet<_>>().len() as u32);
        assert_eq!(row.first_seen, first_seen(&of));
        let every = live_rows(context.store, u64::MAX);
        let all = findings(context, &every);
        let all: BTreeSet<u32> = all.iter().filter(names).map(|it| it.0).collect();
        for _ in 0..2 {
            assert_eq!(nodes_of_cve(context, cache, row.cve), all);
        }
    }
}

/// The second time from the index.
fn nodes_of_cve(context: &Context, cache: &mut QueryCache, cve: &str) -> BTreeSet<u32> {
    let token = Token { property: "cves".into(), operator: "=".into(), values: vec![cve.into()] };
    let filter = Filter { tokens: vec![token], operation: Operation::And, text: None };
    let found = matching_nodes(context, cache, &filter.compile(Table::Nodes).unwrap()).yes;
    (0..context.store.nodes.len() as u32).filter(|it| bit(&found, *it as usize)).collect()
}

#[test]
fn nodes_of_an_unknown_cve_are_none() {
    let fleet = Fleet::random(3);
    assert!(nodes_of_cve(&fleet.context(), &mut QueryCache::default(), "CVE-0").is_empty());
}

#[test]
fn an_index_follows_the_data() {
    let mut fleet = Fleet::random(5);
    let mut cache = QueryCache::default();
    let before = nodes_of_cve(&fleet.context(), &mut cache, "CVE-1").len();
    let node = fleet.store.nodes.get(0).unwrap().findings;
    fleet.store.findings.replace(node.start, node.count, &[]).unwrap();
    fleet.store.nodes.get_mut(0).unwrap().findings.count = 0;
    fleet.store.version += 1;
    let after = nodes_of_cve(&fleet.context(), &mut cache, "CVE-1");
    assert!(!after.contains(&0) && after.len() <= before);
}
