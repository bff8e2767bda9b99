//! Paginators as `src/js` sees them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::call::Call;
use super::failure::{Doing, invalid};
use super::json::{parse_json, write};
use super::options::PaginateOptions;
use super::subject::{Subject, find};
use super::value::{JsonValue, set};
use crate::client::{self as core, Failure, PageLimit};
use crate::error::Error;
use crate::paginate::{self, Page, Settings, Then};
use crate::schema::{Problems, check_member, check_object};
use crate::ssm::{self, Operation};
use crate::value::Value;

/// One run over the pages of an operation.
#[wasm_bindgen]
pub struct Paginator {
    client: Rc<core::Client>,
    operation: &'static Operation,
    items: &'static str,
    input: JsonValue,
    page_limit: PageLimit,
    paginator: RefCell<paginate::Paginator>,
    then: Cell<Then>,
}

impl Paginator {
    pub(super) fn new(
        client: &Rc<core::Client>,
        operation: &str,
        input: &JsonValue,
        options: &JsonValue,
    ) -> Result<Self, JsValue> {
        let operation = find(operation)?;
        Self::checked(client, operation, input, options).map_err(|problems| {
            let doing = Doing { operation: Some(operation.name), action: operation.action };
            invalid(&doing, problems)
        })
    }

    fn checked(
        client: &Rc<core::Client>,
        operation: &'static Operation,
        input: &JsonValue,
        options: &JsonValue,
    ) -> Result<Self, Problems> {
        let Some(ssm::Pagination { items }) = operation.pagination else {
            return Err(Problems::one("operation", "has no pages; call it instead"));
        };
        check_object(input, &operation.input, "input")?;
        let options = PaginateOptions::read(options)?;
        // A copy, so that the caller's input stays as it is.
        let copy = JsonValue(parse_json(&write(input)?).unwrap_or(JsValue::UNDEFINED));
        if let Some(size) = options.page_size {
            let size = size.into();
            set(&copy.0, "MaxResults", &size);
            check_member(&JsonValue(size), &operation.input, "MaxResults", "pageSize")?;
        }
        let paginator = paginate::Paginator::new::<JsonValue>(Settings {
            max_items: options.max_items,
            starting_token: options.starting_token,
            input_token: copy.member("NextToken").and_then(|token| token.text()),
        })?;
        Ok(Self {
            client: Rc::clone(client),
            operation,
            items,
            input: copy,
            page_limit: PageLimit::default(),
            paginator: paginator.into(),
            then: Then::More.into(),
        })
    }
}

impl Paginator {
    fn subject(&self) -> Subject {
        let operation = Some(self.operation);
        Subject { operation, input: self.input.clone(), words: String::new() }
    }
}

#[wasm_bindgen]
impl Paginator {
    /// The call that brings the next page; nothing after the last.
    ///
    /// # Errors
    /// A record with code `repeated-token`.
    pub fn next(&self) -> Result<Option<Call>, JsValue> {
        let paginator = self.paginator.borrow();
        let token = paginator.next_token();
        match self.then.get() {
            Then::Done => Ok(None),
            Then::Repeated => {
                let error = Error::RepeatedToken { token: token.unwrap_or_default().into() };
                let failure = Failure { error, request_id: None, attempts: 0 };
                Err(self.subject().failed(self.operation.name, &failure))
            }
            Then::More => {
                set(&self.input.0, "NextToken", &token.map_or(JsValue::UNDEFINED, Into::into));
                let body = write(&self.input).unwrap_or(JsValue::UNDEFINED);
                let mut call =
                    core::Call::new(self.operation, body.as_string().unwrap_or_default());
                call.share(&self.page_limit);
                Ok(Some(Call::new(&self.client, call, self.subject())))
            }
        }
    }

    /// Takes note of the page that the call brought, cuts it to the items to hand out, and gives
    /// these.
    pub fn receive(&self, page: &JsValue) -> Result<JsValue, JsValue> {
        let page = JsonValue(page.clone());
        let items = page.member(self.items);
        let length = items.as_ref().and_then(JsonValue::length).unwrap_or_default();
        let token = page.member("NextToken").and_then(|token| token.text());
        let Page { keep, then } = self.paginator.borrow_mut().receive(length, token.as_deref());
        self.then.set(then);
        let Some(JsonValue(items)) = items else { return Ok(Array::new().into()) };
        if keep == (0..length) {
            return Ok(items);
        }
        let cut = Array::from(&items).slice(keep.start as u32, keep.end as u32).into();
        set(&page.0, self.items, &cut);
        Ok(cut)
    }

    /// Where to go on if `consumed` items of the latest page were used; empty at the end.
    #[wasm_bindgen(js_name = resumeToken)]
    pub fn resume_token(&self, consumed: usize) -> String {
        self.paginator.borrow().resume_after(consumed).unwrap_or_default()
    }
}
