//! The client as `src/js` sees it.

use std::rc::Rc;

use js_sys::{JSON, Promise};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::abort::Abort;
use super::failure::{Doing, invalid, reject};
use super::listing::Listing;
use super::options::{CallOptions, ClientOptions};
use super::promise::promise;
use super::transport::Web;
use super::value::{Value, set};
use crate::client::{Answer, Call, Client as Core, Failure, Metadata};
use crate::problem::{Problems, join};
use crate::shape::check_object;
use crate::ssm::{self, Operation};

/// Calls operations of one region's service.
#[wasm_bindgen]
pub struct Client {
    core: Rc<Core<Web>>,
}

#[wasm_bindgen]
impl Client {
    /// A client with these options, an object like `ClientOptions` in `index.d.ts`.
    ///
    /// # Errors
    /// `[record]` with code `invalid-input` for options that can never work.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Client, JsValue> {
        let options = ClientOptions::read(&Value(options)).map_err(|problems| {
            invalid(&Doing { operation: None, action: "create a PatchClient" }, problems)
        })?;
        let environment = Web { fetch: options.fetch };
        let core = Core::new(environment, options.config, options.credentials);
        Ok(Self { core: Rc::new(core) })
    }

    /// Calls an operation; the promise rejects with `[record, cause]`.
    pub fn call(&self, operation: &str, input: JsValue, options: JsValue) -> Promise {
        let prepared = Prepared::new(operation, input, options);
        let core = Rc::clone(&self.core);
        promise(async move { prepared?.send(&core).await })
    }

    /// The listing of an operation that has pages. What is wrong with its input or options comes
    /// back from the first page.
    pub fn listing(&self, operation: &str, input: JsValue, options: JsValue) -> Listing {
        Listing::new(Rc::clone(&self.core), operation, &input_or_default(input), &Value(options))
    }
}

/// A call whose input and options are known to be right.
struct Prepared {
    operation: &'static Operation,
    input: Value,
    body: String,
    options: CallOptions,
}

impl Prepared {
    fn new(operation: &str, input: JsValue, options: JsValue) -> Result<Self, JsValue> {
        let operation = find(operation)?;
        let input = input_or_default(input);
        let check = || {
            check_object(&input, &operation.input, "input")?;
            Ok((CallOptions::read(&Value(options))?, write(&input)?))
        };
        let (options, body) =
            check().map_err(|problems| invalid(&doing(operation, operation.action), problems))?;
        Ok(Self { operation, input, body, options })
    }

    async fn send(self, core: &Core<Web>) -> Result<JsValue, JsValue> {
        let call =
            Call { operation: self.operation, body: &self.body, timeout: self.options.timeout };
        match core.call(&call, Abort::of(self.options.signal)).await {
            Ok(answer) => Ok(output(answer)),
            Err(failure) => Err(failed(self.operation, &self.input, &failure)),
        }
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

/// An input that is left out is an empty one.
fn input_or_default(input: JsValue) -> Value {
    if input.is_undefined() { Value(js_sys::Object::new().into()) } else { Value(input) }
}

/// The JSON text of an input.
pub(super) fn write(input: &Value) -> Result<String, Problems> {
    let text = JSON::stringify(&input.0).ok().and_then(|text| text.as_string());
    text.ok_or_else(|| Problems::one("input", "cannot be written as JSON"))
}

pub(super) fn doing<'a>(operation: &'static Operation, action: &'a str) -> Doing<'a> {
    Doing { operation: Some(operation.name), action }
}

/// The failure of a call with `input`, for JavaScript.
pub(super) fn failed(
    operation: &'static Operation,
    input: &Value,
    failure: &Failure<JsValue>,
) -> JsValue {
    reject(&doing(operation, &operation.describe(input)), failure)
}

/// The answer with its `$metadata`, for JavaScript.
pub(super) fn output(answer: Answer<Value>) -> JsValue {
    let metadata = serde_wasm_bindgen::to_value(&ResponseMetadata::of(&answer.metadata));
    set(&answer.value.0, "$metadata", &metadata.unwrap_or_else(JsValue::from));
    answer.value.0
}

/// `ResponseMetadata` in `index.d.ts`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResponseMetadata<'a> {
    http_status_code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    attempts: u32,
    total_retry_delay_ms: f64,
}

impl<'a> ResponseMetadata<'a> {
    fn of(metadata: &'a Metadata) -> Self {
        Self {
            http_status_code: metadata.status,
            request_id: metadata.request_id.as_deref(),
            attempts: metadata.attempts,
            total_retry_delay_ms: (metadata.total_retry_delay.as_secs_f64() * 1000.0).round(),
        }
    }
}
