//! Clients as `src/js` uses them.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::call::Call;
use super::clock::now;
use super::credentials::CredentialsCache;
use super::operation;
use super::options::{CALL, SEND, ServiceOptions, check_all, written};
use super::paginator::Paginator;
use super::record::Subject;
use super::value::{JsonValue, number};
use crate::client::{self as core, CallOptions, Signing};
use crate::credentials::Redaction;
use crate::schema::{Problems, Shape, check_object};
use crate::ssm;
use crate::text::join;
use crate::value::Value;

/// The input of an action that is not among the operations.
const ANY: Shape = Shape::Open(&[]);

/// A client of SSM, or of the service that a credentials provider calls.
#[wasm_bindgen]
pub struct Client {
    core: core::Client,
}

#[wasm_bindgen]
impl Client {
    /// A client of SSM with options like `ClientOptions` in `index.d.ts`, and the cache of its
    /// credentials.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue, credentials: &CredentialsCache) -> Result<Client, JsValue> {
        let options = ServiceOptions::of_client(&JsonValue(options), credentials);
        Self::with(options, "create a PatchClient")
    }

    /// The client of the credentials provider that the package's function `name` creates; `source`
    /// is the cache of the credentials that sign its requests.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    #[wasm_bindgen(js_name = ofProvider)]
    pub fn of_provider(
        function: &str,
        options: JsValue,
        source: &CredentialsCache,
    ) -> Result<Client, JsValue> {
        let options = ServiceOptions::of_provider(function, &JsonValue(options), source);
        Self::with(options, &join(&["use ", function]))
    }

    /// A call of an operation, after a check of its input and options; with `any`, a call of any
    /// action with an object of any shape. `body` is the JSON text of the input; `undefined` if it
    /// has none.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    pub fn call(
        &self,
        name: &str,
        input: JsValue,
        body: Option<String>,
        options: JsValue,
        any: bool,
    ) -> Result<Call, JsValue> {
        let (input, options) = (JsonValue(input), JsonValue(options));
        let known = ssm::operation(name);
        let (shape, options_shape) = match known.filter(|_| !any) {
            Some(operation) => (&operation.input, &CALL),
            None if any => (&ANY, &SEND),
            None => return Err(operation::unknown(name)),
        };
        let other = || join(&["call ", name]);
        let checked = check_action(name)
            .and_then(|()| check_object(&input, shape, "input"))
            .and_then(|()| check_all(&options, options_shape))
            .and_then(|()| written(body));
        let body = checked.map_err(|problems| {
            let words = known.map_or_else(other, |operation| operation.action.into());
            Subject::Action(name.into(), words).invalid(problems)
        })?;
        let words = known.map_or_else(other, |operation| operation.describe(&input));
        let options = CallOptions {
            max_attempts: number(&options, "maxAttempts"),
            max_results: number(&input, "MaxResults"),
            ..CallOptions::default()
        };
        let subject = Subject::Action(name.into(), words);
        Ok(Call::new(self.core.call(name, &body, options), subject))
    }

    /// A paginator over the pages of an operation. `body` is the JSON text of the input;
    /// `undefined` if it has none.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    pub fn paginator(
        &self,
        name: &str,
        input: JsValue,
        body: Option<String>,
        options: JsValue,
    ) -> Result<Paginator, JsValue> {
        Paginator::new(name, &JsonValue(input), body, &JsonValue(options))
    }

    /// A call of a credentials provider, whose body contains these secrets; `doing` describes the
    /// call, after "Cannot".
    pub fn request(
        &self,
        action: &str,
        body: &str,
        doing: &str,
        signed: bool,
        secrets: JsValue,
    ) -> Call {
        let signing = if signed { Signing::Signed } else { Signing::Unsigned };
        let redaction = Rc::new(redaction(&JsonValue(secrets)));
        let options = CallOptions { signing, redaction, ..CallOptions::default() };
        let subject = Subject::Action(action.into(), doing.into());
        Call::new(self.core.call(action, body, options), subject)
    }
}

impl Client {
    fn with(options: Result<ServiceOptions, Problems>, doing: &str) -> Result<Self, JsValue> {
        match options {
            Ok(ServiceOptions { config, cache }) => {
                Ok(Self { core: core::Client::new(config, cache, now()) })
            }
            Err(problems) => Err(Subject::Other(doing.into()).invalid(problems)),
        }
    }
}

/// The redaction of the texts in an array.
fn redaction(secrets: &JsonValue) -> Redaction {
    let mut redaction = Redaction::default();
    for index in 0..secrets.length().unwrap_or_default() {
        if let Some(secret) = secrets.item(index).and_then(|item| item.text()) {
            redaction.add(secret);
        }
    }
    redaction
}

/// Rejects names that do not consist of letters: the name goes into a header.
fn check_action(name: &str) -> Result<(), Problems> {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Ok(());
    }
    Err(Problems::one("operation", &join(&["\"", name, "\" is not the name of an action"])))
}
