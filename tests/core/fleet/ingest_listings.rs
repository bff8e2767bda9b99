//! The operations that list nodes and explain them.

use patchlens::fleet::store::{Listing, Silence, Symbol};

use super::ingest_support::{Fleet, NODE, page};

fn listing(fleet: &Fleet) -> (Listing, impl Fn(Option<Symbol>) -> Option<String>) {
    let store = fleet.store.clone();
    let listing = store.listing(&fleet.node(NODE)).expect("not listed");
    (listing, move |symbol| store.word(symbol).map(String::from))
}

#[test]
fn properties_list_nodes_with_their_state() {
    let mut fleet = Fleet::new();
    let body = format!(
        r#"{{"InstanceProperties":[{{"Name":"web-1","InstanceId":"{NODE}","InstanceState":"stopped",
        "IPAddress":"10.0.0.1","LaunchTime":1.7E9,"PingStatus":"Online","AgentVersion":"3.3.1",
        "PlatformType":"Linux","PlatformName":"Amazon Linux","PlatformVersion":2023,"ComputerName":null,
        "AssociationOverview":{{"InstanceAssociationStatusAggregatedCount":{{"Success":1}}}}}},
        {{"Name":"nobody"}}],"NextToken":"T"}}"#
    );
    let ingested = fleet.ingest("DescribeInstanceProperties", "{}", &body);
    assert_eq!((ingested.items, ingested.nodes.len()), (2, 1));
    assert_eq!(ingested.next_token.as_deref(), Some("T"));
    let (listing, word) = listing(&fleet);
    assert_eq!(word(listing.name).as_deref(), Some("web-1"));
    assert_eq!(word(listing.instance_state).as_deref(), Some("stopped"));
    assert_eq!(word(listing.ip_address).as_deref(), Some("10.0.0.1"));
    assert_eq!(word(listing.ping_status).as_deref(), Some("Online"));
    assert_eq!(word(listing.agent_version).as_deref(), Some("3.3.1"));
    assert_eq!(word(listing.platform_type).as_deref(), Some("Linux"));
    assert_eq!(word(listing.platform).as_deref(), Some("Amazon Linux"));
    assert_eq!(word(listing.platform_version).as_deref(), Some("2023"));
    assert_eq!(word(listing.computer_name), None);
}

#[test]
fn a_later_listing_replaces_an_earlier_one() {
    let mut fleet = Fleet::new();
    for (now, name, known) in [(1000, "a", "a"), (2000, "b", "b"), (1500, "c", "b")] {
        fleet.now = now;
        let body =
            format!(r#"{{"InstanceInformationList":[{{"InstanceId":"{NODE}","Name":"{name}"}}]}}"#);
        fleet.ingest("DescribeInstanceInformation", "{}", &body);
        let (listing, word) = listing(&fleet);
        assert_eq!(word(listing.name).as_deref(), Some(known));
    }
    assert_eq!(fleet.store.listings.len(), 1);
}

#[test]
fn a_compliance_summary_explains_a_silent_node() {
    let summary = |kind: &str| {
        format!(
            r#"{{"ResourceComplianceSummaryItems":[{{"ComplianceType":"{kind}","ResourceId":"{NODE}","ExecutionSummary":{{"ExecutionTime":1.7E9}}}},{{"ComplianceType":"Patch","ResourceId":"i-unknown"}}]}}"#
        )
    };
    let silent = |fleet: &mut Fleet| {
        let input = format!(r#"{{"InstanceIds":["{NODE}"]}}"#);
        fleet.ingest("DescribeInstancePatchStates", &input, r#"{"InstancePatchStates":[]}"#);
    };
    for (kind, silence) in [
        ("Patch", Silence::ScannedByAssociation),
        ("Association", Silence::ScannedByAssociation),
        ("Custom:Backup", Silence::NeverScanned),
    ] {
        let mut fleet = Fleet::new();
        silent(&mut fleet);
        fleet.ingest("ListResourceComplianceSummaries", "{}", &summary(kind));
        assert_eq!(fleet.node(NODE).silence, silence, "{kind}");
        silent(&mut fleet);
        assert_eq!(fleet.node(NODE).silence, silence, "{kind}");
        assert_eq!(fleet.store.nodes.len(), 1);
    }
    // The explanation may come first.
    let mut fleet = Fleet::new();
    fleet.findings(None, &page(&[], None));
    fleet.ingest("ListResourceComplianceSummaries", "{}", &summary("Patch"));
    assert_eq!(fleet.node(NODE).silence, Silence::NotAsked);
    silent(&mut fleet);
    assert_eq!(fleet.node(NODE).silence, Silence::ScannedByAssociation);
}

#[test]
fn a_compliance_summary_of_patches_gives_the_scopes_numbers() {
    let mut fleet = Fleet::new();
    let body = r#"{"ComplianceSummaryItems":[
        {"ComplianceType":"Association","CompliantSummary":{"CompliantCount":9}},
        {"ComplianceType":"Patch","CompliantSummary":{"CompliantCount":3,"SeveritySummary":{"LowCount":1}},
         "NonCompliantSummary":{"SeveritySummary":{},"NonCompliantCount":"4"}}]}"#;
    fleet.ingest("ListComplianceSummaries", "{}", body);
    let scope = &fleet.store.scopes[0];
    assert_eq!((scope.aws_compliant, scope.aws_non_compliant), (Some(3), Some(4)));
    let body = r#"{"ComplianceSummaryItems":[{"ComplianceType":"Patch","CompliantSummary":null}]}"#;
    fleet.ingest("ListComplianceSummaries", "{}", body);
    let scope = &fleet.store.scopes[0];
    assert_eq!((scope.aws_compliant, scope.aws_non_compliant), (None, None));
}

#[test]
fn available_patches_date_the_patches_that_are_known() {
    let mut fleet = Fleet::new();
    let entry =
        |title: &str, kb: &str| format!(r#"{{"Title":"{title}","KBId":"{kb}","State":"Missing"}}"#);
    let entries = [
        entry("2026-11 Update (KB1)", "KB1"),
        entry("zlib.x86_64:0:1.2.7-19.amzn2", "zlib.x86_64"),
        entry("other", "KB2"),
    ];
    fleet.findings(None, &format!(r#"{{"Patches":[{}]}}"#, entries.join(",")));
    let body = r#"{"Patches":[
        {"Title":"2026-11 Update (KB1)","KbNumber":"KB1","ReleaseDate":1.7E9,"CVEIds":[]},
        {"Title":"2026-11 Update (KB9)","KbNumber":"KB9","ReleaseDate":1.7E9},
        {"Title":"other","KbNumber":"KB3","ReleaseDate":1.7E9},
        {"Name":"zlib","Arch":"x86_64","Version":"1.2.7","Release":"19.amzn2","Epoch":0,
         "ReleaseDate":"2023-11-14T22:13:21Z"},
        {"Title":"other","KbNumber":"KB2","ReleaseDate":0.0}]}"#;
    assert_eq!(fleet.ingest("DescribeAvailablePatches", "{}", body).items, 5);
    let released = |patch| fleet.store.patches.released(patch).map(|it| it.value());
    assert_eq!(
        [released(0), released(1), released(2)],
        [Some(1_700_000_000), Some(1_700_000_001), None]
    );
}

#[test]
fn the_state_of_a_patch_group_is_read_and_ignored() {
    let mut fleet = Fleet::new();
    fleet.ingest("DescribePatchGroupState", r#"{"PatchGroup":"a"}"#, r#"{"Instances":4}"#);
    assert!(fleet.try_ingest("DescribePatchGroupState", "{}", b"").is_err());
}
