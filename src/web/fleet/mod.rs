//! The exports of the module `patchlens/fleet`. Only `src/js/fleet` uses them.
//!
//! Rows, texts of filters and the parts of a scan's steps cross as JSON text; summaries, groups, values
//! and details as values; everything else typed.

#![allow(clippy::disallowed_macros, reason = "this module may use core::fmt")]

mod engine;
mod scan;
