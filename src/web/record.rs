//! Failures for JavaScript: records in JSON text.

use wasm_bindgen::JsValue;

use crate::client::Failure;
use crate::error::Error;
use crate::json::Object;
use crate::schema::Problems;
use crate::text::join;

/// The subject of a failure. Its words are written before the call, because the caller can change the
/// input afterwards.
pub(super) enum Subject {
    /// A call of the operation or action of this name, with a description after "Cannot".
    Action(String, String),
    /// Something else, with a description after "Cannot".
    Other(String),
}

impl Subject {
    /// Writes the record of a failure, which `src/js/error.js` turns into a `PatchlensError`.
    pub(super) fn write(&self, failure: &Failure, out: &mut Object) {
        let Failure { error, request_id, attempts } = failure;
        let (operation, words) = match self {
            Self::Action(name, words) => (Some(&**name), words),
            Self::Other(words) => (None, words),
        };
        out.text("code", error.code());
        out.text("message", &join(&["Cannot ", words, ": ", &error.message()]));
        out.text("reason", error.reason().as_str());
        out.optional_text("operation", operation);
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
        self.record(&Failure::without_attempt(Error::InvalidInput(problems))).into()
    }
}
