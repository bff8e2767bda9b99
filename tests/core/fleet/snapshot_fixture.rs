//! A snapshot of each released version of the format: each later version of the package opens it.
//!
//! `snapshot-v1.bin` is what [`hand_made`] was when version 1 was released. Until then a change of
//! the format writes it again: `WRITE_FIXTURE=1 cargo test --test core snapshot_fixture`.

use std::path::PathBuf;
use std::{env, fs};

use patchlens::fleet::snapshot::{Extras, open, write};
use patchlens::fleet::store::{
    ApprovalRule, Asked, Baseline, Count, FilterKey, Finding, FindingsFacet, Listing, Millis,
    PatchFilter, PatchKey, PatchState, Progress, RowState, Scope, Silence, Since, SnapshotId,
    StateCode, StateKind, Store, Symbol,
};
use patchlens::time::Timestamp;

use super::fleets::{at, change, node, rows};
use super::stores::contents;

/// 2026-11-21T07:00:00Z.
const READ_AT: u32 = 1_795_244_400;

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/fleet/snapshot-v1.bin")
}

#[test]
fn a_snapshot_of_version_1_is_read() {
    let (store, extras) = open(&fs::read(path()).unwrap()).unwrap();
    assert_eq!(extras, checkpoint());
    assert_eq!(contents(&store), contents(&hand_made()));

    let ids: Vec<_> = store.nodes.iter().map(|it| store.ids.text(it.id)).collect();
    assert_eq!(ids, ["i-0123456789abcdef0", "mi-0fedcba9876543210", "i-12345678"]);
    let expected = [("KB5068787", READ_AT - 86_400, false), ("openssl-libs.x86_64", READ_AT, true)];
    assert_eq!(rows(&store, "i-0123456789abcdef0"), expected);
    let first = node(&store, "i-0123456789abcdef0");
    assert_eq!(store.word(store.listing(&first).unwrap().platform), Some("Amazon Linux"));
    assert_eq!(store.patches.cves.iter().collect::<Vec<_>>(), ["CVE-2026-1", "CVE-2026-2"]);
    assert_eq!(store.states.names().last().unwrap(), "SomethingNew");
}

#[test]
fn writing_version_1_gives_the_fixture() {
    let written = write(&hand_made(), &checkpoint());
    if env::var_os("WRITE_FIXTURE").is_some() {
        fs::write(path(), &written).unwrap();
    }
    assert!(fs::read(path()).unwrap() == written, "the format changed, see the top of this file");
}

fn checkpoint() -> Extras {
    Extras { scan: Some("{\"scopes\":[]}".into()), progress: true }
}

/// Everything that a store can hold, at least once.
fn hand_made() -> Store {
    let mut store = Store::default();
    store.scopes.push(Scope {
        label: Some("production".into()),
        read_at: Some(at(READ_AT)),
        aws_compliant: Some(0),
        partial: false,
        ..Scope::from_id("111122223333/eu-central-1")
    });
    store.scopes.push(Scope {
        error: Some("{\"code\":\"AccessDeniedException\"}".into()),
        ..Scope::from_id("444455556666/us-east-1")
    });
    store.baselines.insert(baseline());
    store.attribute_names = vec!["owner".into(), "team".into()];
    add_running_node(&mut store);
    add_silent_nodes(&mut store);
    store
}

fn baseline() -> Baseline {
    Baseline {
        scope: 1,
        id: "pb-0123456789abcdef0".into(),
        read_at: Some(at(READ_AT)),
        name: Some("Monthly".into()),
        available_updates_non_compliant: Some(false),
        approve_after_days: vec![7, 0],
        rules: vec![ApprovalRule {
            level: "CRITICAL".into(),
            filters: vec![
                filter(FilterKey::Classification, &["SecurityUpdates", "CriticalUpdates"]),
                filter(FilterKey::Severity, &["Critical"]),
            ],
        }],
        approved: vec!["KB5068787".into()],
        approved_level: "HIGH".into(),
    }
}

fn filter(key: FilterKey, values: &[&str]) -> PatchFilter {
    PatchFilter { key, values: values.iter().map(|it| String::from(*it)).collect() }
}

fn add_running_node(store: &mut Store) {
    let rows = [windows_finding(store), package_finding(store)];
    change(store, "i-0123456789abcdef0", |store, node| {
        node.listing = Symbol::new(0);
        let listing = listing(store);
        store.listings.push(listing);
        node.patch_state = patch_state(store);
        store.attributes.push(vec![store.words.intern("payments"), None]);
        node.attributes = Symbol::new(0);
        node.non_compliant_since = Some(Since { at: at(READ_AT - 86_400), lower_bound: true });
        node.judged = true;
        node.progress = Progress { listed: true, state_asked: true, explained: false, done: true };
        node.findings = FindingsFacet {
            read_at: Some(at(READ_AT + 60)),
            first_read_at: Some(at(READ_AT)),
            start: store.findings.replace(0, 0, &rows).unwrap(),
            count: 2,
            asked: Asked::Some,
        };
    });
}

fn windows_finding(store: &mut Store) -> Finding {
    let title = "2026-11 Cumulative Update for Windows Server 2022 (KB5068787)";
    let key = PatchKey { kb: "KB5068787", title, severity: "Critical", classification: "" };
    let patch = store.patches.intern(&key).unwrap();
    store.patches.set_released(patch, Some(at(READ_AT - 10 * 86_400)));
    let StateKind::Open(state) = store.states.classify("SomethingNew") else {
        panic!("an open state")
    };
    Finding { patch, state: RowState::new(state, false), first_seen: at(READ_AT - 86_400) }
}

fn package_finding(store: &mut Store) -> Finding {
    let kb = "openssl-libs.x86_64";
    let title = "openssl-libs.x86_64:1:3.0.8-1.amzn2023.0.1";
    let key = PatchKey { kb, title, severity: "Important", classification: "Security" };
    let patch = store.patches.intern(&key).unwrap();
    store.patches.add_cves(patch, "CVE-2026-1,CVE-2026-2").unwrap();
    Finding { patch, state: RowState::new(StateCode::FAILED, true), first_seen: at(READ_AT) }
}

fn listing(store: &mut Store) -> Listing {
    let mut word = |text| store.words.intern(text);
    Listing {
        name: word("web-1"),
        computer_name: word("ip-10-0-0-1.eu-central-1.compute.internal"),
        ip_address: word("10.0.0.1"),
        agent_version: word("3.3.859.0"),
        ping_status: word("Online"),
        instance_state: word("running"),
        platform: word("Amazon Linux"),
        platform_version: word("2023"),
        platform_type: word("Linux"),
        read_at: at(READ_AT),
    }
}

fn patch_state(store: &mut Store) -> PatchState {
    let millis = |seconds: i64| {
        Millis::of(Timestamp::from_millis((i64::from(READ_AT) - seconds) * 1000 + 250))
    };
    PatchState {
        read_at: Some(at(READ_AT + 1)),
        counts: std::array::from_fn(|place| {
            (place != 11).then(|| Count::new(place as u32 * 100))?
        }),
        patch_group: store.words.intern("prod"),
        baseline: store.words.intern("pb-0123456789abcdef0"),
        operation: store.words.intern("Scan"),
        reboot_option: None,
        snapshot_id: SnapshotId::Uuid(*b"0123456789abcdef"),
        operation_start: millis(3660),
        operation_end: millis(3600),
        last_no_reboot_install: None,
    }
}

fn add_silent_nodes(store: &mut Store) {
    change(store, "mi-0fedcba9876543210", |_, node| node.silence = Silence::ScannedByAssociation);
    let number = store.node(1, "i-12345678").unwrap() as usize;
    let failure = store.errors.intern("{\"code\":\"ThrottlingException\"}");
    let node = store.nodes.get_mut(number).unwrap();
    (node.failure, node.findings_failed) = (failure, true);
}
