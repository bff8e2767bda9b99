//! Random pages: the same as serde_json reads, and no bytes make the reader panic.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::ingest_support::{Fleet, NODE, findings_input, page};
use crate::fuzz::trial;

const MEMBERS: [&str; 9] = [
    "CVEIds",
    "Classification",
    "InstalledTime",
    "KBId",
    "Severity",
    "State",
    "Title",
    "Unknown",
    "Other",
];

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => select(vec!["", "a", "bash", "Missing", "Failed", "Installed", "INSTALLED_OTHER",
            "a title of more than sixteen bytes", "é😀\u{1}\"\\/", "Odd"]).prop_map(Value::from),
        2 => ".{0,40}".prop_map(Value::from),
        2 => any::<i32>().prop_map(Value::from),
        1 => (-1e12..1e12).prop_map(|it: f64| json!(it)),
        1 => Just(Value::Null),
        1 => Just(json!([{"a": ["]", 1, null]}, true])),
    ]
}

fn item() -> impl Strategy<Value = Value> {
    vec((select(MEMBERS.to_vec()), value()), 0..9).prop_map(|members| {
        let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
        Value::Object(members.collect::<Map<_, _>>())
    })
}

/// Items of which many have the form of one before.
fn items() -> impl Strategy<Value = Vec<Value>> {
    (vec(item(), 1..5), vec((0..5_usize, value(), value()), 0..30)).prop_map(|(forms, rows)| {
        let rows = rows.into_iter().map(|(form, title, state)| {
            let mut item = forms[form % forms.len()].clone();
            for (name, value) in [("Title", title), ("State", state)] {
                if let Some(to) = item.get_mut(name) {
                    *to = value;
                }
            }
            item
        });
        rows.collect()
    })
}

/// The text of a member, as the reader takes it.
fn text(item: &Value, name: &str) -> String {
    match item.get(name) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => serde_json::to_string(other).unwrap(),
    }
}

/// Key of the patch to its state.
fn expected(items: &[Value]) -> BTreeMap<[String; 4], String> {
    let mut rows = BTreeMap::new();
    for item in items {
        let key = ["KBId", "Title", "Severity", "Classification"].map(|it| text(item, it));
        let state = text(item, "State");
        let folded = state.replace('_', "").to_ascii_lowercase();
        let closed = ["installed", "installedother", "notapplicable", "availablesecurityupdate"];
        if !closed.contains(&folded.as_str()) {
            rows.insert(key, folded);
        } else {
            rows.remove(&key);
        }
    }
    rows
}

/// A list without the spaces of its text.
fn compact(text: &str) -> String {
    match serde_json::from_str(text) {
        Ok(list @ Value::Array(_)) => serde_json::to_string(&list).unwrap(),
        _ => text.into(),
    }
}

fn found(fleet: &Fleet) -> BTreeMap<[String; 4], String> {
    let patches = &fleet.store.patches;
    let node = fleet.node(NODE);
    let rows = fleet.store.findings_of(&node).map(|it| {
        let key = patches.key(it.patch);
        let key = [key.kb, key.title, key.severity, key.classification].map(compact);
        let state = fleet.store.states.name(it.state.code().unwrap());
        (key, compact(state).replace('_', "").to_ascii_lowercase())
    });
    rows.collect()
}

#[test]
fn random_pages_are_read_as_serde_json_reads_them() {
    trial("findings as by serde_json", 3000, (items(), any::<bool>()), |(items, pretty)| {
        let page = json!({ "NextToken": null, "Patches": items });
        let body =
            if pretty { serde_json::to_string_pretty(&page) } else { serde_json::to_string(&page) };
        let mut fleet = Fleet::new();
        // More kinds of states than a fleet can have are refused.
        match fleet.try_ingest(
            "DescribeInstancePatches",
            &findings_input(None),
            body.unwrap().as_bytes(),
        ) {
            Ok(ingested) => {
                prop_assert_eq!(ingested.items as usize, items.len());
                prop_assert_eq!(found(&fleet), expected(&items));
            }
            Err(error) => prop_assert_eq!(error, patchlens::fleet::ingest::IngestError::Full),
        }
        Ok(())
    });
}

#[test]
fn a_changed_byte_breaks_a_page_where_it_breaks_serde_json() {
    let good = page(&[("bash", "Missing"), ("zlib", "Failed"), ("bash 1", "Missing")], Some("T"));
    let good = good.replace("0.0", "-6.2E10").into_bytes();
    let change = (0..good.len(), prop_oneof![any::<u8>(), select(br#""\{}[],:0e.-+"#.to_vec())]);
    trial("pages with a changed byte", 20_000, change, |(at, byte)| {
        let mut body = good.clone();
        body[at] = byte;
        let mut fleet = Fleet::new();
        let read = fleet.try_ingest("DescribeInstancePatches", &findings_input(None), &body);
        let value = serde_json::from_slice::<Value>(&body);
        let is_page = value.as_ref().is_ok_and(|it| {
            it["Patches"].as_array().is_some_and(|it| it.iter().all(|it| it.is_object()))
        });
        // serde_json refuses what is no UTF-8.
        if std::str::from_utf8(&body).is_ok() {
            prop_assert_eq!(read.is_ok(), is_page, "{}", String::from_utf8_lossy(&body));
        }
        Ok(())
    });
}

#[test]
fn no_bytes_make_the_reader_panic() {
    let operations = [
        "DescribeInstancePatches",
        "DescribeInstancePatchStates",
        "DescribeInstanceProperties",
        "ListResourceComplianceSummaries",
        "ListComplianceSummaries",
        "GetPatchBaseline",
        "DescribeAvailablePatches",
        "DescribePatchGroupState",
    ];
    let lists = [
        "Patches",
        "InstancePatchStates",
        "InstanceProperties",
        "ResourceComplianceSummaryItems",
        "ComplianceSummaryItems",
        "BaselineId",
    ];
    let piece = select(vec![
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\",
        "\\u",
        "\\ud83d",
        "null",
        "true",
        "-",
        "0",
        "1.5E9",
        " ",
        "\"Title\":",
        "\"State\":\"Missing\"",
        "\"InstanceId\":\"i-1\"",
        "\"MissingCount\":",
        "\"OperationEndTime\":",
        "\"SnapshotId\":\"",
        "\"ReleaseDate\":1",
        "é",
        "\u{0}",
        "aaaaaaaaaaaaaaaa",
    ]);
    let pieces = vec(
        prop_oneof![4 => piece.prop_map(|it| it.as_bytes().to_vec()), 1 => vec(any::<u8>(), 0..5)],
        0..40,
    );
    let case = (select(operations.to_vec()), select(lists.to_vec()), pieces, any::<bool>());
    trial("bytes into every operation", 50_000, case, |(operation, list, pieces, wrapped)| {
        let inner = pieces.concat();
        let body = if wrapped {
            [b"{\"", list.as_bytes(), b"\":[{", &inner, b"}]}"].concat()
        } else {
            inner
        };
        let input = String::from_utf8_lossy(&body);
        let mut fleet = Fleet::new();
        let _ = fleet.try_ingest(
            operation,
            r#"{"InstanceId":"i-1","InstanceIds":["i-1","i-2"]}"#,
            &body,
        );
        let _ = fleet.try_ingest(operation, &input, &body);
        Ok(())
    });
}
