//! The fleet, through its public API.

mod ingest_findings;
mod ingest_fuzz;
mod ingest_listings;
mod ingest_readings;
mod ingest_states;
mod ingest_support;
mod ingest_wire;
