//! A call as `src/js` sees it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{JsString, Math, Object};
use wasm_bindgen::prelude::*;

use super::clock::now;
use super::credentials::number_of;
use super::failure::set_text;
use super::json::parse_json;
use super::subject::Subject;
use super::value::{JsonValue, set};
use crate::client::{self as core, Failure, Next, Output, Response, Rules};
use crate::error::{Error, TimeoutScope};
use crate::ssm::output::drop_nulls;
use crate::text::{join, push};

/// A call in progress.
#[wasm_bindgen]
pub struct Call {
    client: Rc<core::Client>,
    call: RefCell<core::Call>,
    subject: Subject,
}

#[wasm_bindgen]
impl Call {
    /// Whether the credentials source is to be asked: 0 for no, 1 for yes though what is held still
    /// works, 2 for yes.
    #[wasm_bindgen(getter)]
    pub fn need(&self) -> u32 {
        number_of(self.client.refresh_need(&self.call.borrow(), now()))
    }

    /// Begins an attempt: URL, body, and after these the headers, names and values by turns, with a
    /// NUL between any two. One text, since to hand over many takes longer.
    ///
    /// # Errors
    /// A record with code `credentials`.
    pub fn sign(&self) -> Result<String, JsValue> {
        let headers = self.client.sign(&mut self.call.borrow_mut(), now());
        let headers = headers.map_err(|failure| self.record(&failure))?;
        let mut text = join(&[&self.client.config.endpoint.url, "\0", &self.call.borrow().body]);
        for (name, value) in &headers {
            push(&mut text, &["\0", name, "\0", value]);
        }
        Ok(text)
    }

    /// What comes after a response: the `answer`; or a record, with `retryDelayMs` if there is to be
    /// another attempt, or else with the `texts` that were signed, a NUL between them; and in any
    /// case, whether the attempt `isThrottled`. The service's clock is `offset_ms` ahead of the local one; NaN if unknown.
    pub fn receive(
        &self,
        status: u16,
        headers: &AnswerHeaders,
        text: JsValue,
        offset_ms: f64,
    ) -> Result<JsValue, JsValue> {
        let response = Response {
            status,
            header: &|name| headers.get(name).ok()?.as_string(),
            body: self.read(status, text),
        };
        let mut call = self.call.borrow_mut();
        call.server_offset = (!offset_ms.is_nan()).then_some(offset_ms as i64);
        let next = self.client.receive(&mut call, response, now(), Math::random());
        drop(call);
        Ok(self.verdict(next))
    }

    /// What comes after an attempt that brought no response: within `limit_ms`, or if that is 0, for
    /// the reason in `thrown`. A record as that of a response.
    pub fn lose(&self, limit_ms: u32, thrown: &str) -> Result<JsValue, JsValue> {
        let error = match limit_ms {
            0 => Error::Network { message: thrown.into() },
            _ => timeout(limit_ms, TimeoutScope::Attempt),
        };
        let delay = self.client.lose(&mut self.call.borrow_mut(), error, Math::random());
        Ok(self.verdict(delay.map(Next::Retry)))
    }

    /// The record of a call whose time has run out, or if `limit_ms` is 0, for which there are no
    /// credentials.
    pub fn failed(&self, limit_ms: u32, problem: &str) -> Result<JsValue, JsValue> {
        let error = match limit_ms {
            0 => Error::Credentials { problem: problem.into() },
            _ => timeout(limit_ms, TimeoutScope::Call),
        };
        let failure = self.call.borrow().failed(error);
        Ok(self.record(&failure))
    }
}

impl Call {
    pub(super) fn new(client: &Rc<core::Client>, call: core::Call, subject: Subject) -> Self {
        Self { client: Rc::clone(client), call: call.into(), subject }
    }

    fn verdict(&self, next: Result<Next<JsonValue>, Box<Failure>>) -> JsValue {
        let call = self.call.borrow();
        let failure = match &next {
            Ok(Next::Output(_)) => None,
            Ok(Next::Retry(_)) => call.failure.as_ref(),
            Err(failure) => Some(failure),
        };
        let verdict =
            failure.map_or_else(|| JsValue::from(Object::new()), |failure| self.record(failure));
        let (name, value) = match next {
            Ok(Next::Output(answer)) => ("answer", output(answer)),
            Ok(Next::Retry(delay)) => ("retryDelayMs", milliseconds(delay).into()),
            Err(_) => ("texts", call.signed_texts().into()),
        };
        set(&verdict, name, &value);
        set(&verdict, "isThrottled", &call.throttled.into());
        verdict
    }

    /// The body of a response; a text stands for itself in an answer that can be anything.
    fn read(&self, status: u16, text: JsValue) -> Result<JsonValue, String> {
        let is_free = status < 300 && matches!(self.call.borrow().rules, Rules::Nothing);
        match parse_json(&text) {
            // A number would be taken for the time to wait before the next attempt.
            Ok(value) if !is_free || value.is_object() => {
                let value = JsonValue(value);
                // The search takes longer than the rest, and few texts have any.
                if self.subject.operation.is_some() && holds_null(&text) {
                    drop_nulls(&value);
                }
                Ok(value)
            }
            _ if is_free => Ok(JsonValue(text)),
            _ => Err(text.as_string().unwrap_or_default()),
        }
    }

    fn record(&self, failure: &Failure) -> JsValue {
        self.subject.failed(&self.call.borrow().name, failure)
    }
}

#[wasm_bindgen]
extern "C" {
    /// A `Headers`, or what stands in its place.
    pub type AnswerHeaders;
    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &AnswerHeaders, name: &str) -> Result<JsValue, JsValue>;
}

fn holds_null(text: &JsValue) -> bool {
    text.dyn_ref::<JsString>().is_some_and(|text| text.includes("null", 0))
}

fn timeout(limit_ms: u32, scope: TimeoutScope) -> Error {
    Error::Timeout { limit: Duration::from_millis(limit_ms.into()), scope }
}

/// Whole milliseconds, rounded; a delay is never longer than half a minute.
fn milliseconds(time: Duration) -> u32 {
    time.as_secs() as u32 * 1000 + (time.subsec_micros() + 500) / 1000
}

/// The answer with its `$metadata`, for JavaScript.
fn output(Output { value: JsonValue(output), metadata }: Output<JsonValue>) -> JsValue {
    let record = JsValue::from(Object::new());
    set(&record, "httpStatusCode", &metadata.status.into());
    set_text(&record, "requestId", metadata.request_id.as_deref());
    set(&record, "attempts", &metadata.attempts.into());
    set(&record, "totalRetryDelayMs", &milliseconds(metadata.total_retry_delay).into());
    set(&output, "$metadata", &record);
    output
}
