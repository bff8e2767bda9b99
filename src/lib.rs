//! AWS Systems Manager Patch Manager reads over `fetch`, for every JavaScript runtime.
//!
//! This crate is the core of the npm package `patchlens`. It signs (SigV4), retries, paginates and
//! decodes the read operations of Patch Manager. It is **not** a general AWS SDK, and it changes
//! nothing in an account.
//!
//! # Features
//! - none: the core, in which nothing waits or sends;
//! - `fetch`: an asynchronous client for Rust programs in browsers and Workers, `fetch::PatchClient`;
//! - `serde`: inputs and outputs as structs, and typed calls of `fetch::PatchClient`;
//! - `fleet`: the scan of a fleet and the database that it fills;
//! - `web`, `client`: the allocator and the exports of the npm package. Rust programs leave them off.
//!
//! # Modules, outermost first
//! - `web` (feature, on wasm32 only): the exports, and the engine's clock, JSON and URLs; `fetch`
//!   (feature): the client of Rust programs, which performs the steps of a call;
//! - [`client`]: the steps of a call, which `src/js` performs; `fleet` (feature `fleet`): the scan of a
//!   fleet and the database that it fills;
//! - [`ssm`]: the operations; [`sigv4`], [`credentials`], [`endpoint`], [`retry`], [`paginate`]: the
//!   rules;
//! - [`error`], [`schema`], [`value`], [`time`], `digest`, `text`: the foundation of the others.
//!
//! A module imports only from modules below it in this list, and no files import each other in a
//! circle.
//!
//! # Invariants
//! 1. Outside `web` and `fetch` there is no clock, no randomness, no environment, no I/O: all are passed in.
//! 2. `wasm_bindgen`, `js_sys`, `web_sys` and `gloo_net` are named in `web` and `fetch` only.
//! 3. No `unsafe`, and no panic that input can reach.
//! 4. A secret never appears in Debug, Display, an error, a URL or a snapshot.
//! 5. Exported methods take `&self`.
//! 6. The client's WebAssembly module does not contain `core::fmt`, to stay small: no `format!`, no
//!    `to_string`. `fleet`, which is a module of its own, may format.

#![cfg_attr(not(test), deny(clippy::disallowed_macros))]
#![cfg_attr(
    not(feature = "client"),
    allow(dead_code, reason = "the fleet uses a part of the core")
)]
#![cfg_attr(test, allow(clippy::disallowed_methods, reason = "a test may read files and format"))]

pub mod client;
pub mod credentials;
mod digest;
pub mod endpoint;
pub mod error;
#[cfg(feature = "fetch")]
pub mod fetch;
#[cfg(feature = "fleet")]
pub mod fleet;
#[cfg_attr(
    not(all(target_arch = "wasm32", feature = "client")),
    allow(dead_code, reason = "the exports use most of it")
)]
mod json;
pub mod paginate;
pub mod retry;
pub mod schema;
pub mod sigv4;
pub mod ssm;
mod text;
pub mod time;
pub mod value;
#[cfg(all(target_arch = "wasm32", feature = "web"))]
mod web;
