use futures_util::{StreamExt as _, TryStreamExt as _};
use patchlens::error::Error as Reason;
use patchlens::fetch::{Error, Page, PageOptions, TypedPages};
use patchlens::ssm::OPERATIONS;
use patchlens::ssm::types::{
    DescribeInstancePatchesInput, DescribePatchGroupsInput, PatchComplianceData,
    PatchOrchestratorFilter,
};
use serde_json::{Value, json};

use super::transport::{Reply, Script, block_on, reply, throttled};

const NODE: &str = "i-0123456789abcdef0";

fn patches_of_node() -> DescribeInstancePatchesInput {
    DescribeInstancePatchesInput { instance_id: NODE.into(), ..Default::default() }
}

fn page(patches: Value, token: Option<&str>) -> Reply {
    reply(200, &json!({ "Patches": patches, "NextToken": token }).to_string())
}

fn pages(script: &Script) -> TypedPages<PatchComplianceData> {
    script.client().pages(patches_of_node(), PageOptions::default()).unwrap()
}

#[test]
fn typed_call_sends_the_members_that_are_there_and_returns_the_output() {
    let patch = json!({ "KBId": "KB5001330", "State": "Missing", "InstalledTime": 0.0, "New": {} });
    let script = Script::new([throttled(), page(json!([patch]), None)]);
    let key = Some("State".into());
    let filter = PatchOrchestratorFilter { key, values: Some(vec!["Missing".into()]) };
    let input = DescribeInstancePatchesInput { filters: Some(vec![filter]), ..patches_of_node() };
    let output = block_on(script.client().describe_instance_patches(input)).unwrap();
    assert_eq!(output.metadata.attempts, 2);
    let [patch] = &output.value.patches.unwrap()[..] else { panic!("not one patch") };
    assert_eq!(patch.kb_id.as_deref(), Some("KB5001330"));
    assert_eq!((patch.state.as_deref(), patch.installed_time), (Some("Missing"), None));
    let filters = json!([{ "Key": "State", "Values": ["Missing"] }]);
    assert_eq!(script.sent()[1].body, json!({ "InstanceId": NODE, "Filters": filters }));
}

#[test]
fn null_members_of_an_output_are_absent_ones() {
    let patch = json!({ "Title": null, "CVEIds": null });
    let script = Script::new([reply(200, &json!({ "Patches": [patch] }).to_string())]);
    let output = block_on(script.client().describe_instance_patches(patches_of_node())).unwrap();
    let patches = output.value.patches.unwrap();
    assert_eq!((patches.len(), &patches[0].title), (1, &None));
    let count = json!({ "Online": 1, "Lost": null });
    let overview = json!({ "InstanceAssociationStatusAggregatedCount": count });
    let list = json!({ "InstanceInformationList": [{ "AssociationOverview": overview }] });
    let script = Script::new([reply(200, &list.to_string())]);
    let output = block_on(script.client().describe_instance_information(Default::default()));
    let nodes = output.unwrap().value.instance_information_list.unwrap();
    let overview = nodes[0].association_overview.as_ref().unwrap();
    let counts = overview.instance_association_status_aggregated_count.as_ref().unwrap();
    assert_eq!(counts.iter().collect::<Vec<_>>(), [(&"Online".into(), &1)]);
}

#[test]
fn invalid_typed_input_is_an_error_and_nothing_is_sent() {
    let script = Script::default();
    let client = script.client();
    let none = DescribeInstancePatchesInput::default();
    let negative = DescribeInstancePatchesInput { max_results: Some(-1), ..patches_of_node() };
    for input in [none, negative] {
        let error = block_on(client.describe_instance_patches(input)).unwrap_err();
        assert_eq!(error.failure.error.code(), "invalid-input", "{error}");
    }
    assert!(script.sent().is_empty());
}

#[test]
fn member_of_another_type_is_an_error_that_does_not_repeat_it() {
    for patch in [json!({ "Title": 5 }), json!({ "InstalledTime": "secret" }), json!("secret")] {
        let script = Script::new([page(json!([patch]), None)]);
        let error = block_on(script.client().describe_instance_patches(patches_of_node()));
        let error = error.unwrap_err();
        assert!(matches!(error.failure.error, Reason::MalformedResponse { status: 200, .. }));
        assert_eq!(error.failure.attempts, 1);
        let words = error.to_string();
        assert!(words.starts_with(&format!("Cannot list patches of \"{NODE}\": ")), "{words}");
        assert!(words.contains("DescribeInstancePatchesOutput: expected "), "{words}");
        assert!(!words.contains("secret"), "{words}");
    }
}

#[test]
fn typed_pages_end_with_the_last_page() {
    let (first, second) = (json!([{ "KBId": "a" }, { "KBId": "b" }]), json!([{ "KBId": "c" }]));
    let script =
        Script::new([page(first, Some("t")), page(json!([]), Some("u")), page(second, None)]);
    let all: Vec<Page<PatchComplianceData>> = block_on(pages(&script).try_collect()).unwrap();
    let ids: Vec<_> = all.iter().flat_map(|it| &it.items).map(|it| it.kb_id.clone()).collect();
    assert_eq!(ids, ["a", "b", "c"].map(|id| Some(id.into())));
}

#[test]
fn page_that_does_not_fit_ends_the_stream_and_is_not_passed_over() {
    let wrong = json!([{ "KBId": "b" }, { "KBId": 1 }]);
    let script = Script::new([page(json!([{ "KBId": "a" }]), Some("t")), page(wrong, Some("u"))]);
    let mut stream = pages(&script);
    assert!(block_on(stream.try_next()).unwrap().is_some());
    let token = stream.resume_token();
    let error = block_on(stream.try_next()).unwrap_err();
    assert!(
        error.to_string().contains("item 2: PatchComplianceData: expected a string"),
        "{error}"
    );
    assert!(token.is_some());
    assert_eq!(stream.resume_token(), token);
    assert!(block_on(stream.next()).is_none());
    assert_eq!(script.sent().len(), 2);
}

#[test]
fn typed_pages_end_after_a_failed_call() {
    let script = Script::new([page(json!([]), Some("t")), reply(400, r#"{"__type":"Denied"}"#)]);
    let all: Vec<Result<Page<PatchComplianceData>, Error>> = block_on(pages(&script).collect());
    assert!(matches!(&all[..], [Ok(_), Err(_)]), "{all:?}");
}

#[test]
fn invalid_page_size_is_an_error() {
    let options = PageOptions { page_size: Some(0), ..PageOptions::default() };
    let pages = Script::default().client().pages(DescribePatchGroupsInput::default(), options);
    assert_eq!(pages.err().unwrap().failure.error.code(), "invalid-input");
}

macro_rules! call_all {
    ($client:expr, $($method:ident)*) => {
        $(let _ = block_on($client.$method(
            serde_json::from_value(valid_input()).unwrap(),
        )).unwrap();)*
    };
}

/// Has the required members of every input.
fn valid_input() -> Value {
    json!({
        "InstanceIds": [NODE],
        "InstanceId": NODE,
        "PatchGroup": "web",
        "BaselineId": "pb-0123456789abcdef0",
        "OperatingSystem": "WINDOWS",
        "Property": "PRODUCT",
        "SnapshotId": "4681775b-098f-4435-a956-0ef33373ac11",
    })
}

#[test]
fn each_typed_call_calls_its_operation() {
    let script = Script::new(OPERATIONS.map(|_| reply(200, "{}")));
    let client = script.client();
    call_all! {
        client,
        describe_instance_patch_states
        describe_instance_patch_states_for_patch_group
        describe_instance_patches
        describe_patch_groups
        describe_patch_group_state
        describe_patch_baselines
        get_patch_baseline
        get_default_patch_baseline
        get_patch_baseline_for_patch_group
        describe_effective_patches_for_patch_baseline
        describe_available_patches
        describe_patch_properties
        describe_instance_information
        list_compliance_items
        list_compliance_summaries
        list_resource_compliance_summaries
        get_deployable_patch_snapshot_for_instance
        describe_instance_properties
    }
    let targets: Vec<String> = script.sent().into_iter().map(|it| it.target).collect();
    assert_eq!(targets, OPERATIONS.map(|it| format!("AmazonSSM.{}", it.name)));
}
