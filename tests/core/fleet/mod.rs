//! The fleet.

mod scan;
mod scan_pace;
mod scan_resume;
mod scan_service;
