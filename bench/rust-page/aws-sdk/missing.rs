//! Reads the missing patches of a node with the AWS SDK.

use aws_sdk_ssm::Error;
use aws_sdk_ssm::error::{DisplayErrorContext, ProvideErrorMetadata};
use aws_sdk_ssm::types::{PatchComplianceData, PatchOrchestratorFilter};

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

/// Reads the patches page by page, and calls `on_page` with all of them after each.
pub async fn read(
    client: crate::service::Client,
    node_id: String,
    mut on_page: impl FnMut(Vec<Patch>),
) -> Result<Vec<Patch>, Problem> {
    let filter = PatchOrchestratorFilter::builder().key("State").values("Missing").build();
    let request = client.describe_instance_patches().instance_id(node_id).filters(filter);
    let mut pages = request.into_paginator().send();
    let mut patches = Vec::new();
    while let Some(page) = pages.try_next().await.map_err(|error| problem(error.into()))? {
        patches.extend(page.patches().iter().map(patch));
        on_page(patches.clone());
    }
    Ok(patches)
}

fn patch(item: &PatchComplianceData) -> Patch {
    let or = |text: &str, other: &str| String::from(if text.is_empty() { other } else { text });
    Patch {
        title: or(item.title(), item.kb_id()),
        severity: or(item.severity(), "not rated"),
        classification: or(item.classification(), "not classified"),
        cves: item.cve_ids().unwrap_or_default().split(',').collect::<Vec<_>>().join(", "),
    }
}

fn problem(error: Error) -> Problem {
    let is_unknown = error.code() == Some("InvalidInstanceId");
    Problem { message: DisplayErrorContext(&error).to_string(), is_unknown }
}
