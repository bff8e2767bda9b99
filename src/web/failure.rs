//! Failures as JavaScript gets them.

use js_sys::Object;
use wasm_bindgen::JsValue;

use super::value::set;

use crate::client::Failure;
use crate::error::Error;
use crate::schema::Problems;
use crate::text::join;

/// What was being done when something failed.
pub(super) struct Doing<'a> {
    /// The operation, as AWS spells it.
    pub(super) operation: Option<&'a str>,
    /// In words, after "Cannot".
    pub(super) action: &'a str,
}

/// The failure as a record, which `src/js` makes an error of.
pub(super) fn record(doing: &Doing<'_>, failure: &Failure) -> JsValue {
    let Failure { error, request_id, attempts } = failure;
    let record = JsValue::from(Object::new());
    let message = join(&["Cannot ", doing.action, ": ", &error.reason()]);
    set(&record, "code", &error.code().into());
    set(&record, "message", &message.into());
    set_text(&record, "operation", doing.operation);
    set_text(&record, "awsCode", error.aws_code());
    set_text(&record, "requestId", request_id.as_deref());
    set_count(&record, "status", error.status().unwrap_or_default().into());
    set_count(&record, "attempts", *attempts);
    set(&record, "retryable", &error.is_retryable().into());
    record
}

pub(super) fn set_text(record: &JsValue, name: &'static str, text: Option<&str>) {
    if let Some(text) = text {
        set(record, name, &text.into());
    }
}

/// Sets a count; none of ours can be 0, so 0 is for unknown.
fn set_count(record: &JsValue, name: &'static str, count: u32) {
    if count > 0 {
        set(record, name, &count.into());
    }
}

/// The failure of doing something with input that cannot be right.
pub(super) fn invalid(doing: &Doing<'_>, problems: Problems) -> JsValue {
    let error = Error::InvalidInput(problems);
    record(doing, &Failure { error, request_id: None, attempts: 0 })
}
