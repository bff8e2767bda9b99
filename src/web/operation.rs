//! The operations, for `src/js`.

use wasm_bindgen::prelude::*;

use super::record::Subject;
use crate::json::{self, Object, array, push_string};
use crate::schema::Problems;
use crate::ssm::{FREE_MAPS, OPERATIONS, Operation, TimestampMembers};
use crate::text::join;
use crate::time::Timestamp;

/// The operation called `name`.
///
/// # Errors
/// A record with code `invalid-input`.
pub(super) fn find(name: &str) -> Result<&'static Operation, JsValue> {
    crate::ssm::operation(name).ok_or_else(|| unknown(name))
}

/// The error to throw for an unknown operation.
pub(super) fn unknown(name: &str) -> JsValue {
    let problems = Problems::one("operation", &join(&["\"", name, "\" is not known"]));
    Subject::Other("call".into()).invalid(problems)
}

/// The outputs of all operations, as JSON text: `maps` are the members that hold maps, and
/// `operations` has for each name the member with the `items` of a page, if it has pages, and the
/// members with `timestamps`, of the items or of the output itself.
#[wasm_bindgen(js_name = outputModel)]
pub fn output_model() -> String {
    let mut model = Object::new();
    model.json("maps", &strings(&FREE_MAPS));
    model.object("operations", |operations| {
        OPERATIONS.iter().for_each(|it| operations.object(it.name, |out| write_output(it, out)));
    });
    model.end()
}

fn write_output(operation: &Operation, out: &mut Object) {
    out.optional_text("items", operation.pagination.as_ref().map(|it| it.items));
    let timestamps = operation.timestamps.iter().map(|TimestampMembers { part, members }| {
        let mut entry = Object::new();
        entry.optional_text("part", *part);
        entry.json("members", &strings(members));
        entry.end()
    });
    out.json("timestamps", &array(timestamps));
}

fn strings(names: &[&str]) -> String {
    array(names.iter().map(|name| {
        let mut text = String::new();
        push_string(&mut text, name);
        text
    }))
}

/// The timestamps in the strings of a JSON array, as a JSON array: milliseconds since the epoch, or
/// null for a string that is not a timestamp.
///
/// # Errors
/// The text is not such an array.
#[wasm_bindgen(js_name = parseTimestamps)]
pub fn parse_timestamps(texts: &str) -> Result<String, JsValue> {
    let texts = json::strings(texts)
        .ok_or_else(|| JsValue::from_str("parseTimestamps expects a JSON array of strings"))?;
    // No text with an escaped character is a timestamp.
    let millis = |text: &&str| Some(json::integer(Timestamp::parse(text)?.as_millis()));
    Ok(array(texts.iter().map(|text| millis(text).unwrap_or_else(|| "null".into()))))
}
