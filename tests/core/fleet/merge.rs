//! One fleet of several.

use patchlens::fleet::merge::{MergeError, merge, merge_snapshot};
use patchlens::fleet::snapshot::{Extras, SnapshotError, write};
use patchlens::fleet::store::{Baseline, Scope, Seconds, Silence, Since, Store, Symbol};

use super::fleets::{SCOPE, add_scope, at, change, fleet, list, node, read, rows, state};
use super::stores::{Random, contents, random_store};

/// How many random cases each property is checked on.
const CASES: u64 = 300;

/// The same both ways, and from a snapshot.
fn merged(one: &Store, other: &Store) -> Store {
    let mut store = one.clone();
    merge(&mut store, other).unwrap();
    let mut back = other.clone();
    merge(&mut back, one).unwrap();
    let mut streamed = one.clone();
    merge_snapshot(&mut streamed, &write(other, &Extras::default())).unwrap();
    let sorted = |store: &Store| {
        let mut lines = contents(store);
        lines.sort();
        lines
    };
    assert_eq!(sorted(&back), sorted(&store));
    assert_eq!(sorted(&streamed), sorted(&store));
    store
}

#[test]
fn each_facet_is_the_one_that_was_read_last() {
    let (mut one, mut other) = (fleet(100), fleet(200));
    list(&mut one, "i-1", 300, "later");
    list(&mut other, "i-1", 200, "earlier");
    state(&mut one, "i-1", 100, 1);
    state(&mut other, "i-1", 200, 2);
    read(&mut one, "i-1", 300, &[("KB1", 300, false)]);
    read(&mut other, "i-1", 200, &[("KB2", 200, false)]);
    let store = merged(&one, &other);
    let node = node(&store, "i-1");
    assert_eq!(store.word(store.listing(&node).unwrap().name), Some("later"));
    assert_eq!(node.patch_state.read_at, Some(at(200)));
    assert_eq!(rows(&store, "i-1"), [("KB1", 300, false)]);
    assert_eq!(store.findings.live(), 1);
}

#[test]
fn nodes_of_either_are_in_the_whole() {
    let (mut one, mut other) = (fleet(100), fleet(200));
    read(&mut one, "i-1", 100, &[("KB1", 100, true)]);
    read(&mut other, "i-2", 200, &[("KB1", 200, true), ("KB2", 200, true)]);
    let store = merged(&one, &other);
    assert_eq!((store.nodes.len(), store.findings.live(), store.patches.len()), (2, 3, 2));
}

#[test]
fn a_finding_keeps_when_it_was_first_seen() {
    let (mut one, mut other) = (fleet(100), fleet(200));
    read(&mut one, "i-1", 100, &[("KB1", 50, true), ("KB9", 100, true)]);
    read(&mut other, "i-1", 200, &[("KB1", 200, true), ("KB2", 200, true)]);
    let store = merged(&one, &other);
    // KB2 was not there when the earlier reading looked, so that it is no older.
    assert_eq!(rows(&store, "i-1"), [("KB1", 50, true), ("KB2", 200, false)]);
    assert_eq!(node(&store, "i-1").findings.first_read_at, Some(at(100)));
}

#[test]
fn counts_of_zero_end_earlier_findings() {
    let (mut one, mut other) = (fleet(100), fleet(200));
    read(&mut one, "i-1", 100, &[("KB1", 50, true)]);
    state(&mut other, "i-1", 200, 0);
    assert_eq!(rows(&merged(&one, &other), "i-1"), []);
    state(&mut other, "i-1", 200, 1);
    assert_eq!(rows(&merged(&one, &other), "i-1"), [("KB1", 50, true)]);
}

#[test]
fn a_patch_state_that_went_away_is_not_kept() {
    let (mut one, mut other) = (fleet(100), fleet(200));
    state(&mut one, "i-1", 100, 1);
    change(&mut other, "i-1", |_, node| node.silence = Silence::NeverScanned);
    let store = merged(&one, &other);
    assert_eq!(node(&store, "i-1").patch_state.read_at, None);
    assert_eq!(node(&store, "i-1").silence, Silence::NeverScanned);
    // If it was not asked at all, the state is still what is known.
    change(&mut other, "i-1", |_, node| node.silence = Silence::NotAsked);
    assert_eq!(node(&merged(&one, &other), "i-1").patch_state.read_at, Some(at(100)));
}

#[test]
fn non_compliance_without_a_break_began_with_the_earlier_one() {
    let since = |seconds, lower_bound| Some(Since { at: at(seconds), lower_bound });
    let cases = [
        (since(50, true), since(200, true), since(50, true)),
        (None, since(200, true), since(200, false)),
        (since(50, true), None, None),
    ];
    for (before, after, expected) in cases {
        let (mut one, mut other) = (fleet(100), fleet(200));
        state(&mut one, "i-1", 100, 1);
        state(&mut other, "i-1", 200, 1);
        change(&mut one, "i-1", |_, node| node.non_compliant_since = before);
        change(&mut other, "i-1", |_, node| node.non_compliant_since = after);
        assert_eq!(node(&merged(&one, &other), "i-1").non_compliant_since, expected);
    }
}

#[test]
fn a_verdict_that_either_has_known_is_known() {
    let (mut one, mut other) = (fleet(100), fleet(200));
    change(&mut one, "i-1", |_, node| node.judged = true);
    state(&mut other, "i-1", 200, 1);
    assert!(node(&merged(&one, &other), "i-1").judged);
}

#[test]
fn the_failure_of_the_last_attempt_counts() {
    let (mut one, mut other) = (fleet(100), fleet(200));
    state(&mut one, "i-1", 100, 1);
    change(&mut other, "i-1", |store, node| node.failure = store.errors.intern("{}"));
    assert!(node(&merged(&one, &other), "i-1").failure.is_some());
    state(&mut one, "i-1", 300, 1);
    assert!(node(&merged(&one, &other), "i-1").failure.is_none());
}

#[test]
fn scopes_are_united_and_the_later_one_has_the_error() {
    let (mut one, mut other) = (fleet(100), fleet(200));
    add_scope(&mut one, "a", 100);
    add_scope(&mut other, "b", 200);
    one.scopes[0] = Scope { label: Some("prod".into()), ..one.scopes[0].clone() };
    other.scopes[0] = Scope { error: Some("{}".into()), partial: true, ..other.scopes[0].clone() };
    let mut store = one.clone();
    merge(&mut store, &other).unwrap();
    let ids: Vec<_> = store.scopes.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, [SCOPE, "a", "b"]);
    let scope = &store.scopes[0];
    assert_eq!((scope.label.as_deref(), scope.error.as_deref()), (Some("prod"), Some("{}")));
    assert_eq!((scope.partial, scope.read_at), (true, Seconds::new(200)));
}

#[test]
fn attributes_are_united_by_column() {
    let (mut one, mut other) = (fleet(100), fleet(200));
    one.attribute_names = vec!["owner".into(), "team".into()];
    other.attribute_names = vec!["env".into(), "owner".into()];
    for (store, read_at, values) in
        [(&mut one, 100, ["ann", "red"]), (&mut other, 200, ["prod", "bob"])]
    {
        state(store, "i-1", read_at, 1);
        change(store, "i-1", |store, node| {
            let row = values.iter().map(|it| store.words.intern(it)).collect();
            store.attributes.push(row);
            node.attributes = Symbol::new(0);
        });
    }
    let mut store = one.clone();
    merge(&mut store, &other).unwrap();
    assert_eq!(store.attribute_names, ["owner", "team", "env"]);
    let row = &store.attributes[node(&store, "i-1").attributes.unwrap().index()];
    let texts: Vec<_> = row.iter().map(|it| store.word(*it).unwrap()).collect();
    assert_eq!(texts, ["bob", "red", "prod"]);
}

#[test]
fn a_damaged_snapshot_cannot_be_merged() {
    let error = merge_snapshot(&mut fleet(1), b"{}").unwrap_err();
    assert_eq!(error, MergeError::Snapshot(SnapshotError::NotASnapshot));
}

#[test]
fn a_fleet_with_itself_is_itself() {
    for seed in 0..CASES {
        let store = random_store(&mut Random(seed), 20);
        let mut twice = Store::default();
        merge(&mut twice, &store).unwrap();
        merge(&mut twice, &store).unwrap();
        let mut once = store.clone();
        for number in 0..once.nodes.len() {
            once.nodes.get_mut(number).unwrap().progress = Default::default();
        }
        assert_eq!(nodes_of(&twice), nodes_of(&once));
    }
}

fn nodes_of(store: &Store) -> Vec<String> {
    store.nodes.iter().map(|it| super::stores::node_text(store, it)).collect()
}

#[test]
fn the_baseline_of_each_scope_is_the_one_that_was_read_last() {
    let baseline = |scope, read_at, name: &str| Baseline {
        scope,
        id: "pb-1".into(),
        read_at: Some(at(read_at)),
        name: Some(name.into()),
        ..Baseline::default()
    };
    let (mut one, mut other) = (fleet(100), Store::default());
    add_scope(&mut other, "other", 300);
    add_scope(&mut other, SCOPE, 300);
    one.baselines.insert(baseline(0, 200, "later"));
    other.baselines.insert(baseline(0, 50, "of another scope"));
    other.baselines.insert(baseline(1, 150, "earlier"));
    for (into, from) in [(&one, &other), (&other, &one)] {
        let mut store = into.clone();
        merge(&mut store, from).unwrap();
        let name = |scope: &str| {
            let found = store.baselines.get(store.find_scope(scope).unwrap(), "pb-1");
            found.unwrap().name.as_deref()
        };
        assert_eq!((store.baselines.len(), name(SCOPE)), (2, Some("later")));
        assert_eq!(name("other"), Some("of another scope"));
    }
}
