//! The operations: what they are called, what their answers must be, what their refusals say.

use std::collections::BTreeSet;

use crate::support::arbitrary;
use crate::support::value::JsonValue;
use patchlens::schema::Shape;
use patchlens::ssm::error_response::{self, ErrorResponse};
use patchlens::ssm::{OPERATIONS, Operation, Pagination, TimestampMembers, operation, output};
use patchlens::time::Timestamp;
use patchlens::value::Value as _;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value as Json, json};

/// The answer of the operation as it is handed out.
fn read(operation: &Operation, body: &Json) -> Result<Json, String> {
    let value = JsonValue::from(body);
    output::read(operation, &value).map(|()| value.to_json())
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
    for ours in OPERATIONS {
        assert_eq!(operation(ours.name).unwrap().name, ours.name);
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
        ("ListComplianceItems", json!({}), "list compliance items"),
        (
            "ListComplianceItems",
            json!({"ResourceIds": ["i-0abc", "i-0def"]}),
            r#"list compliance items of "i-0abc" and 1 more"#,
        ),
        (
            "GetDefaultPatchBaseline",
            json!({"OperatingSystem": "SUSE"}),
            r#"read the default patch baseline for "SUSE""#,
        ),
    ] {
        assert_eq!(operation(name).unwrap().describe(&JsonValue::from(input)), says);
    }
}

#[test]
fn what_an_operation_does_can_stand_after_cannot() {
    for operation in OPERATIONS {
        let Operation { action, subject, input, .. } = operation;
        assert!(["list ", "read ", "get "].iter().any(|verb| action.starts_with(verb)), "{action}");
        let Some(subject) = subject else { continue };
        let Shape::Structure(members) = input else { panic!("{input:?}") };
        assert!(members.iter().any(|member| member.name == subject.member), "{subject:?}");
        let input = JsonValue::from(json!({ subject.member: "Production" }));
        let says = format!("{action}{}\"Production\"", subject.preposition);
        assert_eq!(operation.describe(&input), says);
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

/// An answer of the operation in which every date is `time`, and the paths of the dates.
fn dated(operation: &Operation, time: &Json) -> (Json, Vec<String>) {
    let (mut holder, mut paths) = (json!({ "Other": 1 }), Vec::new());
    let start =
        operation.pagination.as_ref().map_or(String::new(), |it| format!("{}[].", it.items));
    for TimestampMembers { part, members } in operation.timestamps {
        let dates: Json = members.iter().map(|name| ((*name).to_owned(), time.clone())).collect();
        let within = part.map_or(String::new(), |part| format!("{part}."));
        paths.extend(members.iter().map(|name| format!("{start}{within}{name}")));
        match part {
            Some(part) => holder[*part] = dates,
            None => holder.as_object_mut().unwrap().extend(dates.as_object().unwrap().clone()),
        }
    }
    match &operation.pagination {
        Some(pagination) => (json!({ pagination.items: [holder, {}, null, holder] }), paths),
        None => (holder, paths),
    }
}

#[test]
fn dates_are_read_wherever_an_operation_has_them() {
    for operation in OPERATIONS {
        let (wire, _) = dated(operation, &json!("1700000000.123"));
        let (expected, _) = dated(operation, &json!({"$date": 1_700_000_000_123_i64}));
        assert_eq!(read(operation, &wire), Ok(expected), "{}", operation.name);
    }
}

#[test]
fn no_time_is_left_out_wherever_an_operation_has_dates() {
    for operation in OPERATIONS {
        let read_as = |time: Json| read(operation, &dated(operation, &time).0).unwrap();
        let zero = read_as(json!(0));
        assert_eq!(zero, read_as(json!(null)));
        let text = zero.to_string();
        assert!(!text.contains("Date\":") && !text.contains("Time\":"), "{text}");
    }
}

#[test]
fn what_is_no_date_is_named_by_its_path() {
    let mut named = Vec::new();
    for operation in OPERATIONS {
        let (wire, paths) = dated(operation, &json!("x"));
        let problem = read(operation, &wire).err();
        let expected = paths.first().map(|path| format!("{path}: expected a date, got \"x\""));
        assert_eq!(problem, expected, "{}", operation.name);
        named.extend(paths);
    }
    for path in [
        "CreatedDate",
        "EffectivePatches[].Patch.ReleaseDate",
        "EffectivePatches[].PatchStatus.ApprovalDate",
        "ComplianceItems[].ExecutionSummary.ExecutionTime",
    ] {
        assert!(named.iter().any(|named| named == path), "{path} is not in {named:?}");
    }
}

#[test]
fn what_holds_dates_must_be_an_object() {
    let patches = operation("DescribeEffectivePatchesForPatchBaseline").unwrap();
    for (part, got) in [(json!("x"), r#""x""#), (json!([]), "an array"), (json!(5), "5")] {
        let body = json!({"EffectivePatches": [{"PatchStatus": part}]});
        let problem = format!("EffectivePatches[].PatchStatus: expected an object, got {got}");
        assert_eq!(read(patches, &body), Err(problem));
    }
    let body = json!({"EffectivePatches": [{"PatchStatus": null, "Patch": {}}]});
    assert_eq!(read(patches, &body), Ok(json!({"EffectivePatches": [{"Patch": {}}]})));
}

#[test]
fn every_list_of_items_must_be_an_array() {
    for operation in OPERATIONS {
        let Some(pagination) = &operation.pagination else { continue };
        let body = json!({ pagination.items: {"a": 1} });
        let problem = format!("{}: expected an array, got an object", pagination.items);
        assert_eq!(read(operation, &body), Err(problem));
    }
}

/// What is left of an answer without its nulls.
fn without_nulls(body: &Json) -> Json {
    let value = JsonValue::from(body);
    output::drop_nulls(&value);
    value.to_json()
}

#[test]
fn a_member_that_is_null_is_left_out_at_any_depth() {
    let body = json!({
        "NextToken": null,
        "EffectivePatches": [{"Patch": {"Title": null, "CVEIds": ["a", null]}, "Status": null}, null],
        "Unknown": {"a": [[{"b": null}]], "c": {"d": null}},
    });
    let left = json!({
        "EffectivePatches": [{"Patch": {"CVEIds": ["a", null]}}, null],
        "Unknown": {"a": [[{}]], "c": {}},
    });
    assert_eq!(without_nulls(&body), left);
}

#[test]
fn a_null_in_a_map_of_anything_stays() {
    for body in [
        json!({"Properties": [{"Name": null, "Deeper": {"a": null}}, null]}),
        json!({"ComplianceItems": [{"Details": {"PatchState": null}}]}),
        json!({"List": [{"InstanceAssociationStatusAggregatedCount": {"Failed": null}}]}),
    ] {
        assert_eq!(without_nulls(&body), body);
    }
    assert_eq!(without_nulls(&json!({"Details": null})), json!({}));
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

/// What others recorded of the service, one answer a file.
#[allow(clippy::disallowed_methods, reason = "the core does no I/O, its tests may")]
fn samples() -> Vec<Json> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/samples");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is_json = |path: &std::path::PathBuf| path.extension().is_some_and(|it| it == "json");
    let parse = |path| serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    paths.filter(is_json).map(parse).collect()
}

#[test]
fn what_others_recorded_of_the_service_is_read_as_they_show_it() {
    let mut operations = BTreeSet::new();
    for sample in samples() {
        let operation = operation(sample["operation"].as_str().unwrap()).unwrap();
        let mut expected = sample["printed"].clone();
        expected.as_object_mut().unwrap().remove("ResponseMetadata");
        for_dates(operation, &mut expected, &mut |holder, name| show_date(holder, name));
        assert_eq!(read(operation, &sample["wire"]), Ok(expected), "{}", sample["source"]);
        operations.insert(operation.name);
    }
    assert_eq!(operations.len(), 15);
}

type Members = serde_json::Map<String, Json>;

/// Calls `each` for every place in `body` where the operation has a date, there or not.
fn for_dates(operation: &Operation, body: &mut Json, each: &mut dyn FnMut(&mut Members, &str)) {
    let holders: &mut [Json] = match &operation.pagination {
        Some(pagination) => match body.get_mut(pagination.items).and_then(Json::as_array_mut) {
            Some(items) => items,
            None => return,
        },
        None => std::slice::from_mut(body),
    };
    for holder in holders {
        for TimestampMembers { part, members } in operation.timestamps {
            let part = match part {
                Some(part) => holder.get_mut(part),
                None => Some(&mut *holder),
            };
            if let Some(part) = part.and_then(Json::as_object_mut) {
                members.iter().for_each(|name| each(part, name));
            }
        }
    }
}

fn show_date(holder: &mut Members, name: &str) {
    let shown = holder.get(name).map(millis_shown);
    match shown {
        Some(0) => drop(holder.remove(name)),
        Some(millis) => drop(holder.insert(name.into(), json!({ "$date": millis }))),
        None => {}
    }
}

/// Seconds since the epoch, or a `datetime` of Python: its text, or taken apart, in UTC.
fn millis_shown(shown: &Json) -> i64 {
    if let Some(text) = shown.as_str() {
        return Timestamp::parse(&text.replace(' ', "T")).unwrap().as_millis();
    }
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

fn refused(body: &str, header: Option<&str>) -> ErrorResponse {
    let value = JsonValue::parse(body);
    error_response::read(value.as_ref().ok_or(body), header.map(str::to_owned))
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
    for_dates(operation, &mut body, &mut |holder, name| drop(holder.remove(name)));
    body
}

proptest! {
    #[test]
    fn reading_an_answer_changes_nothing_but_dates(
        items in prop::collection::vec(item(), 0..5), more in arbitrary::json(NAMES)
    ) {
        for operation in OPERATIONS {
            let Some(Pagination { items: list }) = operation.pagination else { continue };
            let body = json!({ list: items, "More": more });
            // Numbers are doubles to us, as to JavaScript.
            let body = JsonValue::from(&body).to_json();
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
        let refusal = error_response::read::<JsonValue>(Err(&body), None);
        prop_assert!(body.contains(&refusal.message));
        prop_assert!(refusal.message.len() <= 300);
    }
}
