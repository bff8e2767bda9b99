//! Reads the missing patches of a node.

use futures_util::TryStreamExt as _;
use patchlens::error::Reason;
use patchlens::fetch::{Error, PageOptions, PatchClient};
use serde_json::{Value, json};

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
    let filters = json!([{ "Key": "State", "Values": ["Missing"] }]);
    let input = json!({ "InstanceId": node_id, "Filters": filters });
    let pages = client.paginate("DescribeInstancePatches", input, PageOptions::default());
    let mut pages = pages.map_err(problem)?;
    let mut patches = Vec::new();
    while let Some(page) = pages.try_next().await.map_err(problem)? {
        patches.extend(page.items.iter().map(patch));
        on_page(patches.clone());
    }
    Ok(patches)
}

fn patch(item: &Value) -> Patch {
    let text = |name: &str| item[name].as_str().unwrap_or_default();
    let or = |text: &str, other: &str| String::from(if text.is_empty() { other } else { text });
    Patch {
        title: or(text("Title"), text("KBId")),
        severity: or(text("Severity"), "not rated"),
        classification: or(text("Classification"), "not classified"),
        cves: text("CVEIds").split(',').collect::<Vec<_>>().join(", "),
    }
}

fn problem(error: Error) -> Problem {
    let is_unknown = error.failure.error.reason() == Reason::NotFound;
    Problem { message: error.to_string(), is_unknown }
}
