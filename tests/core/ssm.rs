//! The names and the descriptions of operations; the content of error responses.

use crate::support::arbitrary;
use crate::support::value::JsonValue;
use patchlens::schema::Shape;
use patchlens::ssm::error_response::{self, ErrorResponse};
use patchlens::ssm::{OPERATIONS, Operation, operation};
use proptest::prelude::*;
use serde_json::json;

// The table of operations.

#[test]
fn an_operation_is_found_by_awss_name() {
    for ours in OPERATIONS {
        assert_eq!(operation(ours.name).unwrap().name, ours.name);
    }
    for name in ["describeInstancePatches", "DescribeInstance", "SendCommand", ""] {
        assert!(operation(name).is_none(), "{name}");
    }
}

#[test]
fn the_description_of_an_operation_names_its_resource() {
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
fn the_description_of_an_operation_fits_after_cannot() {
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

// Error responses.

fn refused(body: &str, header: Option<&str>) -> ErrorResponse {
    error_response::read::<JsonValue>(body, header.map(str::to_owned))
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
fn the_code_has_no_namespace_and_no_uri() {
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
fn the_message_is_the_first_non_empty_text() {
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

const NAMES: &[&str] = &["__type", "code", "Code", "message", "Message", "Error", "RequestId"];

proptest! {
    #[test]
    fn a_code_is_never_empty_nor_has_a_namespace(
        body in arbitrary::json(NAMES), header in proptest::option::of(".{0,40}")
    ) {
        let refusal = refused(&body.to_string(), header.as_deref());
        let is_bare = |code: String| !code.is_empty() && !code.contains(['#', ':', ',']);
        prop_assert!(refusal.code.is_none_or(is_bare));
    }

    #[test]
    fn no_error_body_makes_the_parser_panic(body in ".*") {
        let refusal = refused(&body, None);
        prop_assert!(body.contains(&refusal.message));
        prop_assert!(refusal.message.len() <= 300);
    }
}
