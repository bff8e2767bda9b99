//! The credentials of a source, shared by the clients and signatures that use it.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::client::now;
use super::value::Value;
use crate::credentials::{Credentials, Holder, Need};
use crate::json::{Json, Kind};
use crate::problem::Problems;

/// Holds what a credentials source gave.
#[wasm_bindgen]
pub struct Keyring(Rc<RefCell<Holder>>);

#[wasm_bindgen]
impl Keyring {
    /// A keyring whose source has not been asked yet.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self::of(Holder::asking())
    }

    /// The same keyring, to hand on.
    pub fn share(&self) -> Self {
        Self(Rc::clone(&self.0))
    }

    /// Whether the source is to be asked: 0 for no, 1 for yes though what is held still works, 2
    /// for yes.
    #[wasm_bindgen(getter)]
    pub fn need(&self) -> u32 {
        match self.0.borrow().need(now()) {
            Need::Nothing => 0,
            Need::Renewal => 1,
            Need::Credentials => 2,
        }
    }

    /// Keeps the credentials that the source gave, or says what is wrong with them.
    pub fn hold(&self, given: JsValue) -> Option<String> {
        match Credentials::read(&Value(given), "credentials") {
            Ok(credentials) => {
                self.0.borrow_mut().hold(credentials);
                None
            }
            Err(problems) => Some(problems.line()),
        }
    }
}

impl Keyring {
    fn of(holder: Holder) -> Self {
        Self(Rc::new(RefCell::new(holder)))
    }

    /// The holder of `shared`, or of the keys that `options` have.
    ///
    /// # Errors
    /// What is wrong with the keys.
    pub(super) fn holder(
        shared: Option<Self>,
        options: &Value,
    ) -> Result<Rc<RefCell<Holder>>, Problems> {
        let keyring = match (shared, options.member("credentials")) {
            (Some(shared), _) => shared,
            (None, Some(keys)) if keys.kind() != Kind::Function => {
                Self::of(Holder::fixed(Credentials::read(&keys, "credentials")?))
            }
            // Their absence is noted where the options are checked.
            _ => Self::new(),
        };
        Ok(keyring.0)
    }
}
