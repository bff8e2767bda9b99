//! The engine's JSON: texts parsed and written.

use js_sys::JSON;
use wasm_bindgen::prelude::*;

use super::value::JsonValue;
use crate::schema::Problems;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    pub(super) fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// The JSON text of an input.
pub(super) fn write(input: &JsonValue) -> Result<JsValue, Problems> {
    let text = JSON::stringify(&input.0).ok().map(JsValue::from).filter(JsValue::is_string);
    text.ok_or_else(|| Problems::one("input", "cannot be written as JSON"))
}
