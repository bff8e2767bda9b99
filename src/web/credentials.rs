//! The cache of credentials, shared by the clients and signatures that use them.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::clock::now;
use super::value::JsonValue;
use crate::credentials::{self as core, Credentials, RefreshNeed};
use crate::schema::Problems;
use crate::value::{Value, ValueKind};

/// Holds the credentials that were given, or that a provider will give.
#[wasm_bindgen(js_name = Keyring)]
pub struct CredentialsCache {
    cache: Rc<RefCell<core::CredentialsCache>>,
    problems: Problems,
}

#[wasm_bindgen(js_class = Keyring)]
impl CredentialsCache {
    /// A cache of what the option `credentials` is: keys, or a function. What is wrong with the keys
    /// is reported where they are used.
    #[wasm_bindgen(constructor)]
    pub fn new(credentials: JsValue) -> Self {
        let mut problems = Problems::default();
        let credentials = JsonValue(credentials);
        let cache = match credentials.kind() {
            // Their absence is noted where the options are checked.
            ValueKind::Function | ValueKind::Null => core::CredentialsCache::with_provider(),
            _ => match Credentials::read(&credentials, "credentials") {
                Ok(credentials) => core::CredentialsCache::fixed(credentials),
                Err(found) => {
                    problems = found;
                    core::CredentialsCache::with_provider()
                }
            },
        };
        Self { cache: Rc::new(RefCell::new(cache)), problems }
    }

    /// Whether the credentials need a refresh: 0 for no, 1 for yes though the cached ones still work,
    /// 2 for yes.
    #[wasm_bindgen(getter)]
    pub fn need(&self) -> u32 {
        number_of(self.cache.borrow().refresh_need(now()))
    }

    /// Stores the credentials that the provider gave, or says what is wrong with them.
    pub fn hold(&self, given: JsValue) -> String {
        match Credentials::read(&JsonValue(given), "credentials") {
            Ok(credentials) => {
                self.cache.borrow_mut().store(credentials);
                String::new()
            }
            Err(problems) => problems.line(),
        }
    }
}

impl CredentialsCache {
    /// The cache to sign with; notes what is wrong with the keys that were given.
    pub(super) fn shared(&self, problems: &mut Problems) -> Rc<RefCell<core::CredentialsCache>> {
        for problem in self.problems.iter() {
            problems.add(&problem.path, &problem.text);
        }
        Rc::clone(&self.cache)
    }

    /// What `use_cache` makes of the credentials.
    pub(super) fn with<T>(&self, use_cache: impl FnOnce(&core::CredentialsCache) -> T) -> T {
        use_cache(&self.cache.borrow())
    }
}

/// The need as `src/js` knows it.
pub(super) fn number_of(need: RefreshNeed) -> u32 {
    match need {
        RefreshNeed::Fresh => 0,
        RefreshNeed::Soon => 1,
        RefreshNeed::Now => 2,
    }
}
