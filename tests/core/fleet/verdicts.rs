//! The table of verdicts, `tests/data/fleet/verdicts.json`, which the package's tests read too.

use patchlens::fleet::engine::Fleet;
use patchlens::fleet::ingest::Page;
use patchlens::time::Timestamp;
use serde_json::{Value, json};

fn text<'a>(of: &'a Value, name: &str) -> &'a str {
    of[name].as_str().expect(name)
}

/// The one node of a case, as its row says.
fn row_of(case: &Value) -> Value {
    let mut fleet = Fleet::default();
    fleet.set_rules(&case["rules"].to_string()).expect("the rules");
    for page in case["pages"].as_array().expect("pages") {
        let taken = fleet.ingest(Page {
            scope: text(case, "scope"),
            operation: text(page, "operation"),
            input: &page["input"].to_string(),
            body: page["body"].to_string().as_bytes(),
            read_at: Timestamp::parse(text(page, "readAt")).expect("a time"),
        });
        taken.expect("a page");
    }
    fleet.set_exceptions(&case["exceptions"].to_string()).expect("the exceptions");
    let rows = fleet.rows("nodes", "{}", Timestamp::from_millis(0)).expect("rows");
    let rows: Value = serde_json::from_str(&rows).expect("JSON");
    assert_eq!(rows["total"], 1, "{}", case["name"]);
    rows["rows"][0].clone()
}

#[test]
fn every_case_has_its_verdict_and_its_reason() {
    let table = include_str!("../../data/fleet/verdicts.json");
    let cases: Vec<Value> = serde_json::from_str(table).expect("the table");
    assert!(cases.len() > 100);
    for case in &cases {
        let (row, expected) = (row_of(case), &case["expect"]);
        let found = json!([row["verdict"], row["reasonCode"], row["stale"]]);
        let wanted = json!([expected["verdict"], expected["reasonCode"], expected["stale"]]);
        assert_eq!(found, wanted, "{}", case["name"]);
        let reason = text(&row, "reason").to_lowercase();
        for words in expected["reasonContains"].as_array().expect("words") {
            let words = words.as_str().expect("words").to_lowercase();
            assert!(reason.contains(&words), "{}: {reason:?} has no {words:?}", case["name"]);
        }
    }
}
