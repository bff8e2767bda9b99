//! What changed between two fleets.

use std::collections::{BTreeMap, BTreeSet};

use patchlens::fleet::diff::{Diff, Older, VerdictChange, diff};
use patchlens::fleet::snapshot::{Extras, SnapshotError, write};
use patchlens::fleet::store::{Asked, Store};

use super::fleets::{add_scope, change, fleet, list, node, read, rows, state};
use super::stores::{Random, contents};

/// How many random cases each property is checked on.
const CASES: u64 = 300;

fn compare(newer: &Store, older: &Store) -> Diff {
    diff(newer, Older::Store(older), &mut |_| Vec::new()).unwrap()
}

/// Opened, closed, still open; new, gone, not compared.
fn numbers(diff: &Diff) -> [usize; 6] {
    let nodes = [diff.new_nodes, diff.gone_nodes, diff.not_compared].map(|it| it as usize);
    let [new, gone, not_compared] = nodes;
    [diff.opened.len(), diff.closed.findings.live(), diff.still_open.len(), new, gone, not_compared]
}

#[test]
fn findings_open_close_and_stay() {
    let (mut older, mut newer) = (fleet(100), fleet(200));
    read(&mut older, "i-1", 100, &[("KB1", 50, true), ("KB2", 100, false)]);
    read(&mut newer, "i-1", 200, &[("KB3", 200, false), ("KB2", 100, false)]);
    let diff = compare(&newer, &older);
    assert_eq!(numbers(&diff), [1, 1, 1, 0, 0, 0]);
    assert_eq!((diff.opened.words(), diff.still_open.words()), (&[1][..], &[2][..]));
    assert_eq!(rows(&diff.closed, "i-1"), [("KB1", 50, true)]);
    assert_eq!(diff.from.map(|it| it.value()), Some(100));
    assert_eq!(diff.to.map(|it| it.value()), Some(200));
}

#[test]
fn closed_findings_keep_all_that_is_known_of_their_node() {
    let (mut older, mut newer) = (fleet(100), fleet(200));
    older.attribute_names = vec!["owner".into()];
    read(&mut older, "i-1", 100, &[("KB1", 50, true)]);
    list(&mut older, "i-1", 100, "web-1");
    state(&mut older, "i-1", 100, 1);
    change(&mut older, "i-1", |store, node| {
        store.attributes.push(vec![store.words.intern("payments")]);
        node.attributes = patchlens::fleet::store::Symbol::new(0);
    });
    read(&mut newer, "i-1", 200, &[]);
    assert_eq!(contents(&compare(&newer, &older).closed), contents(&older));
}

#[test]
fn a_finding_in_another_state_is_still_open() {
    let (mut older, mut newer) = (fleet(100), fleet(200));
    read(&mut older, "i-1", 100, &[("KB1", 50, true)]);
    read(&mut newer, "i-1", 200, &[("KB1", 50, true)]);
    let row = newer.findings.state.get_mut(0).unwrap();
    *row += 1;
    assert_eq!(numbers(&compare(&newer, &older)), [0, 0, 1, 0, 0, 0]);
}

#[test]
fn new_nodes_open_findings_and_gone_nodes_close_none() {
    let (mut older, mut newer) = (fleet(100), fleet(200));
    read(&mut older, "i-old", 100, &[("KB1", 50, true), ("KB2", 50, true)]);
    read(&mut newer, "i-new", 200, &[("KB1", 200, true)]);
    let diff = compare(&newer, &older);
    assert_eq!(numbers(&diff), [1, 0, 0, 1, 1, 0]);
    assert_eq!(diff.gone_findings, 2);
}

#[test]
fn a_removed_node_is_gone() {
    let (mut older, mut newer) = (fleet(100), fleet(200));
    for (store, read_at) in [(&mut older, 100), (&mut newer, 200)] {
        read(store, "i-1", read_at, &[("KB1", 50, true)]);
        read(store, "i-2", read_at, &[("KB1", 50, true)]);
    }
    newer.remove_node(0);
    assert_eq!(numbers(&compare(&newer, &older)), [0, 0, 1, 0, 1, 0]);
}

#[test]
fn nodes_of_a_scope_that_was_not_read_are_neither_new_nor_gone() {
    let cases: [fn(&mut Store); 3] = [
        |store| store.scopes[0].partial = true,
        |store| store.scopes[0].error = Some("{}".into()),
        |store| store.scopes[0].id = "another".into(),
    ];
    for case in cases {
        let (mut older, mut newer) = (fleet(100), fleet(200));
        read(&mut older, "i-1", 100, &[("KB1", 50, true)]);
        case(&mut newer);
        assert_eq!(numbers(&compare(&newer, &older)), [0, 0, 0, 0, 0, 1]);
        assert_eq!(numbers(&compare(&older, &newer)), [0, 0, 0, 0, 0, 1]);
    }
}

#[test]
fn a_node_whose_findings_are_not_known_is_not_compared() {
    let cases: [fn(&mut Store); 4] = [
        |store| change(store, "i-1", |_, node| node.findings.read_at = None),
        |store| change(store, "i-1", |_, node| node.findings.asked = Asked::Some),
        |store| {
            change(store, "i-1", |store, node| node.failure = store.errors.intern("{}"));
        },
        |store| {
            // Its scope failed, and it has what the older scan read.
            store.scopes[0].error = Some("{}".into());
            change(store, "i-1", |_, node| node.findings.read_at = Some(super::fleets::at(100)));
        },
    ];
    for case in cases {
        let (mut older, mut newer) = (fleet(100), fleet(200));
        read(&mut older, "i-1", 100, &[("KB1", 50, true)]);
        read(&mut newer, "i-1", 200, &[]);
        case(&mut newer);
        assert_eq!(numbers(&compare(&newer, &older)), [0, 0, 0, 0, 0, 1]);
    }
}

#[test]
fn counts_of_zero_close_findings_that_were_not_asked_again() {
    let (mut older, mut newer) = (fleet(100), fleet(200));
    read(&mut older, "i-1", 100, &[("KB1", 50, true)]);
    state(&mut newer, "i-1", 200, 0);
    assert_eq!(numbers(&compare(&newer, &older)), [0, 1, 0, 0, 0, 0]);
}

#[test]
fn filtered_findings_are_compared_where_they_explain_the_counts() {
    let (mut older, mut newer) = (fleet(100), fleet(200));
    read(&mut older, "i-1", 100, &[("KB1", 50, true)]);
    read(&mut newer, "i-1", 200, &[]);
    change(&mut newer, "i-1", |_, node| node.findings.asked = Asked::Some);
    state(&mut newer, "i-1", 200, 1);
    assert_eq!(numbers(&compare(&newer, &older)), [0, 0, 0, 0, 0, 1]);
    state(&mut newer, "i-1", 200, 0);
    assert_eq!(numbers(&compare(&newer, &older)), [0, 1, 0, 0, 0, 0]);
}

#[test]
fn verdict_changes_count_nodes_of_both_fleets() {
    let (mut older, mut newer) = (fleet(100), fleet(200));
    for id in ["i-1", "i-2", "i-3", "i-4"] {
        older.node(0, id).unwrap();
    }
    for id in ["i-4", "i-3", "i-2", "i-1", "i-5"] {
        newer.node(0, id).unwrap();
    }
    let mut judge = |store: &Store| match store.nodes.len() {
        4 => vec![0, 0, 5, 5],
        _ => vec![5, 0, 5, 5, 1],
    };
    let changes =
        [VerdictChange { from: 0, to: 5, nodes: 2 }, VerdictChange { from: 5, to: 0, nodes: 1 }];
    let found = diff(&newer, Older::Store(&older), &mut judge).unwrap();
    assert_eq!(found.verdict_changes, changes);
    let bytes = write(&older, &Extras::default());
    let found = diff(&newer, Older::Snapshot(&bytes), &mut judge).unwrap();
    assert_eq!(found.verdict_changes, changes);
}

#[test]
fn a_damaged_snapshot_cannot_be_compared() {
    let found = diff(&fleet(1), Older::Snapshot(b"{}"), &mut |_| Vec::new());
    assert_eq!(found.err(), Some(SnapshotError::NotASnapshot));
}

/// The patches of each node of each scope.
type Model = BTreeMap<(usize, usize), BTreeSet<usize>>;

fn random_model(random: &mut Random) -> Model {
    let nodes = random.below(12);
    (0..nodes)
        .map(|_| {
            let key = (random.below(2), random.below(12));
            (key, (0..random.below(6)).map(|_| random.below(8)).collect())
        })
        .collect()
}

fn built(model: &Model, read_at: u32, random: &mut Random) -> Store {
    let mut store = fleet(read_at);
    add_scope(&mut store, "another", read_at);
    let mut nodes: Vec<_> = model.iter().collect();
    let turn = random.below(nodes.len().max(1));
    nodes.rotate_left(turn);
    // Some are read twice, and then have dead rows.
    for times in [2, 1] {
        for ((scope, number), patches) in &nodes {
            let names: Vec<_> = patches.iter().cycle().take(patches.len() * times).collect();
            let names: Vec<_> = names.iter().skip(patches.len() * (times - 1)).collect();
            let names: Vec<_> = names.iter().map(|it| format!("KB{it}")).collect();
            let mut rows: Vec<_> = names.iter().map(|it| (it.as_str(), read_at, false)).collect();
            if times == 2 {
                rows.push(("KB-old", 1, false));
            }
            read(&mut store, &format!("i-{scope}-{number}"), read_at, &rows);
        }
    }
    for ((scope, number), _) in &nodes {
        assert_eq!(node(&store, &format!("i-{scope}-{number}")).scope, 0);
    }
    store
}

#[test]
fn a_diff_equals_the_difference_of_sets() {
    for seed in 0..CASES {
        let random = &mut Random(seed);
        let (before, after) = (random_model(random), random_model(random));
        let older = built(&before, 100, random);
        let newer = built(&after, 200, random);
        let pairs = |model: &Model, other: &Model| -> BTreeSet<((usize, usize), usize)> {
            let both = model.iter().filter(|it| other.contains_key(it.0));
            both.flat_map(|(node, patches)| patches.iter().map(|it| (*node, *it))).collect()
        };
        let (was, is) = (pairs(&before, &after), pairs(&after, &before));
        let new: Vec<_> = after.iter().filter(|it| !before.contains_key(it.0)).collect();
        let opened = is.difference(&was).count() + new.iter().map(|it| it.1.len()).sum::<usize>();
        let expected = [
            opened,
            was.difference(&is).count(),
            was.intersection(&is).count(),
            new.len(),
            before.keys().filter(|it| !after.contains_key(it)).count(),
            0,
        ];
        assert_eq!(numbers(&compare(&newer, &older)), expected);
        let bytes = write(&older, &Extras::default());
        let found = diff(&newer, Older::Snapshot(&bytes), &mut |_| Vec::new()).unwrap();
        assert_eq!(numbers(&found), expected, "from the snapshot");
        assert_eq!(found.closed.nodes.len(), compare(&newer, &older).closed.nodes.len());
    }
}
