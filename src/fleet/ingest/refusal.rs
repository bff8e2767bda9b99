//! Error responses of the service in the place of an output.

use memchr::memmem;
use serde_json::{Value, json};

use super::error::IngestError;
use super::input::{Input, Strings};
use super::page::{Ingested, Page};
use crate::fleet::store::{Node, Seconds, Silence, Store, Symbol};

/// An error response.
pub(super) struct Refusal {
    aws_code: String,
    message: String,
}

/// The error that a body is; outputs have no member `__type`.
pub(super) fn of(body: &[u8]) -> Option<Refusal> {
    memmem::find(body, b"\"__type\"")?;
    let body: Value = serde_json::from_slice(body).ok()?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let code = text("__type")?;
    let aws_code = code.rsplit_once('#').map_or(code, |(_, name)| name);
    let message = text("message").or_else(|| text("Message")).unwrap_or_default();
    Some(Refusal { aws_code: String::from(aws_code), message: String::from(message) })
}

/// Marks what was asked as not read: nodes, or else the scope.
pub(super) fn ingest(
    store: &mut Store,
    page: &Page,
    refusal: &Refusal,
) -> Result<Ingested, IngestError> {
    let input = Input::read(page.input, ["InstanceIds", "InstanceId"])?;
    let [ids, id] = input.texts();
    let record = refusal.record(page.operation);
    let scope = store.scope(page.scope);
    let ids = Strings::read(ids).map_err(|_| IngestError::BadInput("InstanceIds"))?;
    let mut nodes = Vec::new();
    for id in ids.iter() {
        nodes.push(fail(store, scope, id, (&record, true), page.seconds())?);
    }
    if !id.is_empty() {
        nodes.push(fail(store, scope, id, (&record, false), page.seconds())?);
    }
    if nodes.is_empty()
        && let Some(scope) = store.scopes.get_mut(scope as usize)
        && scope.read_at <= Some(page.seconds())
    {
        scope.error = Some(record);
    }
    store.version = store.version.wrapping_add(1);
    store.note_verdicts(&nodes, page.read_at);
    Ok(Ingested { nodes, ..Ingested::default() })
}

fn fail(
    store: &mut Store,
    scope: u32,
    id: &[u8],
    (record, state_failed): (&str, bool),
    read_at: Seconds,
) -> Result<u32, IngestError> {
    let id = store.ids.intern_bytes(id).ok_or(IngestError::Full)?;
    let number = store.node_with(scope, id).ok_or(IngestError::Full)?;
    let record: Symbol = store.errors.intern(record).ok_or(IngestError::Full)?;
    let node = store.nodes.get_mut(number as usize);
    let read = |it: &Node| if state_failed { it.patch_state.read_at } else { it.findings.read_at };
    // What was read later stays as it is.
    if let Some(node) = node.filter(|it| read(it) <= Some(read_at)) {
        node.state_failed |= state_failed;
        node.findings_failed |= !state_failed;
        node.failure = Some(record);
        // The time of a failure counts where nothing else has one.
        if was_never_read(node) {
            node.heard_at = node.heard_at.max(Some(read_at));
        }
    }
    Ok(number)
}

fn was_never_read(node: &Node) -> bool {
    let facets = [node.patch_state.read_at, node.findings.read_at];
    node.listing.is_none()
        && facets.iter().all(Option::is_none)
        && node.silence == Silence::NotAsked
        && !node.progress.explained
}

impl Refusal {
    /// The JSON text of the failure's record.
    fn record(&self, operation: &str) -> String {
        let Self { aws_code, message } = self;
        let words = format!("Cannot read {operation}: {aws_code}: {message}");
        let record = json!({
            "code": "service", "awsCode": aws_code, "message": words, "operation": operation,
            "reason": "other", "retryable": false,
        });
        crate::fleet::given::text(&record)
    }
}
