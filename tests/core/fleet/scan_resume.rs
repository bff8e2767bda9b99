//! Scans that are cut off and go on elsewhere: from a checkpoint, and in slices.

use std::collections::BTreeMap;
use std::time::Duration;

use patchlens::fleet::scan::{End, Scan, ScanOptions};
use patchlens::fleet::store::{Readings, Store};
use proptest::prelude::*;

use super::scan_service::*;

/// What another process finds: the store without the pages of unfinished nodes, and the text.
fn saved(scan: &Scan, store: &Store) -> (Store, String) {
    let mut store = store.clone();
    store.readings = Readings::default();
    (store, scan.checkpoint())
}

fn cut_and_resumed(mut service: Service, cuts: &[usize], options: ScanOptions) -> (Store, Service) {
    let mut store = Store::default();
    let mut scan = Scan::new(options.clone(), &mut store);
    for cut in cuts {
        if drive(&mut scan, &mut store, &mut service, *cut).is_some() {
            return (store, service);
        }
        let (mut other, text) = saved(&scan, &store);
        scan = Scan::resume(options.clone(), &text, &mut other).unwrap();
        store = other;
    }
    assert_eq!(drive(&mut scan, &mut store, &mut service, usize::MAX), Some(End::Complete));
    (store, service)
}

/// How often each node's states and patches came whole.
fn asked(service: &Service) -> BTreeMap<String, usize> {
    let mut asked = BTreeMap::new();
    for (operation, input) in &service.log {
        if operation == "DescribeInstancePatchStates" {
            for id in input["InstanceIds"].as_array().unwrap() {
                *asked.entry(format!("{operation} {id}")).or_default() += 1;
            }
        }
        if operation == "DescribeInstancePatches" {
            *asked.entry(format!("{operation} {}", input["InstanceId"])).or_default() += 1;
        }
    }
    asked
}

#[test]
fn cut_at_any_request_and_resumed_it_is_the_same_fleet() {
    let whole = scan(&mut service(1000), options());
    let expected = contents(&whole.0);
    let mut requests = 0;
    for cut in 0.. {
        let (store, service) = cut_and_resumed(service(1000), &[cut], options());
        assert_eq!(contents(&store), expected, "cut at {cut}");
        assert_eq!(store.scopes[0].aws_compliant, Some(5), "cut at {cut}");
        assert!(!store.scopes[0].partial, "cut at {cut}");
        // A response that came is never asked for again: every node's patches are one page here.
        assert!(asked(&service).values().all(|it| *it == 1), "cut at {cut}");
        requests = requests.max(service.log.len());
        if cut > service.log.len() {
            break;
        }
    }
    assert!(requests > 300, "{requests}");
}

/// The service a day later: a tenth of the nodes was scanned again, and one is gone.
fn tomorrow() -> Service {
    let mut service = Service { now: Duration::from_secs(86_400), ..service(200) };
    for node in service.nodes.iter_mut().step_by(10).filter(|it| it.scanned.is_some()) {
        node.scanned = Some(1_700_500_000);
        node.open = [2, 0, 1, 0];
    }
    service.nodes.remove(7);
    service
}

#[test]
fn cut_at_any_request_a_scan_with_an_earlier_fleet_keeps_as_much() {
    let earlier = scan(&mut service(200), options()).0;
    let options = ScanOptions { previous: true, ..options() };
    let mut expected = earlier.clone();
    let mut whole = tomorrow();
    scan_into(&mut whole, options.clone(), &mut expected);
    assert_eq!(whole.count("DescribeInstancePatches"), 20);
    for cut in 0..whole.log.len() {
        let mut service = tomorrow();
        let mut store = earlier.clone();
        let mut scan = Scan::new(options.clone(), &mut store);
        assert_eq!(drive(&mut scan, &mut store, &mut service, cut), None);
        let (mut store, text) = saved(&scan, &store);
        let mut scan = Scan::resume(options.clone(), &text, &mut store).unwrap();
        let end = drive(&mut scan, &mut store, &mut service, usize::MAX);
        assert_eq!(end, Some(End::Complete), "cut at {cut}");
        assert_eq!(contents(&store), contents(&expected), "cut at {cut}");
        assert!(asked(&service).values().all(|it| *it == 1), "cut at {cut}");
    }
}

#[test]
fn slices_ask_no_patches_that_an_earlier_fleet_has() {
    let earlier = scan(&mut service(200), options()).0;
    let mut service = tomorrow();
    let mut cursor: Option<String> = None;
    loop {
        let mut store = Store::default();
        let options = ScanOptions { max_requests: Some(7), ..options() };
        let mut scan = Scan::slice(options, cursor.as_deref(), &mut store, Some(&earlier)).unwrap();
        drive(&mut scan, &mut store, &mut service, usize::MAX);
        cursor = scan.cursor(&mut store);
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(service.count("DescribeInstancePatches"), 20);
}

#[test]
fn node_that_no_slice_can_read_is_given_up() {
    let mut service = Service { page: 1, ..service(4) };
    service.nodes[3].open = [9, 0, 0, 0];
    let mut cursor: Option<String> = None;
    let mut failures = 0;
    for slice in 0.. {
        assert!(slice < 200, "the slices do not end");
        let mut store = Store::default();
        let options = ScanOptions { max_requests: Some(3), ..options() };
        let mut scan = Scan::slice(options, cursor.as_deref(), &mut store, None).unwrap();
        drive(&mut scan, &mut store, &mut service, usize::MAX);
        cursor = scan.cursor(&mut store);
        failures += contents(&store).values().filter(|it| it.contains("maxRequests")).count();
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(failures, 1);
}

#[test]
fn damaged_checkpoints_and_cursors_are_refused() {
    let mut store = Store::default();
    for text in ["", "{}", "[]", r#"{"version":2,"scopes":{}}"#, r#"{"version":1,"scopes":3}"#] {
        assert!(Scan::resume(options(), text, &mut store).is_err(), "{text}");
        assert!(Scan::slice(options(), Some(text), &mut store, None).is_err(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn cut_many_times_it_is_the_same_fleet(
        cuts in prop::collection::vec(1..60usize, 1..12),
        page in prop_oneof![Just(3usize), Just(10), Just(30)],
        wrong in any::<bool>(),
    ) {
        let make = || Service { page, filters_wrongly: wrong, ..service(150) };
        let live = |it: &Store| (it.findings.live(), it.nodes.iter().filter(|it| it.progress.done).count());
        let expected = scan(&mut make(), options()).0;
        let (store, _) = cut_and_resumed(make(), &cuts, options());
        prop_assert_eq!(live(&store), live(&expected));
    }

    #[test]
    fn slices_together_are_the_same_fleet(requests in 1..40u32, count in 1..260u32) {
        let expected = scan(&mut service(count), options()).0;
        let mut service = service(count);
        let mut parts: BTreeMap<String, u32> = BTreeMap::new();
        let mut states = 0;
        let mut cursor: Option<String> = None;
        for slice in 0.. {
            prop_assert!(slice < 2000, "the slices do not end");
            let mut store = Store::default();
            let options = ScanOptions { max_requests: Some(requests), ..options() };
            let mut scan = Scan::slice(options, cursor.as_deref(), &mut store, None).unwrap();
            let end = drive(&mut scan, &mut store, &mut service, usize::MAX);
            prop_assert!(matches!(end, Some(End::Requests | End::Complete)));
            cursor = scan.cursor(&mut store);
            for node in store.nodes.iter().filter(|it| !it.removed) {
                let id = String::from(store.ids.text(node.id));
                *parts.entry(id).or_default() += node.findings.count;
                states += u32::from(node.patch_state.read_at.is_some());
            }
            match &cursor {
                Some(text) => prop_assert!(text.len() < 65_536),
                None => break,
            }
        }
        prop_assert_eq!(parts.len(), contents(&expected).len());
        prop_assert_eq!(parts.values().sum::<u32>() as usize, expected.findings.live());
        let expected = expected.nodes.iter().filter(|it| it.patch_state.read_at.is_some()).count();
        prop_assert_eq!(states as usize, expected);
    }
}
