//! The fleet: its store, and what is written, read, merged and compared.

mod diff;
mod fleets;
mod merge;
mod snapshot;
mod snapshot_damage;
mod snapshot_fixture;
mod stores;
