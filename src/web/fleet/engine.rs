//! A fleet as `src/js/fleet/fleet.js` uses it.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use super::super::clock::instant;
use crate::fleet::ingest::Page;
use crate::fleet::scan::Scan;
use crate::fleet::store::Store;

/// A fleet: one in each instance of the module.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    pub(super) fleet: RefCell<Store>,
    /// The scan that fills it, if there is one.
    pub(super) scan: RefCell<Option<Scan>>,
    /// What the checkpoint that was opened says of its scan.
    pub(super) checkpoint: RefCell<Option<String>>,
}

#[wasm_bindgen]
impl Engine {
    /// An empty fleet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Engine {
        Engine::default()
    }

    /// Takes in a response.
    pub fn ingest(
        &self,
        scope: &str,
        operation: &str,
        input: &str,
        body: &[u8],
        read_at: f64,
    ) -> Result<(), JsValue> {
        let page = Page { scope, operation, input, body, read_at: instant(read_at) };
        let read = self.fleet.borrow_mut().ingest(page);
        read.map(|_| ()).map_err(|it| JsValue::from_str(&format!("{it:?}")))
    }
}
