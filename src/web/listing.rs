//! Listings as `src/js` sees them: runs over the pages of an operation.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;

use super::abort::{Abort, Signal};
use super::client::{doing, failed, find, output, write};
use super::failure::{Failed, invalid};
use super::options::PaginateOptions;
use super::promise::promise;
use super::transport::Web;
use super::value::{Value, set};
use crate::client::{Answer, Call, Client as Core};
use crate::error::Error;
use crate::json::Json;
use crate::paginate::{Page, Paginator, Settings, Then};
use crate::problem::Problems;
use crate::shape::{check_member, check_object};
use crate::ssm::{self, Operation};

/// A listing that can be run any number of times.
#[wasm_bindgen]
pub struct Listing {
    core: Rc<Core<Web>>,
    plan: Result<Rc<Plan>, JsValue>,
}

/// One run of a listing.
#[wasm_bindgen]
pub struct Run {
    core: Rc<Core<Web>>,
    state: Rc<Result<State, JsValue>>,
}

/// What all runs of a listing have in common.
struct Plan {
    operation: &'static Operation,
    items: &'static str,
    /// The input, copied, so that what the caller does with theirs changes nothing.
    input: String,
    options: PaginateOptions,
}

struct State {
    plan: Rc<Plan>,
    input: Value,
    paginator: RefCell<Paginator>,
    then: RefCell<Then>,
}

impl Listing {
    pub(super) fn new(
        core: Rc<Core<Web>>,
        operation: &str,
        input: &Value,
        options: &Value,
    ) -> Self {
        Self { core, plan: Plan::new(operation, input, options).map(Rc::new) }
    }
}

#[wasm_bindgen]
impl Listing {
    /// Begins the listing.
    pub fn start(&self) -> Run {
        let state = self.plan.clone().and_then(State::new);
        Run { core: Rc::clone(&self.core), state: Rc::new(state) }
    }

    /// The member of each page that holds the items.
    #[wasm_bindgen(getter)]
    pub fn items(&self) -> Option<String> {
        self.plan.as_ref().ok().map(|plan| plan.items.into())
    }
}

#[wasm_bindgen]
impl Run {
    /// The next page, or `undefined` after the last; the promise rejects with `[record, cause]`.
    pub fn next(&self) -> Promise {
        let (core, state) = (Rc::clone(&self.core), Rc::clone(&self.state));
        promise(async move {
            match &*state {
                Ok(state) => state.next(&core).await,
                Err(rejection) => Err(rejection.clone()),
            }
        })
    }

    /// Where to go on if `consumed` items of the latest page were used.
    #[wasm_bindgen(js_name = resumeToken)]
    pub fn resume_token(&self, consumed: usize) -> Option<String> {
        self.state.as_ref().as_ref().ok()?.paginator.borrow().resume_after(consumed)
    }
}

impl Plan {
    fn new(operation: &str, input: &Value, options: &Value) -> Result<Self, JsValue> {
        let operation = find(operation)?;
        Self::checked(operation, input, options)
            .map_err(|problems| invalid(&doing(operation, operation.action), problems))
    }

    fn checked(
        operation: &'static Operation,
        input: &Value,
        options: &Value,
    ) -> Result<Self, Problems> {
        let Some(ssm::Listing { items }) = operation.listing else {
            return Err(Problems::one("operation", "has no pages; call it instead"));
        };
        check_object(input, &operation.input, "input")?;
        let options = PaginateOptions::read(options)?;
        if let Some(size) = options.page_size {
            check_member(&Value(size.into()), &operation.input, "MaxResults", "pageSize")?;
        }
        Ok(Self { operation, items, input: write(input)?, options })
    }
}

impl State {
    fn new(plan: Rc<Plan>) -> Result<Self, JsValue> {
        let input = Value::parse(&plan.input).unwrap_or(Value(JsValue::UNDEFINED));
        if let Some(size) = plan.options.page_size {
            set(&input.0, "MaxResults", &size.into());
        }
        let paginator = Paginator::new::<Value>(Settings {
            max_items: plan.options.max_items.map(u64::from),
            starting_token: plan.options.starting_token.clone(),
            input_token: input.member("NextToken").and_then(|token| token.text()),
        });
        let paginator = paginator
            .map_err(|problems| invalid(&doing(plan.operation, plan.operation.action), problems))?;
        Ok(Self { plan, input, paginator: paginator.into(), then: Then::More.into() })
    }

    async fn next(&self, core: &Core<Web>) -> Result<JsValue, JsValue> {
        let then = *self.then.borrow();
        match then {
            Then::Done => Ok(JsValue::UNDEFINED),
            Then::Repeated => Err(self.repeated()),
            Then::More => self.request(core).await,
        }
    }

    async fn request(&self, core: &Core<Web>) -> Result<JsValue, JsValue> {
        let token = self.paginator.borrow().next_token().map(JsValue::from_str);
        set(&self.input.0, "NextToken", &token.unwrap_or(JsValue::UNDEFINED));
        let Plan { operation, options, .. } = &*self.plan;
        let body = write(&self.input)
            .map_err(|problems| invalid(&doing(operation, operation.action), problems))?;
        let call = Call { operation, body: &body, timeout: options.call.timeout };
        let signal: Option<Signal> = options.call.signal.clone();
        match core.call(&call, Abort::of(signal)).await {
            Ok(answer) => Ok(self.receive(answer)),
            Err(failure) => Err(failed(operation, &self.input, &failure)),
        }
    }

    /// Takes note of a page and cuts it to the items that are to be handed out.
    fn receive(&self, answer: Answer<Value>) -> JsValue {
        let items = answer.value.member(self.plan.items);
        let length = items.as_ref().and_then(Value::len).unwrap_or_default();
        let token = answer.value.member("NextToken").and_then(|token| token.text());
        let Page { keep, then } = self.paginator.borrow_mut().receive(length, token.as_deref());
        *self.then.borrow_mut() = then;
        if let (Some(items), false) = (items, keep == (0..length)) {
            let cut = Array::from(&items.0).slice(keep.start as u32, keep.end as u32);
            set(&answer.value.0, self.plan.items, &cut);
        }
        output(answer)
    }

    fn repeated(&self) -> JsValue {
        let token = self.paginator.borrow().next_token().unwrap_or_default().into();
        failed(self.plan.operation, &self.input, &Failed::from(Error::RepeatedToken { token }))
    }
}
