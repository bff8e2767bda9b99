//! Snapshots: written and opened again, parts, versions, the fixture.

use patchlens::fleet::snapshot::{Extras, Parts, SnapshotError, open, write};
use patchlens::fleet::store::Store;

use super::stores::{Random, contents, random_store};

/// How many random cases each property is checked on.
const CASES: u64 = 300;

#[test]
fn any_store_is_the_same_after_a_round_trip() {
    for seed in 0..CASES {
        let store = random_store(&mut Random(seed), 40);
        let extras = Extras { scan: Some("{}".into()), progress: true };
        let bytes = write(&store, &extras);
        let (opened, opened_extras) = open(&bytes).unwrap();
        assert_eq!(contents(&opened), contents(&store));
        assert_eq!(opened_extras, extras.clone());
        assert_eq!(write(&opened, &extras), bytes, "the same content gives the same bytes");
    }
}

#[test]
fn the_parts_of_a_snapshot_are_the_whole() {
    for seed in 0..CASES {
        let store = random_store(&mut Random(seed), 40);
        let bytes = write(&store, &Extras::default());
        assert_eq!(nodes_in_parts(&bytes), store.nodes.len());
    }
}

fn nodes_in_parts(bytes: &[u8]) -> usize {
    let mut parts = Parts::new(bytes).unwrap();
    let mut nodes = 0;
    while parts.advance().unwrap() {
        nodes += parts.store().nodes.len();
    }
    nodes
}

#[test]
fn a_large_store_has_several_parts_and_is_the_same_after_a_round_trip() {
    let mut store = random_store(&mut Random(1), 40);
    for number in 0..10_000 {
        store.node(0, &format!("i-{number:017x}")).unwrap();
    }
    let bytes = write(&store, &Extras::default());
    let (opened, _) = open(&bytes).unwrap();
    assert_eq!(contents(&opened).len(), contents(&store).len());
    assert_eq!(nodes_in_parts(&bytes), store.nodes.len());
}

#[test]
fn progress_is_only_kept_if_it_is_wanted() {
    let store = random_store(&mut Random(2), 40);
    let (opened, extras) = open(&write(&store, &Extras::default())).unwrap();
    assert!(store.nodes.iter().any(|it| it.progress.done));
    assert!(opened.nodes.iter().all(|it| it.progress == Default::default()));
    assert_eq!(extras, Extras::default());
}

#[test]
fn an_empty_store_is_a_snapshot_too() {
    let (opened, _) = open(&write(&Store::default(), &Extras::default())).unwrap();
    assert_eq!(contents(&opened), contents(&Store::default()));
}

#[test]
fn a_patch_without_a_finding_is_not_written() {
    let mut store = Store::default();
    let key = patchlens::fleet::store::PatchKey {
        kb: "KB1",
        title: "KB1",
        severity: "",
        classification: "",
    };
    store.patches.intern(&key).unwrap();
    let (opened, _) = open(&write(&store, &Extras::default())).unwrap();
    assert!(opened.patches.is_empty());
}

#[test]
fn other_bytes_are_not_a_snapshot() {
    for bytes in [&b""[..], b"{}", b"PLFLEET1", b"\x89PLF\n\x1a\n\0\0\0\0"] {
        assert_eq!(open(bytes).err(), Some(SnapshotError::NotASnapshot));
    }
    let message = "The bytes are not a snapshot of a fleet";
    assert_eq!(SnapshotError::NotASnapshot.to_string(), message);
}

#[test]
fn a_later_version_is_refused_by_its_number() {
    let mut bytes = write(&Store::default(), &Extras::default());
    bytes[8] = 2;
    let error = open(&bytes).unwrap_err();
    assert_eq!(error, SnapshotError::TooNew(2));
    let message = "The snapshot has version 2; this patchlens reads up to version 1";
    assert_eq!(error.to_string(), message);
}

#[test]
fn a_snapshot_cut_short_anywhere_is_refused() {
    let bytes = write(&random_store(&mut Random(3), 5), &Extras::default());
    for length in 0..bytes.len() {
        assert!(open(&bytes[..length]).is_err(), "{length} of {} bytes", bytes.len());
    }
}

#[test]
fn a_changed_byte_is_refused_by_the_checksum() {
    let mut bytes = write(&random_store(&mut Random(4), 5), &Extras::default());
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let error = open(&bytes).unwrap_err();
    assert_eq!(error, SnapshotError::Damaged("the checksum"));
    let message = "The snapshot is damaged or cut short, in the checksum";
    assert_eq!(error.to_string(), message);
}

#[test]
fn a_removed_node_is_not_written() {
    let mut store = random_store(&mut Random(7), 40);
    let nodes = store.nodes.len();
    store.remove_node(0);
    let (opened, _) = open(&write(&store, &Extras::default())).unwrap();
    assert_eq!(opened.nodes.len(), nodes - 1);
}
