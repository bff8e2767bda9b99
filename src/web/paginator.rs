//! Paginators as `src/js` uses them.

use std::cell::{Cell, RefCell};

use wasm_bindgen::prelude::*;

use super::operation;
use super::options::{PaginateOptions, written};
use super::record::Subject;
use super::value::JsonValue;
use crate::client::Failure;
use crate::error::Error;
use crate::json::Object;
use crate::paginate::{self, Page, Settings, Then};
use crate::schema::{Problems, check_member, check_object};
use crate::ssm::Operation;
use crate::value::Value;

/// A paginator over the pages of an operation.
#[wasm_bindgen]
pub struct Paginator {
    subject: Subject,
    paginator: RefCell<paginate::Paginator>,
    then: Cell<Then>,
}

#[wasm_bindgen]
impl Paginator {
    /// The next step, as JSON text: fetch a page, whose input has this `nextToken`; done; or failed,
    /// with the record of a repeated token.
    pub fn next(&self) -> String {
        let paginator = self.paginator.borrow();
        let token = paginator.next_token();
        let mut step = Object::new();
        match self.then.get() {
            Then::More => {
                step.text("step", "page");
                step.optional_text("nextToken", token);
            }
            Then::Done => step.text("step", "done"),
            Then::Repeated => {
                let token = token.unwrap_or_default().into();
                let failure = Failure::without_attempt(Error::RepeatedToken { token });
                step.text("step", "failed");
                step.object("failure", |record| self.subject.write(&failure, record));
            }
        }
        step.end()
    }

    /// Reports a page: the number of its items, and its `NextToken`. Returns the items to return,
    /// as JSON text: the index of the `start`, and of the `end`, which is not included.
    pub fn receive(&self, items: u32, next_token: Option<String>) -> String {
        let items = items as usize;
        let Page { keep, then } = self.paginator.borrow_mut().receive(items, next_token.as_deref());
        self.then.set(then);
        let mut range = Object::new();
        range.number("start", keep.start as u32);
        range.number("end", keep.end as u32);
        range.end()
    }

    /// The resume token after `consumed` items of the latest page; `undefined` after the last page.
    #[wasm_bindgen(js_name = resumeToken)]
    pub fn resume_token(&self, consumed: u32) -> Option<String> {
        self.paginator.borrow().resume_after(consumed as usize)
    }
}

impl Paginator {
    pub(super) fn new(
        name: &str,
        input: &JsonValue,
        body: Option<String>,
        options: &JsonValue,
    ) -> Result<Self, JsValue> {
        let operation = operation::find(name)?;
        let settings = settings(operation, input, body, options);
        let paginator = settings.and_then(paginate::Paginator::new::<JsonValue>);
        let unchecked = || Subject::Action(operation.name.into(), operation.action.into());
        let paginator = paginator.map_err(|problems| unchecked().invalid(problems))?;
        let subject = Subject::Action(operation.name.into(), operation.describe(input));
        Ok(Self { subject, paginator: paginator.into(), then: Then::More.into() })
    }
}

fn settings(
    operation: &'static Operation,
    input: &JsonValue,
    body: Option<String>,
    options: &JsonValue,
) -> Result<Settings, Problems> {
    if operation.pagination.is_none() {
        return Err(Problems::one("operation", "has no pages; call it instead"));
    }
    check_object(input, &operation.input, "input")?;
    let options = PaginateOptions::read(options)?;
    written(body)?;
    if let Some(size) = options.page_size {
        check_member(&JsonValue(size.into()), &operation.input, "MaxResults", "pageSize")?;
    }
    Ok(Settings {
        max_items: options.max_items,
        starting_token: options.starting_token,
        input_token: input.member("NextToken").and_then(|token| token.text()),
    })
}
