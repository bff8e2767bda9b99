//! The exports to JavaScript, and the only module that uses the engine: clock, randomness, JSON and
//! URLs.
//!
//! Only `src/js` uses these exports; it provides the public API. Nothing here waits. A step, a
//! record of a failure, timestamps, the items to keep of a page and the output model cross as JSON text,
//! everything else typed.
//!
//! Exports return a JavaScript value in a `Result`, or as a text, or not at all: V8 11 (Node 20)
//! can crash when it inlines a WebAssembly function that returns a single reference.

// wasm_bindgen exports public items, which Rust code does not use.
#![allow(unreachable_pub)]

#[cfg(feature = "client")]
mod call;
#[cfg(feature = "client")]
mod client;
mod clock;
#[cfg(feature = "client")]
mod credentials;
#[cfg(feature = "client")]
mod endpoint;
#[cfg(feature = "fleet")]
mod fleet;
#[cfg(feature = "client")]
mod operation;
#[cfg(feature = "client")]
mod options;
#[cfg(feature = "client")]
mod paginator;
#[cfg(feature = "client")]
mod record;
#[cfg(feature = "client")]
mod sign;
#[cfg(feature = "client")]
mod step;
#[cfg(feature = "client")]
mod value;

// The standard library's allocator adds 2,660 bytes to the bundle, after brotli.
#[cfg(not(feature = "fleet"))]
#[global_allocator]
static ALLOCATOR: lol_alloc::LockedAllocator<lol_alloc::FreeListAllocator> =
    lol_alloc::LockedAllocator::new(lol_alloc::FreeListAllocator::new());
