//! What is wrong with rules.

use std::fmt;

use crate::fleet::decimal;

/// What is wrong with rules. In JavaScript a PatchlensError with the code `invalid-input`.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq)]
pub enum RulesError {
    /// `staleAfterMs` is no time: negative, or not finite.
    StaleAfter(f64),
    /// The target of a severity is no number of days: negative, or not finite.
    Target {
        /// The severity.
        severity: String,
        /// The target.
        days: f64,
    },
    /// The end of life of a platform is neither a day nor an instant.
    EndOfLife {
        /// The platform.
        platform: String,
        /// The date, as given.
        date: String,
    },
}

impl fmt::Display for RulesError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Cannot set the rules: ")?;
        match self {
            Self::StaleAfter(given) => {
                let given = decimal::text(*given);
                write!(to, "staleAfterMs is {given}, expected 0 or more milliseconds")
            }
            Self::Target { severity, days } => {
                let days = decimal::text(*days);
                write!(to, "the target of {severity:?} is {days}, expected 0 or more days")
            }
            Self::EndOfLife { platform, date } => write!(
                to,
                "the end of life of {platform:?} is {date:?}, expected a date such as 2026-01-31"
            ),
        }
    }
}

impl std::error::Error for RulesError {}
