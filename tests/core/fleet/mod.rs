//! The fleet.

mod scan_pace;
