//! AWS's own sample outputs.

use patchlens::fleet::store::CountName;

use super::ingest_support::{Fleet, NODE, row};

#[test]
fn a_documented_page_of_findings() {
    let mut fleet = Fleet::new();
    let body = r#"{
      "Patches": [
       {
        "Title": "2019-01 Security Update for Adobe Flash Player (KB4480979)",
        "KBId": "KB4480979",
        "Classification": "SecurityUpdates",
        "Severity": "Critical",
        "State": "Missing",
        "InstalledTime": "2019-01-09T00:00:00+00:00"
       },
       {
        "Title": "",
        "KBId": "KB4481031",
        "Classification": "",
        "Severity": "",
        "State": "InstalledOther",
        "InstalledTime": 1549584000.0
       }
      ],
      "NextToken": ""
     }"#;
    fleet.findings(None, body);
    let title = "2019-01 Security Update for Adobe Flash Player (KB4480979)";
    assert_eq!(fleet.rows_of(NODE), [row(title, "Missing", 1000, true)]);
}

#[test]
fn a_documented_page_of_patch_states() {
    let mut fleet = Fleet::new();
    let body = r#"{
      "InstancePatchStates": [
       {
        "InstanceId": "i-0123456789abcdef0",
        "PatchGroup": "",
        "BaselineId": "pb-0713accee01234567",
        "SnapshotId": "521c3536-930c-4aa9-950e-01234567abcd",
        "OwnerInformation": "",
        "InstalledCount": 2,
        "InstalledOtherCount": 12,
        "InstalledRejectedCount": 0,
        "MissingCount": 1,
        "FailedCount": 0,
        "UnreportedNotApplicableCount": -1,
        "NotApplicableCount": 675,
        "OperationStartTime": 1548438382.462,
        "OperationEndTime": 1548438392.176,
        "Operation": "Scan"
       }
      ]
     }"#;
    fleet.ingest("DescribeInstancePatchStates", r#"{"InstanceIds":["i-0123456789abcdef0"]}"#, body);
    let state = fleet.node(NODE).patch_state;
    assert_eq!(state.count(CountName::NotApplicable), Some(675));
    assert_eq!(state.count(CountName::UnreportedNotApplicable), None);
    assert_eq!(state.count(CountName::PendingReboot), None);
    assert_eq!(state.operation_end.unwrap().timestamp().as_millis(), 1_548_438_392_176);
    assert_eq!(state.patch_group, None);
}
