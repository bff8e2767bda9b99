//! The operations: what they are called, what their answers must be, what their refusals say.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "support/arbitrary.rs"]
mod arbitrary;
#[path = "support/json.rs"]
mod json;

use json::Value;
use patchlens::json::Json as _;
use patchlens::ssm::refusal::{self, Refusal};
use patchlens::ssm::{OPERATIONS, Operation, answer, operation};
use patchlens::time::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

/// The answer of the operation as it is handed out.
fn read(operation: &Operation, body: &Json) -> Result<Json, String> {
    let value = Value::from(body);
    answer::read(operation, &value).map(|()| value.to_json())
}

/// A patch with this `InstalledTime`, as it is handed out.
fn read_patch(installed_time: &Json) -> Result<Json, String> {
    let body = json!({"Patches": [{"KBId": "KB1", "InstalledTime": installed_time}]});
    read(operation("DescribeInstancePatches").unwrap(), &body)
        .map(|body| body["Patches"][0].clone())
}

// The table of operations.

#[test]
fn an_operation_is_found_by_the_name_that_aws_gave_it() {
    for name in
        ["DescribeInstancePatchStates", "DescribeInstancePatches", "DescribeInstanceInformation"]
    {
        assert_eq!(operation(name).unwrap().name, name);
    }
    for name in ["describeInstancePatches", "DescribeInstance", "SendCommand", ""] {
        assert!(operation(name).is_none(), "{name}");
    }
}

#[test]
fn an_operation_says_what_it_does_and_to_what() {
    for (name, input, says) in [
        (
            "DescribeInstancePatchStates",
            json!({"InstanceIds": ["i-0abc"]}),
            r#"list patch states of "i-0abc""#,
        ),
        (
            "DescribeInstancePatchStates",
            json!({"InstanceIds": vec!["i-0abc"; 50]}),
            r#"list patch states of "i-0abc" and 49 more"#,
        ),
        ("DescribeInstancePatchStates", json!({"InstanceIds": []}), "list patch states"),
        ("DescribeInstancePatchStates", json!({"InstanceIds": null}), "list patch states"),
        ("DescribeInstancePatchStates", json!("i-0abc"), "list patch states"),
        ("DescribeInstancePatches", json!({"InstanceId": "i-0abc"}), r#"list patches of "i-0abc""#),
        ("DescribeInstancePatches", json!({"InstanceId": 5}), "list patches of 5"),
        ("DescribeInstanceInformation", json!({"InstanceId": "i-0abc"}), "list managed nodes"),
    ] {
        assert_eq!(operation(name).unwrap().describe(&Value::from(input)), says);
    }
}

/// The members of an interface in the package's types that are of this type.
fn members_of_type(interface: &str, of: &str) -> Vec<&'static str> {
    let types = include_str!("../src/js/index.d.ts");
    let (_, rest) = types.split_once(&format!("export interface {interface} {{\n")).unwrap();
    let (body, _) = rest.split_once("\n}\n").unwrap();
    let is_of = |line: &&'static str| line.ends_with(&format!("?: {of};"));
    body.lines().filter(is_of).map(|line| line.trim().split('?').next().unwrap()).collect()
}

#[test]
fn the_dates_in_answers_are_those_of_the_package_s_types() {
    for operation in OPERATIONS {
        let output = format!("{}Output", operation.name);
        let list = operation.listing.as_ref().unwrap().items;
        let item = match list {
            "Patches" => "PatchComplianceData",
            "InstancePatchStates" => "InstancePatchState",
            _ => "InstanceInformation",
        };
        assert_eq!(members_of_type(&output, &format!("{item}[]")), [list]);
        let [times] = operation.times else { panic!("{list} is the only list") };
        assert_eq!(times.list, list);
        assert_eq!(times.members, members_of_type(item, "Date"));
    }
}

// Answers.

#[test]
fn dates_are_read_in_every_spelling_of_the_service() {
    for (spelling, millis) in [
        (json!(1_700_000_000), 1_700_000_000_000_i64),
        (json!(1.700_000_000_123E9), 1_700_000_000_123),
        (json!(-1.5), -1500),
        (json!("1700000000.123"), 1_700_000_000_123),
        (json!("1.7E9"), 1_700_000_000_000),
        (json!("2023-11-14T23:13:20.5+01:00"), 1_700_000_000_500),
        (json!("Tue, 14 Nov 2023 22:13:20 GMT"), 1_700_000_000_000),
    ] {
        let expected = json!({"KBId": "KB1", "InstalledTime": {"$date": millis}});
        assert_eq!(read_patch(&spelling), Ok(expected), "{spelling}");
    }
}

#[test]
fn what_the_service_says_for_no_time_is_left_out() {
    for spelling in [
        json!(0),
        json!(0.0),
        json!("0"),
        json!(-62_135_596_800.0),
        json!(-6.213_559_68E10),
        json!("0001-01-01T00:00:00Z"),
        json!(null),
    ] {
        assert_eq!(read_patch(&spelling), Ok(json!({"KBId": "KB1"})), "{spelling}");
    }
}

#[test]
fn what_is_no_date_is_named_and_quoted() {
    for (spelling, quoted) in [
        (json!(true), "true"),
        (json!(""), r#""""#),
        (json!("soon"), r#""soon""#),
        (json!("2023-11-14T22:13:20"), r#""2023-11-14T22:13:20""#),
        (json!({"a": 1}), "an object"),
        (json!([1_700_000_000]), "an array"),
        (json!(8.7e12), "8700000000000"),
    ] {
        let problem = format!("Patches[].InstalledTime: expected a date, got {quoted}");
        assert_eq!(read_patch(&spelling), Err(problem));
    }
}

#[test]
fn a_list_must_be_an_array_of_anything() {
    let patches = operation("DescribeInstancePatches").unwrap();
    for (list, result) in [
        (json!({"a": 1}), Err("Patches: expected an array, got an object".into())),
        (json!("none"), Err(r#"Patches: expected an array, got "none""#.into())),
        (json!([]), Ok(json!({"Patches": []}))),
        (json!(null), Ok(json!({"Patches": null}))),
        (json!(["abc", null, 5]), Ok(json!({"Patches": ["abc", null, 5]}))),
    ] {
        assert_eq!(read(patches, &json!({"Patches": list})), result);
    }
}

#[test]
fn a_next_token_that_cannot_be_sent_back_is_an_error() {
    let states = operation("DescribeInstancePatchStates").unwrap();
    for (token, quoted) in [
        (json!(5), "5"),
        (json!(false), "false"),
        (json!(["t"]), "an array"),
        (json!({}), "an object"),
    ] {
        let problem = format!("NextToken: expected a string, got {quoted}");
        assert_eq!(read(states, &json!({"NextToken": token})), Err(problem));
    }
    for token in [json!(""), json!("t"), json!(null)] {
        let body = json!({"NextToken": token});
        assert_eq!(read(states, &body), Ok(body.clone()));
    }
}

#[test]
fn what_others_recorded_of_the_service_is_read_as_they_show_it() {
    for sample in [
        include_str!("data/samples/awscli-1.18.100_describe-instance-information_1.json"),
        include_str!("data/samples/awscli-1.18.100_describe-instance-patch-states_1.json"),
        include_str!("data/samples/awscli-1.18.100_describe-instance-patches_1.json"),
        include_str!("data/samples/awscli-1.18.100_describe-instance-patches_2.json"),
        include_str!("data/samples/c7n_test_ec2_ssm_filter_DescribeInstanceInformation_1.json"),
        include_str!(
            "data/samples/c7n_test_ssm_get_managed_instances_DescribeInstanceInformation_1.json"
        ),
        include_str!("data/samples/c7n_test_ssm_send_command_DescribeInstanceInformation_1.json"),
    ] {
        let sample: Json = serde_json::from_str(sample).unwrap();
        let operation = operation(sample["operation"].as_str().unwrap()).unwrap();
        let mut expected = sample["printed"].clone();
        expected.as_object_mut().unwrap().remove("ResponseMetadata");
        for times in operation.times {
            for item in expected[times.list].as_array_mut().unwrap() {
                show_dates(item.as_object_mut().unwrap(), times.members);
            }
        }
        assert_eq!(read(operation, &sample["wire"]), Ok(expected), "{}", sample["source"]);
    }
}

fn show_dates(item: &mut serde_json::Map<String, Json>, names: &[&str]) {
    for name in names {
        let shown = item.get(*name).map(millis_shown);
        match shown {
            Some(0) => drop(item.remove(*name)),
            Some(millis) => drop(item.insert((*name).into(), json!({ "$date": millis }))),
            None => {}
        }
    }
}

/// Seconds since the epoch, or a `datetime` of Python taken apart, in UTC.
fn millis_shown(shown: &Json) -> i64 {
    if let Some(seconds) = shown.as_f64() {
        return (seconds * 1000.0).round() as i64;
    }
    let [year, month, day, hour, minute, second, micros] =
        ["year", "month", "day", "hour", "minute", "second", "microsecond"]
            .map(|part| shown[part].as_u64().unwrap());
    let text = format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}Z");
    Timestamp::parse(&text).unwrap().as_millis()
}

// Refusals.

fn refused(body: &str, header: Option<&str>) -> Refusal {
    let value = Value::parse(body);
    refusal::read(value.as_ref().ok_or(body), header.map(str::to_owned))
}

fn code(body: &str, header: Option<&str>) -> Option<String> {
    refused(body, header).code
}

#[test]
fn the_code_is_read_from_the_body_first() {
    for (body, header, expected) in [
        (r#"{"__type": "A", "code": "B", "Code": "C"}"#, Some("D"), Some("A")),
        (r#"{"code": "B", "Code": "C"}"#, Some("D"), Some("B")),
        (r#"{"Code": "C"}"#, Some("D"), Some("C")),
        (r#"{"message": "m"}"#, Some("D"), Some("D")),
        ("", Some("D"), Some("D")),
        ("<html>", Some("D"), Some("D")),
        (r#"{"__type": "", "code": "B"}"#, None, Some("B")),
        (r#"{"__type": null}"#, Some("D"), Some("D")),
        (r#"{"__type": 5}"#, None, None),
        (r#"{"__TYPE": "A"}"#, None, None),
        (r#"{"error": {"__type": "A"}}"#, None, None),
        (r#"["A"]"#, None, None),
        ("{}", Some(""), None),
    ] {
        assert_eq!(code(body, header).as_deref(), expected, "{body} {header:?}");
    }
}

#[test]
fn the_code_is_bare_of_namespace_and_uri() {
    for spelling in [
        "InvalidFilter",
        "com.amazonaws.ssm#InvalidFilter",
        "com.amazon.coral.service#InvalidFilter",
        "InvalidFilter:http://internal.amazon.com/coral/x/",
        "aws.x#InvalidFilter:http://internal.amazon.com/x#y",
        "InvalidFilter,http://x",
        " InvalidFilter ",
        "a#b#InvalidFilter",
    ] {
        let body = json!({ "__type": spelling }).to_string();
        assert_eq!(code(&body, None).as_deref(), Some("InvalidFilter"), "{spelling}");
        assert_eq!(code("", Some(spelling)).as_deref(), Some("InvalidFilter"), "{spelling}");
    }
    for nothing in ["#", ":http://x", "aws#", " ", ","] {
        let body = json!({ "__type": nothing }).to_string();
        assert_eq!(code(&body, Some("D")).as_deref(), Some("D"), "{nothing}");
        assert_eq!(code("", Some(nothing)), None, "{nothing}");
    }
}

#[test]
fn the_message_is_the_first_text_that_could_be_one() {
    for (body, message) in [
        (r#"{"message": "a", "Message": "b", "errorMessage": "c"}"#, "a"),
        (r#"{"Message": "b", "errorMessage": "c"}"#, "b"),
        (r#"{"errorMessage": "c"}"#, "c"),
        (r#"{"message": "", "Message": "b"}"#, "b"),
        (r#"{"message": null, "Message": 5}"#, ""),
        (r#""denied""#, "denied"),
        ("[]", ""),
        ("null", ""),
        ("", ""),
        (" <html>gone</html> \n", "<html>gone</html>"),
    ] {
        assert_eq!(refused(body, None).message, message, "{body}");
    }
}

// Properties.

const NAMES: &[&str] = &[
    "Patches",
    "InstancePatchStates",
    "InstanceInformationList",
    "NextToken",
    "InstalledTime",
    "OperationStartTime",
    "LastPingDateTime",
    "__type",
    "code",
    "message",
];

/// An object whose dates, if any, are likely to be right.
fn item() -> impl Strategy<Value = Json> {
    let value = prop_oneof![
        5 => (0..120_i64).prop_map(Json::from),
        1 => Just(Json::Null),
        1 => arbitrary::json(NAMES),
    ];
    let name = select(NAMES).prop_map(str::to_owned);
    prop::collection::vec((name, value), 0..6).prop_map(|members| members.into_iter().collect())
}

/// `body` without the members that may hold dates.
fn undated(operation: &Operation, body: &Json) -> Json {
    let mut body = body.clone();
    for times in operation.times {
        let items = body.get_mut(times.list).and_then(Json::as_array_mut);
        for item in items.into_iter().flatten().filter_map(Json::as_object_mut) {
            item.retain(|name, _| !times.members.contains(&name.as_str()));
        }
    }
    body
}

proptest! {
    #[test]
    fn reading_an_answer_changes_nothing_but_dates(
        items in prop::collection::vec(item(), 0..5), more in arbitrary::json(NAMES)
    ) {
        for operation in OPERATIONS {
            let list = operation.listing.as_ref().unwrap().items;
            let body = json!({ list: items, "More": more });
            // Numbers are doubles to us, as to JavaScript.
            let body = Value::from(&body).to_json();
            if let Ok(read) = read(operation, &body) {
                prop_assert_eq!(undated(operation, &read), undated(operation, &body));
            }
        }
    }

    #[test]
    fn no_answer_makes_the_reader_panic(body in arbitrary::json(NAMES)) {
        for operation in OPERATIONS {
            let result = read(operation, &body);
            prop_assert!(body.is_object() || result.is_err());
        }
    }

    #[test]
    fn reading_an_answer_leaves_dates_or_nothing_where_dates_are_due(
        time in arbitrary::json(NAMES)
    ) {
        if let Ok(patch) = read_patch(&time) {
            let time = patch.get("InstalledTime");
            prop_assert!(time.is_none_or(|time| time["$date"].is_i64()), "{:?}", time);
        }
    }

    #[test]
    fn a_code_is_never_empty_nor_has_a_namespace(
        body in arbitrary::json(NAMES), header in proptest::option::of(".{0,40}")
    ) {
        let refusal = refused(&body.to_string(), header.as_deref());
        let is_bare = |code: String| !code.is_empty() && !code.contains(['#', ':', ',']);
        prop_assert!(refusal.code.is_none_or(is_bare));
    }

    #[test]
    fn any_text_can_be_an_error_body(body in ".*") {
        let refusal = refusal::read::<Value>(Err(&body), None);
        prop_assert!(body.contains(&refusal.message));
        prop_assert!(refusal.message.len() <= 300);
    }
}
