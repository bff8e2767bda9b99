//! A fleet with its reader's rules: what the exports of the module ask.
//!
//! Questions and options come as JSON text and are checked here; answers are rows that serialize
//! themselves.

mod answers;
mod attributes;
mod describe;
mod difference;
mod error;
mod fleet;
mod question;

pub use answers::Chunks;
pub use attributes::Joined;
pub use describe::{Description, FailureRow};
pub use difference::Difference;
pub use error::FleetError;
pub use fleet::Fleet;
