//! What GetPatchBaseline says, and the compliance levels of findings by it.

use patchlens::fleet::ingest::{IngestError, Page};
use patchlens::fleet::store::{ApprovalRule, Baseline, FilterKey, PatchFilter, Seconds};
use patchlens::time::Timestamp;

use super::ingest_support::{Fleet, NODE, page};

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| String::from(*it)).collect()
}

/// A baseline with these rules: the text of its `PatchRules`.
fn baseline(rules: &str) -> String {
    format!(r#"{{"BaselineId":"pb-1","ApprovalRules":{{"PatchRules":[{rules}]}}}}"#)
}

fn rule(level: &str, key: &str, values: &str) -> String {
    format!(
        r#"{{"ComplianceLevel":"{level}","PatchFilterGroup":{{"PatchFilters":[{{"Key":"{key}","Values":[{values}]}}]}}}}"#
    )
}

#[test]
fn a_baseline_is_kept_with_what_decides() {
    let mut fleet = Fleet::new();
    let body = r#"{"BaselineId":"pb-1","Name":"Windows","ApprovalRules":{"PatchRules":[
        {"ApproveAfterDays":7,"ComplianceLevel":"CRITICAL","PatchFilterGroup":{"PatchFilters":[
            {"Key":"CLASSIFICATION","Values":["SecurityUpdates",7,"Hot\u0066ix"]},
            {"Key":"MSRC_SEVERITY","Values":["Critical"]},{"Key":"SEVERITY","Values":["*"]},
            {"Key":"PRODUCT","Values":["WindowsServer2022"]}]}},
        {"ApproveUntilDate":"2026-01-01","ComplianceLevel":""},{"ApproveAfterDays":0,"PatchFilterGroup":null}]},
        "ApprovedPatches":["KB1",{}],"ApprovedPatchesComplianceLevel":"HIGH",
        "AvailableSecurityUpdatesComplianceStatus":"NON_COMPLIANT"}"#;
    let arn = "arn:aws:ssm:eu-central-1:111122223333:patchbaseline/pb-1";
    fleet.ingest("GetPatchBaseline", &format!(r#"{{"BaselineId":"{arn}"}}"#), body);
    let filter = |key, values| PatchFilter { key, values: texts(values) };
    let critical = vec![
        filter(FilterKey::Classification, &["SecurityUpdates", "Hotfix"]),
        filter(FilterKey::Severity, &["Critical"]),
    ];
    let unspecified = || ApprovalRule { level: "UNSPECIFIED".into(), filters: Vec::new() };
    let expected = Baseline {
        scope: 0,
        id: arn.into(),
        read_at: Seconds::new(1000),
        name: Some("Windows".into()),
        available_updates_non_compliant: Some(true),
        approve_after_days: vec![7, 0],
        rules: vec![
            ApprovalRule { level: "CRITICAL".into(), filters: critical },
            unspecified(),
            unspecified(),
        ],
        approved: texts(&["KB1"]),
        approved_level: "HIGH".into(),
    };
    assert_eq!(fleet.store.baselines.get(0, arn), Some(&expected));
    // Patch states may name it by either.
    let expected = Baseline { id: "pb-1".into(), ..expected };
    assert_eq!(fleet.store.baselines.get(0, "pb-1"), Some(&expected));
    assert_eq!(fleet.store.baselines.get(1, "pb-1"), None);
}

#[test]
fn a_baseline_that_says_little_is_kept() {
    let mut fleet = Fleet::new();
    let body = r#"{"BaselineId":"pb-2","Name":7,"ApprovalRules":null,"ApprovedPatches":"KB1"}"#;
    fleet.ingest("GetPatchBaseline", "{}", body);
    fleet.ingest("GetPatchBaseline", r#"{"BaselineId":"pb-3"}"#, "{}");
    for id in ["pb-2", "pb-3"] {
        let expected = Baseline {
            id: id.into(),
            read_at: Seconds::new(1000),
            approved_level: "UNSPECIFIED".into(),
            ..Baseline::default()
        };
        assert_eq!(fleet.store.baselines.get(0, id), Some(&expected));
    }
}

#[test]
fn a_malformed_baseline_changes_nothing() {
    let mut fleet = Fleet::new();
    for body in [
        "{}",
        "[]",
        r#"{"BaselineId":"pb-1","ApprovalRules":{"PatchRules":{}}}"#,
        r#"{"BaselineId":"pb-1","ApprovalRules":{"PatchRules":"[]"}}"#,
        r#"{"BaselineId":"pb-1","ApprovalRules":{"PatchRules":[{"PatchFilterGroup":{"PatchFilters":3}}]}}"#,
    ] {
        let error = fleet.try_ingest("GetPatchBaseline", "{}", body.as_bytes()).unwrap_err();
        assert!(matches!(error, IngestError::Malformed(_)), "{body}");
    }
    assert!(fleet.store.baselines.is_empty());
    assert!(fleet.store.scopes.is_empty());
}

#[test]
fn the_baseline_that_was_read_last_counts() {
    let mut fleet = Fleet::new();
    let name = |fleet: &Fleet| fleet.store.baselines.get(0, "pb-1").unwrap().name.clone().unwrap();
    for (now, text, expected) in [(2000, "b", "b"), (1000, "a", "b"), (2000, "c", "c")] {
        fleet.now = now;
        let body = format!(r#"{{"BaselineId":"pb-1","Name":"{text}"}}"#);
        fleet.ingest("GetPatchBaseline", "{}", &body);
        assert_eq!(name(&fleet), expected);
    }
}

const STATE: &str = r#"{"InstancePatchStates":[{"InstanceId":"i-0123456789abcdef0","PatchGroup":"",
    "BaselineId":"pb-1","Operation":"Scan","OperationStartTime":1.0,"OperationEndTime":1.0,
    "MissingCount":0,"FailedCount":0,"InstalledPendingRebootCount":0,"InstalledRejectedCount":0,
    "AvailableSecurityUpdateCount":3}]}"#;

#[test]
fn the_nodes_of_a_baseline_are_those_of_its_scope() {
    let mut fleet = Fleet::new();
    let input = format!(r#"{{"InstanceIds":["{NODE}"]}}"#);
    for scope in ["other", super::ingest_support::SCOPE] {
        let page = Page {
            scope,
            operation: "DescribeInstancePatchStates",
            input: &input,
            body: STATE.as_bytes(),
            read_at: Timestamp::from_millis(1_000_000),
        };
        fleet.store.ingest(page).unwrap();
    }
    let body =
        r#"{"BaselineId":"pb-1","AvailableSecurityUpdatesComplianceStatus":"non_compliant"}"#;
    let ingested = fleet.ingest("GetPatchBaseline", "{}", body);
    assert_eq!((ingested.items, ingested.nodes), (1, vec![1]));
    // So it is known since when that makes the node non-compliant.
    assert!(fleet.node(NODE).non_compliant_since.is_some());
    let other = fleet.store.nodes.get(0).unwrap();
    assert_eq!(other.non_compliant_since, None);
    assert_eq!(fleet.store.baseline_of(&other), None);
}

/// The level of a security patch that is important, by these rules.
fn level(body: &str) -> Option<String> {
    let mut fleet = Fleet::new();
    fleet.findings(None, &page(&[("openssl", "Missing")], None));
    fleet.ingest("GetPatchBaseline", "{}", body);
    let baseline = fleet.store.baselines.get(0, "pb-1").unwrap();
    baseline.level(&fleet.store.patches, 0).map(String::from)
}

#[test]
fn a_level_is_that_of_all_rules_that_may_mean_the_patch() {
    let rules = |rules: &[String]| level(&baseline(&rules.join(",")));
    let some = |text: &str| Some(String::from(text));
    assert_eq!(rules(&[]), None);
    assert_eq!(rules(&["{}".into()]), some("UNSPECIFIED"));
    let security = rule("HIGH", "CLASSIFICATION", r#""Bugfix","SECURITY""#);
    let critical = rule("CRITICAL", "SEVERITY", r#""Critical""#);
    let important = rule("LOW", "MSRC_SEVERITY", r#""important""#);
    assert_eq!(rules(std::slice::from_ref(&security)), some("HIGH"));
    assert_eq!(rules(&[critical.clone(), security.clone()]), some("HIGH"));
    assert_eq!(rules(&[important.clone(), security.clone()]), None);
    assert_eq!(rules(&[critical]), None);
    // Which product a finding is of is not known.
    let product = rule("HIGH", "PRODUCT", r#""AmazonLinux2""#);
    assert_eq!(rules(&[product.clone(), security]), some("HIGH"));
    assert_eq!(rules(&[product, important]), None);
}

#[test]
fn an_absent_value_is_meant_by_every_value_only() {
    let level = |values: &str| {
        let mut fleet = Fleet::new();
        fleet.findings(None, r#"{"Patches":[{"Title":"a","KBId":"KB1","State":"Missing"}]}"#);
        fleet.ingest("GetPatchBaseline", "{}", &baseline(&rule("LOW", "SEVERITY", values)));
        let baseline = fleet.store.baselines.get(0, "pb-1").unwrap();
        baseline.level(&fleet.store.patches, 0).map(String::from)
    };
    assert_eq!(level(r#""Critical","""#), None);
    assert_eq!(level(r#""Critical","*""#), Some("LOW".into()));
}

#[test]
fn a_patch_that_is_approved_by_name_has_the_level_of_those() {
    let body = |approved: &str, level: &str| {
        format!(
            r#"{{"BaselineId":"pb-1","ApprovalRules":{{"PatchRules":[{{"ComplianceLevel":"LOW"}}]}},
                "ApprovedPatches":["{approved}"]{level}}}"#
        )
    };
    let high = r#","ApprovedPatchesComplianceLevel":"HIGH""#;
    assert_eq!(level(&body("openssl", high)), Some("HIGH".into()));
    assert_eq!(level(&body("openssl.x86_64", high)), Some("HIGH".into()));
    assert_eq!(level(&body("openssl.x86_64", "")), Some("UNSPECIFIED".into()));
    assert_eq!(level(&body("OpenSSL", high)), Some("LOW".into()));
}
