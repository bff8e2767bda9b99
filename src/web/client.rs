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
use super::value::{Value, set};
use crate::client::{self as core, Answer, Failure, Next, Response};
use crate::error::{Error, TimeoutScope};
use crate::problem::{Problems, join};
use crate::shape::{Shape, check_object};
use crate::ssm::{self, Operation, answer};
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
    body: JsValue,
}

/// What a call is about, for the message of its failure.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) operation: Option<&'static Operation>,
    pub(super) input: Value,
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
        let core = read_client(service, &Value(options), keyring, parts);
        let core =
            core.map_err(|problems| invalid(&Doing { operation: None, action: doing }, problems))?;
        Ok(Self { core: Rc::new(core) })
    }

    /// Where requests go.
    #[wasm_bindgen(getter)]
    pub fn url(&self) -> String {
        self.core.config.endpoint.url.clone()
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
            check_call(&Value(options))?;
            write(&input)
        };
        let action = operation.map_or(&*words, |operation| operation.action);
        let body = check()
            .map_err(|problems| invalid(&Doing { operation: Some(name), action }, problems))?;
        let text = body.as_string().unwrap_or_default();
        let call = match operation {
            Some(operation) => core::Call::new(operation, text),
            None => core::Call::of(name, text),
        };
        Ok(Call::new(&self.core, call, Subject { operation, input, words }, body))
    }

    /// A call of any action with this body; `doing` says in words what it does, after "Cannot". The
    /// answer is an object, or the text of what is no JSON.
    pub fn request(&self, name: &str, body: JsValue, doing: String, is_signed: bool) -> Call {
        let call = core::Call::of(name, body.as_string().unwrap_or_default()).for_anything();
        let call = if is_signed { call } else { call.unsigned() };
        let subject = Subject { operation: None, input: Value(JsValue::UNDEFINED), words: doing };
        Call::new(&self.core, call, subject, body)
    }

    /// A run over the pages of an operation.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    pub fn pages(&self, operation: &str, input: JsValue, options: JsValue) -> Result<Run, JsValue> {
        Run::new(&self.core, operation, &input_or_default(input), &Value(options))
    }
}

#[wasm_bindgen]
impl Call {
    /// The body to send.
    #[wasm_bindgen(getter)]
    pub fn body(&self) -> JsValue {
        self.body.clone()
    }

    /// Begins an attempt: the headers to send with the body, as an object.
    ///
    /// # Errors
    /// A record with code `credentials`.
    pub fn sign(&self) -> Result<JsValue, JsValue> {
        let signed = self.client.sign(&mut self.call.borrow_mut(), now());
        let headers = JsValue::from(Object::new());
        for (name, value) in signed.map_err(|failure| self.record(&failure))? {
            set(&headers, name, &value.into());
        }
        Ok(headers)
    }

    /// What comes after a response: the answer, or the milliseconds until the next attempt.
    ///
    /// # Errors
    /// A record.
    pub fn receive(
        &self,
        status: u16,
        headers: &AnswerHeaders,
        text: JsValue,
    ) -> Result<JsValue, JsValue> {
        let response = Response {
            status,
            header: &|name| headers.get(name).ok()?.as_string(),
            body: self.read(status, text),
        };
        let mut call = self.call.borrow_mut();
        let next = self.client.receive(&mut call, response, now(), Math::random());
        drop(call);
        match next {
            Ok(Next::Answer(answer)) => Ok(output(answer)),
            Ok(Next::Retry(delay)) => Ok(milliseconds(delay).into()),
            Err(failure) => Err(self.record(&failure)),
        }
    }

    /// The milliseconds until the next attempt, after one that brought no response: within
    /// `limit_ms`, or if that is 0, for the reason in `thrown`.
    ///
    /// # Errors
    /// A record.
    pub fn lose(&self, limit_ms: u32, thrown: &str) -> Result<u32, JsValue> {
        let error = match limit_ms {
            0 => Error::Network { message: thrown.into() },
            _ => timeout(limit_ms, TimeoutScope::Attempt),
        };
        let delay = self.client.lose(&mut self.call.borrow_mut(), error, Math::random());
        delay.map(milliseconds).map_err(|failure| self.record(&failure))
    }

    /// The record of a call whose time has run out, or if `limit_ms` is 0, for which there are no
    /// credentials.
    pub fn failed(&self, limit_ms: u32, problem: &str) -> JsValue {
        let error = match limit_ms {
            0 => Error::Credentials { problem: problem.into() },
            _ => timeout(limit_ms, TimeoutScope::Call),
        };
        let failure = self.call.borrow().failed(error);
        self.record(&failure)
    }
}

impl Call {
    pub(super) fn new(
        client: &Rc<core::Client>,
        call: core::Call,
        subject: Subject,
        body: JsValue,
    ) -> Self {
        Self { client: Rc::clone(client), call: call.into(), subject, body }
    }

    /// The body of a response; a text stands for itself in an answer that can be anything.
    fn read(&self, status: u16, text: JsValue) -> Result<Value, String> {
        let is_free = status < 300 && self.call.borrow().takes_anything();
        match parse_json(&text) {
            // A number would be taken for the time to wait before the next attempt.
            Ok(value) if !is_free || value.is_object() => {
                let value = Value(value);
                // The search takes longer than the rest, and few texts have any.
                if self.subject.operation.is_some() && holds_null(&text) {
                    answer::drop_nulls(&value);
                }
                Ok(value)
            }
            _ if is_free => Ok(Value(text)),
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
fn input_or_default(input: JsValue) -> Value {
    if input.is_undefined() { Value(Object::new().into()) } else { Value(input) }
}

/// The JSON text of an input.
pub(super) fn write(input: &Value) -> Result<JsValue, Problems> {
    let text = JSON::stringify(&input.0).ok().map(JsValue::from).filter(JsValue::is_string);
    text.ok_or_else(|| Problems::one("input", "cannot be written as JSON"))
}

pub(super) fn doing<'a>(operation: &'static Operation, action: &'a str) -> Doing<'a> {
    Doing { operation: Some(operation.name), action }
}

/// The answer with its `$metadata`, for JavaScript.
fn output(Answer { value: Value(output), metadata }: Answer<Value>) -> JsValue {
    let record = JsValue::from(Object::new());
    set(&record, "httpStatusCode", &metadata.status.into());
    set_text(&record, "requestId", metadata.request_id.as_deref());
    set(&record, "attempts", &metadata.attempts.into());
    set(&record, "totalRetryDelayMs", &milliseconds(metadata.total_retry_delay).into());
    set(&output, "$metadata", &record);
    output
}
