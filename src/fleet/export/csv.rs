//! Comma-separated values after RFC 4180, safe to open in a spreadsheet.

use super::columns::Column;
use super::format::{Csv, Header};

/// With what a formula begins, also in the full width of East Asian scripts.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The first line.
pub(super) fn head(columns: &[Column], style: Csv) -> String {
    let mut line = String::new();
    if style.bom {
        line.push('\u{feff}');
    }
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            line.push(',');
        }
        push_text(
            &mut line,
            match style.header {
                Header::Members => &column.name,
                Header::Aws => column.aws_name(),
            },
        );
    }
    line.push_str("\r\n");
    line
}

/// A text. What a spreadsheet would run as a formula begins with an apostrophe.
pub(super) fn push_text(out: &mut String, text: &str) {
    let is_formula = text.starts_with(FORMULA);
    push_quoted(out, if is_formula { "'" } else { "" }, text);
}

fn push_quoted(out: &mut String, prefix: &str, text: &str) {
    let is_plain = !text.bytes().any(|it| matches!(it, b'"' | b',' | b'\r' | b'\n'));
    if is_plain {
        out.push_str(prefix);
        out.push_str(text);
        return;
    }
    out.push('"');
    out.push_str(prefix);
    for (place, part) in text.split('"').enumerate() {
        if place > 0 {
            out.push_str("\"\"");
        }
        out.push_str(part);
    }
    out.push('"');
}
