//! The requests of a scope.

use serde_json::{Map, Value, json};

use super::tokens::Tokens;
use crate::fleet::given::{self, given};
use crate::fleet::store::Store;

/// The states to ask for, in the wire's spelling.
const OPEN_STATES: [&str; 4] = ["Missing", "Failed", "InstalledPendingReboot", "InstalledRejected"];

/// The operation with a node's patches.
pub(super) const PATCHES: &str = "DescribeInstancePatches";

/// A list of requests that follow each other: the pages of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Task {
    /// What to read.
    pub(super) subject: Subject,
    /// Where the pages stand.
    pub(super) tokens: Tokens,
    /// Attempts of the present page that failed.
    pub(super) failed: u32,
}

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// The next page of the list of nodes.
    List,
    /// The patch states of nodes, and which of them came.
    States { nodes: Vec<u32>, came: Vec<u32> },
    /// The open patches of a node.
    Findings(Reading),
    /// What explains that nodes are silent.
    Silence { nodes: Vec<u32>, filter: Filter },
    /// A baseline.
    Baseline(String),
    /// AWS's own numbers.
    Summaries,
}

/// A reading of the open patches of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) node: u32,
    pub(super) filter: Filter,
    /// How many the service named when it was asked with a filter, if it was.
    pub(super) filtered: Option<u32>,
}

/// Whether the service is to filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    /// Yes: patches in an open state, or the nodes of the request.
    Narrow,
    /// No: every patch, or every node.
    Nothing,
}

impl From<Subject> for Task {
    fn from(subject: Subject) -> Self {
        Self { subject, tokens: Tokens::default(), failed: 0 }
    }
}

/// Page sizes that the service refuses are lowered once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(super) struct PageSizes {
    pub(super) list: u32,
    pub(super) patches: u32,
}

given!(struct PageSizes { list: "list", patches: "patches" });

impl Default for PageSizes {
    fn default() -> Self {
        Self { list: 1000, patches: 100 }
    }
}

/// What every request takes.
pub(super) const ACCEPTED: u32 = 50;

impl Task {
    /// The operation and the input of the next page; the list of nodes writes its own.
    pub(super) fn request(
        &self,
        store: &Store,
        sizes: PageSizes,
    ) -> (&'static str, Map<String, Value>) {
        let (operation, mut input) = match &self.subject {
            Subject::List => ("", Map::new()),
            Subject::States { nodes, .. } => {
                let ids: Vec<_> = nodes.iter().map(|it| id_of(store, *it)).collect();
                ("DescribeInstancePatchStates", members(json!({ "InstanceIds": ids })))
            }
            Subject::Findings(reading) => (PATCHES, findings(store, *reading, sizes.patches)),
            Subject::Silence { nodes, filter } => {
                ("ListResourceComplianceSummaries", silence(store, nodes, *filter))
            }
            Subject::Baseline(id) => ("GetPatchBaseline", members(json!({ "BaselineId": id }))),
            Subject::Summaries => {
                ("ListComplianceSummaries", members(json!({ "MaxResults": ACCEPTED })))
            }
        };
        self.tokens.write(&mut input);
        (operation, input)
    }

    /// What the request does, after "Cannot".
    pub(super) fn words(&self, store: &Store) -> String {
        match &self.subject {
            Subject::List => String::from("list the nodes"),
            Subject::States { nodes, .. } => match nodes.as_slice() {
                [node] => format!("read the patch state of \"{}\"", id_of(store, *node)),
                _ => format!("read the patch states of {} nodes", nodes.len()),
            },
            Subject::Findings(Reading { node, .. }) => {
                format!("list the patches of \"{}\"", id_of(store, *node))
            }
            Subject::Silence { .. } => String::from("list the compliance summaries of nodes"),
            Subject::Baseline(id) => format!("read the patch baseline \"{id}\""),
            Subject::Summaries => String::from("list the compliance summaries"),
        }
    }
}

impl Tokens {
    /// Adds the token to an input.
    pub(super) fn write(&self, input: &mut Map<String, Value>) {
        if let Some(token) = &self.next {
            input.insert(String::from("NextToken"), Value::from(token.as_str()));
        }
    }
}

/// The instance id of a node.
pub(super) fn id_of(store: &Store, node: u32) -> &str {
    store.nodes.get(node as usize).map_or("", |it| store.ids.text(it.id))
}

/// The JSON text of an input.
pub(super) fn text_of(input: Map<String, Value>) -> String {
    given::text(&Value::Object(input))
}

/// The members of a JSON object.
pub(super) fn members(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn findings(store: &Store, reading: Reading, page_size: u32) -> Map<String, Value> {
    let mut input =
        members(json!({ "InstanceId": id_of(store, reading.node), "MaxResults": page_size }));
    if reading.filter == Filter::Narrow {
        let filters = json!([{ "Key": "State", "Values": OPEN_STATES }]);
        input.insert(String::from("Filters"), filters);
    }
    input
}

fn silence(store: &Store, nodes: &[u32], narrow: Filter) -> Map<String, Value> {
    let filter =
        |key: &str, values: Vec<&str>| json!({ "Key": key, "Values": values, "Type": "EQUAL" });
    let mut filters = vec![filter("ComplianceType", vec!["Patch", "Association"])];
    if narrow == Filter::Narrow {
        filters.push(filter("ResourceId", nodes.iter().map(|it| id_of(store, *it)).collect()));
    }
    members(json!({ "Filters": filters, "MaxResults": ACCEPTED }))
}
