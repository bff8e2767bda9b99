//! The fleet.

//! The fleet, through its public API.

mod diff;
mod exceptions;
mod filter_agrees;
mod filter_errors;
mod filter_extremes;
mod filter_fold;
mod filter_naive;
mod filter_rows;
mod filter_store;
mod filter_text;
mod fleets;
mod ingest_findings;
mod ingest_fuzz;
mod ingest_listings;
mod ingest_readings;
mod ingest_states;
mod ingest_support;
mod ingest_wire;
mod merge;
mod rules;
mod scan;
mod scan_pace;
mod scan_resume;
mod scan_service;
mod snapshot;
mod snapshot_damage;
mod stores;
