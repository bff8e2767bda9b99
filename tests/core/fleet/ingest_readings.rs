//! DescribeInstancePatches: nodes over several pages, and read again.

use patchlens::fleet::ingest::IngestError;
use patchlens::fleet::store::Asked;

use super::ingest_support::{Fleet, NODE, page, row};

#[test]
fn the_first_reading_knows_only_a_lower_bound_of_the_age() {
    let mut fleet = Fleet::new();
    fleet.findings(None, &page(&[("bash", "Missing")], None));
    assert_eq!(fleet.rows_of(NODE), [row("bash", "Missing", 1000, true)]);
    let facet = fleet.node(NODE).findings;
    assert_eq!(facet.read_at.map(|it| it.value()), Some(1000));
    assert_eq!(facet.asked, Asked::All);
}

#[test]
fn a_later_reading_keeps_the_times_of_what_stays() {
    let mut fleet = Fleet::new();
    fleet.findings(
        None,
        &page(&[("bash", "Missing"), ("zlib", "Missing"), ("curl", "Failed")], None),
    );
    fleet.now = 2000;
    fleet.findings(
        None,
        &page(&[("curl", "Missing"), ("new", "Missing"), ("bash", "Missing")], None),
    );
    assert_eq!(
        fleet.rows_of(NODE),
        [
            row("curl", "Missing", 1000, true),
            row("new", "Missing", 2000, false),
            row("bash", "Missing", 1000, true)
        ]
    );
    // What went away and comes back is new.
    fleet.now = 3000;
    fleet.findings(None, &page(&[("zlib", "Missing"), ("new", "Failed")], None));
    assert_eq!(
        fleet.rows_of(NODE),
        [row("zlib", "Missing", 3000, false), row("new", "Failed", 2000, false)]
    );
    let facet = fleet.node(NODE).findings;
    assert_eq!(facet.first_read_at.map(|it| it.value()), Some(1000));
    assert_eq!(facet.read_at.map(|it| it.value()), Some(3000));
}

#[test]
fn rows_that_go_away_are_dead() {
    let mut fleet = Fleet::new();
    fleet.findings(None, &page(&[("a", "Missing"), ("b", "Missing"), ("c", "Missing")], None));
    fleet.findings(None, &page(&[("b", "Missing")], None));
    assert_eq!((fleet.store.findings.live(), fleet.store.findings.len()), (1, 3));
    fleet.findings(None, &page(&[], None));
    assert_eq!((fleet.store.findings.live(), fleet.rows_of(NODE).len()), (0, 0));
    fleet.findings(None, &page(&[("b", "Missing")], None));
    assert_eq!(fleet.rows_of(NODE), [row("b", "Missing", 1000, false)]);
}

#[test]
fn an_empty_first_reading_is_a_reading() {
    let mut fleet = Fleet::new();
    fleet.findings(None, &page(&[], None));
    assert_eq!(fleet.node(NODE).findings.asked, Asked::All);
    fleet.now = 2000;
    fleet.findings(None, &page(&[("bash", "Missing")], None));
    assert_eq!(fleet.rows_of(NODE), [row("bash", "Missing", 2000, false)]);
}

#[test]
fn the_last_row_of_a_patch_wins() {
    let mut fleet = Fleet::new();
    let entries =
        [("bash", "Missing"), ("zlib", "Missing"), ("bash", "Failed"), ("bash", "Missing")];
    fleet.findings(None, &page(&entries, Some("T1")));
    fleet.now = 2000;
    fleet.findings(Some("T1"), &page(&[("bash", "InstalledPendingReboot")], None));
    assert_eq!(
        fleet.rows_of(NODE),
        [row("bash", "InstalledPendingReboot", 1000, true), row("zlib", "Missing", 1000, true)]
    );
}

#[test]
fn pages_are_one_reading_wherever_they_are_split() {
    let names: Vec<_> = (0..12).map(|it| format!("patch {it}")).collect();
    let entries: Vec<_> = names.iter().map(|it| (it.as_str(), "Missing")).collect();
    for size in 1..=entries.len() {
        let mut fleet = Fleet::new();
        fleet.findings(None, &page(&[("old", "Missing")], None));
        let pages: Vec<_> = entries.chunks(size).collect();
        for (at, entries) in pages.iter().enumerate() {
            assert_eq!(fleet.titles(), ["old"]);
            let (from, to) = (format!("T{at}"), format!("T{}", at + 1));
            let next = (at + 1 < pages.len()).then_some(to.as_str());
            let ingested = fleet.findings((at > 0).then_some(&from), &page(entries, next));
            assert_eq!(ingested.next_token.as_deref(), next);
            assert_eq!(fleet.store.readings.pending.len(), usize::from(next.is_some()));
        }
        assert_eq!(fleet.titles(), names);
    }
}

#[test]
fn empty_pages_with_a_token_go_on() {
    let mut fleet = Fleet::new();
    fleet.findings(None, &page(&[], Some("T1")));
    fleet.findings(Some("T1"), &page(&[], Some("T2")));
    fleet.findings(Some("T2"), &page(&[("bash", "Missing")], Some("")));
    assert_eq!(fleet.titles(), ["bash"]);
}

#[test]
fn a_page_that_does_not_follow_is_refused_and_leaves_the_reading_as_it_is() {
    let mut fleet = Fleet::new();
    let body = page(&[("b", "Missing")], None);
    assert_eq!(fleet.refusal(Some("T1"), body.as_bytes()), IngestError::BadInput("NextToken"));
    fleet.findings(None, &page(&[("a", "Missing")], Some("T1")));
    assert_eq!(fleet.refusal(Some("T2"), body.as_bytes()), IngestError::BadInput("NextToken"));
    fleet.findings(Some("T1"), &body);
    assert_eq!(fleet.titles(), ["a", "b"]);
    // The last page again.
    assert_eq!(fleet.refusal(Some("T1"), body.as_bytes()), IngestError::BadInput("NextToken"));
    assert_eq!(fleet.titles(), ["a", "b"]);
}

#[test]
fn a_first_page_begins_again() {
    let mut fleet = Fleet::new();
    fleet.findings(None, &page(&[("gone", "Missing")], Some("T1")));
    fleet.findings(None, &page(&[("a", "Missing")], Some("T2")));
    fleet.findings(Some("T2"), &page(&[("b", "Missing")], None));
    assert_eq!(fleet.titles(), ["a", "b"]);
    assert!(fleet.store.readings.pending.is_empty());
}

#[test]
fn a_malformed_page_can_be_read_again() {
    let mut fleet = Fleet::new();
    fleet.findings(None, &page(&[("a", "Missing")], Some("T1")));
    assert!(matches!(fleet.refusal(Some("T1"), b"{"), IngestError::Malformed(_)));
    fleet.findings(Some("T1"), &page(&[("b", "Missing")], None));
    assert_eq!(fleet.titles(), ["a", "b"]);
}

#[test]
fn a_filter_of_any_page_makes_the_reading_partial() {
    let filter = r#""Filters":[{"Key":"State","Values":["Missing"]}]"#;
    for (first, second, asked) in [
        (filter, filter, Asked::Some),
        (filter, r#""Filters":[]"#, Asked::Some),
        (r#""Filters":null"#, filter, Asked::Some),
        (r#""Filters":[]"#, r#""Filters":null"#, Asked::All),
    ] {
        let mut fleet = Fleet::new();
        let input = format!(r#"{{"InstanceId":"{NODE}",{first}}}"#);
        fleet.ingest("DescribeInstancePatches", &input, &page(&[], Some("T")));
        let input = format!(r#"{{"InstanceId":"{NODE}","NextToken":"T",{second}}}"#);
        fleet.ingest("DescribeInstancePatches", &input, &page(&[], None));
        assert_eq!(fleet.node(NODE).findings.asked, asked);
    }
}

#[test]
fn an_earlier_reading_does_not_replace_a_later_one() {
    let mut fleet = Fleet::new();
    fleet.findings(None, &page(&[("a", "Missing")], None));
    fleet.now = 500;
    fleet.findings(None, &page(&[("b", "Missing")], None));
    assert_eq!(fleet.rows_of(NODE), [row("a", "Missing", 1000, true)]);
}

#[test]
fn input_must_say_which_node() {
    for input in ["{}", r#"{"InstanceId":null}"#, r#"{"InstanceId":""}"#] {
        let body = page(&[], None);
        let error = Fleet::new().try_ingest("DescribeInstancePatches", input, body.as_bytes());
        assert_eq!(error.unwrap_err(), IngestError::BadInput("InstanceId"));
    }
    let error = Fleet::new().try_ingest("DescribeInstancePatches", "{", b"{}").unwrap_err();
    assert_eq!(error, IngestError::BadInput("not a JSON object"));
    let error = Fleet::new().try_ingest("SendCommand", "{}", b"{}").unwrap_err();
    assert_eq!(error, IngestError::UnknownOperation);
}

#[test]
fn every_reading_changes_the_version() {
    let mut fleet = Fleet::new();
    for version in 1..4 {
        fleet.findings(None, &page(&[("a", "Missing")], None));
        assert_eq!(fleet.store.version, version);
    }
    assert_eq!(fleet.store.scopes[0].read_at.map(|it| it.value()), Some(1000));
}
