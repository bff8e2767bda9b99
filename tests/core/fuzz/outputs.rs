//! The bodies of 2xx answers, of every operation.

use std::cell::Cell;

use patchlens::error::Error;
use patchlens::ssm::{self, OPERATIONS, Operation};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value as Json;

use super::text::{any_text, changed, changes};
use super::trial::trial;
use crate::support::arbitrary;
use crate::support::scenario::{Scenario, answer};

/// Answers of operations, between them with every member that holds a date.
const SAMPLES: &[(&str, &str)] = &[
    (
        "DescribeInstancePatches",
        include_str!("../../data/samples/awscli-1.18.100_describe-instance-patches_2.json"),
    ),
    (
        "DescribeInstancePatchStates",
        include_str!("../../data/samples/awscli-1.18.100_describe-instance-patch-states_1.json"),
    ),
    (
        "DescribeInstanceInformation",
        include_str!("../../data/samples/awscli-1.18.100_describe-instance-information_1.json"),
    ),
    (
        "DescribeInstancePatches",
        r#"{"Patches":[{"InstalledTime":0.0},{"InstalledTime":1.7E9}],"NextToken":""}"#,
    ),
    (
        "DescribeInstancePatchStatesForPatchGroup",
        r#"{"InstancePatchStates":[{"OperationEndTime":"2026-11-21T06:00:00Z","MissingCount":-1}]}"#,
    ),
    (
        "DescribePatchGroups",
        r#"{"Mappings":[{"PatchGroup":"a","BaselineIdentity":{"BaselineId":"pb-0"}}]}"#,
    ),
    (
        "DescribeEffectivePatchesForPatchBaseline",
        r#"{"EffectivePatches":[{"Patch":{"ReleaseDate":1.5},"PatchStatus":{"ApprovalDate":0}}]}"#,
    ),
    (
        "DescribeAvailablePatches",
        r#"{"Patches":[{"ReleaseDate":1548438382.462,"CVEIds":["CVE-1"]}],"NextToken":"T"}"#,
    ),
    (
        "GetPatchBaseline",
        r#"{"CreatedDate":1.5,"ModifiedDate":"Sun, 06 Nov 1994 08:49:37 GMT","Sources":[]}"#,
    ),
    (
        "ListComplianceItems",
        r#"{"ComplianceItems":[{"ExecutionSummary":{"ExecutionTime":-62135596800.0}}]}"#,
    ),
    (
        "ListResourceComplianceSummaries",
        r#"{"ResourceComplianceSummaryItems":[null,{"ExecutionSummary":{"ExecutionTime":"1"}}]}"#,
    ),
];

pub(crate) const WORDS: &[&str] = &[
    "null",
    "[]",
    "{}",
    "\"\"",
    "0",
    "-1",
    "1e999",
    "1.7E9",
    "-62135596800.0",
    "true",
    ",",
    ":",
    "[",
    "]",
    "{",
    "}",
    "\"",
    "\\",
    "\\ud800",
    "\\u0000",
    "\u{feff}",
    "\u{0}",
    "é",
    "\u{1f600}",
    "\"NextToken\":",
    "\"InstalledTime\":",
    "\"Patches\":",
    "\"InstancePatchStates\":",
    "\"OperationStartTime\":",
    "\"LastPingDateTime\":",
    "\"__proto__\":",
    "\"ReleaseDate\":",
    "\"CreatedDate\":",
    "\"ExecutionSummary\":",
    "\"2026-02-30T00:00:00Z\"",
    "\"__type\":",
    "[[[[[[[[[[[[",
    "{\"a\":{\"a\":{\"a\":",
    "9007199254740993",
    "8640000000000.001",
    "\"-0.0005\"",
];

pub(crate) const NAMES: &[&str] = &[
    "Patches",
    "InstancePatchStates",
    "InstanceInformationList",
    "EffectivePatches",
    "Mappings",
    "ComplianceItems",
    "ComplianceSummaryItems",
    "ResourceComplianceSummaryItems",
    "Properties",
    "BaselineIdentities",
    "Patch",
    "PatchStatus",
    "ExecutionSummary",
    "NextToken",
    "InstalledTime",
    "OperationStartTime",
    "LastPingDateTime",
    "ReleaseDate",
    "ApprovalDate",
    "CreatedDate",
    "ModifiedDate",
    "ExecutionTime",
    "__type",
    "code",
    "message",
    "$metadata",
];

/// An operation, and what could be an answer of it, or of another.
fn answers() -> impl Strategy<Value = (&'static Operation, String)> {
    let operations = || select(&OPERATIONS[..]);
    let own = (select(SAMPLES), changes(WORDS)).prop_map(|((name, sample), changes)| {
        (ssm::operation(name).unwrap(), changed(sample, changes))
    });
    let body = prop_oneof![
        3 => arbitrary::json(NAMES).prop_map(|body| body.to_string()),
        1 => any_text(WORDS),
    ];
    prop_oneof![6 => own, 4 => (operations(), body)]
}

#[test]
fn any_body_of_a_2xx_is_an_answer_with_dates_or_malformed() {
    let status = prop_oneof![9 => Just(200_u16), 1 => 200..300_u16];
    let dated = Cell::new(0);
    trial("answers", 150_000, (answers(), status), |((operation, body), status)| {
        let mut event = [answer(status, &body)].into_iter();
        let course = Scenario::new().call_of(operation.name, "{}", &mut event);
        match course.end {
            Ok(answer) => {
                prop_assert!(is_object_or_nothing(&body), "{body}");
                prop_assert_eq!(answer.metadata.status, status);
                let value = answer.value.to_json();
                prop_assert!(has_sound_dates(&value), "{body}");
                dated.set(dated.get() + u32::from(value.to_string().contains("$date\"")));
            }
            Err(failure) => match failure.error {
                Error::MalformedResponse { problem, status: told } => {
                    prop_assert_eq!(told, status);
                    prop_assert!(!problem.is_empty() && problem.len() < 1000, "{problem}");
                }
                error => prop_assert!(false, "{error:?} of {body}"),
            },
        }
        Ok(())
    });
    assert!(dated.get() > 100, "{} of the answers had dates", dated.get());
}

fn is_object_or_nothing(body: &str) -> bool {
    let text = body.strip_prefix('\u{feff}').unwrap_or(body);
    text.is_empty() || serde_json::from_str(text).is_ok_and(|value: Json| value.is_object())
}

/// Every date fits a JavaScript `Date`, and none is a way to say "no time".
fn has_sound_dates(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().all(has_sound_dates),
        Json::Object(members) => {
            let date = members.get("$date").and_then(Json::as_i64);
            let is_sound = |millis: i64| {
                millis.abs() <= 8_640_000_000_000_000 && ![0, -62_135_596_800_000].contains(&millis)
            };
            date.is_none_or(is_sound) && members.values().all(has_sound_dates)
        }
        _ => true,
    }
}

#[test]
fn a_body_of_a_megabyte_takes_no_longer_than_its_length() {
    let date = r#"{"InstalledTime":"2026-11-21T06:00:00.000000000000000000000000000000001Z"}"#;
    let bodies = vec![
        format!(r#"{{"Patches":[{}]}}"#, vec![date; 20_000].join(",")),
        format!(r#"{{"Patches":[{{"InstalledTime":"{}"}}]}}"#, "1".repeat(1_000_000)),
        format!(r#"{{"NextToken":"{}"}}"#, "=".repeat(1_000_000)),
        "[".repeat(1_000_000),
        "é".repeat(500_000),
    ];
    trial("megabytes of answers", 10, select(bodies), |body| {
        let mut event = [answer(200, &body)].into_iter();
        let course = Scenario::new().call_of("DescribeInstancePatches", "{}", &mut event);
        let words = course.end.map_or_else(|failure| failure.error.reason(), |_| String::new());
        prop_assert!(words.len() < 1000);
        Ok(())
    });
}
