//! The client as `src/js` sees it.

use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::prelude::*;

use super::call::Call;
use super::credentials::CredentialsCache;
use super::failure::{Doing, invalid};
use super::json::write;
use super::options::{check_call, read_client};
use super::paginator::Paginator;
use super::subject::{Subject, find};
use super::value::JsonValue;
use crate::client::{self as core, Rules};
use crate::schema::{Problems, Shape, check_object};
use crate::text::join;

/// The input of an action that is not known.
const ANY: Shape = Shape::Open(&[]);

/// What the calls of one client share.
#[wasm_bindgen]
pub struct Client {
    core: Rc<core::Client>,
}

#[wasm_bindgen]
impl Client {
    /// A client of `service`: of `ssm` with an object like `ClientOptions` in `index.d.ts`, or of one
    /// that gives credentials, `sts` or `cognito-identity`, with those options that say where it is:
    /// `region`, `endpoint`, `useFipsEndpoint`, `useDualstackEndpoint`. `credentials` is its cache
    /// of them, `parts` the endpoint as `new URL()` takes it apart, if it can, and `doing` says
    /// what it is made for, after "Cannot".
    ///
    /// # Errors
    /// A record with code `invalid-input` for options that can never work.
    #[wasm_bindgen(constructor)]
    pub fn new(
        service: &str,
        options: JsValue,
        credentials: &CredentialsCache,
        parts: &str,
        doing: &str,
    ) -> Result<Client, JsValue> {
        let core = read_client(service, &JsonValue(options), credentials, parts);
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
        call.signed = is_signed;
        let subject =
            Subject { operation: None, input: JsonValue(JsValue::UNDEFINED), words: doing };
        Call::new(&self.core, call, subject)
    }

    /// A paginator over the pages of an operation.
    ///
    /// # Errors
    /// A record with code `invalid-input`.
    pub fn pages(
        &self,
        operation: &str,
        input: JsValue,
        options: JsValue,
    ) -> Result<Paginator, JsValue> {
        Paginator::new(&self.core, operation, &input_or_default(input), &JsonValue(options))
    }
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
