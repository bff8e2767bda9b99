//! A fleet as `src/js/fleet/fleet.js` uses it.

use std::cell::RefCell;

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::super::clock::{instant, now};
use crate::fleet::engine::{Chunks, Difference, Fleet, FleetError};
use crate::fleet::given;
use crate::fleet::ingest::Page;
use crate::fleet::query::Table;
use crate::fleet::query::filter::Filter;
use crate::fleet::scan::Scan;

/// A fleet: one in each instance of the module.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    pub(super) fleet: RefCell<Fleet>,
    /// The scan that fills it, if there is one.
    pub(super) scan: RefCell<Option<Scan>>,
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
        self.fleet.borrow_mut().ingest(page).map_err(thrown)
    }

    /// Replaces this fleet by that of a snapshot.
    pub fn open(&self, snapshot: &[u8]) -> Result<(), JsValue> {
        self.fleet.borrow_mut().open(snapshot).map_err(thrown)
    }

    /// Adds the fleet of a snapshot.
    pub fn merge(&self, snapshot: &[u8]) -> Result<(), JsValue> {
        self.fleet.borrow_mut().merge(snapshot).map_err(thrown)
    }

    /// The fleet as bytes.
    pub fn snapshot(&self) -> Vec<u8> {
        self.note_ends();
        self.fleet.borrow().snapshot()
    }

    /// The fleet with the state of its scan, as bytes; absent if the scan is done.
    pub fn checkpoint(&self) -> Option<Vec<u8>> {
        let scan = self.unfinished()?;
        self.note_ends();
        Some(self.fleet.borrow().checkpoint(scan))
    }

    /// What the fleet is, beside its rows, as JSON text.
    pub fn describe(&self) -> Result<String, JsValue> {
        self.note_ends();
        let fleet = self.fleet.borrow();
        serde_json::to_string(&fleet.describe()).map_err(|it| failed(&it))
    }

    /// What could not be read, as JSON text.
    pub fn failures(&self) -> Result<String, JsValue> {
        self.note_ends();
        let fleet = self.fleet.borrow();
        serde_json::to_string(&fleet.failures()).map_err(|it| failed(&it))
    }

    /// How many nodes there are.
    #[wasm_bindgen(js_name = nodeCount)]
    pub fn node_count(&self) -> u32 {
        self.fleet.borrow().node_count() as u32
    }

    /// How many findings there are.
    #[wasm_bindgen(js_name = findingCount)]
    pub fn finding_count(&self) -> u32 {
        self.fleet.borrow().store.findings.live() as u32
    }

    /// How many distinct patches there are.
    #[wasm_bindgen(js_name = patchCount)]
    pub fn patch_count(&self) -> u32 {
        self.fleet.borrow().patch_and_cve_counts().0
    }

    /// How many distinct CVEs there are.
    #[wasm_bindgen(js_name = cveCount)]
    pub fn cve_count(&self) -> u32 {
        self.fleet.borrow().patch_and_cve_counts().1
    }

    /// Removes nodes of a scope, whose ids are a list of texts as JSON; returns how many there were.
    #[wasm_bindgen(js_name = removeNodes)]
    pub fn remove_nodes(&self, scope: &str, ids: &str) -> u32 {
        self.fleet.borrow_mut().remove_nodes(scope, ids)
    }

    /// Sets columns of nodes; returns how many rows found nodes. Both are JSON text.
    #[wasm_bindgen(js_name = setAttributes)]
    pub fn set_attributes(&self, rows: &str) -> Result<String, JsValue> {
        let joined = self.fleet.borrow_mut().set_attributes(rows).map_err(thrown)?;
        serde_json::to_string(&joined).map_err(|it| failed(&it))
    }

    /// Replaces the exceptions by those of a JSON text.
    #[wasm_bindgen(js_name = setExceptions)]
    pub fn set_exceptions(&self, exceptions: &str) -> Result<(), JsValue> {
        self.fleet.borrow_mut().set_exceptions(exceptions).map_err(thrown)
    }

    /// Adds items to a list of CVEs, `kev` or `epss`, from their JSON text.
    #[wasm_bindgen(js_name = addToCveList)]
    pub fn add_to_cve_list(&self, name: &str, items: &str) -> Result<(), JsValue> {
        self.fleet.borrow_mut().add_to_cve_list(name, items).map_err(thrown)
    }

    /// Replaces the lists of CVEs by those that were added.
    #[wasm_bindgen(js_name = setCveLists)]
    pub fn set_cve_lists(&self) {
        self.fleet.borrow_mut().set_cve_lists();
    }

    /// Replaces the rules by those of a JSON text.
    #[wasm_bindgen(js_name = setRules)]
    pub fn set_rules(&self, rules: &str) -> Result<(), JsValue> {
        self.fleet.borrow_mut().set_rules(rules).map_err(thrown)
    }

    /// The rows that a query means. Both are JSON text.
    pub fn rows(&self, table: &str, query: &str) -> Result<String, JsValue> {
        self.fleet.borrow_mut().rows(table, query, now()).map_err(thrown)
    }

    /// The numbers of the nodes that a query means.
    pub fn summary(&self, query: &str) -> Result<JsValue, JsValue> {
        value(&self.fleet.borrow_mut().summary(query, now()).map_err(thrown)?)
    }

    /// A node with its findings; `undefined` if there is none.
    pub fn node(&self, scope: &str, instance: &str) -> Result<JsValue, JsValue> {
        let mut fleet = self.fleet.borrow_mut();
        match fleet.node(scope, instance, now()).map_err(thrown)? {
            Some(node) => value(&node),
            None => Ok(JsValue::UNDEFINED),
        }
    }

    /// The rows of a table by a property.
    pub fn groups(&self, table: &str, by: &str, query: &str) -> Result<JsValue, JsValue> {
        value(&self.fleet.borrow_mut().groups(table, by, query, now()).map_err(thrown)?)
    }

    /// The values of a property.
    pub fn values(
        &self,
        table: &str,
        property: &str,
        prefix: &str,
        limit: u32,
    ) -> Result<JsValue, JsValue> {
        let mut fleet = self.fleet.borrow_mut();
        value(&fleet.values(table, property, prefix, limit, now()).map_err(thrown)?)
    }

    /// Compares with the fleet of a snapshot.
    pub fn diff(&self, older: &[u8]) -> Result<FleetDifference, JsValue> {
        let difference = self.fleet.borrow_mut().diff(older, now()).map_err(thrown)?;
        Ok(FleetDifference(RefCell::new(difference)))
    }

    /// Begins to write a table down as `csv` or `ndjson`.
    pub fn export(
        &self,
        format: &str,
        table: &str,
        query: &str,
        options: &str,
    ) -> Result<TableExport, JsValue> {
        let mut fleet = self.fleet.borrow_mut();
        let chunks = fleet.export(format, table, query, options, now()).map_err(thrown)?;
        Ok(TableExport(RefCell::new(chunks)))
    }
}

impl Engine {
    /// Whether a scan has left something unread that it can go on with: also a scope that failed.
    fn is_unread(&self, scan: &Scan) -> bool {
        !scan.is_over() || self.has_failed_scope()
    }

    fn note_ends(&self) {
        if let Some(scan) = self.scan.borrow().as_ref() {
            scan.note_ends(&mut self.fleet.borrow_mut().store);
        }
    }

    fn has_failed_scope(&self) -> bool {
        self.fleet.borrow().store.scopes.iter().any(|it| it.error.is_some())
    }

    /// What a checkpoint says of a scan that is not done.
    fn unfinished(&self) -> Option<String> {
        match self.scan.borrow().as_ref() {
            Some(scan) => self.is_unread(scan).then(|| scan.checkpoint()),
            None => self.fleet.borrow().unfinished.clone(),
        }
    }
}

/// A difference as `src/js/fleet/diff.js` uses it.
#[wasm_bindgen]
pub struct FleetDifference(RefCell<Difference>);

#[wasm_bindgen]
impl FleetDifference {
    /// Its numbers.
    pub fn summary(&self) -> Result<JsValue, JsValue> {
        value(&self.0.borrow().summary())
    }

    /// The findings of a kind that a query means, as JSON text. `newer` is the fleet that was
    /// compared.
    pub fn rows(&self, newer: &Engine, kind: &str, query: &str) -> Result<String, JsValue> {
        let fleet = &mut newer.fleet.borrow_mut();
        self.0.borrow_mut().rows(fleet, kind, query, now()).map_err(thrown)
    }
}

/// A table that is written down.
#[wasm_bindgen]
pub struct TableExport(RefCell<Chunks>);

#[wasm_bindgen]
impl TableExport {
    /// The next chunk; absent after the last one. `fleet` is the one whose table it is.
    pub fn next(&self, fleet: &Engine) -> Result<Option<String>, JsValue> {
        self.0.borrow_mut().next(&mut fleet.fleet.borrow_mut(), now()).map_err(thrown)
    }
}

/// The JSON text of the filter that a text means.
#[wasm_bindgen(js_name = parseFilter)]
pub fn parse_filter(text: &str, table: &str) -> Result<String, JsValue> {
    let named = Table::parse(table).ok_or_else(|| {
        let problem = format!("table: expected nodes, findings, patches or cves, but is {table:?}");
        thrown(FleetError::invalid("read the filter", &problem))
    })?;
    let filter = Filter::parse(text, named).map_err(|it| thrown(it.into()))?;
    serde_json::to_string(&filter).map_err(|it| failed(&it))
}

/// The text of the filter of a JSON text.
#[wasm_bindgen(js_name = formatFilter)]
pub fn format_filter(filter: &str) -> Result<String, JsValue> {
    let filter: Filter = given::read(filter).map_err(|error| {
        thrown(FleetError::invalid("write the filter", &format!("filter: {error}")))
    })?;
    filter.format().map_err(|it| thrown(it.into()))
}

/// Bytes of this instance's memory.
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> f64 {
    core::arch::wasm32::memory_size(0) as f64 * 65_536.0
}

/// Objects are plain ones, not Maps.
const PLAIN: Serializer = Serializer::json_compatible();

fn value(answer: &impl Serialize) -> Result<JsValue, JsValue> {
    answer.serialize(&PLAIN).map_err(JsValue::from)
}

pub(super) fn thrown(error: FleetError) -> JsValue {
    JsValue::from_str(&error.record())
}

fn failed(error: &serde_json::Error) -> JsValue {
    thrown(FleetError::invalid("query the fleet", &format!("{error}")))
}
