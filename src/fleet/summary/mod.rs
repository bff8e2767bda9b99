//! A fleet in numbers, and for how much of it the service names CVEs.

mod coverage;
mod findings;
mod nodes;
mod tally;

use serde::Serialize;

use self::findings::FindingCounts;
use self::nodes::NodeCounts;
use super::query::{Context, QueryCache, VerdictCounts};

pub use coverage::{BlindPlatform, CveCoverage, coverage};
pub use tally::Tally;

/// A fleet in numbers. Findings are all open ones, those that exceptions cover included.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words of the public types")]
pub struct FleetSummary {
    pub nodes: u32,
    pub verdicts: VerdictCounts,
    /// Nodes by the reason why nothing is known of them.
    pub unreported: Tally,
    pub findings: u32,
    pub excepted_findings: u32,
    pub overdue: u32,
    pub undecided_overdue: u32,
    pub by_severity: Tally,
    pub by_compliance_level: Tally,
    pub by_state: Tally,
    pub patches: u32,
    pub cves: u32,
    /// Nodes with a platform past its end of life.
    pub end_of_life: u32,
    /// In milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oldest_open: Option<f64>,
    pub coverage: CveCoverage,
    pub failed_scopes: u32,
    pub failed_nodes: u32,
}

/// The chosen nodes in numbers. `nodes` has a bit for each of them.
pub fn summary(context: &Context, cache: &mut QueryCache, nodes: &[u64]) -> FleetSummary {
    let mut counts = FindingCounts::new(context, cache);
    counts.count(cache, nodes);
    let of_nodes = NodeCounts::new(context, nodes);
    FleetSummary {
        nodes: of_nodes.verdicts.iter().sum(),
        verdicts: of_nodes.verdicts.into(),
        unreported: of_nodes.unreported,
        findings: counts.findings(),
        excepted_findings: counts.excepted,
        overdue: counts.overdue,
        undecided_overdue: counts.undecided,
        by_severity: counts.by_severity(),
        by_compliance_level: counts.by_level(),
        by_state: counts.by_state(),
        patches: counts.by_patch.iter().filter(|it| **it > 0).count() as u32,
        cves: counts.cves(),
        end_of_life: of_nodes.end_of_life,
        oldest_open: (counts.oldest < u32::MAX).then(|| f64::from(counts.oldest) * 1000.0),
        coverage: counts.coverage.finish(&counts.by_patch),
        failed_scopes: context.store.scopes.iter().filter(|it| it.error.is_some()).count() as u32,
        failed_nodes: of_nodes.failed,
    }
}
