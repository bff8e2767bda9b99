//! What a reader of a fleet decides: when a scan is stale, how long a patch may stay open, which
//! platforms are past their end of life.

mod compliance_rules;
mod end_of_life;
mod error;
mod reader_rules;

pub use compliance_rules::ComplianceRules;
pub use end_of_life::{EndOfLife, LastDay};
pub use error::RulesError;
pub use reader_rules::Rules;
