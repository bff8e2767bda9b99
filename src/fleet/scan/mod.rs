//! The scan: which request comes next, and what its answer changes.
//!
//! It is **not** a client: it signs nothing and sends nothing. It knows no clock and no randomness
//! either; a driver performs its steps, as those of a call, and tells it the time.
//!
//! A scope (an account in a Region) has a [`ScopeScan`] with a plan (`plan`, `listing`, `decision`),
//! requests (`task`) and a [`pace`] of its own. A page goes into the store (`receive`); a failure
//! changes the plan (`fail`). What the scan must remember beyond the store is its `checkpoint`; a
//! scan in slices, which has no store to rely on, has a `cursor` instead.

mod checkpoint;
mod cursor;
mod decision;
mod engine;
mod fail;
mod failure;
mod listing;
mod options;
pub mod pace;
mod plan;
mod progress;
mod receive;

mod scope;
mod step;
mod task;
mod tokens;

pub use checkpoint::BadCheckpoint;
pub use engine::{Answer, Scan};
pub use failure::ScanFailure;
pub use options::{PatchesToRead, ScanOptions, ScopeOptions, Selection};
pub use progress::{Phase, ScopeProgress};

pub use scope::ScopeScan;
pub use step::{End, Request, ScanStep, Ticket};
