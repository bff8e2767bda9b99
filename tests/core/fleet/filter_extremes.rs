//! More patches, and more targets, than are looked at in the fast way.

use patchlens::fleet::query::filter::{Filter, matching_findings};
use patchlens::fleet::query::{Table, bit};
use patchlens::fleet::store::{Finding, FindingsFacet, PatchKey, RowState, Seconds, Store};

use super::filter_naive::{finding_matches, rows};
use super::filter_store::{Fleet, NOW, state};

const DAY: u32 = 86_400;

/// A node with a finding of every `step`th of so many patches, which have so many severities.
fn fleet(patches: u32, step: usize, severities: u32) -> Fleet {
    let mut store = Store::default();
    let scope = store.scope("1/eu-central-1");
    for patch in 0..patches {
        let [kb, severity] = [format!("KB{patch}"), format!("s{}", patch % severities)];
        let key = PatchKey { kb: &kb, title: "", severity: &severity, classification: "" };
        store.patches.intern(&key).unwrap();
    }
    let finding = |patch: u32| Finding {
        patch,
        state: RowState::new(state(0), patch.is_multiple_of(3)),
        first_seen: Seconds::new((NOW / 1000) as u32 - patch % 97 * DAY).unwrap(),
    };
    let all: Vec<Finding> = (0..patches).rev().step_by(step).map(finding).collect();
    let node = store.node(scope, "i-1").unwrap();
    let start = store.findings.replace(0, 0, &all).unwrap();
    let count = all.len() as u32;
    store.nodes.get_mut(node as usize).unwrap().findings =
        FindingsFacet { start, count, ..FindingsFacet::default() };
    let mut fleet = Fleet::of(store);
    fleet.rules.targets = (0..99).map(|it| (format!("S{it}"), f64::from(it) / 2.0)).collect();
    fleet
}

fn agrees(fleet: &Fleet, text: &str) {
    let context = fleet.context();
    let filter = Filter::parse(text, Table::Findings).unwrap();
    let found = matching_findings(&context, &filter.compile(Table::Findings).unwrap());
    assert!(found.total > 0, "{text}");
    for row in rows(&context) {
        let expected = finding_matches(&context, &filter, &row);
        let answer = (bit(&found.yes, row.row), bit(&found.maybe, row.row));
        assert_eq!(answer, (expected == Some(true), expected.is_none()), "{text} {}", row.row);
    }
}

#[test]
fn more_targets_than_groups() {
    for text in ["overdue=true", "due<2026-09-01", "due!=2026-09-01,2026-09-02 kb:9"] {
        agrees(&fleet(100, 1, 100), text);
    }
}

/// Severities have a target each: as many groups of patches as are looked at in the fast way, one
/// more, and one less.
#[test]
fn as_many_targets_as_groups() {
    for severities in 62..=65 {
        for text in
            ["overdue=true", "overdue=true kb:9", "overdue=true kb:9 age>3", "due<2026-09-01"]
        {
            agrees(&fleet(200, 1, severities), text);
        }
    }
}

#[test]
fn more_patches_than_sixteen_bits_count() {
    for text in ["kb=KB65999,KB1", "kb:99 | overdue=true", "age>30 kb:659"] {
        agrees(&fleet(66_000, 13, 100), text);
    }
}
