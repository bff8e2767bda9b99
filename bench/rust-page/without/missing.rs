//! The same rows without patchlens: what is left of the page when nothing is read.

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

/// A patch that is made of the id of the node, or a problem without one.
pub async fn read(
    _: crate::service::Client,
    node_id: String,
    mut on_page: impl FnMut(Vec<Patch>),
) -> Result<Vec<Patch>, Problem> {
    if node_id.is_empty() {
        return Err(Problem { message: node_id, is_unknown: true });
    }
    let text = || node_id.clone();
    let patch = Patch { title: text(), severity: text(), classification: text(), cves: text() };
    on_page(vec![patch.clone()]);
    Ok(vec![patch])
}
