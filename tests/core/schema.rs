//! The shapes of options and inputs.

use crate::support::value::JsonValue;
use patchlens::schema::{
    Member, Pattern, Problems, Quoting, Secrecy, Shape, check, check_extension, check_member,
    instant, integer, optional, required,
};
use patchlens::time::Timestamp;
use proptest::prelude::*;
use serde_json::json;

/// The problems with a value of this shape, one per line.
fn problems_of(shape: &Shape, value: &JsonValue) -> Vec<String> {
    let mut problems = Problems::default();
    check(value, shape, "it", &mut problems);
    lines(problems)
}

fn lines(problems: Problems) -> Vec<String> {
    problems.iter().map(|problem| format!("{}: {}", problem.path, problem.text)).collect()
}

const NO_PROBLEM: [String; 0] = [];

#[test]
fn lengths_are_counted_in_characters() {
    let shape = Shape::Text { min: 2, max: 3 };
    for (text, is_fit) in [("é", false), ("éé", true), ("日本語", true), ("🦀🦀🦀🦀", false)]
    {
        assert_eq!(problems_of(&shape, &JsonValue::from(json!(text))).is_empty(), is_fit, "{text}");
    }
}

#[test]
fn whole_numbers_have_no_fraction_and_stay_in_bounds() {
    let read = |number: f64| integer(&JsonValue::from_number(number), 1, u32::MAX);
    assert_eq!(read(1.0), Some(1));
    assert_eq!(read(4_294_967_295.0), Some(u32::MAX));
    for number in [0.0, -1.0, 1.5, 4_294_967_296.0, 1e300, f64::NAN, f64::INFINITY] {
        assert_eq!(read(number), None, "{number}");
    }
    assert_eq!(integer(&JsonValue::from(json!("5")), 1, 9), None);
    let shape = Shape::Integer { min: 1, max: u32::MAX };
    let problem = "it: expected a whole number of 1 or more, got NaN";
    assert_eq!(problems_of(&shape, &JsonValue::from_number(f64::NAN)), [problem]);
}

#[test]
fn a_word_must_be_one_of_the_list() {
    let shape = Shape::OneOf(&["standard", "adaptive"]);
    assert_eq!(problems_of(&shape, &JsonValue::from(json!("adaptive"))), NO_PROBLEM);
    for (value, got) in [(json!("legacy"), r#""legacy""#), (json!(""), r#""""#), (json!(1), "1")] {
        let problem = format!(r#"it: expected "standard" or "adaptive", got {got}"#);
        assert_eq!(problems_of(&shape, &JsonValue::from(value)), [problem]);
    }
}

#[test]
fn flags_functions_and_signals_are_checked_by_type() {
    let signal = JsonValue::from(json!({}));
    signal.set("addEventListener", JsonValue::function());
    signal.set("removeEventListener", JsonValue::function());
    for (shape, fit, other, what) in [
        (Shape::Boolean, json!(false).into(), json!(0).into(), "true or false, got 0"),
        (Shape::Function, JsonValue::function(), json!({}).into(), "a function, got an object"),
        (
            Shape::Signal,
            signal,
            json!({"addEventListener": true}).into(),
            "an AbortSignal, got an object",
        ),
    ] {
        assert_eq!(problems_of(&shape, &fit), NO_PROBLEM);
        assert_eq!(problems_of(&shape, &other), [format!("it: expected {what}")]);
    }
    assert_eq!(problems_of(&Shape::Any, &JsonValue::function()), NO_PROBLEM);
}

#[test]
fn a_timestamp_is_a_date_milliseconds_or_a_text_with_a_zone() {
    let time = Timestamp::from_millis(1_795_240_800_500);
    for value in [
        JsonValue::from_date(time),
        json!(1_795_240_800_500_i64).into(),
        json!("2026-11-21T07:00:00.500+01:00").into(),
    ] {
        assert_eq!(instant(&value), Some(time), "{value:?}");
        assert_eq!(problems_of(&Shape::Instant, &value), NO_PROBLEM);
    }
    let what = "a Date, milliseconds since the epoch or an RFC 3339 text";
    for (value, got) in [
        (json!("soon"), r#""soon""#),
        (json!("1795240800"), r#""1795240800""#),
        (json!("2026-11-21T07:00:00"), r#""2026-11-21T07:00:00""#),
        (json!(true), "true"),
        (json!({}), "an object"),
    ] {
        let problems = problems_of(&Shape::Instant, &value.into());
        assert_eq!(problems, [format!("it: expected {what}, got {got}")]);
    }
}

#[test]
fn an_open_object_may_have_unknown_members() {
    const SHAPE: Shape =
        Shape::Open(&[required("a", Shape::Boolean), optional("b", Shape::Boolean)]);
    let value = JsonValue::from(json!({"a": true, "c": 1}));
    assert_eq!(problems_of(&SHAPE, &value), NO_PROBLEM);
    let value = JsonValue::from(json!({"b": 1}));
    let problems = ["it.a: is required", "it.b: expected true or false, got 1"];
    assert_eq!(problems_of(&SHAPE, &value), problems);
    assert_eq!(problems_of(&SHAPE, &JsonValue::from(json!(1))), ["it: expected an object, got 1"]);
}

#[test]
fn a_member_can_be_checked_under_another_name() {
    const SHAPE: Shape = Shape::Structure(&[
        optional("NextToken", Shape::Boolean),
        optional("MaxResults", Shape::Integer { min: 10, max: 100 }),
    ]);
    let check =
        |size| check_member(&JsonValue::from(json!(size)), &SHAPE, "MaxResults", "pageSize");
    let problem = "pageSize: expected a whole number from 10 to 100, got 9";
    assert_eq!(lines(check(9).unwrap_err()), [problem]);
    assert_eq!(check(10), Ok(()));
}

#[test]
fn a_formatted_text_is_checked_by_length_and_form() {
    const SHAPE: Shape = Shape::Matching(&Pattern {
        min: 2,
        max: 3,
        accepts: |text| text.bytes().all(|byte| byte.is_ascii_digit()),
        words: "a string of digits",
    });
    for fit in ["12", "123"] {
        assert_eq!(problems_of(&SHAPE, &json!(fit).into()), NO_PROBLEM);
    }
    for (value, got) in [
        (json!("1"), r#""1""#),
        (json!("1234"), r#""1234""#),
        (json!("1a"), r#""1a""#),
        (json!(12), "12"),
    ] {
        let problem = format!("it: expected a string of digits, 2 to 3 characters long, got {got}");
        assert_eq!(problems_of(&SHAPE, &value.into()), [problem]);
    }
}

#[test]
fn a_map_of_strings_is_bounded_and_has_no_empty_values() {
    const STRINGS: Shape = Shape::Strings { max: 2 };
    const LOGINS: Shape = Shape::Described {
        shape: &Shape::FunctionOr(&STRINGS),
        words: "tokens, or a function",
        quoting: Quoting::Unquoted,
    };
    for fit in [json!({}), json!({"a": "x"}), json!({"a": "x", "b": "y"})] {
        assert_eq!(problems_of(&LOGINS, &fit.into()), NO_PROBLEM);
    }
    assert_eq!(problems_of(&LOGINS, &JsonValue::function()), NO_PROBLEM);
    for wrong in [
        json!(null),
        json!("x"),
        json!(["x"]),
        json!({"a": ""}),
        json!({"a": null}),
        json!({"a": ["x"]}),
        json!({"a": "x", "b": "y", "c": "z"}),
    ] {
        let problems = problems_of(&LOGINS, &wrong.into());
        assert_eq!(problems, ["it: expected tokens, or a function"]);
    }
}

#[test]
fn a_description_replaces_the_default_expectation() {
    const SHAPE: Shape = Shape::Described {
        shape: &Shape::Integer { min: 1, max: u32::MAX },
        words: "a whole number from 1 to 4294967295",
        quoting: Quoting::Quoted,
    };
    let problem = "it: expected a whole number from 1 to 4294967295, got 0";
    assert_eq!(problems_of(&SHAPE, &json!(0).into()), [problem]);
    assert_eq!(problems_of(&SHAPE, &json!(1).into()), NO_PROBLEM);
}

#[test]
fn an_extension_accepts_the_members_of_its_base_without_checking_them() {
    const BASE: [Member; 2] = [required("region", Shape::Boolean), optional("fetch", Shape::Any)];
    let value = |value| {
        let mut problems = Problems::default();
        let members = [required("roleArn", Shape::Boolean)];
        check_extension(&JsonValue::from(value), &members, &BASE, &mut problems);
        lines(problems)
    };
    assert_eq!(value(json!({"roleArn": true, "region": 5})), NO_PROBLEM);
    let problems = [
        "roleArn: is required",
        "rolearn: is not known; did you mean roleArn?",
        "Region: is not known; did you mean region?",
        "more: is not known",
    ];
    assert_eq!(value(json!({"rolearn": true, "Region": 5, "more": 1, "none": null})), problems);
}

// Secrets.

#[test]
fn an_invalid_secret_is_reported() {
    let cases = [
        (Secrecy::Password, "", 1),
        (Secrecy::Password, "anything\u{e9}", 0),
        (Secrecy::Password, "anything\n", 1),
        (Secrecy::Password, "any thing", 1),
        (Secrecy::Password, "any\u{200b}thing", 1),
        (Secrecy::Password, "any\u{0}thing", 1),
        (Secrecy::Key, "", 1),
        (Secrecy::Key, "AKID/+=", 0),
        (Secrecy::Key, "AK ID", 1),
        (Secrecy::Key, "AKID\n", 1),
        (Secrecy::Key, "AKIDé", 1),
        (Secrecy::Token, "", 0),
        (Secrecy::Token, "to ken", 1),
    ];
    for (secrecy, text, expected) in cases {
        let problems = problems_of(&Shape::Secret(secrecy), &JsonValue::from(json!(text)));
        assert_eq!(problems.len(), expected, "{secrecy:?} {text:?}: {problems:?}");
    }
}

fn secrecies() -> impl Strategy<Value = Secrecy> {
    prop_oneof![Just(Secrecy::Password), Just(Secrecy::Key), Just(Secrecy::Token)]
}

proptest! {
    #[test]
    fn a_message_never_quotes_a_secret(
        secrecy in secrecies(),
        (before, middle, after) in ("[ -~]{0,10}", "[Q-Z]{6}", "[ -~é]{0,10}"),
    ) {
        let shape = Shape::Secret(secrecy);
        let secret = format!("{before}{middle}{after}");
        for value in [json!(secret), json!([secret]), json!({ "key": secret })] {
            for problem in problems_of(&shape, &JsonValue::from(value)) {
                prop_assert!(!problem.contains(&middle), "{}", problem);
            }
        }
    }
}
