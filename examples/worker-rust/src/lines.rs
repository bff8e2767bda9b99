//! The nodes as NDJSON.

use std::pin::Pin;

use futures_util::{Stream, StreamExt as _, stream};
use patchlens::fetch::Error;
use serde::Serialize;
use serde_json::json;
use worker::{Response, ResponseBuilder};

use crate::error_response::{ErrorResponse, describe};
use crate::fleet::Node;

const HEADERS: [(&str, &str); 3] = [
    ("content-type", "application/x-ndjson; charset=utf-8"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
];

type Nodes = Pin<Box<dyn Stream<Item = Result<Node, Error>>>>;

/// The nodes read so far.
#[derive(Default, Serialize)]
struct Totals {
    count: usize,
    /// Those without a list of missing patches.
    unread: usize,
}

/// A response that streams. An error before the first node is the response, so that it has a status of
/// its own.
pub async fn response(
    nodes: impl Stream<Item = Result<Node, Error>> + 'static,
) -> Result<worker::Result<Response>, ErrorResponse> {
    let mut nodes: Nodes = Box::pin(nodes);
    let first = nodes.next().await.transpose()?;
    Ok(streamed(Box::pin(stream::iter(first.map(Ok)).chain(nodes))))
}

fn streamed(nodes: Nodes) -> worker::Result<Response> {
    let mut builder = ResponseBuilder::new();
    for (name, value) in HEADERS {
        builder = builder.with_header(name, value)?;
    }
    builder.from_stream(lines(nodes).map(Ok::<_, worker::Error>))
}

/// A line for each node, then a last one: the totals or the error. A stream without either was cut off.
/// The next node is read when there is room for it, so that a slow client slows the paginators down.
fn lines(nodes: Nodes) -> impl Stream<Item = Vec<u8>> {
    stream::unfold(Some((nodes, Totals::default())), |state| async {
        let (mut nodes, mut totals) = state?;
        let (line, next) = match nodes.next().await {
            Some(Ok(node)) => {
                totals.count += 1;
                totals.unread += usize::from(node.missing.is_none());
                (json!({ "node": node }), Some((nodes, totals)))
            }
            Some(Err(error)) => (json!({ "error": describe(&error) }), None),
            None => (json!({ "end": totals }), None),
        };
        Some((format!("{line}\n").into_bytes(), next))
    })
}
