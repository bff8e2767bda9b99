//! Credentials, shared by the clients and signatures that use them.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::client::now;
use super::value::JsonValue;
use crate::credentials::{Credentials, Holder};
use crate::schema::Problems;
use crate::value::{Value, ValueKind};

/// Holds the credentials that were given, or that a source will give.
#[wasm_bindgen]
pub struct Keyring {
    holder: Rc<RefCell<Holder>>,
    problems: Problems,
}

#[wasm_bindgen]
impl Keyring {
    /// A keyring of what the option `credentials` is: keys, or a function. Whoever uses it finds
    /// out what is wrong with the keys.
    #[wasm_bindgen(constructor)]
    pub fn new(credentials: JsValue) -> Self {
        let mut problems = Problems::default();
        let credentials = JsonValue(credentials);
        let holder = match credentials.kind() {
            // Their absence is noted where the options are checked.
            ValueKind::Function | ValueKind::Null => Holder::asking(),
            _ => match Credentials::read(&credentials, "credentials") {
                Ok(credentials) => Holder::fixed(credentials),
                Err(found) => {
                    problems = found;
                    Holder::asking()
                }
            },
        };
        Self { holder: Rc::new(RefCell::new(holder)), problems }
    }

    /// Whether the source is to be asked: 0 for no, 1 for yes though what is held still works, 2
    /// for yes.
    #[wasm_bindgen(getter)]
    pub fn need(&self) -> u32 {
        self.holder.borrow().need(now()) as u32
    }

    /// Keeps the credentials that the source gave, or says what is wrong with them.
    pub fn hold(&self, given: JsValue) -> String {
        match Credentials::read(&JsonValue(given), "credentials") {
            Ok(credentials) => {
                self.holder.borrow_mut().hold(credentials);
                String::new()
            }
            Err(problems) => problems.line(),
        }
    }
}

impl Keyring {
    /// The holder to sign with, and one more reason why it cannot.
    pub(super) fn holder(&self, problems: &mut Problems) -> Rc<RefCell<Holder>> {
        for problem in self.problems.iter() {
            problems.add(&problem.path, &problem.text);
        }
        Rc::clone(&self.holder)
    }

    /// What `use_holder` makes of the credentials.
    pub(super) fn with<T>(&self, use_holder: impl FnOnce(&Holder) -> T) -> T {
        use_holder(&self.holder.borrow())
    }
}
