//! The scan against a service in memory.

use std::time::Duration;

use patchlens::fleet::scan::{End, PatchesToRead, Phase, Scan, ScanOptions, Selection};
use patchlens::fleet::store::{Silence, Store};
use serde_json::json;

use super::scan_service::*;

#[test]
fn scan_reads_every_node_once() {
    let mut service = service(200);
    let (store, scan) = scan(&mut service, options());
    assert_eq!(contents(&store).len(), 200);
    let open = service.nodes.iter().filter(|it| it.scanned.is_some() && it.open != [0; 4]).count();
    assert_eq!(service.count("DescribeInstancePatches"), open);
    assert_eq!(service.count("DescribeInstancePatchStates"), 4);
    assert_eq!(service.count("DescribeInstanceProperties"), 7);
    assert_eq!(service.count("GetPatchBaseline"), 1);
    assert_eq!(service.count("ListComplianceSummaries"), 1);
    let progress = &scan.progress(&store)[0];
    assert_eq!(
        (progress.phase, progress.nodes_done, progress.nodes_total),
        (Phase::Done, 200, Some(200))
    );
    for node in &service.nodes {
        let number = u32::from_str_radix(&node.id[2..], 16).unwrap();
        let expected: u32 = if node.scanned.is_some() { node.open.iter().sum() } else { 0 };
        assert_eq!(findings(&store, number), expected, "{node:?}");
    }
}

#[test]
fn stopped_nodes_are_in_the_fleet() {
    let mut service = service(20);
    let (store, _) = scan(&mut service, options());
    assert!(contents(&store).values().any(|it| it.starts_with("Some(\"stopped\")")));
}

#[test]
fn silent_nodes_are_explained() {
    let mut service = service(40);
    let (store, _) = scan(&mut service, options());
    let silence = |number: u32| {
        let found = store.find_node(0, &node(number).id).unwrap();
        store.nodes.get(found as usize).unwrap().silence
    };
    assert_eq!(silence(9), Silence::ScannedByAssociation);
    assert_eq!(silence(19), Silence::NeverScanned);
    let (_, input) =
        service.log.iter().find(|it| it.0 == "ListResourceComplianceSummaries").unwrap();
    assert_eq!(input["Filters"][1]["Key"], "ResourceId");
}

#[test]
fn without_explain_nothing_is_explained() {
    let mut service = service(40);
    scan(&mut service, ScanOptions { explain: Some(false), ..options() });
    let operations: Vec<_> = service.operations().into_keys().collect();
    assert_eq!(
        operations,
        ["DescribeInstancePatchStates", "DescribeInstancePatches", "DescribeInstanceProperties"]
    );
}

#[test]
fn counts_alone_are_read_with_patches_none() {
    let mut service = service(40);
    scan(&mut service, ScanOptions { patches: PatchesToRead::None, ..options() });
    assert_eq!(service.count("DescribeInstancePatches"), 0);
}

#[test]
fn refused_page_size_falls_back_to_50() {
    let mut service = failing(service(200), |_, input| {
        let is_large = input["MaxResults"].as_u64() > Some(50);
        is_large.then(|| refused("ValidationException", "Member must satisfy maxResults <= 50"))?
    });
    let (store, _) = scan(&mut service, options());
    assert_eq!(contents(&store).len(), 200);
    let large = service.log.iter().filter(|it| it.1["MaxResults"].as_u64() > Some(50)).count();
    assert!(large <= 9, "{large}: one of the list, one of each worker");
}

#[test]
fn denied_properties_fall_back_to_information() {
    let mut service =
        failing(service(64), |it, _| (it == "DescribeInstanceProperties").then(denied)?);
    let (store, _) = scan(&mut service, options());
    assert_eq!(contents(&store).len(), 56);
    assert_eq!(store.scopes[0].error, None);
}

#[test]
fn denied_list_fails_the_scope_and_no_other() {
    let mut options = options();
    let mut other = options.scopes[0].clone();
    other.id = "444455556666/us-east-1".into();
    options.scopes.push(other);
    let mut left = 2;
    let mut service = failing(service(30), move |it, _| {
        let is_list = it.starts_with("DescribeInstance") && !it.contains("Patch");
        left -= i32::from(is_list && left > 0);
        (is_list && left > 0).then(denied)?
    });
    let (store, _) = scan(&mut service, options);
    assert_eq!(store.scopes.iter().filter(|it| it.error.is_some()).count(), 0);
    let mut service = failing(service, |it, _| {
        (it.starts_with("DescribeInstance") && !it.contains("Patch")).then(denied)?
    });
    let (store, scan) = scan(&mut service, self::options());
    assert!(store.scopes[0].error.as_ref().unwrap().contains("AccessDenied"));
    assert_eq!(scan.progress(&store)[0].phase, Phase::Failed);
}

#[test]
fn bad_node_is_marked_and_the_others_are_read() {
    let mut service = failing(service(60), |it, input| {
        let is_it = it == "DescribeInstancePatches" && input["InstanceId"] == *node(6).id;
        is_it.then(|| refused("InvalidInstanceId", "no such node"))?
    });
    let (store, _) = scan(&mut service, options());
    let failed = |it: &&String| it.contains("InvalidInstanceId");
    assert_eq!(contents(&store).values().filter(failed).count(), 1);
    assert_eq!(findings(&store, 3), 4);
}

#[test]
fn bad_node_among_states_is_found() {
    let mut service = failing(service(60), |it, input| {
        let ids = input["InstanceIds"].as_array()?;
        let is_it = it == "DescribeInstancePatchStates" && ids.contains(&json!(node(6).id));
        is_it.then(|| refused("ValidationException", "instanceIds"))?
    });
    let (store, _) = scan(&mut service, options());
    let failed = |it: &&String| it.contains("ValidationException");
    assert_eq!(contents(&store).values().filter(failed).count(), 1);
}

#[test]
fn throttled_requests_are_repeated() {
    let mut count = 0;
    let mut service = failing(service(200), move |_, _| {
        count += 1;
        (count % 5 == 0).then(throttled)?
    });
    let (store, scan) = scan(&mut service, options());
    let mut calm = super::scan_service::service(200);
    assert_eq!(contents(&store), contents(&super::scan_service::scan(&mut calm, options()).0));
    assert!(scan.progress(&store)[0].throttled > 10);
}

#[test]
fn answer_that_the_client_cannot_read_is_asked_again() {
    let mut left = 1;
    let mut service = failing(service(20), move |_, _| {
        left -= 1;
        (left == 0).then(|| {
            json!({ "code": "malformed-response", "reason": "other", "retryable": false,
                "message": "Cannot list the nodes: the body is empty" })
        })
    });
    let (store, _) = scan(&mut service, options());
    assert_eq!((store.scopes[0].error.clone(), contents(&store).len()), (None, 20));
}

#[test]
fn counts_that_are_absent_or_contradict_are_asked_without_a_filter() {
    let mut service = service(6);
    service.nodes[1].counts = Some([Some(0), None, Some(0), Some(0)]);
    service.nodes[2].security = 3;
    let (store, _) = scan(&mut service, options());
    let asked = |number: u32| {
        let is_it = |it: &&(String, serde_json::Value)| it.1["InstanceId"] == *node(number).id;
        service.log.iter().filter(is_it).map(|it| it.1.get("Filters").is_some()).collect::<Vec<_>>()
    };
    assert_eq!((asked(1), asked(2), asked(3)), (vec![false], vec![false], vec![true]));
    assert_eq!(findings(&store, 1), 0);
}

#[test]
fn service_that_filters_wrongly_is_caught_and_asked_without_a_filter() {
    let mut wrong = Service { filters_wrongly: true, ..service(400) };
    let (store, _) = scan(&mut wrong, options());
    let mut right = service(400);
    let (expected, _) = scan(&mut right, options());
    let findings = |it: &Store| it.findings.live();
    assert_eq!(findings(&store), findings(&expected));
    let filtered = wrong.log.iter().filter(|it| it.1["Filters"][0]["Key"] == "State").count();
    assert!(filtered < 40, "{filtered}");
}

#[test]
fn repeated_token_ends_the_list_with_an_error() {
    let mut service = Service { repeats_tokens: true, ..service(100) };
    let (store, _) = scan(&mut service, options());
    assert!(store.scopes[0].error.as_ref().unwrap().contains("repeated-token"));
    assert!(store.scopes[0].partial);
    assert_eq!(contents(&store).len(), 30);
}

#[test]
fn given_ids_are_asked_once_each() {
    let ids = (0..120).map(|it| node(it % 60).id).collect();
    let mut service = service(60);
    let nodes = Some(Selection::InstanceIds(ids));
    let (store, _) = scan(&mut service, ScanOptions { nodes, ..options() });
    assert_eq!(contents(&store).len(), 60);
    assert_eq!(service.count("DescribeInstancePatchStates"), 2);
    assert_eq!(service.count("DescribeInstanceProperties"), 0);
}

#[test]
fn patch_groups_give_states_directly() {
    let mut service = service(60);
    let nodes = Some(Selection::PatchGroups(vec!["even".into(), "odd".into()]));
    let (store, _) = scan(&mut service, ScanOptions { nodes, ..options() });
    assert_eq!(contents(&store).len(), 54);
    assert_eq!(service.count("DescribeInstancePatchStates"), 0);
    assert_eq!(findings(&store, 3), 4);
}

#[test]
fn tags_are_filters_of_the_list() {
    let mut service = service(5);
    let tags = [("Team".to_owned(), vec!["payments".to_owned()])].into();
    scan(&mut service, ScanOptions { nodes: Some(Selection::Tags(tags)), ..options() });
    let filters = &service.log[0].1["FiltersWithOperator"];
    let expected = json!([{ "Key": "tag:Team", "Values": ["payments"], "Operator": "Equal" }]);
    assert_eq!(*filters, expected);
}

#[test]
fn previous_findings_are_kept_while_the_operation_is_the_same() {
    let mut first = service(200);
    let (mut store, _) = scan(&mut first, options());
    let mut second = tomorrow(200);
    for node in second.nodes.iter_mut().step_by(20).filter(|it| it.scanned.is_some()) {
        node.scanned = Some(1_700_500_000);
        node.open = [2, 0, 0, 0];
    }
    second.nodes[3].scanned = Some(1_700_500_000);
    second.nodes[3].open = [0; 4];
    let scan = scan_into(&mut second, ScanOptions { previous: true, ..options() }, &mut store);
    assert_eq!(second.count("DescribeInstancePatches"), 10);
    assert_eq!(second.count("GetPatchBaseline"), 0);
    assert_eq!(second.count("ListResourceComplianceSummaries"), 0);
    assert!(scan.progress(&store)[0].nodes_kept > 20);
    assert_eq!(findings(&store, 3), 0);
    let fresh = super::scan_service::scan(&mut service_of(&second), options()).0;
    assert_eq!(open_of(&store), open_of(&fresh));
}

fn tomorrow(count: u32) -> Service {
    Service { now: Duration::from_secs(86_400), ..service(count) }
}

fn service_of(other: &Service) -> Service {
    Service { nodes: other.nodes.clone(), ..service(0) }
}

fn open_of(store: &Store) -> Vec<(String, u32)> {
    let of = |it: &patchlens::fleet::store::Node| (store.ids.text(it.id).into(), it.findings.count);
    let mut all: Vec<_> = store.nodes.iter().filter(|it| !it.removed).map(of).collect();
    all.sort();
    all
}

#[test]
fn node_that_is_not_listed_any_more_is_removed() {
    let mut first = service(60);
    let (mut store, _) = scan(&mut first, options());
    let live = store.findings.live();
    let mut second = tomorrow(60);
    second.nodes.remove(3);
    scan_into(&mut second, ScanOptions { previous: true, ..options() }, &mut store);
    assert_eq!(contents(&store).len(), 59);
    assert_eq!(store.findings.live(), live - 4);
    // It comes back.
    let mut third = Service { now: 2 * second.now, ..tomorrow(60) };
    scan_into(&mut third, ScanOptions { previous: true, ..options() }, &mut store);
    assert_eq!((contents(&store).len(), store.findings.live()), (60, live));
}

#[test]
fn failed_scope_keeps_the_rows_of_the_previous_fleet() {
    let mut first = service(60);
    let (mut store, _) = scan(&mut first, options());
    let before = contents(&store);
    let mut second = failing(tomorrow(60), |_, _| denied());
    scan_into(&mut second, ScanOptions { previous: true, ..options() }, &mut store);
    assert_eq!(contents(&store), before);
    assert!(store.scopes[0].error.is_some());
}

#[test]
fn budget_ends_the_scan_cleanly() {
    let mut service = service(200);
    let mut store = Store::default();
    let mut scan = Scan::new(ScanOptions { max_requests: Some(20), ..options() }, &mut store);
    assert_eq!(drive(&mut scan, &mut store, &mut service, usize::MAX), Some(End::Requests));
    assert_eq!(service.log.len(), 20);
}

#[test]
fn deadline_ends_the_scan() {
    let mut service = service(2000);
    let mut store = Store::default();
    let mut scan = Scan::new(ScanOptions { deadline_ms: Some(3000.0), ..options() }, &mut store);
    assert_eq!(drive(&mut scan, &mut store, &mut service, usize::MAX), Some(End::Deadline));
    assert!(service.now.as_millis() == 3000, "{:?}", service.now);
}

#[test]
fn outage_fails_the_scope_instead_of_every_node() {
    let mut count = 0;
    let mut service = failing(service(900), move |_, _| {
        count += 1;
        (count > 100)
            .then(|| json!({ "code": "network", "reason": "unavailable", "retryable": true }))
    });
    let (store, scan) = scan(&mut service, options());
    assert_eq!(scan.progress(&store)[0].phase, Phase::Failed);
    assert!(service.log.len() < 200, "{}", service.log.len());
}

#[test]
fn expired_keys_fail_the_scope_within_seconds() {
    let expired =
        json!({ "code": "service", "reason": "expired", "awsCode": "ExpiredTokenException" });
    let mut service = failing(service(200), move |_, _| Some(expired.clone()));
    let (store, scan) = scan(&mut service, options());
    assert_eq!(scan.progress(&store)[0].phase, Phase::Failed);
    assert_eq!(
        service.operations().into_iter().collect::<Vec<_>>(),
        [("DescribeInstanceProperties", 3)]
    );
    assert!(service.now < Duration::from_secs(3), "{:?}", service.now);
}
