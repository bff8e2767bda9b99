//! DescribeInstancePatchStates and DescribeInstancePatchStatesForPatchGroup.

use patchlens::fleet::ingest::IngestError;
use patchlens::fleet::store::{CountName, PatchState, Silence, SnapshotId};

use super::ingest_support::{Fleet, NODE};

const STATES: &str = "DescribeInstancePatchStates";

/// The patch state of [`NODE`] from the members of an item.
fn state(members: &str) -> (Fleet, PatchState) {
    let mut fleet = Fleet::new();
    let item = format!(r#"{{"InstanceId":"{NODE}",{members}}}"#);
    // Twice, so that the second item is read by the form of the first.
    let body = format!(r#"{{"InstancePatchStates":[{item},{item}]}}"#);
    fleet.ingest(STATES, &format!(r#"{{"InstanceIds":["{NODE}"]}}"#), &body);
    let state = fleet.node(NODE).patch_state;
    (fleet, state)
}

#[test]
fn counts_are_numbers_or_texts_of_digits_and_otherwise_absent() {
    for (json, count) in [
        ("0", Some(0)),
        ("12", Some(12)),
        ("4294967294", Some(4_294_967_294)),
        ("12.0", Some(12)),
        ("1.2E1", Some(12)),
        ("-0", Some(0)),
        (r#""12""#, Some(12)),
        (r#""0012345678""#, Some(12_345_678)),
        ("-1", None),
        ("1.5", None),
        ("1e-1", None),
        ("1e300", None),
        ("99999999999", None),
        ("null", None),
        (r#""""#, None),
        (r#""12.0""#, None),
        (r#""-1""#, None),
        (r#""+1""#, None),
        (r#""many""#, None),
        ("true", None),
        ("[1]", None),
        ("{}", None),
    ] {
        let (_, state) = state(&format!(r#""MissingCount":{json},"FailedCount":3"#));
        assert_eq!(state.count(CountName::Missing), count, "{json}");
        assert_eq!(state.count(CountName::Failed), Some(3), "{json}");
        assert_eq!(state.count(CountName::Rejected), None, "{json}");
    }
}

#[test]
fn every_count_has_its_member() {
    for name in CountName::ALL {
        let (_, state) = state(&format!(r#""{}":7"#, name.member()));
        let found: Vec<_> =
            CountName::ALL.into_iter().filter(|it| state.count(*it).is_some()).collect();
        assert_eq!(found, [name]);
    }
}

#[test]
fn times_are_seconds_in_any_spelling() {
    for (json, millis) in [
        ("1700000000", Some(1_700_000_000_000)),
        ("1700000000.123", Some(1_700_000_000_123)),
        ("1.700000000123E9", Some(1_700_000_000_123)),
        ("1.7000000001234567E9", Some(1_700_000_000_123)),
        ("1.7000000001235E9", Some(1_700_000_000_124)),
        ("17E8", Some(1_700_000_000_000)),
        ("1.7e+9", Some(1_700_000_000_000)),
        ("1.7E09", Some(1_700_000_000_000)),
        (r#""1700000000.5""#, Some(1_700_000_000_500)),
        (r#""2023-11-14T22:13:20Z""#, Some(1_700_000_000_000)),
        (r#""Tue, 14 Nov 2023 22:13:20 GMT""#, Some(1_700_000_000_000)),
        ("-1.5", Some(-1500)),
        ("0.0", None),
        ("-62135596800.0", None),
        ("-6.21355968E10", None),
        ("null", None),
        (r#""""#, None),
        (r#""yesterday""#, None),
        ("9e99", None),
        ("8640000000000001", None),
        ("999999999999999999", None),
        ("true", None),
        ("{}", None),
    ] {
        let (_, state) = state(&format!(r#""OperationEndTime":{json},"OperationStartTime":1"#));
        assert_eq!(state.operation_end.map(|it| it.timestamp().as_millis()), millis, "{json}");
        assert_eq!(state.operation_start.map(|it| it.timestamp().as_millis()), Some(1000));
    }
}

#[test]
fn texts_are_words_and_snapshots_mostly_uuids() {
    let (fleet, state) = state(
        r#""PatchGroup":"prod","BaselineId":"pb-1","Operation":"Scan","RebootOption":"","SnapshotId":"521c3536-930c-4aa9-950e-01234567abcd""#,
    );
    assert_eq!(fleet.store.word(state.patch_group), Some("prod"));
    assert_eq!(fleet.store.word(state.baseline), Some("pb-1"));
    assert_eq!(fleet.store.word(state.operation), Some("Scan"));
    assert_eq!(fleet.store.word(state.reboot_option), None);
    let uuid = 0x521c_3536_930c_4aa9_950e_0123_4567_abcd_u128.to_be_bytes();
    assert_eq!(state.snapshot_id, SnapshotId::Uuid(uuid));
    assert_eq!(state.read_at.map(|it| it.value()), Some(1000));
}

#[test]
fn other_snapshot_ids_keep_their_text() {
    for id in [
        "521C3536-930c-4aa9-950e-01234567abcd",
        "521c3536-930c-4aa9-950e-01234567abc",
        "521c3536-930c-4aa9-950e001234567abcd",
        "521c353--930c-4aa9-950e-01234567abcd",
        "x",
    ] {
        let (fleet, state) = state(&format!(r#""SnapshotId":"{id}""#));
        let SnapshotId::Text(symbol) = state.snapshot_id else { panic!("{id}") };
        assert_eq!(fleet.store.words.text(symbol), id);
    }
    assert_eq!(state(r#""SnapshotId":null"#).1.snapshot_id, SnapshotId::Absent);
}

#[test]
fn requested_nodes_without_a_state_are_silent() {
    let mut fleet = Fleet::new();
    let body = format!(r#"{{"InstancePatchStates":[{{"InstanceId":"{NODE}"}}]}}"#);
    let ingested =
        fleet.ingest(STATES, &format!(r#"{{"InstanceIds":["i-a","{NODE}","i-b"]}}"#), &body);
    assert_eq!((ingested.nodes.len(), ingested.silent.len()), (1, 2));
    for id in ["i-a", "i-b"] {
        let node = fleet.node(id);
        assert!(node.progress.state_asked);
        assert_eq!((node.silence, node.patch_state.read_at), (Silence::NeverScanned, None));
    }
    let node = fleet.node(NODE);
    assert!(node.progress.state_asked);
    assert_eq!(node.silence, Silence::NotAsked);
}

#[test]
fn nobody_is_silent_before_the_last_page() {
    let mut fleet = Fleet::new();
    let input = r#"{"InstanceIds":["i-a","i-b","i-c"]}"#;
    let item =
        |id| format!(r#"{{"InstancePatchStates":[{{"InstanceId":"{id}"}}],"NextToken":"T"}}"#);
    assert!(fleet.ingest(STATES, input, &item("i-a")).silent.is_empty());
    let input = r#"{"InstanceIds":["i-a","i-b","i-c"],"NextToken":"T"}"#;
    let ingested = fleet.ingest(STATES, input, &item("i-b").replace("\"T\"", "\"\""));
    assert_eq!(ingested.silent.len(), 1);
    assert_eq!(fleet.node("i-c").silence, Silence::NeverScanned);
    assert_eq!(fleet.node("i-a").silence, Silence::NotAsked);
}

#[test]
fn a_later_state_replaces_and_an_earlier_one_does_not() {
    let mut fleet = Fleet::new();
    let body = |missing| {
        format!(r#"{{"InstancePatchStates":[{{"InstanceId":"{NODE}","MissingCount":{missing}}}]}}"#)
    };
    for (now, missing, known) in [(1000, 1, 1), (2000, 2, 2), (1500, 3, 2), (2000, 4, 4)] {
        fleet.now = now;
        fleet.ingest("DescribeInstancePatchStatesForPatchGroup", "{}", &body(missing));
        assert_eq!(fleet.node(NODE).patch_state.count(CountName::Missing), Some(known));
    }
    // A service that has become silent has no patch state of it any more.
    fleet.now = 3000;
    let input = format!(r#"{{"InstanceIds":["{NODE}"]}}"#);
    let ingested = fleet.ingest(STATES, &input, r#"{"InstancePatchStates":[]}"#);
    assert_eq!(ingested.silent, [0]);
    assert_eq!(fleet.node(NODE).patch_state.read_at, None);
    assert_eq!(fleet.node(NODE).silence, Silence::NeverScanned);
}

#[test]
fn items_without_an_id_are_counted_only() {
    let mut fleet = Fleet::new();
    let body = r#"{"InstancePatchStates":[{"MissingCount":1},{"InstanceId":null},null]}"#;
    let ingested = fleet.ingest(STATES, r#"{"InstanceIds":[]}"#, body);
    assert_eq!((ingested.items, ingested.nodes.len(), fleet.store.nodes.len()), (2, 0, 0));
}

#[test]
fn a_page_without_the_list_is_malformed() {
    let input = format!(r#"{{"InstanceIds":["{NODE}"]}}"#);
    for body in ["{}", r#"{"InstancePatchStates":null}"#, r#"{"Patches":[]}"#, ""] {
        let mut fleet = Fleet::new();
        let error = fleet.try_ingest(STATES, &input, body.as_bytes()).unwrap_err();
        assert!(matches!(error, IngestError::Malformed(_)), "{body}");
        assert_eq!(fleet.store.nodes.len(), 0);
    }
    let error = Fleet::new().try_ingest(STATES, r#"{"InstanceIds":"i"}"#, b"{}").unwrap_err();
    assert_eq!(error, IngestError::BadInput("InstanceIds"));
}
