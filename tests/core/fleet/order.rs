//! Orders of findings and nodes against a naive sort.

use std::cmp::Ordering;

use patchlens::fleet::query::{
    Context, Direction, Kind, Place, Property, QueryCache, Sort, Table, Value, compare_folded,
    findings_page, nodes_page, row_property, severity_rank,
};
use patchlens::fleet::verdict::Verdict;
use proptest::prelude::*;

use super::filter_store::Fleet;

/// Every property that findings are sorted by.
const PROPERTIES: [&str; 30] = [
    "severity",
    "title",
    "kb",
    "classification",
    "cves",
    "released",
    "state",
    "firstSeen",
    "age",
    "due",
    "overdue",
    "ageIsLowerBound",
    "exception",
    "complianceLevel",
    "scopeId",
    "instanceId",
    "name",
    "platform",
    "patchGroup",
    "verdict",
    "reasonCode",
    "stale",
    "scanAge",
    "oldestOpen",
    "missing",
    "tag.Owner",
    "account",
    "region",
    "endOfLife",
    "nonCompliantSince",
];

fn sort(table: Table, name: &str, descending: bool) -> Sort {
    let direction = if descending { Direction::Descending } else { Direction::Ascending };
    Sort { property: row_property(table, name).unwrap(), direction }
}

fn value<'a>(context: &Context<'a>, place: Place, property: &Property) -> Value<'a> {
    let node = context.store.nodes.get(place.node as usize).unwrap();
    let row = place.row as usize;
    match property {
        Property::Node(property) => context.node_value(place.node, &node, property),
        Property::Patch(property) => {
            let finding = context.store.findings.get(row).unwrap();
            context.patch_value(finding.patch, *property)
        }
        Property::Finding(property) => {
            let finding = context.store.findings.get(row).unwrap();
            context.finding_value(place.node, row, &finding, *property)
        }
        Property::Row(_) => Value::Absent,
    }
}

fn joined(context: &Context, value: Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.into_owned()),
        Value::Cves(cves) => {
            let all = &context.store.patches.cves;
            let mut cves: Vec<&str> = cves.iter().map(|it| all.at(*it as usize)).collect();
            cves.sort_unstable();
            Some(cves.join(", "))
        }
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) | Value::Days(number, _) => Some(*number),
        Value::Date(time, _) => Some(time.as_millis() as f64),
        Value::Flag(flag) => Some(f64::from(u8::from(*flag))),
        _ => None,
    }
}

/// The order of two values; absent ones are last in both directions.
fn compare(context: &Context, one: Value, other: Value, by: &Sort) -> Ordering {
    let is_verdict =
        matches!(by.property, Property::Node(patchlens::fleet::query::NodeProperty::Verdict));
    let place = |text: &str| Verdict::ALL.iter().position(|it| it.name() == text);
    let texts = |one: &str, other: &str| match by.property.kind() {
        Kind::Severity => severity_rank(one).cmp(&severity_rank(other)),
        _ if is_verdict => place(one).cmp(&place(other)),
        _ => compare_folded(one, other),
    };
    let numbers = (number(&one), number(&other));
    let (order, absent) = match numbers {
        (Some(one), Some(other)) => (one.total_cmp(&other), None),
        (None, None) => match (joined(context, one), joined(context, other)) {
            (Some(one), Some(other)) => (texts(&one, &other), None),
            (one, other) => (Ordering::Equal, Some(one.is_none().cmp(&other.is_none()))),
        },
        (one, other) => (Ordering::Equal, Some(one.is_none().cmp(&other.is_none()))),
    };
    absent.unwrap_or(if by.direction == Direction::Ascending { order } else { order.reverse() })
}

fn compare_places(context: &Context, one: Place, other: Place, sort: &[Sort]) -> Ordering {
    let by_sort = sort.iter().map(|by| {
        compare(context, value(context, one, &by.property), value(context, other, &by.property), by)
    });
    let id = |it: Place| {
        let node = context.store.nodes.get(it.node as usize).unwrap();
        let scope = context.store.scopes[node.scope as usize].id.clone();
        let patch = context.store.findings.get(it.row as usize).map(|it| it.patch);
        (scope, context.store.ids.text(node.id).to_owned(), patch)
    };
    by_sort.into_iter().find(|it| it.is_ne()).unwrap_or_else(|| id(one).cmp(&id(other)))
}

/// The chosen live rows, with their bits. A random store has a patch twice on a node, which no fleet
/// has: only the first one is taken.
fn rows(context: &Context, chosen: u64) -> (Vec<Place>, Vec<u64>) {
    let (mut places, mut bits) = (Vec::new(), vec![0; context.store.findings.len().div_ceil(64)]);
    for (number, node) in context.store.nodes.iter().enumerate() {
        let mut seen = std::collections::BTreeSet::new();
        for row in node.findings.start..node.findings.start + node.findings.count {
            let patch = context.store.findings.get(row as usize).unwrap().patch;
            if chosen >> (row % 61) & 1 == 0 || !seen.insert(patch) {
                continue;
            }
            bits[row as usize >> 6] |= 1 << (row & 63);
            places.push(Place { node: number as u32, row });
        }
    }
    (places, bits)
}

proptest! {
    #[test]
    fn findings_are_sorted_like_by_a_naive_sort(
        seed in any::<u64>(),
        keys in prop::collection::vec((0..PROPERTIES.len(), any::<bool>()), 0..8),
        chosen in any::<u64>(),
        at in 0_usize..500,
    ) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let sort: Vec<Sort> =
            keys.iter().map(|(at, down)| sort(Table::Findings, PROPERTIES[*at], *down)).collect();
        let mut cache = QueryCache::default();
        for chosen in [chosen, u64::MAX] {
            let (mut places, bits) = rows(&context, chosen);
            places.sort_by(|one, other| compare_places(&context, *one, *other, &sort));
            let all = findings_page(&context, &mut cache, &bits, &sort, 0..usize::MAX);
            prop_assert_eq!(&all, &places, "{:?}", sort);
            let page = findings_page(&context, &mut cache, &bits, &sort, at..at + 20);
            let wanted: Vec<Place> = places.iter().skip(at).take(20).copied().collect();
            prop_assert_eq!(page, wanted);
        }
    }

    #[test]
    fn nodes_are_sorted_like_by_a_naive_sort(
        seed in any::<u64>(),
        chosen in any::<u64>(),
        keys in prop::collection::vec((14..PROPERTIES.len(), any::<bool>()), 0..6),
    ) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let sort: Vec<Sort> =
            keys.iter().map(|(at, down)| sort(Table::Nodes, PROPERTIES[*at], *down)).collect();
        let mut cache = QueryCache::default();
        // The first one alone is found without an order.
        let first = nodes_page(&context, &mut cache, &[chosen], &sort, 0..1);
        let some = nodes_page(&context, &mut cache, &[chosen], &sort, 0..usize::MAX);
        prop_assert_eq!(&first[..], &some[..some.len().min(1)]);
        let all = nodes_page(&context, &mut cache, &[u64::MAX], &sort, 0..usize::MAX);
        let mut naive: Vec<Place> =
            (0..context.store.nodes.len() as u32).map(|node| Place { node, row: u32::MAX }).collect();
        naive.sort_by(|one, other| compare_places(&context, *one, *other, &sort));
        prop_assert_eq!(all, naive.iter().map(|it| it.node).collect::<Vec<_>>());
        prop_assert_eq!(nodes_page(&context, &mut cache, &[u64::MAX], &sort, 50..60), Vec::<u32>::new());
    }
}

#[test]
fn an_order_follows_changes_of_the_data_and_of_the_rules() {
    let mut fleet = Fleet::random(12);
    let mut cache = QueryCache::default();
    let sort = [sort(Table::Findings, "overdue", true)];
    for targets in [1.0, 40.0, 90.0] {
        fleet.rules.targets = vec![(String::from("critical"), targets)];
        cache.rules_changed();
        let context = fleet.context();
        let (mut places, bits) = rows(&context, u64::MAX);
        places.sort_by(|one, other| compare_places(&context, *one, *other, &sort));
        let page = findings_page(&context, &mut cache, &bits, &sort, 0..usize::MAX);
        assert_eq!(page, places);
    }
}

/// More orders than are kept, asked again and again while the rules change.
#[test]
fn orders_of_nodes_follow_the_rules() {
    let mut fleet = Fleet::random(12);
    let mut cache = QueryCache::default();
    let all = u64::MAX;
    for days in [1.0, 40.0, 90.0] {
        fleet.rules.targets = vec![(String::from("critical"), days)];
        cache.rules_changed();
        let context = fleet.context();
        for _ in 0..2 {
            for name in ["verdict", "instanceId", "missing", "scanAge", "platform", "reason"] {
                let sort = [sort(Table::Nodes, name, true)];
                let kept = nodes_page(&context, &mut cache, &[all], &sort, 0..usize::MAX);
                let mut fresh = QueryCache::default();
                let made = nodes_page(&context, &mut fresh, &[all], &sort, 0..usize::MAX);
                assert_eq!(kept, made, "{name}");
            }
        }
    }
}

#[test]
fn an_unknown_property_is_named() {
    let error = row_property(Table::Patches, "instanceId").unwrap_err();
    assert_eq!(error.to_string(), "The table of patches has no property \"instanceId\"");
    assert!(row_property(Table::Cves, "kb").is_err());
    assert!(row_property(Table::Nodes, "severity").is_err());
    assert!(row_property(Table::Findings, "tag.Owner").is_ok());
}
