//! The cache of credentials, shared by the clients and signatures that use them.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::clock::now;
use super::step;
use super::value::JsonValue;
use crate::credentials::{self as core, Credentials, RefreshNeed};
use crate::json::Object;
use crate::schema::{Problem, Problems};
use crate::text::join;
use crate::value::{Value, ValueKind};

/// The cache of fixed credentials, or of those of a provider.
#[wasm_bindgen]
pub struct CredentialsCache {
    cache: Rc<RefCell<core::CredentialsCache>>,
    problems: Problems,
}

#[wasm_bindgen]
impl CredentialsCache {
    /// Creates the cache for the option `credentials`: keys, or a provider. Problems with the keys
    /// are reported when they are used.
    #[wasm_bindgen(constructor)]
    pub fn new(credentials: JsValue) -> Self {
        let mut problems = Problems::default();
        let credentials = JsonValue(credentials);
        let cache = match credentials.kind() {
            // The check of the options reports missing credentials.
            ValueKind::Function | ValueKind::Null => core::CredentialsCache::with_provider(),
            _ => match Credentials::read(&credentials, "") {
                Ok(credentials) => core::CredentialsCache::fixed(credentials),
                Err(found) => {
                    problems = found;
                    core::CredentialsCache::with_provider()
                }
            },
        };
        Self { cache: Rc::new(RefCell::new(cache)), problems }
    }

    /// The step that refreshes the credentials, as JSON text; `undefined` if the cached ones are
    /// valid.
    #[wasm_bindgen(js_name = refreshStep)]
    pub fn refresh_step(&self) -> Option<String> {
        let patience = match self.cache.borrow().refresh_need(now()) {
            RefreshNeed::Fresh => return None,
            RefreshNeed::Soon { patience } => Some(patience),
            RefreshNeed::Now => None,
        };
        let mut step = Object::new();
        step::refresh(&mut step, patience);
        Some(step.end())
    }

    /// Stores the credentials that the provider returned, or returns the problems with them.
    pub fn store(&self, given: JsValue) -> Option<String> {
        match Credentials::read(&JsonValue(given), "credentials") {
            Ok(credentials) => {
                self.cache.borrow_mut().store(credentials);
                None
            }
            Err(problems) => Some(problems.line()),
        }
    }
}

impl CredentialsCache {
    /// The cache to sign with; reports the problems with the credentials in the option of this
    /// name.
    pub(super) fn shared(
        &self,
        option: &str,
        problems: &mut Problems,
    ) -> Rc<RefCell<core::CredentialsCache>> {
        for Problem { path, text } in self.problems.iter() {
            let path = if path.is_empty() { option.into() } else { join(&[option, ".", path]) };
            problems.add(&path, text);
        }
        Rc::clone(&self.cache)
    }
}
