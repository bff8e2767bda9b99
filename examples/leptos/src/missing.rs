//! Reads the missing patches of a node.

use futures_util::TryStreamExt as _;
use patchlens::error::Reason;
use patchlens::fetch::{Error, PageOptions, PatchClient};
use patchlens::ssm::types::{
    DescribeInstancePatchesInput, PatchComplianceData, PatchOrchestratorFilter,
};

/// A row of the table.
#[derive(Clone)]
pub struct Patch {
    pub title: String,
    pub severity: String,
    pub classification: String,
    pub cves: String,
}

/// Why the patches could not be read.
#[derive(Clone)]
pub struct Problem {
    pub message: String,
    /// Whether the service does not know the node.
    pub is_unknown: bool,
}

/// Reads the patches page by page, and calls `on_page` with all of them after each. Dropping the future
/// aborts the request.
pub async fn read(
    client: PatchClient,
    node_id: String,
    mut on_page: impl FnMut(Vec<Patch>),
) -> Result<Vec<Patch>, Problem> {
    let (key, values) = (Some("State".into()), Some(vec!["Missing".into()]));
    let input = DescribeInstancePatchesInput {
        instance_id: node_id,
        filters: Some(vec![PatchOrchestratorFilter { key, values }]),
        ..Default::default()
    };
    let mut pages = client.pages(input, PageOptions::default()).map_err(problem)?;
    let mut patches = Vec::new();
    while let Some(page) = pages.try_next().await.map_err(problem)? {
        patches.extend(page.items.into_iter().map(Patch::from));
        on_page(patches.clone());
    }
    Ok(patches)
}

impl From<PatchComplianceData> for Patch {
    /// Members can be absent, and texts empty.
    fn from(data: PatchComplianceData) -> Self {
        let or = |text: Option<String>, other: &str| {
            text.filter(|text| !text.is_empty()).unwrap_or_else(|| other.into())
        };
        Self {
            title: or(data.title, &data.kb_id.unwrap_or_default()),
            severity: or(data.severity, "not rated"),
            classification: or(data.classification, "not classified"),
            cves: data.cve_ids.unwrap_or_default().replace(',', ", "),
        }
    }
}

fn problem(error: Error) -> Problem {
    let is_unknown = error.failure.error.reason() == Reason::NotFound;
    Problem { message: error.to_string(), is_unknown }
}
