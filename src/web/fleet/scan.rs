//! The scan of a fleet, whose steps `src/js/fleet/scan-driver.js` performs.

use std::time::Duration;

use js_sys::Math;
use serde_json::json;
use wasm_bindgen::prelude::*;

use super::super::clock::instant;
use super::engine::Engine;
use crate::fleet::given;
use crate::fleet::scan::{
    Answer, BadCheckpoint, End, Request, Scan, ScanFailure, ScanOptions, ScanStep,
};
use crate::fleet::snapshot;

const NO_CHECKPOINT: &str =
    "Cannot resume a scan: resume: expected a checkpoint, but is the snapshot of a whole fleet";

#[wasm_bindgen]
impl Engine {
    /// Begins a scan into this fleet, which may be an earlier one; `options` is JSON text.
    #[wasm_bindgen(js_name = scanBegin)]
    pub fn scan_begin(&self, options: &str) -> Result<(), JsValue> {
        let fleet = &mut self.fleet.borrow_mut();
        let scan = Scan::new(read(options)?, &mut fleet.store);
        fleet.scan_begins();
        *self.scan.borrow_mut() = Some(scan);
        Ok(())
    }

    /// Goes on with the scan of the checkpoint that was opened as this fleet.
    #[wasm_bindgen(js_name = scanResume)]
    pub fn scan_resume(&self, options: &str) -> Result<(), JsValue> {
        let options = read(options)?;
        let fleet = &mut self.fleet.borrow_mut();
        let checkpoint = fleet.unfinished.take();
        let checkpoint = checkpoint.ok_or_else(|| record("bad-snapshot", NO_CHECKPOINT))?;
        let scan = Scan::resume(options, &checkpoint, &mut fleet.store);
        *self.scan.borrow_mut() = Some(scan.map_err(|it| bad_checkpoint("resume a scan", &it))?);
        fleet.scan_begins();
        Ok(())
    }

    /// Begins a slice in this fleet, which is empty. `previous` is the snapshot of an earlier fleet.
    #[wasm_bindgen(js_name = scanSlice)]
    pub fn scan_slice(
        &self,
        options: &str,
        cursor: Option<String>,
        previous: Option<Vec<u8>>,
    ) -> Result<(), JsValue> {
        let options = read(options)?;
        let previous = previous.map(|it| snapshot::open(&it)).transpose();
        let previous = previous.map_err(|it| {
            record("bad-snapshot", &format!("Cannot scan the fleet: previous: {it}"))
        })?;
        let previous = previous.as_ref().map(|(store, _)| store);
        let store = &mut self.fleet.borrow_mut().store;
        let scan = Scan::slice(options, cursor.as_deref(), store, previous);
        *self.scan.borrow_mut() = Some(scan.map_err(|it| bad_checkpoint("scan a slice", &it))?);
        Ok(())
    }

    /// The next step, as JSON text. `now` is milliseconds of the driver's steady clock.
    #[wasm_bindgen(js_name = scanNext)]
    pub fn scan_next(&self, now: f64) -> String {
        let fleet = self.fleet.borrow();
        let step = self.scan.borrow_mut().as_mut().map(|it| it.next(&fleet.store, time(now)));
        step_text(step.unwrap_or(ScanStep::Done(End::Complete)))
    }

    /// Reports a response.
    #[wasm_bindgen(js_name = scanReceive)]
    pub fn scan_receive(&self, ticket: u32, body: &[u8], read_at: f64, now: f64) {
        let answer = Answer { body, read_at: instant(read_at) };
        if let Some(scan) = self.scan.borrow_mut().as_mut() {
            let store = &mut self.fleet.borrow_mut().store;
            scan.receive(store, ticket, answer, (Math::random(), time(now)));
        }
    }

    /// Reports that the client lowered the page size of a request, before its response.
    #[wasm_bindgen(js_name = scanShrunk)]
    pub fn scan_shrunk(&self, ticket: u32) {
        if let Some(scan) = self.scan.borrow_mut().as_mut() {
            scan.shrunk(ticket);
        }
    }

    /// Reports a request that failed, by the record of its error.
    #[wasm_bindgen(js_name = scanFail)]
    pub fn scan_fail(&self, ticket: u32, record: &str, now: f64) {
        let failure = ScanFailure::from_record(record);
        if let Some(scan) = self.scan.borrow_mut().as_mut() {
            scan.fail(
                &mut self.fleet.borrow_mut().store,
                ticket,
                &failure,
                Math::random(),
                time(now),
            );
        }
    }

    /// How far the scopes are, as JSON text.
    #[wasm_bindgen(js_name = scanProgress)]
    pub fn scan_progress(&self) -> String {
        let scan = self.scan.borrow();
        let progress = scan.as_ref().map(|it| it.progress(&self.fleet.borrow().store));
        serde_json::to_string(&progress.unwrap_or_default()).unwrap_or_default()
    }

    /// Ends the scan: the next step is `done`.
    #[wasm_bindgen(js_name = scanStop)]
    pub fn scan_stop(&self) {
        if let Some(scan) = self.scan.borrow_mut().as_mut() {
            scan.stop();
        }
    }

    /// Where the next slice goes on; absent if the scope is done. Ends the slice.
    #[wasm_bindgen(js_name = scanCursor)]
    pub fn scan_cursor(&self) -> Option<String> {
        self.scan.borrow_mut().as_mut()?.cursor(&mut self.fleet.borrow_mut().store)
    }
}

fn read(options: &str) -> Result<ScanOptions, JsValue> {
    given::read(options)
        .map_err(|error| record("invalid-input", &format!("Cannot scan: options: {error}")))
}

fn bad_checkpoint(action: &str, BadCheckpoint(problem): &BadCheckpoint) -> JsValue {
    record("bad-snapshot", &format!("Cannot {action}: not a checkpoint of this version: {problem}"))
}

/// The record of a failure, which `src/js/error.js` throws.
fn record(code: &str, message: &str) -> JsValue {
    let record = json!({ "code": code, "message": message, "reason": "other", "retryable": false });
    JsValue::from_str(&given::text(&record))
}

fn time(ms: f64) -> Duration {
    Duration::from_secs_f64((ms / 1000.0).clamp(0.0, 1e12))
}

fn step_text(step: ScanStep) -> String {
    match step {
        ScanStep::Send(Request { ticket, scope, operation, input }) => {
            // The input is JSON already.
            format!(
                r#"{{"step":"send","ticket":{ticket},"scope":{scope},"operation":"{operation}","input":{input}}}"#
            )
        }
        ScanStep::Wait(delay) => {
            let delay_ms = given::text(&json!(delay.as_secs_f64() * 1000.0));
            format!(r#"{{"step":"wait","delayMs":{delay_ms}}}"#)
        }
        ScanStep::Idle => String::from(r#"{"step":"idle"}"#),
        ScanStep::Done(end) => format!(r#"{{"step":"done","end":"{}"}}"#, end_name(end)),
    }
}

fn end_name(end: End) -> &'static str {
    match end {
        End::Complete => "complete",
        End::Requests => "requests",
        End::Deadline => "deadline",
        End::Stopped => "stopped",
    }
}
