//! Filters answer what a naive reading of the contract answers.

use patchlens::fleet::query::filter::{
    Filter, Matches, Operation, Token, findings_counted, matching_findings, matching_nodes,
};
use patchlens::fleet::query::{Kind, Property, QueryCache, Table, bit};
use proptest::prelude::*;

use super::filter_naive::{finding_matches, node_matches, rows};
use super::filter_store::{Fleet, SEVERITIES, TEXTS};

const PROPERTIES: &[&str] = &[
    "scopeId",
    "instanceId",
    "name",
    "account",
    "region",
    "platform",
    "platformVersion",
    "platformType",
    "patchGroup",
    "baselineId",
    "baselineName",
    "tag.Owner",
    "tag.Cost Center",
    "tag.None",
    "verdict",
    "reason",
    "reasonCode",
    "stale",
    "readAt",
    "computerName",
    "ipAddress",
    "agentVersion",
    "pingStatus",
    "instanceState",
    "missing",
    "failed",
    "otherNonCompliant",
    "operation",
    "lastOperation",
    "scanAge",
    "nonCompliantSince",
    "oldestOpen",
    "endOfLife",
    "kb",
    "title",
    "classification",
    "severity",
    "complianceLevel",
    "state",
    "cves",
    "firstSeen",
    "ageIsLowerBound",
    "age",
    "released",
    "due",
    "overdue",
    "exception",
    // Those that are bounds, and those of 64 rows at once, more often.
    "age",
    "age",
    "due",
    "due",
    "overdue",
    "overdue",
    "oldestOpen",
    "state",
    "severity",
];
const ORDERED: [&str; 4] = ["<", "<=", ">", ">="];
const OF_TEXTS: [&str; 6] = ["=", "!=", ":", "!:", "^", "!^"];
const DATES: [&str; 7] = [
    "2026-09-20",
    "2026-08-01",
    "2026-07-15",
    "2026-09-01T00:00:00Z",
    "2026-08-20T12:00:00.005Z",
    "1970-01-01",
    "2200-01-01",
];
const DAYS: [&str; 9] = ["0", "7d", "12h", "30", "14.5", "-1", "60", "1e3", "7.00001"];

fn values(kind: Kind) -> BoxedStrategy<String> {
    let one_of =
        |texts: &'static [&'static str]| prop::sample::select(texts).prop_map(String::from).boxed();
    match kind {
        Kind::Text | Kind::Texts => prop_oneof![
            4 => one_of(&TEXTS),
            2 => one_of(&["Missing", "odd", "open-findings", "stale", "cve-1", "one", "i-0001",
                          "eu-central-1", "s", "k", "ß", "wEB-1", "ubuntu", "CVE-2"]),
        ]
        .boxed(),
        Kind::Severity => one_of(&SEVERITIES),
        Kind::Number => one_of(&["0", "1", "2", "-0", "1.5", "1E0"]),
        Kind::Days => one_of(&DAYS),
        Kind::Date => one_of(&DATES),
        Kind::Flag => one_of(&["true", "false"]),
    }
}

fn token() -> impl Strategy<Value = Token> {
    prop::sample::select(PROPERTIES).prop_flat_map(|property| {
        let kind = Property::parse(Table::Findings, property).unwrap().kind();
        let equality: &[&str] = &OF_TEXTS[..2];
        let operators = match kind {
            Kind::Flag => equality.to_vec(),
            Kind::Text | Kind::Texts | Kind::Severity => [&OF_TEXTS[..], &ORDERED].concat(),
            _ => [equality, &ORDERED].concat(),
        };
        let values = prop::collection::vec(values(kind), 0..4);
        (prop::sample::select(operators), values).prop_map(move |(operator, mut values)| {
            if ORDERED.contains(&operator) {
                values.truncate(1);
                values.resize_with(1, || {
                    String::from(if kind == Kind::Date { DATES[0] } else { "1" })
                });
            }
            Token { property: property.into(), operator: operator.into(), values }
        })
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    let text = prop_oneof![
        3 => Just(None),
        2 => prop::sample::select(&TEXTS[..]).prop_map(|it| Some(String::from(it))),
        1 => prop::sample::select(&["penss", "K", "ſ", "-1", "odd", "ONE", "äö|", "compl", "b5"][..])
            .prop_map(|it| Some(String::from(it))),
    ];
    let operation = prop_oneof![Just(Operation::And), Just(Operation::Or)];
    (operation, prop::collection::vec(token(), 0..4), text)
        .prop_map(|(operation, tokens, text)| Filter { operation, tokens, text })
}

/// How the conditions of a filter are joined: one alone is the same either way.
fn joined(filter: &Filter) -> Operation {
    let has_text = filter.text.as_ref().is_some_and(|it| !it.is_empty());
    if filter.tokens.len() + usize::from(has_text) < 2 { Operation::And } else { filter.operation }
}

/// What a set says of a row.
fn truth(matches: &Matches, row: usize) -> Option<bool> {
    match (bit(&matches.yes, row), bit(&matches.maybe, row)) {
        (true, false) => Some(true),
        (false, true) => None,
        (false, false) => Some(false),
        (true, true) => panic!("row {row} certainly matches, and may not"),
    }
}

fn count(matches: &Matches, expected: impl Iterator<Item = Option<bool>>) {
    let all: Vec<_> = expected.collect();
    let of = |truth| all.iter().filter(|it| **it == truth).count() as u32;
    assert_eq!((matches.total, matches.undecided), (of(Some(true)), of(None)));
    let ones = |bits: &[u64]| bits.iter().map(|it| it.count_ones()).sum::<u32>();
    assert_eq!((ones(&matches.yes), ones(&matches.maybe)), (matches.total, matches.undecided));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn findings_match_as_their_values_say(seed: u64, filter in filter()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let found = matching_findings(&context, &filter.compile(Table::Findings).unwrap());
        let rows = rows(&context);
        for row in &rows {
            let expected = finding_matches(&context, &filter, row);
            prop_assert_eq!(truth(&found, row.row), expected, "row {}", row.row);
        }
        count(&found, rows.iter().map(|row| finding_matches(&context, &filter, row)));
    }

    #[test]
    fn nodes_match_as_their_values_say(seed: u64, filter in filter()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let compiled = filter.compile(Table::Nodes).unwrap();
        let mut cache = QueryCache::default();
        let found = matching_nodes(&context, &mut cache, &compiled);
        // The second time it may be answered from the index.
        prop_assert_eq!(&found, &matching_nodes(&context, &mut cache, &compiled));
        let expected = |(node, number)| node_matches(&context, &filter, number, node);
        for (number, node) in context.store.nodes.iter().enumerate() {
            let expected = expected((node, number as u32));
            prop_assert_eq!(truth(&found, number), expected, "node {}", number);
        }
        count(&found, context.store.nodes.iter().zip(0..).map(expected));
    }

    #[test]
    fn findings_are_counted_by_the_tokens_on_other_members(seed: u64, filter in filter()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        // Of these members, none is a CVE row's own.
        let own = |it: &Token| ["severity", "firstSeen"].contains(&it.property.as_str());
        prop_assume!(!filter.tokens.iter().any(own));
        let counted = findings_counted(&context, &filter.compile(Table::Cves).unwrap());
        let rest = Filter { operation: joined(&filter), text: None, ..filter };
        let rows = rows(&context);
        for row in &rows {
            let chosen = match rest.tokens.is_empty() {
                true => Some(rest.operation == Operation::And),
                false => finding_matches(&context, &rest, row),
            };
            match &counted.fulfilled {
                None => prop_assert_eq!(truth(&counted.counted, row.row), chosen),
                Some(fulfilled) => {
                    prop_assert_eq!(truth(&counted.counted, row.row), Some(true));
                    prop_assert_eq!(truth(fulfilled, row.row), chosen);
                }
            }
        }
        prop_assert_eq!(counted.fulfilled.is_some(), rest.operation == Operation::Or);
    }

    #[test]
    fn nodes_are_chosen_by_the_tokens_on_nodes(seed: u64, filter in filter()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let compiled = filter.compile(Table::Cves).unwrap().on_nodes();
        let chosen = matching_nodes(&context, &mut QueryCache::default(), &compiled).yes;
        let is_of_node = |it: &Token| {
            matches!(Property::parse(Table::Cves, &it.property), Some(Property::Node(_)))
        };
        let tokens = match joined(&filter) {
            Operation::And => filter.tokens.into_iter().filter(is_of_node).collect(),
            Operation::Or => Vec::new(),
        };
        let rest = Filter { operation: Operation::And, tokens, text: None };
        for (number, node) in context.store.nodes.iter().enumerate() {
            let expected = node_matches(&context, &rest, number as u32, node) == Some(true);
            prop_assert_eq!(bit(&chosen, number), expected, "node {}", number);
        }
    }
}
