//! DescribeInstancePatches: entries in every spelling.

use patchlens::fleet::ingest::IngestError;
use patchlens::fleet::store::PatchKey;

use super::ingest_support::{Fleet, NODE, SCOPE, entry, page, row};

#[test]
fn rows_in_open_states_are_findings_and_others_are_not() {
    let mut fleet = Fleet::new();
    let states = [
        "Missing",
        "MISSING",
        "Failed",
        "INSTALLED_PENDING_REBOOT",
        "InstalledRejected",
        "Installed",
        "INSTALLED_OTHER",
        "NotApplicable",
        "NOT_APPLICABLE",
        "AvailableSecurityUpdate",
        "Superseded",
    ];
    let titles: Vec<_> = states.iter().map(|it| format!("of {it}")).collect();
    let entries: Vec<_> = titles.iter().map(String::as_str).zip(states).collect();
    let ingested = fleet.findings(None, &page(&entries, Some("")));
    assert_eq!(ingested.items, 11);
    assert_eq!(ingested.nodes.len(), 1);
    assert_eq!(ingested.next_token, None);
    let found: Vec<_> = fleet.rows_of(NODE).into_iter().map(|it| it.1).collect();
    assert_eq!(
        found,
        [
            "Missing",
            "Missing",
            "Failed",
            "InstalledPendingReboot",
            "InstalledRejected",
            "Superseded"
        ]
    );
}

#[test]
fn a_patch_is_its_kb_title_severity_and_classification() {
    let mut fleet = Fleet::new();
    let text = entry("bash", "Missing");
    let other = text.replace("Important", "Low");
    fleet.findings(None, &format!(r#"{{"Patches":[{text},{other},{text}]}}"#));
    assert_eq!(fleet.store.patches.len(), 2);
    let key =
        PatchKey { kb: "bash.x86_64", title: "bash", severity: "Low", classification: "Security" };
    assert_eq!(fleet.store.patches.find(&key), Some(1));
    assert_eq!(fleet.store.patches.key(1), key);
}

#[test]
fn cves_are_the_union_of_all_rows_that_name_them() {
    let mut fleet = Fleet::new();
    for cves in [r#""CVE-2026-1,CVE-2026-2""#, "null", r#""""#, r#"" CVE-2026-2 ,,CVE-2026-3""#] {
        let text = entry("bash", "Missing").replacen('{', &format!(r#"{{"CVEIds":{cves},"#), 1);
        fleet.findings(None, &format!(r#"{{"Patches":[{text}]}}"#));
    }
    let patches = &fleet.store.patches;
    let cves: Vec<_> = patches.cves_of(0).iter().map(|it| patches.cves.at(*it as usize)).collect();
    assert_eq!(cves, ["CVE-2026-1", "CVE-2026-2", "CVE-2026-3"]);
    assert_eq!(patches.len(), 1);
}

#[test]
fn installed_time_may_be_anything() {
    for time in [
        "0.0",
        "0",
        "-62135596800.0",
        "-6.21355968E10",
        "1.7e+9",
        "1E-2",
        "null",
        r#""2026-11-21T06:00:00Z""#,
        r#""1700000000.123""#,
        r#""""#,
        "123456789012345678901234567890.5",
        "true",
        "{}",
        "[[]]",
    ] {
        let mut fleet = Fleet::new();
        let text = entry("bash", "Missing").replace("0.0", time);
        fleet.findings(None, &format!(r#"{{"Patches":[{text},{text}]}}"#));
        assert_eq!(fleet.titles(), ["bash"], "{time}");
    }
}

#[test]
fn members_may_come_in_any_order_and_spacing_with_unknown_ones_between() {
    let body = r#"
        { "Unknown" : {"Patches": [1, {"a": [null]}]} ,
          "Patches" : [ { "Title" : "bash" , "State" : "Missing" , "New" : [ 1 , 2 ] ,
            "Other" : 5 , "KBId" : null } ,
        { "Title" : "zlib" , "State" : "Failed" , "New" : [ ] , "Other" : "x" , "KBId" : "k" }
          ] , "NextToken" : null }
        "#;
    let mut fleet = Fleet::new();
    assert_eq!(fleet.findings(None, body).items, 2);
    assert_eq!(fleet.titles(), ["bash", "zlib"]);
    assert_eq!(fleet.store.patches.kb(0), "");
}

#[test]
fn escapes_and_surrogates_are_undone_wherever_they_stand() {
    let mut fleet = Fleet::new();
    let title = r#"\u0062ash \"\\\/\b\f\n\r\t \ud83d\ude00 \u00e9 \ud83d \ude00\ud83dx é😀"#;
    let plain = entry("plain", "Missing");
    let escaped = entry("TITLE", "\\u004dissing").replace("TITLE", title);
    let again = entry("TITLE", "Missing").replace("TITLE", title);
    fleet.findings(None, &format!(r#"{{"Patches":[{plain},{escaped},{again},{plain}]}}"#));
    let expected = "bash \"\\/\u{8}\u{c}\n\r\t 😀 é \u{fffd} \u{fffd}\u{fffd}x é😀";
    assert_eq!(fleet.titles(), ["plain", expected]);
    assert_eq!(fleet.store.patches.kb(1), format!("{expected}.x86_64"));
}

#[test]
fn invalid_utf8_becomes_the_replacement_character_and_one_patch() {
    let mut fleet = Fleet::new();
    let mut body = page(&[("b#sh", "Missing"), ("b#sh", "Failed")], None).into_bytes();
    body.iter_mut().filter(|it| **it == b'#').for_each(|it| *it = 0xff);
    let input = format!(r#"{{"InstanceId":"{NODE}"}}"#);
    for _ in 0..2 {
        fleet.try_ingest("DescribeInstancePatches", &input, &body).unwrap();
    }
    assert_eq!(fleet.rows_of(NODE), [row("b\u{fffd}sh", "Failed", 1000, true)]);
    assert_eq!(fleet.store.patches.len(), 1);
}

#[test]
fn null_items_are_left_out_and_the_last_list_counts() {
    let body = format!(
        r#"{{"Patches":[{}],"Patches":[null,{},null]}}"#,
        entry("old", "Missing"),
        entry("new", "Missing").replace("\"Title\"", "\"Title\":\"first\",\"Title\"")
    );
    let mut fleet = Fleet::new();
    assert_eq!(fleet.findings(None, &body).items, 1);
    assert_eq!(fleet.titles(), ["new"]);
}

#[test]
fn what_is_no_page_is_malformed_and_changes_nothing() {
    let good = page(&[("bash", "Missing")], None);
    let bodies = [
        "",
        " ",
        "null",
        "[]",
        "{}",
        "<html>",
        "\u{feff}{\"Patches\":[]}",
        "{\"Patches\":null}",
        "{\"Patches\":{}}",
        "{\"Patches\":[1]}",
        "{\"Patches\":[]}x",
        "{\"Patches\":[{]}",
        "{\"Patches\":[{\"Title\":\"\u{1}\"}]}",
        "{\"Patches\":[{\"Title\":\"\\x\"}]}",
        "{\"Patches\":[{\"InstalledTime\":01}]}",
        "{\"Patches\":[{\"InstalledTime\":1.}]}",
        "{\"Patches\":[{\"InstalledTime\":-}]}",
        "{\"Patches\":[{\"Title\":tru}]}",
        "{\"Patches\":[{\"Title\":[1,]}]}",
        "{\"Patches\":[{\"Title\":{\"a\"}}]}",
        "{\"Patches\":[{\"Title\":\"\\u12g4\"}]}",
        "{'Patches':[]}",
        "{\"Patches\":[],}",
    ];
    let cut = (0..good.len()).map(|it| &good[..it]);
    for body in bodies.into_iter().chain(cut) {
        let mut fleet = Fleet::new();
        let error = fleet.refusal(None, body.as_bytes());
        let IngestError::Malformed(message) = error else { panic!("{body}: {error:?}") };
        assert!(message.starts_with("Expected ") && message.contains(" at byte "), "{message}");
        let store = &fleet.store;
        assert_eq!((store.version, store.patches.len(), store.nodes.len()), (0, 0, 0), "{body}");
        assert_eq!(store.find_scope(SCOPE), None);
    }
    let message = String::from("Expected Patches at byte 2");
    assert_eq!(Fleet::new().refusal(None, b"{}"), IngestError::Malformed(message));
}

#[test]
fn deep_nesting_is_an_error_and_no_overflow() {
    for open in ["[", "{\"a\":"] {
        let deep = open.repeat(1_000_000);
        let page = format!(r#"{{"Patches":[{{"Title":{deep}"#);
        assert!(matches!(Fleet::new().refusal(None, page.as_bytes()), IngestError::Malformed(_)));
    }
    let nested = format!("{}{}", "[".repeat(100), "]".repeat(100));
    let body = format!(r#"{{"Deep":{nested},"Patches":[{}]}}"#, entry("bash", "Missing"));
    assert_eq!(Fleet::new().findings(None, &body).items, 1);
}
