//! What a call is about.

use wasm_bindgen::JsValue;

use super::failure::{Doing, invalid, record};
use super::value::JsonValue;
use crate::client::Failure;
use crate::schema::Problems;
use crate::ssm::{self, Operation};
use crate::text::join;

/// What a call is about, for the message of its failure.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) operation: Option<&'static Operation>,
    pub(super) input: JsonValue,
    /// What is done, after "Cannot", if no operation knows it.
    pub(super) words: String,
}

impl Subject {
    /// The failure of the call of `name`, for JavaScript.
    pub(super) fn failed(&self, name: &str, failure: &Failure) -> JsValue {
        let described = self.operation.map(|operation| operation.describe(&self.input));
        let action = described.as_ref().unwrap_or(&self.words);
        record(&Doing { operation: Some(name), action }, failure)
    }
}

/// The operation called `name`.
///
/// # Errors
/// `[record]` with code `invalid-input`.
pub(super) fn find(name: &str) -> Result<&'static Operation, JsValue> {
    ssm::operation(name).ok_or_else(|| {
        let problems = Problems::one("operation", &join(&["\"", name, "\" is not known"]));
        invalid(&Doing { operation: None, action: "call" }, problems)
    })
}
