//! Rules as users give them.

use std::fmt;

use serde::Serialize;

use super::{EndOfLife, Rules};
use crate::fleet::decimal;
use crate::fleet::given::{deserialize, given};
use crate::fleet::sorted_map::SortedMap;
use crate::time::Timestamp;

/// The `ComplianceRules` of the public types, without `now`.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ComplianceRules {
    /// A scan is stale when it is older than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stale_after_ms: Option<f64>,
    /// Days that a patch may stay open, by severity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<SortedMap<String, f64>>,
    /// Dates by name and version prefix of a platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_of_life: Option<SortedMap<String, String>>,
}

given!(struct ComplianceRules {
    stale_after_ms: "staleAfterMs",
    targets: "targets",
    end_of_life: "endOfLife",
});
deserialize!(ComplianceRules);

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

impl ComplianceRules {
    /// Checks the rules; what is not given is as in [`Rules::new`].
    pub fn check(&self, now: Timestamp) -> Result<Rules, RulesError> {
        let mut rules = Rules::new(now);
        if let Some(given) = self.stale_after_ms {
            if !is_amount(given) {
                return Err(RulesError::StaleAfter(given));
            }
            rules.stale_after_ms = given as i64;
        }
        for (severity, days) in self.targets.iter().flat_map(SortedMap::iter) {
            if !is_amount(*days) {
                return Err(RulesError::Target { severity: severity.clone(), days: *days });
            }
            rules.targets.push((severity.clone(), *days));
        }
        if let Some(dates) = &self.end_of_life {
            let entries = dates.iter().map(|(platform, date)| (platform.clone(), date.clone()));
            rules.end_of_life = EndOfLife::parse(entries)?;
        }
        Ok(rules)
    }
}

fn is_amount(number: f64) -> bool {
    number.is_finite() && number >= 0.0
}
