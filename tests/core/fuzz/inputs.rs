//! Inputs of every operation.

use patchlens::schema::check_object;
use patchlens::ssm::OPERATIONS;
use patchlens::value::Value as _;
use proptest::prelude::*;
use proptest::sample::select;

use super::text::mutated;
use super::trial::trial;
use crate::support::arbitrary;
use crate::support::value::JsonValue;

const NAMES: &[&str] = &[
    "InstanceIds",
    "InstanceId",
    "Filters",
    "Key",
    "Values",
    "Type",
    "MaxResults",
    "NextToken",
    "InstanceInformationFilterList",
    "key",
    "valueSet",
    "PatchGroup",
    "BaselineId",
    "SnapshotId",
    "BaselineOverride",
    "OperatingSystem",
    "GlobalFilters",
    "PatchFilters",
    "ApprovalRules",
    "PatchRules",
    "PatchFilterGroup",
    "ApproveAfterDays",
    "Sources",
    "Name",
    "Products",
    "Configuration",
    "ResourceIds",
    "ResourceTypes",
    "Property",
    "PatchSet",
    "instanceIds",
];

const SAMPLES: &[&str] = &[
    r#"{"InstanceIds":["i-0123456789abcdef0"],"MaxResults":50}"#,
    r#"{"InstanceId":"mi-0123456789abcdef0","Filters":[{"Key":"State","Values":["Missing"]}]}"#,
    r#"{"Filters":[{"Key":"InstanceIds","Values":["i-01234567"]}],"MaxResults":5,"NextToken":"T"}"#,
    r#"{"PatchGroup":"web","Filters":[{"Key":"MissingCount","Values":["0"],"Type":"GreaterThan"}]}"#,
    r#"{"BaselineId":"pb-0123456789abcdef0","MaxResults":100}"#,
    r#"{"OperatingSystem":"WINDOWS","Property":"PRODUCT","PatchSet":"OS"}"#,
    r#"{"ResourceIds":["i-01234567"],"ResourceTypes":["ManagedInstance"],"Filters":[]}"#,
    r#"{"InstanceId":"i-01234567","SnapshotId":"01234567-0123-0123-0123-0123456789ab","BaselineOverride":{"OperatingSystem":"UBUNTU","ApprovalRules":{"PatchRules":[{"PatchFilterGroup":{"PatchFilters":[{"Key":"CLASSIFICATION","Values":["Security"]}]},"ApproveAfterDays":7}]},"Sources":[{"Name":"main","Products":["*"],"Configuration":"x"}]}}"#,
];

const WORDS: &[&str] = &[
    "null",
    "[]",
    "{}",
    "\"\"",
    "0",
    "-1",
    "1.5",
    "1e300",
    "4294967296",
    "true",
    ",",
    ":",
    "\"",
    "\"Filters\":",
    "\"MaxResults\":",
    "\"filters\":",
    "\"Nonsense\":",
    "é",
    "\\ud800",
    "\u{0}",
    "i-",
    "mi-",
    "\"i-01234567\"",
    "[\"\"]",
];

fn inputs() -> impl Strategy<Value = serde_json::Value> {
    let mutated = mutated(SAMPLES, WORDS)
        .prop_map(|text| serde_json::from_str(&text).unwrap_or(serde_json::Value::Null));
    prop_oneof![3 => mutated, 2 => arbitrary::json(NAMES)]
}

#[test]
fn any_input_is_checked_and_every_problem_is_reported() {
    trial("inputs", 150_000, (select(&OPERATIONS[..]), inputs()), |(operation, input)| {
        let value = JsonValue::from(&input);
        let before = value.to_json();
        let result = check_object(&value, &operation.input, "input");
        prop_assert!(input.is_object() || result.is_err());
        for problem in result.err().iter().flat_map(|problems| problems.iter()) {
            prop_assert!((1..1000).contains(&problem.text.len()), "{}", problem.text);
        }
        prop_assert!(operation.describe(&value).len() < 1000);
        prop_assert_eq!(value.to_json(), before, "the check changed the input");
        Ok(())
    });
}

#[test]
fn a_null_member_counts_as_absent() {
    let cases = (select(&OPERATIONS[..]), inputs(), select(NAMES));
    trial("nulls in inputs", 50_000, cases, |(operation, mut input, name)| {
        let check = |input: &serde_json::Value| {
            check_object(&JsonValue::from(input), &operation.input, "input").map_err(|it| it.line())
        };
        let Some(members) = input.as_object_mut() else { return Ok(()) };
        members.remove(name);
        let without = check(&input);
        input[name] = serde_json::Value::Null;
        prop_assert_eq!(check(&input), without);
        prop_assert_eq!(JsonValue::from(&input).member(name).map(|it| it.to_json()), None);
        Ok(())
    });
}
