//! Scopes: an account in a Region, which SSM throttles as one.

use super::number::Seconds;

/// A scope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Stable from scan to scan: `111122223333/eu-central-1`.
    pub id: String,
    /// The Region.
    pub region: String,
    /// The account.
    pub account: Option<String>,
    /// The user's name of it.
    pub label: Option<String>,
    /// When it was last read.
    pub read_at: Option<Seconds>,
    /// The error that ended its last scan, as the JSON text of a failure's record.
    pub error: Option<String>,
    /// AWS's own number of compliant nodes, by ListComplianceSummaries.
    pub aws_compliant: Option<u32>,
    /// AWS's own number of non-compliant nodes.
    pub aws_non_compliant: Option<u32>,
    /// Whether a scan has not listed all of its nodes: one that is missing may be there.
    pub partial: bool,
    /// Whether a scan of it has begun and not come to its end.
    pub unfinished: bool,
}

impl Scope {
    /// A scope of which only the id is known: account and Region are its parts.
    pub fn from_id(id: &str) -> Self {
        let (account, region) = match id.rsplit_once('/') {
            Some((account, region)) => (Some(String::from(account)), String::from(region)),
            None => (None, String::new()),
        };
        Self { id: String::from(id), region, account, ..Self::default() }
    }
}
