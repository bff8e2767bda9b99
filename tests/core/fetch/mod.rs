//! The client of Rust programs, on a scripted transport with a clock that moves when a future waits.

mod calls;
mod cancellation;
mod credentials;
mod pages;
mod providers;
mod transport;
mod typed;
mod vectors;
