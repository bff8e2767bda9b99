//! Filters as text.

use patchlens::fleet::query::Table;
use patchlens::fleet::query::filter::{Filter, FilterError, Operation, Token};
use proptest::prelude::*;

fn token(property: &str, operator: &str, values: &[&str]) -> Token {
    Token {
        property: property.into(),
        operator: operator.into(),
        values: values.iter().map(|it| String::from(*it)).collect(),
    }
}

fn parsed(text: &str) -> Filter {
    Filter::parse(text, Table::Nodes).unwrap()
}

#[test]
fn conditions_are_joined_by_spaces_or_bars() {
    let tokens = vec![token("verdict", "=", &["stale", "stopped"]), token("age", ">=", &["7d"])];
    for text in ["verdict=stale,stopped age>=7d", " \tverdict=stale,stopped\r\n age>=7d "] {
        let expected = Filter { operation: Operation::And, tokens: tokens.clone(), text: None };
        assert_eq!(parsed(text), expected);
    }
    for text in ["verdict=stale,stopped | age>=7d", "verdict=stale,stopped|age>=7d"] {
        let expected = Filter { operation: Operation::Or, tokens: tokens.clone(), text: None };
        assert_eq!(parsed(text), expected);
    }
    assert_eq!(parsed(""), Filter::default());
}

#[test]
fn names_and_values_may_stand_in_quotes() {
    let cases = [
        (r#"title:"open ssl""#, token("title", ":", &["open ssl"])),
        (r#"title="a ""b"" | c",d"#, token("title", "=", &[r#"a "b" | c"#, "d"])),
        ("title=", token("title", "=", &[""])),
        ("title=a,,b", token("title", "=", &["a", "", "b"])),
        ("title=a=b!=c<d", token("title", "=", &["a=b!=c<d"])),
        (r#""tag.Cost Center"!^x"#, token("tag.Cost Center", "!^", &["x"])),
        (r#""tag.a!"!=x"#, token("tag.a!", "!=", &["x"])),
        ("tag.a!!=x", token("tag.a!", "!=", &["x"])),
        ("title<=ä\u{a0}b", token("title", "<=", &["ä\u{a0}b"])),
    ];
    for (text, expected) in cases {
        assert_eq!(parsed(text).tokens, [expected], "{text}");
    }
}

#[test]
fn words_are_free_text() {
    let cases = [
        ("open ssl", Some("open ssl")),
        ("open stale=true ssl", Some("open ssl")),
        (r#""a=b  c""#, Some("a=b  c")),
        ("hey!", Some("hey!")),
        (r#""""#, None),
        (r#""" x"#, Some(" x")),
    ];
    for (text, expected) in cases {
        assert_eq!(parsed(text).text.as_deref(), expected, "{text}");
    }
    let either = parsed("stale=true | ssl");
    assert_eq!((either.operation, either.text.as_deref()), (Operation::Or, Some("ssl")));
}

#[test]
fn errors_say_where_and_what_was_expected() {
    let cases = [
        (r#"title="a"#, 8, "a closing quote"),
        (r#"title=a"b""#, 7, "a space, a bar or the end"),
        (r#""a"b"#, 3, "a space, a bar or the end"),
        ("=x", 0, "a property before the operator"),
        ("stale=true >5", 11, "a property before the operator"),
        ("| a", 0, "a condition or a word"),
        ("stale=true |", 12, "a condition or a word"),
        ("stale=true || kb=1", 12, "a condition or a word"),
        (",", 0, "a condition or a word"),
        ("kb=1 kb=2 | kb=3", 11, "spaces between all conditions, or bars between all"),
        ("kb=1 | kb=2 kb=3", 12, "spaces between all conditions, or bars between all"),
        ("a | b", 5, "one word of free text between bars"),
        ("𐐀ä \"", 5, "a closing quote"),
    ];
    for (text, position, expected) in cases {
        let error = Filter::parse(text, Table::Nodes).unwrap_err();
        assert_eq!(error, FilterError::Syntax { position, expected }, "{text}");
    }
    let message = Filter::parse("kb=\"", Table::Nodes).unwrap_err().to_string();
    assert_eq!(message, "Cannot read the filter at character 4: expected a closing quote");
}

#[test]
fn value_that_would_lengthen_the_operator_is_quoted() {
    let filter = Filter { tokens: vec![token("title", "<", &["=b"])], ..Filter::default() };
    let text = filter.format().unwrap();
    assert_eq!(text, r#"title<"=b""#);
    assert_eq!(parsed(&text), filter);
}

#[test]
fn read_filters_are_checked() {
    let error = Filter::parse("colour=red", Table::Nodes).unwrap_err();
    assert!(matches!(error, FilterError::UnknownProperty { .. }));
}

#[test]
fn token_without_values_has_no_text() {
    let filter = Filter { tokens: vec![token("kb", "=", &[])], ..Filter::default() };
    let error = filter.format().unwrap_err();
    assert_eq!(error, FilterError::NoValue { property: String::from("kb") });
    assert_eq!(error.to_string(), r#"Cannot write a filter by "kb" as text: it has no value"#);
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let text = || "[a-c =!:^<>|,\"\\t\\n\u{a0}ä𐐀\\PC]{0,6}";
    let operator = prop::sample::select(&["=", "!=", ":", "!:", "^", "!^", "<", ">="][..]);
    let one = (text(), operator, prop::collection::vec(text(), 1..4));
    let token = one.prop_map(|(column, operator, mut values)| {
        if operator.starts_with(['<', '>']) {
            values.truncate(1);
        }
        Token { property: format!("tag.{column}"), operator: operator.into(), values }
    });
    (any::<bool>(), prop::collection::vec(token, 0..4), prop::option::of(text())).prop_map(
        |(is_or, tokens, text)| {
            let operation = if is_or { Operation::Or } else { Operation::And };
            Filter { operation, tokens, text }
        },
    )
}

proptest! {
    #[test]
    fn text_of_a_filter_reads_back(filter in any_filter()) {
        let text = filter.format().unwrap();
        let mut expected = Filter { text: filter.text.filter(|it| !it.is_empty()), ..filter };
        // One condition needs no operation.
        if expected.tokens.len() + usize::from(expected.text.is_some()) < 2 {
            expected.operation = Operation::And;
        }
        prop_assert_eq!(Filter::parse(&text, Table::Findings).unwrap(), expected);
    }

    #[test]
    fn no_text_is_read_and_written_as_another_filter(text in "[ab=!:^<>|,\" tag.äK𐐀]{0,12}") {
        if let Ok(filter) = Filter::parse(&text, Table::Nodes) {
            let again = Filter::parse(&filter.format().unwrap(), Table::Nodes).unwrap();
            prop_assert_eq!(again, filter);
        }
    }

    #[test]
    fn json_of_a_filter_reads_back(filter in any_filter()) {
        let json = serde_json::to_string(&filter).unwrap();
        prop_assert_eq!(serde_json::from_str::<Filter>(&json).unwrap(), filter);
    }
}
