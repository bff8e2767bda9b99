//! Failures for JavaScript: records in JSON text.

use wasm_bindgen::JsValue;

use super::value::JsonValue;
use crate::client::Failure;
use crate::error::Error;
use crate::json::Object;
use crate::schema::Problems;
use crate::ssm::Operation;
use crate::text::join;

/// The subject of a failure.
#[derive(Clone)]
pub(super) enum Subject {
    /// A call of an operation with this input.
    Operation(&'static Operation, JsonValue),
    /// A call of the action of this name, with a description after "Cannot".
    Action(String, String),
    /// Another action, with a description after "Cannot".
    Other(String),
}

impl Subject {
    /// The same before the input was checked: the message does not quote it.
    pub(super) fn unchecked(&self) -> Self {
        match self {
            Self::Operation(operation, _) => {
                Self::Action(operation.name.into(), operation.action.into())
            }
            other => other.clone(),
        }
    }

    /// The operation or action, as AWS spells it.
    fn operation(&self) -> Option<&str> {
        match self {
            Self::Operation(operation, _) => Some(operation.name),
            Self::Action(name, _) => Some(name),
            Self::Other(_) => None,
        }
    }

    /// What failed, after "Cannot".
    fn words(&self) -> String {
        match self {
            Self::Operation(operation, input) => operation.describe(input),
            Self::Action(_, words) | Self::Other(words) => words.clone(),
        }
    }

    /// Writes the record of a failure, which `src/js/error.js` turns into a `PatchlensError`.
    pub(super) fn write(&self, failure: &Failure, out: &mut Object) {
        let Failure { error, request_id, attempts } = failure;
        out.text("code", error.code());
        out.text("message", &join(&["Cannot ", &self.words(), ": ", &error.message()]));
        out.text("reason", error.reason().as_str());
        out.optional_text("operation", self.operation());
        out.optional_text("awsCode", error.aws_code());
        out.optional_text("requestId", request_id.as_deref());
        if let Some(status) = error.status().filter(|status| *status > 0) {
            out.number("status", status.into());
        }
        if *attempts > 0 {
            out.number("attempts", *attempts);
        }
        out.json("retryable", if error.is_retryable() { "true" } else { "false" });
    }

    /// The record of a failure.
    pub(super) fn record(&self, failure: &Failure) -> String {
        let mut record = Object::new();
        self.write(failure, &mut record);
        record.end()
    }

    /// The error to throw for an invalid input or option.
    pub(super) fn invalid(&self, problems: Problems) -> JsValue {
        self.record(&Failure::before_sending(Error::InvalidInput(problems))).into()
    }
}
