//! Rules as users give them.

use serde::Serialize;

use super::end_of_life::EndOfLife;
use super::error::RulesError;
use super::reader_rules::Rules;
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

given!(strict with "now" struct ComplianceRules {
    stale_after_ms: "staleAfterMs",
    targets: "targets",
    end_of_life: "endOfLife",
});
deserialize!(ComplianceRules);

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
