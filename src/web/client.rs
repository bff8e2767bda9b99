//! The client as `src/js` sees it.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Date, JSON, JsString, Math, Object};
use wasm_bindgen::prelude::*;

use super::failure::{Doing, invalid, record, set_text};
use super::keyring::Keyring;
use super::listing::Run;
use super::options::{check_call, read_client};
use super::value::{JsonValue, set};
use crate::client::{self as core, Answer, Failure, Next, Response, Rules};
use crate::error::{Error, TimeoutScope};
use crate::schema::{Problems, Shape, check_object};
use crate::ssm::{self, Operation, output as ssm_output};
use crate::text::{join, push};
use crate::time::Timestamp;

/// The input of an action that is not known.
const ANY: Shape = Shape::Open(&[]);

/// What the calls of one client share.
#[wasm_bindgen]
pub struct Client {
    core: Rc<core::Client>,
}

/// A call in progress.
#[wasm_bindgen]
pub struct Call {
    client: Rc<core::Client>,
    call: RefCell<core::Call>,
    subject: Subject,
}

/// What a call is about, for the message of its failure.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) operation: Option<&'static Operation>,
    pub(super) input: JsonValue,
    /// What is done, after "Cannot", if no operation knows it.
    pub(super) words: String,
}

#[wasm_bindgen]
impl Client {
    /// A client of `service`: of `ssm` with an object like `ClientOptions` in `index.d.ts`, or of one
    /// that gives credentials, `sts` or `cognito-identity`, with those options that say where it is:
    /// `region`, `endpoint`, `useFipsEndpoint`, `useDualstackEndpoint`. `keyring` is that of the
    /// credentials, `parts` the endpoint as `new URL()` takes it apart, if it can, and `doing` says
    /// what it is made for, after "Cannot".
    ///
    /// # Errors
    /// A record with code `invalid-input` for options that can never work.
    #[wasm_bindgen(constructor)]
    pub fn new(
        service: &str,
        options: JsValue,
        keyring: &Keyring,
        parts: &str,
        doing: &str,
    ) -> Result<Client, JsValue> {
        let core = read_client(service, &JsonValue(options), keyring, parts);
        let core =
            core.map_err(|problems| invalid(&Doing { operation: None, action: doing }, problems))?;
        Ok(Self { core: Rc::new(core) })
    }

    /// A call, its input and options checked: of an operation that is known, or if `is_open`, of any
    /// action, of whose input no more is known than that it is an object.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    pub fn call(
        &self,
        name: &str,
        input: JsValue,
        options: JsValue,
        is_open: bool,
    ) -> Result<Call, JsValue> {
        let operation = if is_open { None } else { Some(find(name)?) };
        let input = input_or_default(input);
        let words = join(&["call ", name]);
        let check = || {
            check_action(name)?;
            check_object(&input, operation.map_or(&ANY, |operation| &operation.input), "input")?;
            check_call(&JsonValue(options))?;
            write(&input)
        };
        let action = operation.map_or(&*words, |operation| operation.action);
        let body = check()
            .map_err(|problems| invalid(&Doing { operation: Some(name), action }, problems))?;
        let text = body.as_string().unwrap_or_default();
        let call = core::Call::of(name, operation.map_or(Rules::Object, Rules::Of), text);
        Ok(Call::new(&self.core, call, Subject { operation, input, words }))
    }

    /// A call of any action with this body; `doing` says in words what it does, after "Cannot". The
    /// answer is an object, or the text of what is no JSON.
    pub fn request(&self, name: &str, body: String, doing: String, is_signed: bool) -> Call {
        let mut call = core::Call::of(name, Rules::Nothing, body);
        call.is_signed = is_signed;
        let subject =
            Subject { operation: None, input: JsonValue(JsValue::UNDEFINED), words: doing };
        Call::new(&self.core, call, subject)
    }

    /// A run over the pages of an operation.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    pub fn pages(&self, operation: &str, input: JsValue, options: JsValue) -> Result<Run, JsValue> {
        Run::new(&self.core, operation, &input_or_default(input), &JsonValue(options))
    }
}

#[wasm_bindgen]
impl Call {
    /// Whether the credentials source is to be asked: 0 for no, 1 for yes though what is held still
    /// works, 2 for yes.
    #[wasm_bindgen(getter)]
    pub fn need(&self) -> u32 {
        self.client.need(&self.call.borrow(), now()) as u32
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
            Ok(Next::Answer(_)) => None,
            Ok(Next::Retry(_)) => call.failure.as_ref(),
            Err(failure) => Some(failure),
        };
        let verdict =
            failure.map_or_else(|| JsValue::from(Object::new()), |failure| self.record(failure));
        let (name, value) = match next {
            Ok(Next::Answer(answer)) => ("answer", output(answer)),
            Ok(Next::Retry(delay)) => ("retryDelayMs", milliseconds(delay).into()),
            Err(_) => ("texts", call.signed_texts().into()),
        };
        set(&verdict, name, &value);
        set(&verdict, "isThrottled", &call.is_throttled.into());
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
                    ssm_output::drop_nulls(&value);
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

impl Subject {
    /// The failure of the call of `name`, for JavaScript.
    pub(super) fn failed(&self, name: &str, failure: &Failure) -> JsValue {
        let described = self.operation.map(|operation| operation.describe(&self.input));
        let action = described.as_ref().unwrap_or(&self.words);
        record(&Doing { operation: Some(name), action }, failure)
    }
}

#[wasm_bindgen]
extern "C" {
    /// A `Headers`, or what stands in its place.
    pub type AnswerHeaders;
    #[wasm_bindgen(method, structural, catch)]
    fn get(this: &AnswerHeaders, name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    pub(super) fn parse_json(text: &JsValue) -> Result<JsValue, JsValue>;
}

fn holds_null(text: &JsValue) -> bool {
    text.dyn_ref::<JsString>().is_some_and(|text| text.includes("null", 0))
}

/// The time by the local clock.
pub(super) fn now() -> Timestamp {
    #[allow(clippy::cast_possible_truncation)]
    Timestamp::from_millis(Date::now() as i64)
}

fn timeout(limit_ms: u32, scope: TimeoutScope) -> Error {
    Error::Timeout { limit: Duration::from_millis(limit_ms.into()), scope }
}

/// Whole milliseconds, rounded; a delay is never longer than half a minute.
fn milliseconds(time: Duration) -> u32 {
    time.as_secs() as u32 * 1000 + (time.subsec_micros() + 500) / 1000
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

/// Lets only letters pass: the name stands in a header.
fn check_action(name: &str) -> Result<(), Problems> {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(());
    }
    Err(Problems::one("operation", &join(&["\"", name, "\" is not the name of an action"])))
}

/// An input that is left out is an empty one.
fn input_or_default(input: JsValue) -> JsonValue {
    if input.is_undefined() { JsonValue(Object::new().into()) } else { JsonValue(input) }
}

/// The JSON text of an input.
pub(super) fn write(input: &JsonValue) -> Result<JsValue, Problems> {
    let text = JSON::stringify(&input.0).ok().map(JsValue::from).filter(JsValue::is_string);
    text.ok_or_else(|| Problems::one("input", "cannot be written as JSON"))
}

pub(super) fn doing<'a>(operation: &'static Operation, action: &'a str) -> Doing<'a> {
    Doing { operation: Some(operation.name), action }
}

/// The answer with its `$metadata`, for JavaScript.
fn output(Answer { value: JsonValue(output), metadata }: Answer<JsonValue>) -> JsValue {
    let record = JsValue::from(Object::new());
    set(&record, "httpStatusCode", &metadata.status.into());
    set_text(&record, "requestId", metadata.request_id.as_deref());
    set(&record, "attempts", &metadata.attempts.into());
    set(&record, "totalRetryDelayMs", &milliseconds(metadata.total_retry_delay).into());
    set(&output, "$metadata", &record);
    output
}
