//! Reads a fleet: its nodes, their patch states and the patches that they are missing.

use std::collections::HashMap;

use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream};
use patchlens::error::Reason;
use patchlens::fetch::{Error, Page, PageOptions, PatchClient};
use patchlens::ssm::types::{
    DescribeInstanceInformationInput, DescribeInstancePatchStatesInput,
    DescribeInstancePatchesInput, InstanceInformation, InstancePatchState, PatchComplianceData,
    PatchOrchestratorFilter,
};
use serde::Serialize;

/// The size of a page of nodes, and the most ids that DescribeInstancePatchStates takes.
const BATCH: u32 = 50;
/// Requests for patch states in flight while the paginator goes on.
const BATCHES_AHEAD: usize = 3;
/// Nodes whose patches are read at the same time.
const NODES_AHEAD: usize = 4;

/// What was read of a node. An absent member was not read, which does not mean that all is well.
#[derive(Serialize)]
pub struct Node {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub info: InstanceInformation,
    /// Absent if the service reports none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<InstancePatchState>,
    /// Absent without a state, and if the node is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Vec<PatchComplianceData>>,
}

/// The nodes, in the order of the list. The stream ends after an error. Dropping it aborts the requests
/// in flight.
pub fn nodes(
    client: &PatchClient,
) -> Result<impl Stream<Item = Result<Node, Error>> + use<>, Error> {
    let [one, other] = [client, client].map(Clone::clone);
    let pages = client.pages(DescribeInstanceInformationInput::default(), options())?;
    let batches = pages.map(move |page| with_states(one.clone(), page)).buffered(BATCHES_AHEAD);
    let nodes = batches.map_ok(|nodes| stream::iter(nodes).map(Ok)).try_flatten();
    Ok(nodes.map(move |node| with_missing(other.clone(), node)).buffered(NODES_AHEAD))
}

fn options() -> PageOptions {
    PageOptions { page_size: Some(BATCH), ..PageOptions::default() }
}

async fn with_states(
    client: PatchClient,
    page: Result<Page<InstanceInformation>, Error>,
) -> Result<Vec<Node>, Error> {
    let infos = page?.items;
    let instance_ids = infos.iter().filter_map(|info| info.instance_id.clone()).collect();
    let mut states = states(&client, instance_ids).await?;
    let node = |info: InstanceInformation| {
        let id = info.instance_id.clone();
        let state = id.as_ref().and_then(|id| states.remove(id));
        Node { id, info, state, missing: None }
    };
    Ok(infos.into_iter().map(node).collect())
}

/// The patch states by the ids of their nodes. A node that the service is silent about has no state.
async fn states(
    client: &PatchClient,
    instance_ids: Vec<String>,
) -> Result<HashMap<String, InstancePatchState>, Error> {
    if instance_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let input = DescribeInstancePatchStatesInput { instance_ids, ..Default::default() };
    let pages = client.pages(input, options())?.map_ok(|page| page.items);
    let states = pages.try_concat().await?.into_iter();
    Ok(states.filter_map(|state| Some((state.instance_id.clone()?, state))).collect())
}

async fn with_missing(client: PatchClient, node: Result<Node, Error>) -> Result<Node, Error> {
    let mut node = node?;
    if let (Some(id), Some(state)) = (&node.id, &node.state) {
        node.missing = match state.missing_count {
            Some(0) => Some(Vec::new()),
            _ => missing(&client, id).await?,
        };
    }
    Ok(node)
}

/// `None` if the node is gone since it was listed.
async fn missing(
    client: &PatchClient,
    id: &str,
) -> Result<Option<Vec<PatchComplianceData>>, Error> {
    let (key, values) = (Some("State".into()), Some(vec!["Missing".into()]));
    let input = DescribeInstancePatchesInput {
        instance_id: id.into(),
        filters: Some(vec![PatchOrchestratorFilter { key, values }]),
        ..Default::default()
    };
    let pages = client.pages(input, options())?.map_ok(|page| page.items);
    match pages.try_concat().await {
        Ok(patches) => Ok(Some(patches)),
        Err(error) if error.failure.error.reason() == Reason::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
