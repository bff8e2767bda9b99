//! Lines of rows: what a node and what a patch writes into a line is made once.

use super::super::query::clock::Row;
use super::super::query::code::FindingCode;
use super::super::query::row::{push_date, push_number, sorted_cves, tags, text_of};
use super::super::query::{Context, NodeProperty, Place, Property, QueryCache, Value};
use super::columns::Column;
use super::format::Format;
use super::source::Line;
use super::{csv, ndjson};

/// Writes lines.
#[derive(Debug)]
pub(super) struct Lines {
    format: Format,
    columns: Vec<Column>,
    segments: Vec<Segment>,
    /// The node whose segments are written.
    node: Option<u32>,
}

/// Columns that follow each other and belong to the same thing.
#[derive(Debug)]
struct Segment {
    columns: std::ops::Range<usize>,
    written: Written,
}

/// What is written of a segment already.
#[derive(Debug)]
enum Written {
    /// Of the current node.
    Node(String),
    /// Of all patches that came up, and where each stands.
    Patch(String, Vec<(u32, u32)>),
    /// Of values that came up: a table of texts by the number that stands for the value.
    Finding(FindingCode, Vec<(u64, String)>),
    /// Nothing: rows of patches and CVEs come once each.
    Row,
}

/// Places in a table of texts.
const KEPT: usize = 1 << 10;

impl Lines {
    pub(super) fn new(
        context: &Context,
        cache: &mut QueryCache,
        format: Format,
        columns: Vec<Column>,
    ) -> Self {
        let mut lines = Self { format, columns, segments: Vec::new(), node: None };
        for place in 0..lines.columns.len() {
            lines.add_column(context, cache, place);
        }
        lines
    }

    fn add_column(&mut self, context: &Context, cache: &mut QueryCache, place: usize) {
        let property = self.columns.get(place).and_then(|it| it.property.as_ref());
        let written = match property {
            None | Some(Property::Node(_)) => Written::Node(String::new()),
            Some(Property::Patch(_)) => Written::Patch(String::new(), Vec::new()),
            Some(Property::Finding(property)) => {
                let code = FindingCode::new(context, cache, *property);
                let unused = (u64::MAX, String::new());
                Written::Finding(code, vec![unused; KEPT])
            }
            Some(Property::Row(_)) => Written::Row,
        };
        if let Some(last) = self.segments.last_mut()
            && std::mem::discriminant(&last.written) == std::mem::discriminant(&written)
            && !matches!(written, Written::Finding(..))
        {
            last.columns.end = place + 1;
            return;
        }
        self.segments.push(Segment { columns: place..place + 1, written });
    }

    /// Appends a line.
    pub(super) fn push(&mut self, context: &Context, out: &mut String, line: Line) {
        if self.format == Format::Ndjson {
            out.push('{');
        }
        match line {
            Line::Finding(place) => self.push_finding(context, out, place),
            line => self.push_row(context, out, line),
        }
        out.push_str(if self.format == Format::Ndjson { "}\n" } else { "\r\n" });
    }

    fn push_finding(&mut self, context: &Context, out: &mut String, place: Place) {
        let row = Row::at(context.store, place.node, place.row as usize);
        let is_new = self.node.replace(place.node) != Some(place.node);
        let mut has_cells = false;
        let Self { format, columns, segments, .. } = self;
        for Segment { columns: range, written } in segments {
            let columns = columns.get(range.clone()).unwrap_or_default();
            let cells = match written {
                Written::Node(text) => {
                    if is_new {
                        text.clear();
                        columns
                            .iter()
                            .for_each(|it| node_cell(context, *format, text, it, place.node));
                    }
                    text.as_str()
                }
                Written::Patch(text, spans) => {
                    patch_cells(context, *format, (text, spans), columns, row.patch)
                }
                Written::Finding(code, kept) => {
                    finding_cell(context, *format, (code, kept), columns, &row)
                }
                Written::Row => "",
            };
            // Every cell begins with a comma, which the first one of a line does without.
            let skipped = usize::from(!has_cells && !cells.is_empty());
            has_cells |= !cells.is_empty();
            out.push_str(cells.get(skipped..).unwrap_or_default());
        }
    }

    /// A row of another table: cell by cell.
    fn push_row(&mut self, context: &Context, out: &mut String, line: Line) {
        let mut cells = String::new();
        for column in &self.columns {
            let value = match (&line, &column.property) {
                (Line::Node(node), _) => {
                    node_cell(context, self.format, &mut cells, column, *node);
                    continue;
                }
                (Line::Patch(count), Some(property)) => count.value(context, property),
                (Line::Cve(count), Some(property)) => count.value(context, property),
                _ => Value::Absent,
            };
            push_cell(context, self.format, &mut cells, column, value);
        }
        out.push_str(cells.get(1..).unwrap_or_default());
    }
}

/// The cell of a node.
fn node_cell(context: &Context, format: Format, out: &mut String, column: &Column, number: u32) {
    let Some(node) = context.store.nodes.get(number as usize) else { return };
    match &column.property {
        None => {
            if let Some(tags) = tags(context, &node) {
                ndjson::push_tags(out, &tags);
            }
        }
        Some(Property::Node(property)) => {
            let value = match property {
                NodeProperty::EndOfLife => context
                    .last_day(&node)
                    .map_or(Value::Absent, |it| Value::Text(it.text.as_str().into())),
                _ => context.node_value(number, &node, property),
            };
            push_cell(context, format, out, column, value);
        }
        Some(_) => {}
    }
}

/// The cells of a patch, which are written once.
fn patch_cells<'a>(
    context: &Context,
    format: Format,
    (text, spans): (&'a mut String, &mut Vec<(u32, u32)>),
    columns: &[Column],
    patch: u32,
) -> &'a str {
    if spans.is_empty() {
        spans.resize(context.store.patches.len(), (0, 0));
    }
    let Some(span) = spans.get_mut(patch as usize) else { return "" };
    if *span == (0, 0) {
        let start = text.len();
        for column in columns {
            if let Some(Property::Patch(property)) = &column.property {
                push_cell(context, format, text, column, context.patch_value(patch, *property));
            }
        }
        *span = (start as u32, text.len() as u32);
    }
    text.get(span.0 as usize..span.1 as usize).unwrap_or_default()
}

/// The cell of a finding, which is written once while its value stays in the table.
fn finding_cell<'a>(
    context: &Context,
    format: Format,
    (code, kept): (&FindingCode, &'a mut [(u64, String)]),
    columns: &[Column],
    row: &Row,
) -> &'a str {
    let number = code.of(context, row);
    let place = hash(number) as usize & (KEPT - 1);
    let Some((of, text)) = kept.get_mut(place) else { return "" };
    if number != *of || text.is_empty() {
        *of = number;
        text.clear();
        let value = row
            .finding(context)
            .map(|finding| context.finding_value(row.node, row.row, &finding, code.property()));
        for column in columns {
            push_cell(context, format, text, column, value.clone().unwrap_or(Value::Absent));
        }
    }
    text
}

fn hash(number: u64) -> u64 {
    number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40
}

/// A cell with a comma before it. An absent value is an empty cell, and no member.
fn push_cell(context: &Context, format: Format, out: &mut String, column: &Column, value: Value) {
    match format {
        Format::Csv(_) => {
            out.push(',');
            push_csv(context, out, column, value);
        }
        Format::Ndjson => push_member(context, out, column, value),
    }
}

fn push_csv(context: &Context, out: &mut String, column: &Column, value: Value) {
    match value {
        // Nothing in a number or a time needs quotes.
        Value::Number(number) => push_number(out, number),
        Value::Days(days, _) => push_number(out, hundredths(days)),
        Value::Date(time, _) => push_date(out, time),
        value => {
            let text = text_of(context, value).unwrap_or_default();
            if column.has_texts() {
                csv::push_text(out, &text);
            } else {
                out.push_str(&text);
            }
        }
    }
}

/// Days with two decimals, cut off: an age is never said to be more than it is.
fn hundredths(days: f64) -> f64 {
    (days * 100.0).floor() / 100.0
}

fn push_member(context: &Context, out: &mut String, column: &Column, value: Value) {
    let name = column.name.as_str();
    match value {
        // These members are there in every row.
        Value::Absent if name == "cves" => ndjson::push_member(out, name, |out| out.push_str("[]")),
        Value::Absent | Value::Undecided => {}
        Value::Number(number) | Value::Days(number, _) => {
            ndjson::push_member(out, name, |out| push_number(out, number));
        }
        Value::Flag(flag) => {
            ndjson::push_member(out, name, |out| out.push_str(if flag { "true" } else { "false" }));
        }
        Value::Cves(places) => {
            let cves = sorted_cves(context, places);
            ndjson::push_member(out, name, |out| ndjson::push(out, &cves));
        }
        Value::Date(time, _) => ndjson::push_member(out, name, |out| {
            out.push('"');
            push_date(out, time);
            out.push('"');
        }),
        value => {
            let text = text_of(context, value).unwrap_or_default();
            ndjson::push_member(out, name, |out| ndjson::push(out, text.as_ref()));
        }
    }
}
