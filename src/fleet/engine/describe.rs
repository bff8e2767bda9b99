//! What a fleet is, beside its rows.

use serde::Serialize;
use serde_json::Value;

use crate::fleet::store::{Node, Scope, Seconds, Store, Symbol};

/// What a fleet is, beside its rows; times in milliseconds.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Description<'a> {
    complete: bool,
    scanned_at: f64,
    scopes: Vec<ScopeRow<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ScopeRow<'a> {
    id: &'a str,
    region: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    read_at: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aws_compliant: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    aws_non_compliant: Option<u32>,
}

/// What could not be read of a scope or of a node.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FailureRow<'a> {
    scope_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    instance_id: Option<&'a str>,
    error: Value,
}

impl<'a> Description<'a> {
    pub(super) fn of(store: &'a Store, complete: bool) -> Self {
        let scopes = store.scopes.iter().map(ScopeRow::of).collect();
        Self { complete, scanned_at: scanned_at(store).map_or(0.0, millis), scopes }
    }
}

/// What could not be read, scopes first.
pub(super) fn failures(store: &Store) -> Vec<FailureRow<'_>> {
    let of_scopes = store.scopes.iter().filter_map(FailureRow::of_scope);
    let of_nodes = store.nodes.iter().filter_map(|node| FailureRow::of_node(store, node));
    of_scopes.chain(of_nodes).collect()
}

impl<'a> ScopeRow<'a> {
    fn of(scope: &'a Scope) -> Self {
        Self {
            id: &scope.id,
            region: &scope.region,
            account: scope.account.as_deref(),
            label: scope.label.as_deref(),
            read_at: scope.read_at.map(millis),
            error: scope.error.as_deref().map(record),
            aws_compliant: scope.aws_compliant,
            aws_non_compliant: scope.aws_non_compliant,
        }
    }
}

impl<'a> FailureRow<'a> {
    fn of_scope(scope: &'a Scope) -> Option<Self> {
        let error = record(scope.error.as_deref()?);
        Some(Self { scope_id: &scope.id, instance_id: None, error })
    }

    fn of_node(store: &'a Store, node: &Node) -> Option<Self> {
        let scope = store.scopes.get(node.scope as usize)?;
        let error = |it: Symbol| record(store.errors.text(it));
        let instance_id = Some(store.ids.text(node.id));
        Some(Self { scope_id: &scope.id, instance_id, error: error(node.failure?) })
    }
}

/// When a fleet was last read.
pub(super) fn scanned_at(store: &Store) -> Option<Seconds> {
    store.scopes.iter().filter_map(|it| it.read_at).max()
}

fn record(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

fn millis(time: Seconds) -> f64 {
    time.timestamp().as_millis() as f64
}
