//! Rules as users give them.

use patchlens::fleet::rules::{ComplianceRules, Rules, RulesError};
use patchlens::time::Timestamp;

fn rules(json: &str) -> Result<Rules, RulesError> {
    let given: ComplianceRules = serde_json::from_str(json).unwrap();
    given.check(Timestamp::from_millis(0))
}

#[test]
fn rules_that_are_not_given_are_the_defaults() {
    let defaults = Rules::new(Timestamp::from_millis(0));
    assert_eq!(rules("{}").unwrap(), defaults);
    assert_eq!(defaults.stale_after_ms, 7 * 86_400_000);
    assert_eq!(defaults.target("Critical"), None);
    let end =
        defaults.end_of_life.last_day("Microsoft Windows Server 2012 R2 Standard", "6.3.9600");
    assert_eq!(end.unwrap().text, "2023-10-10");
}

#[test]
fn targets_compare_severities_without_case() {
    let rules = rules(r#"{"staleAfterMs":0,"targets":{"critical":7,"Straße":0.5}}"#).unwrap();
    assert_eq!(rules.stale_after_ms, 0);
    assert_eq!(rules.target("Critical"), Some(7.0));
    assert_eq!(rules.target("STRAẞE"), Some(0.5));
    assert_eq!(rules.target("Low"), None);
}

#[test]
fn longest_name_that_ends_with_a_word_decides_about_the_end_of_life() {
    let table = r#"{"endOfLife":{
        "ubuntu":"2030-01-01","Ubuntu 18.04":"2023-05-31"," amazon Linux 2":"2026-06-30T12:00Z",
        "Ä Linux":"2020-02-29"
    }}"#;
    let rules = rules(table).unwrap();
    let text = |platform, version| {
        rules.end_of_life.last_day(platform, version).map(|it| it.text.as_str())
    };
    assert_eq!(text("Ubuntu", "18.04"), Some("2023-05-31"));
    assert_eq!(text(" UBUNTU ", " 18.04.6 "), Some("2023-05-31"));
    assert_eq!(text("Ubuntu", "18.045"), Some("2030-01-01"));
    assert_eq!(text("Ubuntu", ""), Some("2030-01-01"));
    assert_eq!(text("Ubuntux", ""), None);
    assert_eq!(text("Amazon Linux", "2023"), None);
    assert_eq!(text("ä linux", "1"), Some("2020-02-29"));
    assert_eq!(text("", ""), None);
}

#[test]
fn end_of_life_is_over_after_its_last_moment() {
    let table = r#"{"endOfLife":{"a":"2023-05-31","b":"2023-05-31T12:00:00+02:00"}}"#;
    let table = rules(table).unwrap().end_of_life;
    let time = |text| Timestamp::parse(text).unwrap();
    let [day, instant] = ["a", "b"].map(|it| table.last_day(it, "1").unwrap().clone());
    assert_eq!(
        (day.begins, day.over),
        (time("2023-05-31T00:00:00Z"), time("2023-06-01T00:00:00Z"))
    );
    assert_eq!(table.of("a", "1"), Some(day.over));
    assert_eq!(instant.begins, time("2023-05-31T10:00:00Z"));
    assert_eq!(instant.over, time("2023-05-31T10:00:00.001Z"));
}

#[test]
fn wrong_rules_are_errors_that_quote_them() {
    let cases = [
        (r#"{"staleAfterMs":-1}"#, "staleAfterMs is -1, expected 0 or more milliseconds"),
        (r#"{"targets":{"Low":-0.5}}"#, r#"the target of "Low" is -0.5, expected 0 or more days"#),
        (
            r#"{"endOfLife":{"Ubuntu":"2023-02-30"}}"#,
            r#"the end of life of "Ubuntu" is "2023-02-30", expected a date such as 2026-01-31"#,
        ),
    ];
    for (json, expected) in cases {
        let message = rules(json).unwrap_err().to_string();
        assert_eq!(message, format!("Cannot set the rules: {expected}"));
    }
    let targets = [(String::from("Low"), f64::NAN)].into();
    let given = ComplianceRules { targets: Some(targets), ..ComplianceRules::default() };
    assert!(matches!(given.check(Timestamp::from_millis(0)), Err(RulesError::Target { .. })));
    let given =
        ComplianceRules { stale_after_ms: Some(f64::INFINITY), ..ComplianceRules::default() };
    assert!(matches!(given.check(Timestamp::from_millis(0)), Err(RulesError::StaleAfter(_))));
    assert!(serde_json::from_str::<ComplianceRules>(r#"{"targets":{"Low":"x"}}"#).is_err());
}
