//! What a scan must not call compliant, or never scanned: nothing that it has not asked.

use patchlens::fleet::engine::Fleet;
use patchlens::fleet::scan::{End, Scan, ScanOptions, Selection};
use patchlens::fleet::store::{Silence, Store};
use patchlens::time::Timestamp;
use serde_json::Value;

use super::scan_service::*;

fn previous() -> ScanOptions {
    ScanOptions { previous: true, ..options() }
}

/// The service two days later.
fn later(service: Service) -> Service {
    Service { now: std::time::Duration::from_secs(2 * 86_400), ..service }
}

/// A service whose nodes have nothing open but security updates that are not approved.
fn with_updates(status: &'static str) -> Service {
    let mut service = Service { updates_status: status, ..service(4) };
    for node in &mut service.nodes {
        (node.open, node.updates) = ([0; 4], 5);
    }
    service
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

#[test]
fn baseline_of_an_earlier_fleet_is_read_again() {
    let (mut store, _) = scan(&mut with_updates("COMPLIANT"), options());
    let mut second = later(with_updates("NON_COMPLIANT"));
    scan_into(&mut second, previous(), &mut store);
    assert_eq!(second.count("GetPatchBaseline"), 1);
    assert_eq!(reason_codes(store), vec!["available-security-updates"; 4]);
}

#[test]
fn baseline_that_was_in_flight_is_read_by_the_scan_that_goes_on() {
    let (earlier, _) = scan(&mut with_updates("COMPLIANT"), options());
    for cut in 0..8 {
        let mut store = earlier.clone();
        let mut service = later(with_updates("NON_COMPLIANT"));
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
fn node_that_has_left_its_patch_group_is_asked_again() {
    let groups = Some(Selection::PatchGroups(vec!["even".into()]));
    let options = ScanOptions { nodes: groups, previous: true, ..options() };
    let (mut store, _) = scan(&mut service(8), options.clone());
    let mut second = later(service(8));
    second.nodes[2].group = "odd";
    second.nodes[2].open = [1, 0, 0, 0];
    second.nodes[2].scanned = Some(1_700_500_000);
    second.nodes[4].scanned = None;
    scan_into(&mut second, options, &mut store);
    assert_eq!(second.count("DescribeInstancePatchStates"), 1);
    assert_eq!(findings(&store, 2), 1);
    assert_eq!(silence(&store, 4), Silence::NeverScanned);
}
