//! Exceptions: what they cover, and when.

use patchlens::fleet::exceptions::{Exception, ExceptionError, Exceptions};
use patchlens::fleet::query::{Covered, Listed, bit};
use patchlens::fleet::store::{Asked, Finding, FindingsFacet, PatchKey, RowState, Seconds, Store};
use patchlens::time::Timestamp;
use proptest::prelude::*;

use super::filter_naive::rows;
use super::filter_store::{Fleet, NOW, state};

fn exceptions(json: &str) -> Result<Exceptions, ExceptionError> {
    Exceptions::new(serde_json::from_str::<Vec<Exception>>(json).unwrap())
}

/// Two nodes, `i-1` with three findings, `i-2` with the first of them.
fn fleet() -> Fleet {
    let mut store = Store::default();
    let scope = store.scope("1/eu-central-1");
    for (kb, title, cves) in
        [("KB1", "Straße", "CVE-1,CVE-2"), ("KB2", "b", "CVE-2"), ("KB3", "", "")]
    {
        let key = PatchKey { kb, title, severity: "", classification: "" };
        let patch = store.patches.intern(&key).unwrap();
        store.patches.add_cves(patch, cves).unwrap();
    }
    for (id, patches) in [("i-1", &[0, 1, 2][..]), ("i-2", &[0])] {
        let node = store.node(scope, id).unwrap();
        let finding = |patch: &u32| Finding {
            patch: *patch,
            state: RowState::new(state(0), false),
            first_seen: Seconds::new(1).unwrap(),
        };
        let all: Vec<Finding> = patches.iter().map(finding).collect();
        let start = store.findings.replace(0, 0, &all).unwrap();
        store.nodes.get_mut(node as usize).unwrap().findings = FindingsFacet {
            start,
            count: all.len() as u32,
            asked: Asked::All,
            ..FindingsFacet::default()
        };
    }
    Fleet::of(store)
}

/// The ids of the exceptions that cover each of the four rows.
fn covering(json: &str) -> Vec<Option<String>> {
    let fleet = fleet();
    let covered = exceptions(json).unwrap().cover(&fleet.store, &fleet.rules, &Listed::default());
    ids(&fleet, &covered)
}

fn ids(fleet: &Fleet, covered: &Covered) -> Vec<Option<String>> {
    let of = |row: &super::filter_naive::Row| {
        let id = covered.id(row.number, row.row, row.finding.patch);
        assert_eq!(id.is_some(), covered.has(row.row));
        id.map(String::from)
    };
    rows(&fleet.context()).iter().map(of).collect()
}

fn some(ids: [&str; 4]) -> Vec<Option<String>> {
    ids.map(|it| Some(String::from(it)).filter(|it| !it.is_empty())).to_vec()
}

#[test]
fn all_members_of_a_match_must_match() {
    let cases = [
        (r#"{"cve":"cve-2"}"#, ["a", "a", "", "a"]),
        (r#"{"kb":"kb1"}"#, ["a", "", "", "a"]),
        (r#"{"title":"STRAßE"}"#, ["a", "", "", "a"]),
        (r#"{"title":"STRASSE"}"#, ["", "", "", ""]),
        (r#"{"cve":"CVE-2","kb":"KB2"}"#, ["", "a", "", ""]),
        (r#"{"cve":"CVE-1","kb":"KB2"}"#, ["", "", "", ""]),
        (r#"{"kb":"KB3"}"#, ["", "", "a", ""]),
    ];
    for (matching, expected) in cases {
        let json = format!(r#"[{{"id":"a","match":{matching},"reason":"r"}}]"#);
        assert_eq!(covering(&json), some(expected), "{matching}");
    }
}

#[test]
fn first_exception_that_covers_a_finding_is_the_one() {
    let json = r#"[
        {"id":"late","match":{"cve":"CVE-2"},"reason":"r","until":"2020-01-01"},
        {"id":"one","match":{"cve":"CVE-2"},"reason":"r",
         "where":{"tokens":[{"property":"instanceId","operator":"=","value":"I-1"}]}},
        {"id":"two","match":{"cve":"CVE-1"},"reason":"r","by":"me","at":"2026-01-01"}
    ]"#;
    assert_eq!(covering(json), some(["one", "one", "", "two"]));
    let all = exceptions(json).unwrap();
    assert_eq!(all.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["late", "one", "two"]);
}

#[test]
fn filters_see_verdicts_without_exceptions() {
    let json = r#"[
        {"id":"a","match":{"kb":"KB1"},"reason":"r"},
        {"id":"b","match":{"kb":"KB2"},"reason":"r",
         "where":{"tokens":[{"property":"verdict","operator":"=","value":"non-compliant"},
                            {"property":"exception","operator":"!=","value":"a"},
                            {"property":"kb","operator":"=","value":"KB1"}]}},
        {"id":"c","match":{"kb":"KB3"},"reason":"r",
         "where":{"tokens":[{"property":"verdict","operator":"=","value":"excepted"}]}},
        {"id":"d","match":{"kb":"KB3"},"reason":"r",
         "where":{"tokens":[],"text":"open-findings"}}
    ]"#;
    assert_eq!(covering(json), some(["a", "b", "d", "a"]));
}

#[test]
fn undecided_nodes_are_not_covered() {
    let mut fleet = fleet();
    for state in fleet.store.findings.state.run_mut(0, 4) {
        *state = RowState::new(super::filter_store::state(0), true).byte();
    }
    fleet.rules.now = Timestamp::from_millis(1_000);
    let json = r#"[{"id":"a","match":{"kb":"KB1"},"reason":"r",
        "where":{"tokens":[{"property":"age","operator":"<","value":"5"}]}}]"#;
    let covered = exceptions(json).unwrap().cover(&fleet.store, &fleet.rules, &Listed::default());
    assert_eq!(ids(&fleet, &covered), some(["", "", "", ""]));
}

#[test]
fn day_covers_through_its_end_and_an_instant_through_itself() {
    let end = |until: &str, now: &str| {
        let mut fleet = fleet();
        fleet.rules.now = Timestamp::parse(now).unwrap();
        let json =
            format!(r#"[{{"id":"a","match":{{"kb":"KB1"}},"reason":"r","until":"{until}"}}]"#);
        exceptions(&json).unwrap().cover(&fleet.store, &fleet.rules, &Listed::default())
            != Covered::default()
    };
    assert!(end("2026-01-31", "2026-01-31T23:59:59.999Z"));
    assert!(!end("2026-01-31", "2026-02-01T00:00:00Z"));
    assert!(end("2026-01-31T10:00+02:00", "2026-01-31T08:00:00Z"));
    assert!(!end("2026-01-31T10:00+02:00", "2026-01-31T08:00:00.001Z"));
}

#[test]
fn wrong_exception_is_an_error_that_names_it() {
    let error = |json: &str| exceptions(json).unwrap_err();
    let empty = error(r#"[{"id":"a","match":{"kb":"","title":""},"reason":"r"}]"#);
    let nothing = error(r#"[{"id":"a","match":{},"reason":"r"}]"#);
    assert_eq!(empty, nothing);
    for (json, member) in [
        (r#"[{"id":"","match":{"kb":"x"},"reason":"r"}]"#, "id"),
        (r#"[{"id":"a","match":{"kb":"x"},"reason":" "}]"#, "reason"),
    ] {
        assert!(matches!(error(json), ExceptionError::Empty { member: it, .. } if it == member));
    }
    assert_eq!(nothing, ExceptionError::MatchesNothing { id: String::from("a") });
    assert_eq!(
        nothing.to_string(),
        r#"Cannot use the exception "a": its match needs a cve, a kb or a title"#
    );
    let end = error(r#"[{"id":"b","match":{"kb":"x"},"reason":"r","until":"soon"}]"#);
    assert!(matches!(&end, ExceptionError::WrongEnd { id, .. } if id == "b"));
    assert_eq!(
        end.to_string(),
        r#"Cannot use the exception "b": until is "soon", expected a date such as 2026-01-31"#
    );
    let filter = error(
        r#"[{"id":"c","match":{"kb":"x"},"reason":"r",
            "where":{"tokens":[{"property":"cve","operator":"=","value":"x"}]}}]"#,
    );
    assert!(matches!(&filter, ExceptionError::WrongFilter { id, .. } if id == "c"));
    assert!(filter.to_string().starts_with(r#"Cannot use the exception "c": Cannot filter nodes"#));
    let unknown = r#"[{"id":"d","match":{"severity":"Low"},"reason":"r"}]"#;
    let unknown = serde_json::from_str::<Vec<Exception>>(unknown).unwrap_err().to_string();
    assert!(unknown.starts_with("unknown field `severity`"), "{unknown}");
}

proptest! {
    #[test]
    fn bits_of_rows_agree_with_the_exceptions(seed: u64, kb in "[a-z][ac]?", later: bool) {
        let mut fleet = Fleet::random(seed);
        let json = format!(
            r#"[{{"id":"a","match":{{"cve":"cve-1"}},"reason":"r",
                  "where":{{"tokens":[{{"property":"missing","operator":">","value":"0"}}]}}}},
                {{"id":"b","match":{{"kb":"{kb}"}},"reason":"r","until":"2026-09-22"}}]"#
        );
        fleet.rules.now = Timestamp::from_millis(NOW + i64::from(later) * 10 * 86_400_000);
        fleet.covered = Covered::default();
        let covered = exceptions(&json).unwrap().cover(&fleet.store, &fleet.rules, &Listed::default());
        let context = fleet.context();
        for row in rows(&context) {
            let patches = &context.store.patches;
            let names = |it: &u32| patches.cves.at(*it as usize) == "CVE-1";
            let missing = row.node.patch_state.counts[0].is_some_and(|it| it.value() > 0);
            let first = missing && patches.cves_of(row.finding.patch).iter().any(names);
            let second = !later && patches.kb(row.finding.patch) == kb;
            let expected = if first { Some("a") } else { second.then_some("b") };
            prop_assert_eq!(covered.id(row.number, row.row, row.finding.patch), expected);
            prop_assert_eq!(bit(&covered.rows, row.row), expected.is_some());
        }
    }
}
