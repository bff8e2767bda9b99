//! A call as `src/js` drives it.

use std::cell::RefCell;
use std::time::Duration;

use js_sys::{Function, Math};
use wasm_bindgen::prelude::*;

use super::clock::{instant, now};
use super::record::Subject;
use super::step;
use super::value::JsonValue;
use crate::client::{self as core, Loss, Response, Step};
use crate::text::join;
use crate::value::Value;

/// A call in progress.
#[wasm_bindgen]
pub struct Call {
    call: RefCell<core::Call>,
    subject: Subject,
}

#[wasm_bindgen]
impl Call {
    /// The next step, as JSON text: at the start, after a wait, and after a refresh. After a wait that
    /// names a `maxResults`, `body` is the new body.
    pub fn resume(&self, body: Option<String>) -> String {
        self.next(|call| {
            if let Some(body) = body {
                call.replace_body(&body);
            }
            call.resume(now())
        })
    }

    /// The next step after the credentials provider failed.
    #[wasm_bindgen(js_name = refreshFailed)]
    pub fn refresh_failed(&self, problem: &str) -> String {
        self.next(|call| call.refresh_failed(problem, now()))
    }

    /// The next step after a response with this `status`. `header` returns the value of a header by
    /// its lower-case name; `text` is the body of an error response; the request was sent at
    /// `sent_at_ms`, milliseconds since the epoch.
    pub fn receive(
        &self,
        status: u16,
        header: &Function,
        text: Option<String>,
        sent_at_ms: f64,
    ) -> String {
        let header = |name: &str| header.call1(&JsValue::NULL, &name.into()).ok()?.as_string();
        let response = Response {
            status,
            header: &header,
            text: text.as_deref().unwrap_or_default(),
            sent_at: instant(sent_at_ms),
        };
        self.next(|call| call.receive::<JsonValue>(&response, now(), Math::random()))
    }

    /// The next step after an attempt without a response: `words` is the message of the transport,
    /// or `undefined` if the attempt timed out.
    pub fn lose(&self, words: Option<String>) -> String {
        let loss = words.map_or(Loss::TimedOut, Loss::Network);
        self.next(|call| call.lose(loss, now(), Math::random()))
    }

    /// The record of a malformed output: what was expected and where, and the actual value; without
    /// a `problem`, the body is not JSON.
    pub fn malformed(&self, problem: Option<String>, found: JsValue) -> String {
        let (call, found) = (self.call.borrow(), JsonValue(found));
        let failure = match problem {
            Some(problem) => {
                // Secrets are redacted before the quotation is truncated, which could cut one in
                // half.
                let redacted = found.text().map(|text| JsonValue(call.redacted(&text).into()));
                let quoted = redacted.unwrap_or(found).quote();
                call.malformed(&join(&[&problem, ", got ", &quoted]))
            }
            None => call.not_json(&found.text().unwrap_or_default()),
        };
        self.subject.record(&failure)
    }

    /// The record of a call that took longer than its `timeoutMs`.
    #[wasm_bindgen(js_name = timeOut)]
    pub fn time_out(&self, limit_ms: u32) -> String {
        let limit = Duration::from_millis(limit_ms.into());
        self.subject.record(&self.call.borrow().time_out(limit))
    }
}

impl Call {
    pub(super) fn new(call: core::Call, subject: Subject) -> Self {
        Self { call: call.into(), subject }
    }

    fn next(&self, decide: impl FnOnce(&mut core::Call) -> Step) -> String {
        let mut call = self.call.borrow_mut();
        let step = decide(&mut call);
        step::text(&step, &call, &self.subject)
    }
}
