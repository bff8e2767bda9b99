//! What is wrong with a filter is said with its property and value.

use patchlens::fleet::query::Table;
use patchlens::fleet::query::filter::{Filter, FilterError, Token};

fn token(property: &str, operator: &str, values: &[&str]) -> Token {
    Token {
        property: property.into(),
        operator: operator.into(),
        values: values.iter().map(|it| String::from(*it)).collect(),
    }
}

fn error(table: Table, token: Token) -> FilterError {
    let filter = Filter { tokens: vec![token], ..Filter::default() };
    filter.compile(table).unwrap_err()
}

#[test]
fn unknown_property_is_an_error() {
    let unknown = error(Table::Patches, token("severty", "=", &["High", "Low"]));
    assert!(matches!(unknown, FilterError::UnknownProperty { .. }));
    let message =
        r#"Cannot filter patches by "severty" ("High", "Low"): the table has no such property"#;
    assert_eq!(unknown.to_string(), message);
    for (table, property) in [
        (Table::Nodes, "tags"),
        (Table::Nodes, "cve"),
        (Table::Findings, "patches"),
        (Table::Nodes, ""),
    ] {
        let error = error(table, token(property, "=", &["x"]));
        assert!(matches!(error, FilterError::UnknownProperty { .. }), "{property}");
    }
}

#[test]
fn operator_that_does_not_suit_is_an_error() {
    for (property, operator) in [
        ("age", ":"),
        ("missing", "^"),
        ("firstSeen", "!:"),
        ("readAt", "!^"),
        ("stale", "<"),
        ("overdue", ":"),
        ("title", "=="),
        ("title", "~"),
        ("title", ""),
    ] {
        let error = error(Table::Nodes, token(property, operator, &["1"]));
        assert!(matches!(error, FilterError::WrongOperator { .. }), "{property} {operator}");
    }
    let message = r#"Cannot filter by "age" ":" "7d": the property has no such operator"#;
    assert_eq!(error(Table::Nodes, token("age", ":", &["7d"])).to_string(), message);
}

#[test]
fn operator_that_orders_takes_one_value() {
    for values in [&[][..], &["1", "2"]] {
        let error = error(Table::Nodes, token("age", "<", values));
        assert!(matches!(error, FilterError::NotOneValue { .. }));
    }
    let message = r#"Cannot filter by "age" "<" "1", "2": the operator takes one value"#;
    assert_eq!(error(Table::Nodes, token("age", "<", &["1", "2"])).to_string(), message);
}

#[test]
fn value_of_another_kind_is_an_error() {
    let wrong = [
        ("missing", "a number", &["", "x", "1d", "+1", "0x1", "1.", ".5", "inf", "NaN", " 1"][..]),
        ("age", "days such as 7, 7d or 12h", &["", "d", "7w", "7 d", "1dh", "∞"]),
        (
            "firstSeen",
            "a date such as 2026-01-31",
            &[
                "",
                "2026-02-30",
                "2026-1-31",
                "20260131",
                "1700000000",
                "yesterday",
                "2026-01-31T",
                "2026-01-31T25:00",
                "2026-01-31 10:00:00Z",
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "2026-01-31T10:00:00+0100",
                "١٩٩٩-01-01",
            ],
        ),
        ("stale", "true or false", &["", "True", "yes", "1"]),
    ];
    for (property, expected, values) in wrong {
        for value in values {
            let error = error(Table::Nodes, token(property, "=", &[value]));
            let expected = FilterError::WrongValue {
                property: property.into(),
                value: String::from(*value),
                expected,
            };
            assert_eq!(error, expected);
        }
    }
    let message = r#"Cannot filter by "age" with "7w": expected days such as 7, 7d or 12h"#;
    assert_eq!(error(Table::Nodes, token("age", "=", &["7w"])).to_string(), message);
}

#[test]
fn values_in_all_their_forms_are_read() {
    let right = [
        ("missing", &["0", "-1", "1.5", "1e3", "1E-3", "1e+3", "99999999999999999999"][..]),
        ("age", &["7", "7d", "12h", "0.5d", "1e1h"]),
        (
            "firstSeen",
            &[
                "2026-01-31",
                "2026-01-31T10:00",
                "2026-01-31T10:00:00",
                "2026-01-31t10:00:00.5z",
                "2026-01-31T10:00:00+01:00",
                "2026-01-31T10:00-01:00",
            ],
        ),
        ("stale", &["true", "false"]),
    ];
    for (property, values) in right {
        for value in values {
            let filter =
                Filter { tokens: vec![token(property, "=", &[value])], ..Filter::default() };
            assert!(filter.compile(Table::Nodes).is_ok(), "{property} {value}");
        }
    }
}

#[test]
fn json_of_another_shape_is_an_error() {
    let wrong = [
        (r#"{"operation":"xor","tokens":[]}"#, "unknown variant `xor`, expected `and` or `or`"),
        (
            r#"{"tokens":[{"property":"kb","operator":"=","value":5}]}"#,
            "a value is a text or a list of texts",
        ),
        (
            r#"{"tokens":[{"property":"kb","operator":"=","value":["a",5]}]}"#,
            "a value is a text or a list of texts",
        ),
        (r#"{"tokens":[{"operator":"=","value":"a"}]}"#, "missing field `property`"),
    ];
    for (json, expected) in wrong {
        let error = serde_json::from_str::<Filter>(json).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}
