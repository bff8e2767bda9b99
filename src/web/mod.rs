//! What JavaScript sees of the crate, and the only place that knows the browser: clock, randomness,
//! JSON and URLs.
//!
//! `src/js` alone uses these exports; it gives them the face that users see. Nothing here waits.
//! A step, a record of a failure and the output model cross as JSON text, everything else typed.
//!
//! Exports return a JavaScript value in a `Result`, or as a text, or not at all: V8 11 (Node 20) can
//! end the process when a WebAssembly function returns a single reference and is inlined.

// wasm_bindgen exports what is public, and nothing of it is for Rust.
#![allow(unreachable_pub)]

mod call;
mod client;
mod clock;
mod credentials;
mod endpoint;
mod operation;
mod options;
mod paginator;
mod record;
mod sign;
mod step;
mod value;

// The standard library's allocator adds 2,660 bytes to the bundle, after brotli.
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());
