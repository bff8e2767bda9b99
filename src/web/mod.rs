//! The only place that knows the browser: fetch, clock, JSON, and what JavaScript sees of the crate.
//!
//! What is exported here is used by `src/js` alone, which gives it the face that users see. Two
//! rules hold throughout: nothing panics inside an async export, since its promise would then
//! never settle, and every function of the outside world is called through a binding with `catch`.

// wasm_bindgen exports what is public, and nothing of it is for Rust.
#![allow(unreachable_pub)]

mod abort;
mod client;
mod clock;
mod failure;
mod headers;
mod listing;
mod options;
mod promise;
mod sign;
mod transport;
mod url;
mod value;

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
