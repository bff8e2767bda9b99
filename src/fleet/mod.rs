//! The fleet: a database of nodes and their open patches, and the scan that fills it.
//!
//! It is **not** a general database: its tables, properties and verdicts are those of Patch Manager.
//! It knows no clock and no transport; both are passed in, as everywhere in the crate.
//!
//! The way of a value: a response goes through [`ingest`] into the columns of [`store`]; [`verdict`]
//! judges a node; [`query`] answers with rows; `snapshot` writes everything down. `scan` decides which
//! request comes next.
//! The way of a value: a response, read by `json`, goes through [`ingest`] into the columns of
//! [`store`]; `verdict` judges a node; `query` answers with rows; `snapshot` writes everything down.
//! `scan` decides which request comes next.

#![allow(clippy::disallowed_macros, reason = "this module may use core::fmt")]

mod bytes;
mod copy;
pub mod cve_lists;
mod date;
mod decimal;
pub mod diff;
pub mod engine;
pub mod exceptions;
pub mod export;
mod fold;
pub mod given;
mod history;
pub mod ingest;
mod json;
pub mod merge;
pub mod query;
mod reading;
pub mod rules;
pub mod scan;
pub mod snapshot;
pub mod sorted_map;
mod sorting;
pub mod store;
pub mod summary;
pub mod verdict;
