//! Finished rows of patches and CVEs.

use patchlens::fleet::query::filter::{Filter, Truth};
use patchlens::fleet::query::{PatchProperty, Property, RowProperty, Table, Value};
use patchlens::fleet::store::{PatchKey, Store};

use super::filter_store::Fleet;

const ROW: [(&str, &str); 2] = [("KB5", "OpenSSL 3"), ("KB6", "curl")];

/// Whether a row of two patches matches a filter, with what its findings fulfil.
fn matches(table: Table, text: &str, fulfilled: Truth) -> Truth {
    let mut store = Store::default();
    for (kb, title) in ROW {
        let key = PatchKey { kb, title, severity: "High", classification: "" };
        let patch = store.patches.intern(&key).unwrap();
        store.patches.add_cves(patch, "CVE-1,CVE-2").unwrap();
    }
    let fleet = Fleet::of(store);
    let context = fleet.context();
    let value = |property: &Property| match property {
        Property::Row(RowProperty::Cve) => Value::Text("CVE-1".into()),
        Property::Row(RowProperty::Id) => Value::Text("p0".into()),
        Property::Row(RowProperty::Nodes) => Value::Number(3.0),
        Property::Row(RowProperty::Severity) => Value::Text("High".into()),
        Property::Patch(it) => context.patch_value(0, *it),
        _ => Value::Absent,
    };
    let filter = Filter::parse(text, table).unwrap().compile(table).unwrap();
    filter.row_matches(&context, fulfilled, &value)
}

#[test]
fn own_members_and_free_text_apply_to_the_finished_row() {
    use Truth::{No, Yes};
    let cases = [
        (Table::Patches, "", Yes),
        (Table::Patches, "nodes>2 kb=kb5 cves=cve-2 id=p0", Yes),
        (Table::Patches, "nodes>2 kb=kb6", No),
        (Table::Patches, "openssl", Yes),
        (Table::Patches, "cve-2", Yes),
        (Table::Patches, "p0", No),
        (Table::Cves, "nodes=3 cve^cve severity>=high", Yes),
        (Table::Cves, "kev!=true", Yes),
        (Table::Cves, "epss>0", No),
        (Table::Cves, "high", Yes),
        (Table::Cves, "openssl", No),
        // Other members choose the findings: the row need not have them.
        (Table::Cves, "kb=KB6 verdict=stale", Yes),
    ];
    for (table, text, expected) in cases {
        assert_eq!(matches(table, text, No), expected, "{text}");
        // With `and`, a row has only findings that fulfil all tokens.
        assert_eq!(matches(table, text, Yes), expected, "{text}");
    }
}

#[test]
fn row_matches_by_its_own_member_or_by_one_of_its_findings() {
    use Truth::{No, Undecided, Yes};
    for fulfilled in [No, Undecided, Yes] {
        assert_eq!(matches(Table::Patches, "nodes>5 | state=Failed", fulfilled), fulfilled);
        assert_eq!(matches(Table::Patches, "nodes>2 | state=Failed", fulfilled), Yes);
        assert_eq!(matches(Table::Patches, "state=Failed | openssl", fulfilled), Yes);
        assert_eq!(matches(Table::Cves, "state=Failed | kb=KB5", fulfilled), fulfilled);
    }
}

#[test]
fn kb_and_title_are_there_even_if_empty() {
    let mut store = Store::default();
    let key = PatchKey { kb: "", title: "", severity: "", classification: "" };
    store.patches.intern(&key).unwrap();
    let fleet = Fleet::of(store);
    let value = |it| fleet.context().patch_value(0, it);
    assert_eq!(value(PatchProperty::Kb), Value::Text("".into()));
    assert_eq!(value(PatchProperty::Title), Value::Text("".into()));
    assert_eq!(value(PatchProperty::Severity), Value::Absent);
}
