//! The only place that knows the browser: fetch, clock, JSON, and what JavaScript sees of the crate.
//!
//! What is exported here is used by `src/js` alone, which gives it the face that users see. Nothing
//! in here waits: what takes time is the business of `src/js`, so no promise hangs on a task of ours.
//!
//! What gives a JavaScript value back gives a `Result`, also where nothing goes wrong: a single
//! reference that comes out of WebAssembly can end a process on Node 20.

// wasm_bindgen exports what is public, and nothing of it is for Rust.
#![allow(unreachable_pub)]

mod call;
mod client;
mod clock;
mod credentials;
mod failure;
mod json;
mod options;
mod paginator;
mod sign;
mod subject;
mod value;

// The standard library's allocator adds 2,660 bytes to the bundle, after brotli.
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());
