//! A store with responses, and what it knows afterwards.

use patchlens::fleet::ingest::{IngestError, Ingested, Page};
use patchlens::fleet::store::{Node, Store};
use patchlens::time::Timestamp;

pub(crate) const SCOPE: &str = "111122223333/eu-central-1";
pub(crate) const NODE: &str = "i-0123456789abcdef0";

/// A store, and the time at which the next response is read.
#[derive(Default)]
pub(crate) struct Fleet {
    pub(crate) store: Store,
    pub(crate) now: u32,
}

/// A finding: title, state, the second in which it was first seen, whether it is older.
pub(crate) type Row = (String, String, u32, bool);

impl Fleet {
    pub(crate) fn new() -> Self {
        Self { store: Store::default(), now: 1000 }
    }

    pub(crate) fn try_ingest(
        &mut self,
        operation: &str,
        input: &str,
        body: &[u8],
    ) -> Result<Ingested, IngestError> {
        let read_at = Timestamp::from_millis(i64::from(self.now) * 1000);
        self.store.ingest(Page { scope: SCOPE, operation, input, body, read_at })
    }

    pub(crate) fn ingest(&mut self, operation: &str, input: &str, body: &str) -> Ingested {
        self.try_ingest(operation, input, body.as_bytes()).unwrap()
    }

    /// Takes in a page of the findings of [`NODE`].
    pub(crate) fn findings(&mut self, token: Option<&str>, body: &str) -> Ingested {
        self.ingest("DescribeInstancePatches", &findings_input(token), body)
    }

    /// Why a page of findings is refused.
    pub(crate) fn refusal(&mut self, token: Option<&str>, body: &[u8]) -> IngestError {
        let input = findings_input(token);
        self.try_ingest("DescribeInstancePatches", &input, body).unwrap_err()
    }

    pub(crate) fn node(&self, id: &str) -> Node {
        let scope = self.store.find_scope(SCOPE).unwrap();
        let number = self.store.find_node(scope, id).expect("no such node");
        self.store.nodes.get(number as usize).unwrap()
    }

    /// The findings of a node.
    pub(crate) fn rows_of(&self, id: &str) -> Vec<Row> {
        let node = self.node(id);
        let rows = self.store.findings_of(&node).map(|it| {
            let state = self.store.states.name(it.state.code().unwrap());
            let title = self.store.patches.title(it.patch);
            (title.into(), state.into(), it.first_seen.value(), it.state.is_lower_bound())
        });
        rows.collect()
    }

    pub(crate) fn titles(&self) -> Vec<String> {
        self.rows_of(NODE).into_iter().map(|it| it.0).collect()
    }
}

pub(crate) fn findings_input(token: Option<&str>) -> String {
    match token {
        Some(token) => format!(r#"{{"InstanceId":"{NODE}","NextToken":"{token}"}}"#),
        None => format!(r#"{{"InstanceId":"{NODE}"}}"#),
    }
}

/// An entry of a page of findings.
pub(crate) fn entry(title: &str, state: &str) -> String {
    format!(
        r#"{{"Classification":"Security","InstalledTime":0.0,"KBId":"{title}.x86_64","Severity":"Important","State":"{state}","Title":"{title}"}}"#
    )
}

/// A page of findings of these titles and states.
pub(crate) fn page(entries: &[(&str, &str)], next_token: Option<&str>) -> String {
    let entries: Vec<_> = entries.iter().map(|(title, state)| entry(title, state)).collect();
    let token = next_token.map_or(String::new(), |it| format!(r#","NextToken":"{it}""#));
    format!(r#"{{"Patches":[{}]{token}}}"#, entries.join(","))
}

pub(crate) fn row(title: &str, state: &str, first_seen: u32, older: bool) -> Row {
    (title.into(), state.into(), first_seen, older)
}
