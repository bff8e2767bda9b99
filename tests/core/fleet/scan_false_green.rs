//! What a scan must not call compliant, or never scanned: nothing that it has not asked.

use patchlens::fleet::engine::Fleet;
use patchlens::fleet::scan::{End, Scan, ScanOptions, Selection};
use patchlens::fleet::store::{Silence, Store};
use patchlens::time::Timestamp;
use serde_json::Value;

use super::scan_service::*;

const BASELINE: &str = "pb-0123456789abcdef0";

fn previous() -> ScanOptions {
    ScanOptions { previous: true, ..options() }
}

/// The service a day later.
fn tomorrow(service: Service) -> Service {
    Service { now: std::time::Duration::from_secs(86_400), ..service }
}

/// A service whose nodes have nothing open but security updates that are not approved.
fn with_updates(status: &'static str) -> Service {
    let mut service = Service { updates_status: status, ..service(4) };
    for node in &mut service.nodes {
        (node.open, node.updates) = ([0; 4], 5);
    }
    service
}

fn denying(service: Service, operation: &'static str) -> Service {
    failing(service, move |it, _| (it == operation).then(denied)?)
}

fn silence(store: &Store, number: u32) -> Silence {
    let found = store.find_node(0, &node(number).id).unwrap();
    store.nodes.get(found as usize).unwrap().silence
}

/// The reason codes of the nodes, in order.
fn reason_codes(store: Store) -> Vec<String> {
    let mut fleet = Fleet::default();
    fleet.store = store;
    fleet.set_rules(r#"{"now":"2023-11-15T00:00:00Z"}"#).unwrap();
    let rows = fleet.rows("nodes", "{}", Timestamp::from_millis(0)).unwrap();
    let rows: Value = serde_json::from_str(&rows).unwrap();
    let code = |row: &Value| String::from(row["reasonCode"].as_str().unwrap());
    rows["rows"].as_array().unwrap().iter().map(code).collect()
}

fn failures(store: &Store) -> usize {
    store.nodes.iter().filter(|it| it.failure.is_some()).count()
}

#[test]
fn baseline_is_read_again_by_each_scan() {
    let (mut store, _) = scan(&mut with_updates("COMPLIANT"), options());
    let mut second = tomorrow(with_updates("NON_COMPLIANT"));
    scan_into(&mut second, previous(), &mut store);
    assert_eq!(second.count("GetPatchBaseline"), 1);
    assert_eq!(reason_codes(store), vec!["available-security-updates"; 4]);
}

#[test]
fn baseline_that_was_in_flight_is_read_by_the_scan_that_goes_on() {
    let (earlier, _) = scan(&mut with_updates("COMPLIANT"), options());
    for cut in 0..8 {
        let mut store = earlier.clone();
        let mut service = tomorrow(with_updates("NON_COMPLIANT"));
        let mut scan = Scan::new(previous(), &mut store);
        if drive(&mut scan, &mut store, &mut service, cut) == Some(End::Complete) {
            break;
        }
        let text = scan.checkpoint();
        let mut scan = Scan::resume(previous(), &text, &mut store).unwrap();
        assert_eq!(drive(&mut scan, &mut store, &mut service, usize::MAX), Some(End::Complete));
        assert_eq!(reason_codes(store), vec!["available-security-updates"; 4], "cut at {cut}");
    }
}

#[test]
fn baseline_that_cannot_be_read_again_stays_and_is_named() {
    let (mut store, _) = scan(&mut with_updates("COMPLIANT"), options());
    let mut second = denying(tomorrow(with_updates("COMPLIANT")), "GetPatchBaseline");
    scan_into(&mut second, previous(), &mut store);
    assert_eq!(store.baselines.get(0, BASELINE).unwrap().name.as_deref(), Some("Default"));
    assert_eq!(failures(&store), 4);
    assert_eq!(reason_codes(store), vec!["nothing-open"; 4]);
}

#[test]
fn updates_of_a_baseline_that_is_not_known_are_not_compliant() {
    for mut service in
        [denying(with_updates("COMPLIANT"), "GetPatchBaseline"), with_updates("PERHAPS")]
    {
        let (store, _) = scan(&mut service, options());
        assert_eq!(failures(&store), 4);
        assert_eq!(store.scopes[0].error, None);
        assert_eq!(reason_codes(store), vec!["read-failed"; 4]);
    }
}

#[test]
fn denied_baseline_fails_no_node_that_does_not_need_it() {
    let mut service = denying(service(4), "GetPatchBaseline");
    let (store, _) = scan(&mut service, options());
    assert_eq!(failures(&store), 0);
}

#[test]
fn silent_node_that_was_not_explained_is_not_called_never_scanned() {
    let (store, _) = scan(&mut service(40), ScanOptions { explain: Some(false), ..options() });
    assert_eq!(silence(&store, 19), Silence::NotAsked);

    let mut store = Store::default();
    let mut cut = service(40);
    let limit = ScanOptions { max_requests: Some(3), ..options() };
    let mut scan = Scan::new(limit, &mut store);
    assert_eq!(drive(&mut scan, &mut store, &mut cut, usize::MAX), Some(End::Requests));
    assert_eq!(cut.count("DescribeInstancePatchStates"), 1);
    assert_eq!(silence(&store, 19), Silence::NotAsked);
}

#[test]
fn silent_node_whose_explanation_is_denied_has_failed() {
    let mut service = denying(service(40), "ListResourceComplianceSummaries");
    let (store, _) = scan(&mut service, options());
    assert_eq!((silence(&store, 19), failures(&store)), (Silence::NotAsked, 4));
    let codes = reason_codes(store);
    assert_eq!(codes.iter().filter(|it| *it == "read-failed").count(), 4);
}

#[test]
fn silent_node_is_explained_by_the_next_scan() {
    let without = ScanOptions { explain: Some(false), ..options() };
    let (mut store, _) = scan(&mut service(40), without);
    let mut second = tomorrow(service(40));
    scan_into(&mut second, previous(), &mut store);
    assert_eq!(silence(&store, 9), Silence::ScannedByAssociation);
    assert_eq!(silence(&store, 19), Silence::NeverScanned);
    // An association scans it since.
    let mut third = tomorrow(service(40));
    third.now *= 2;
    third.nodes[19].by_association = true;
    scan_into(&mut third, previous(), &mut store);
    assert_eq!(silence(&store, 19), Silence::ScannedByAssociation);
}

#[test]
fn node_that_has_left_its_patch_group_is_asked_again() {
    let groups = Some(Selection::PatchGroups(vec!["even".into()]));
    let options = ScanOptions { nodes: groups, previous: true, ..options() };
    let (mut store, _) = scan(&mut service(8), options.clone());
    let mut second = tomorrow(service(8));
    second.nodes[2].group = "odd";
    second.nodes[2].open = [1, 0, 0, 0];
    second.nodes[2].scanned = Some(1_700_500_000);
    second.nodes[4].scanned = None;
    scan_into(&mut second, options, &mut store);
    assert_eq!(second.count("DescribeInstancePatchStates"), 1);
    assert_eq!(findings(&store, 2), 1);
    assert_eq!(silence(&store, 4), Silence::NeverScanned);
}

#[test]
fn nodes_whose_patches_are_denied_have_failed() {
    for count in [4, 100] {
        let mut service = denying(service(count), "DescribeInstancePatches");
        service.nodes.iter_mut().for_each(|it| it.counts = Some([None; 4]));
        let (store, _) = scan(&mut service, options());
        assert!(store.scopes[0].error.is_some());
        let codes = reason_codes(store);
        assert!(!codes.iter().any(|it| it == "counts-incomplete"), "{codes:?}");
    }
}
