//! The fleet.

mod diff;
mod exceptions;
mod filter_agrees;
mod filter_errors;
mod filter_fold;
mod filter_naive;
mod filter_rows;
mod filter_store;
mod filter_text;
mod fleets;
mod merge;
mod rules;
mod scan;
mod scan_pace;
mod scan_resume;
mod scan_service;
mod snapshot;
mod snapshot_damage;
mod stores;
