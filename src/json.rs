//! Writes JSON text in ASCII, without `core::fmt`, which would enlarge the WebAssembly module.

use crate::digest::hex;
use crate::text::{decimal, push};

/// A JSON object, written member by member.
pub(crate) struct Object(String);

impl Object {
    /// An object without members.
    pub(crate) fn new() -> Self {
        Self("{".into())
    }

    /// Adds a string.
    #[inline(never)]
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        push_string(&mut self.0, value);
    }

    /// Adds a string if it is present.
    #[inline(never)]
    pub(crate) fn optional_text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    /// Adds a whole number.
    #[inline(never)]
    pub(crate) fn number(&mut self, name: &str, value: u32) {
        self.json(name, &decimal(value));
    }

    /// Adds an object with the members that `write` adds.
    pub(crate) fn object(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        let mut object = Self::new();
        write(&mut object);
        self.json(name, &object.end());
    }

    /// Adds a value that is JSON text already.
    #[inline(never)]
    pub(crate) fn json(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push_str(value);
    }

    fn name(&mut self, name: &str) {
        let separator = if self.0.len() > 1 { "," } else { "" };
        push(&mut self.0, &[separator, "\"", name, "\":"]);
    }

    /// The text of the object.
    pub(crate) fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// An array of values that are JSON text already.
pub(crate) fn array(values: impl Iterator<Item = String>) -> String {
    let mut text = String::from("[");
    let mut separator = "";
    for value in values {
        push(&mut text, &[separator, &value]);
        separator = ",";
    }
    text.push(']');
    text
}

/// The strings of a JSON array, as they are escaped there; nothing for other text.
///
/// `JSON.stringify` wrote the array: its strings can have a quotation mark only behind a backslash.
pub(crate) fn strings(array: &str) -> Option<Vec<&str>> {
    let mut rest = array.strip_prefix('[')?;
    let mut strings = Vec::new();
    while let Some(string) = rest.strip_prefix('"') {
        let end = end_of_string(string)?;
        strings.push(string.get(..end)?);
        rest = string.get(end + 1..)?;
        rest = rest.strip_prefix(',').unwrap_or(rest);
    }
    (rest == "]").then_some(strings)
}

/// Where the quotation mark stands that ends a string.
fn end_of_string(string: &str) -> Option<usize> {
    let mut escaped = false;
    string.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

/// A whole number.
pub(crate) fn integer(value: i64) -> String {
    let mut text = String::from(if value < 0 { "-" } else { "" });
    push_digits(&mut text, value.unsigned_abs());
    text
}

fn push_digits(text: &mut String, number: u64) {
    if number >= 10 {
        push_digits(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// Writes `text` as a JSON string, the way Python's `json.dumps` does.
#[inline(never)]
pub(crate) fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for unit in text.encode_utf16() {
        push_unit(out, unit);
    }
    out.push('"');
}

fn push_unit(out: &mut String, unit: u16) {
    let character = char::from(unit as u8);
    let short = match unit {
        0x22 | 0x5c => character,
        0x0a => 'n',
        0x0d => 'r',
        0x09 => 't',
        0x08 => 'b',
        0x0c => 'f',
        0x20..=0x7e => return out.push(character),
        _ => return push(out, &["\\u", &hex(&unit.to_be_bytes())]),
    };
    out.push('\\');
    out.push(short);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_strings_of_an_array_are_read_as_they_are_escaped() {
        assert_eq!(strings("[]"), Some(vec![]));
        let array = serde_json::json!(["a", "", "b\"],[\\", "\\"]).to_string();
        assert_eq!(strings(&array), Some(vec!["a", "", r#"b\"],[\\"#, r"\\"]));
        for text in ["", "[", "[1]", "[\"a\"", "[\"a", "[\"a\"]]", "{}", "[\"a\" \"b\"]"] {
            assert_eq!(strings(text), None, "{text}");
        }
    }

    #[test]
    fn an_object_is_written_member_by_member() {
        assert_eq!(Object::new().end(), "{}");
        let mut object = Object::new();
        object.text("a", "b\"\n");
        object.optional_text("c", None);
        object.optional_text("d", Some(""));
        object.number("e", u32::MAX);
        object.object("f", |inner| inner.json("g", "true"));
        object.object("h", |_| {});
        assert_eq!(object.end(), r#"{"a":"b\"\n","d":"","e":4294967295,"f":{"g":true},"h":{}}"#);
    }

    #[test]
    fn an_array_is_written_item_by_item() {
        assert_eq!(array([].into_iter()), "[]");
        assert_eq!(array(["null", "1", "{}"].map(String::from).into_iter()), "[null,1,{}]");
    }

    #[test]
    fn a_whole_number_is_written_in_all_its_digits() {
        assert_eq!([0, 9, 10, -7].map(integer), ["0", "9", "10", "-7"]);
        assert_eq!(integer(i64::MAX), "9223372036854775807");
        assert_eq!(integer(i64::MIN), "-9223372036854775808");
    }

    proptest! {
        #[test]
        fn any_whole_number_is_written_as_the_standard_library_does(number in any::<i64>()) {
            prop_assert_eq!(integer(number), number.to_string());
        }

        #[test]
        fn any_text_is_written_so_that_it_is_read_back(text in ".*", control in "[\0-\u{a0}\"\\\\]*") {
            for text in [text, control] {
                let mut written = String::new();
                push_string(&mut written, &text);
                prop_assert!(written.is_ascii());
                prop_assert_eq!(serde_json::from_str::<String>(&written).unwrap(), text);
            }
        }
    }
}
