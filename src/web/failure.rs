//! Failures as JavaScript gets them: `[record, cause]`, from which the face makes an error.

use js_sys::Array;
use serde::Serialize;
use wasm_bindgen::JsValue;

use crate::client::Failure;
use crate::error::Error;
use crate::problem::{Problems, join};

/// The members of a `PatchlensError`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record<'a> {
    code: &'a str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aws_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attempts: Option<u32>,
    retryable: bool,
}

/// What a call in this environment fails with.
pub(super) type Failed = Box<Failure<JsValue>>;

/// What was being done when something failed.
pub(super) struct Doing<'a> {
    /// The operation, as AWS spells it.
    pub(super) operation: Option<&'a str>,
    /// In words, after "Cannot".
    pub(super) action: &'a str,
}

/// The failure for JavaScript. Without a record in front, the cause itself is to be thrown: it is
/// the reason the caller aborted with.
pub(super) fn reject(doing: &Doing<'_>, failure: &Failure<JsValue>) -> JsValue {
    let cause = failure.cause.clone().unwrap_or(JsValue::UNDEFINED);
    let Some(code) = failure.error.code() else {
        return Array::of2(&JsValue::UNDEFINED, &cause).into();
    };
    let record = Record {
        code,
        message: join(&["Cannot ", doing.action, ": ", &failure.error.reason()]),
        operation: doing.operation,
        aws_code: failure.error.aws_code(),
        status: failure.error.status().filter(|status| *status > 0),
        request_id: failure.request_id.as_deref(),
        attempts: Some(failure.attempts).filter(|attempts| *attempts > 0),
        retryable: failure.error.is_retryable(),
    };
    let record = serde_wasm_bindgen::to_value(&record).unwrap_or_else(JsValue::from);
    Array::of2(&record, &cause).into()
}

/// The failure of doing something with input that cannot be right.
pub(super) fn invalid(doing: &Doing<'_>, problems: Problems) -> JsValue {
    let failure: Failed = Error::InvalidInput(problems).into();
    reject(doing, &failure)
}
