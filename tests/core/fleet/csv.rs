//! Exports: what a cell looks like, which columns there are, and that chunks make the whole table.

use patchlens::fleet::export::{Csv, Export, ExportRows, FleetChanged, Format, Header};
use patchlens::fleet::query::{
    Context, Direction, Place, QueryCache, Sort, Table, count_cves, count_patches, finding_row,
    findings_page, node_row, row_property,
};
use proptest::prelude::*;
use serde_json::Value;

use super::filter_store::Fleet;

const CSV: Format = Format::Csv(Csv { header: Header::Members, bom: false });

fn live_rows(context: &Context) -> Vec<u64> {
    let mut bits = vec![0; context.store.findings.len().div_ceil(64)];
    for node in context.store.nodes.iter() {
        for row in node.findings.start..node.findings.start + node.findings.count {
            bits[row as usize >> 6] |= 1 << (row & 63);
        }
    }
    bits
}

fn export(
    context: &Context,
    rows: ExportRows,
    sort: &[Sort],
    format: Format,
    columns: &[&str],
) -> String {
    let names: Vec<String> = columns.iter().map(|it| String::from(*it)).collect();
    let names = (!names.is_empty()).then_some(names.as_slice());
    let cache = &mut QueryCache::default();
    let mut export =
        Export::new(context, cache, rows, (sort, 0..usize::MAX), (format, names)).unwrap();
    let mut text = String::new();
    while let Some(chunk) = export.next_chunk(context).unwrap() {
        text.push_str(&chunk);
    }
    text
}

/// The cells of a text in CSV.
fn parse(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut rest = text.chars().peekable();
    while let Some(it) = rest.next() {
        match it {
            '"' if quoted && rest.peek() == Some(&'"') => cell.extend(rest.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {
                assert_eq!(rest.next(), Some('\n'));
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            other => cell.push(other),
        }
    }
    rows
}

fn safe(text: &str) -> String {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if is_formula { format!("'{text}") } else { String::from(text) }
}

proptest! {
    #[test]
    fn lines_of_csv_have_the_texts_of_the_rows(seed in any::<u64>(), is_sorted in any::<bool>()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let bits = live_rows(&context);
        let property = row_property(Table::Findings, "title").unwrap();
        let sort = [Sort { property, direction: Direction::Descending }];
        let sort = if is_sorted { &sort[..] } else { &[] };
        let columns = ["title", "instanceId", "state", "cves", "name", "severity", "exception", "complianceLevel"];
        let text = export(&context, ExportRows::Findings(&bits), sort, CSV, &columns);
        let places = findings_page(&context, &mut QueryCache::default(), &bits, sort, 0..usize::MAX);
        let cells = |place: &Place| {
            let row = finding_row(&context, *place).unwrap();
            let some = |text: Option<&str>| safe(text.unwrap_or(""));
            vec![
                safe(row.title), safe(row.instance_id), safe(row.state), row.cves.join(", "),
                some(row.name), some(row.severity), some(row.exception), some(row.compliance_level),
            ]
        };
        let mut wanted: Vec<Vec<String>> = places.iter().map(cells).collect();
        let mut found = parse(&text);
        prop_assert_eq!(found.remove(0), columns.to_vec());
        // A random store has a patch twice on a node: such rows may change places.
        wanted.sort();
        found.sort();
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn lines_of_json_are_the_rows(seed in any::<u64>()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let every = [(1_u64 << fleet.store.nodes.len()) - 1];
        let text = export(&context, ExportRows::Nodes(&every), &[], Format::Ndjson, &[]);
        let mut found: Vec<Value> = text.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
        prop_assert_eq!(found.len(), fleet.store.nodes.len());
        for number in 0..fleet.store.nodes.len() as u32 {
            let row = serde_json::to_value(node_row(&context, number).unwrap()).unwrap();
            let is_it = |it: &Value| {
                it["instanceId"] == row["instanceId"] && it["scopeId"] == row["scopeId"]
            };
            let mut line = found.remove(found.iter().position(is_it).unwrap());
            for (member, value) in row.as_object().unwrap() {
                let written = line.as_object_mut().unwrap().remove(member).unwrap();
                let is_date = written.as_str().is_some_and(|it| it.ends_with('Z')) && value.is_number();
                if value.is_number() && !is_date {
                    // serde_json reads the last digit of a number roughly.
                    let [one, other] = [&written, value].map(|it| it.as_f64().unwrap());
                    prop_assert!((one - other).abs() < 1e-9, "{} {}", one, other);
                } else if !is_date {
                    prop_assert_eq!(&written, value);
                }
            }
            prop_assert_eq!(line, serde_json::json!({}));
        }
        prop_assert!(found.is_empty());
    }

    #[test]
    fn default_columns_are_those_with_values(seed in any::<u64>()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let bits = live_rows(&context);
        let found = parse(&export(&context, ExportRows::Findings(&bits), &[], CSV, &[]));
        for (at, name) in found[0].iter().enumerate() {
            let is_optional = ["name", "severity", "due", "exception", "released", "patchGroup"];
            let has_value = found.iter().skip(1).any(|row| !row[at].is_empty());
            prop_assert!(has_value || !is_optional.contains(&name.as_str()), "{}", name);
        }
        prop_assert!(found.iter().all(|row| row.len() == found[0].len()));
    }
}

#[test]
fn the_header_can_be_that_of_aws_after_a_byte_order_mark() {
    let fleet = Fleet::random(1);
    let context = fleet.context();
    let format = Format::Csv(Csv { header: Header::Aws, bom: true });
    let text =
        export(&context, ExportRows::Nodes(&[]), &[], format, &["instanceId", "verdict", "reason"]);
    assert_eq!(text, "\u{feff}Instance ID,Compliance status,reason\r\n");
}

#[test]
fn patches_and_cves_are_exported_too() {
    let fleet = Fleet::random(7);
    let context = fleet.context();
    let (bits, cache) = (live_rows(&context), &mut QueryCache::default());
    let patches = count_patches(&context, cache, &bits);
    let text = export(&context, ExportRows::Patches(&patches), &[], CSV, &["id", "nodes"]);
    let ids: Vec<String> = patches.iter().map(|it| format!("{},{}", it.patch, it.nodes)).collect();
    assert_eq!(text.lines().skip(1).collect::<Vec<_>>(), ids);
    let cves = count_cves(&context, cache, &bits);
    let text = export(&context, ExportRows::Cves(&cves), &[], Format::Ndjson, &[]);
    assert_eq!(text.lines().count(), cves.len());
}

#[test]
fn a_page_of_an_export_is_that_part_of_the_whole() {
    let fleet = Fleet::random(9);
    let context = fleet.context();
    let bits = live_rows(&context);
    let whole = export(&context, ExportRows::Findings(&bits), &[], Format::Ndjson, &[]);
    let cache = &mut QueryCache::default();
    for (from, to) in [(0, 5), (3, 90), (89, 91), (1000, 1001)] {
        let rows = ExportRows::Findings(&bits);
        let mut part =
            Export::new(&context, cache, rows, (&[], from..to), (Format::Ndjson, None)).unwrap();
        let text = part.next_chunk(&context).unwrap().unwrap_or_default();
        let wanted: Vec<&str> = whole.lines().skip(from).take(to - from).collect();
        assert_eq!(text.lines().collect::<Vec<_>>(), wanted);
    }
}

#[test]
fn an_export_ends_with_an_error_when_the_data_changes() {
    let mut fleet = Fleet::random(2);
    let rows = ExportRows::Nodes(&[1]);
    let cache = &mut QueryCache::default();
    let mut export = Export::new(&fleet.context(), cache, rows, (&[], 0..9), (CSV, None)).unwrap();
    fleet.store.version += 1;
    assert_eq!(export.next_chunk(&fleet.context()), Err(FleetChanged));
}

#[test]
fn an_unknown_column_is_an_error() {
    let fleet = Fleet::random(2);
    let names = [String::from("Instance ID")];
    let cache = &mut QueryCache::default();
    let rows = ExportRows::Nodes(&[1]);
    let error = Export::new(&fleet.context(), cache, rows, (&[], 0..9), (CSV, Some(&names)));
    let message = error.unwrap_err().to_string();
    assert_eq!(message, "The table of nodes has no property \"Instance ID\"");
}
