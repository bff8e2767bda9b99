//! Responses into the columns of the store.
//!
//! A page is read whole before anything of it is stored: a malformed page changes nothing. It is read
//! as `super::json` says, so that a member of another type than AWS's model has is its JSON text,
//! and `null` is absent. A facet of a node is replaced by a later reading only.

mod available_patches;
mod baselines;
mod compliance;
mod input;
mod listings;
mod patch_states;
mod patches;
mod refusal;
mod values;

use super::json::{Broken, List, Reader, Shape, Templates, read_list};
use crate::fleet::store::{Seconds, Store};
use crate::time::Timestamp;

/// A response of the service to take in.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// The id of the scope that it comes from.
    pub scope: &'a str,
    /// The operation: `DescribeInstancePatches`.
    pub operation: &'a str,
    /// The JSON text of the request's input.
    pub input: &'a str,
    /// The body of the response.
    pub body: &'a [u8],
    /// When it was read.
    pub read_at: Timestamp,
}

/// What a page held.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ingested {
    /// How many items the page has.
    pub items: u32,
    /// The nodes that the items are about, in order; of a page of findings the one node.
    pub nodes: Vec<u32>,
    /// The nodes whose patch states were asked and are not in the output; known on its last page.
    pub silent: Vec<u32>,
    /// Where the next page begins; `None` on the last page.
    pub next_token: Option<String>,
}

/// Why a page was not taken in.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IngestError {
    /// The fleet does not read this operation.
    UnknownOperation,
    /// The input lacks a member that says what the page is about, such as `InstanceId`, or it is not
    /// of the page that must follow: `NextToken`.
    BadInput(&'static str),
    /// The body is not what the operation returns; says where and why.
    Malformed(String),
    /// More than the store can hold.
    Full,
}

impl From<Broken> for IngestError {
    fn from(Broken { at, expected }: Broken) -> Self {
        Self::Malformed(format!("Expected {expected} at byte {at}"))
    }
}

impl Store {
    /// Takes in a page. Pages of one node's findings are collected until the last one is there; a page
    /// without `NextToken` in its input begins again, and one that does not follow is an error.
    ///
    /// A response that is an error of the service marks what was asked as not read; rows of before
    /// stay.
    pub fn ingest(&mut self, page: Page) -> Result<Ingested, IngestError> {
        if let Some(error) = refusal::of(page.body) {
            return refusal::ingest(self, &page, &error);
        }
        let ingested = match page.operation {
            "DescribeInstancePatches" => patches::ingest(self, &page),
            "DescribeInstancePatchStates" | "DescribeInstancePatchStatesForPatchGroup" => {
                patch_states::ingest(self, &page)
            }
            "DescribeInstanceProperties" => listings::ingest(self, &page, "InstanceProperties"),
            "DescribeInstanceInformation" => {
                listings::ingest(self, &page, "InstanceInformationList")
            }
            "ListResourceComplianceSummaries" => compliance::ingest_resources(self, &page),
            "ListComplianceSummaries" => compliance::ingest_summaries(self, &page),
            "GetPatchBaseline" => baselines::ingest(self, &page),
            "DescribeAvailablePatches" => available_patches::ingest(self, &page),
            "DescribePatchGroupState" => ignore(&page),
            _ => Err(IngestError::UnknownOperation),
        }?;
        self.version = self.version.wrapping_add(1);
        let scope = self.scope(page.scope) as usize;
        if let Some(scope) = self.scopes.get_mut(scope) {
            scope.read_at = scope.read_at.max(Some(page.seconds()));
        }
        // A baseline says nothing of a node, and a page of findings not everything.
        let is_whole = match page.operation {
            "GetPatchBaseline" => false,
            "DescribeInstancePatches" => ingested.next_token.is_none(),
            _ => true,
        };
        if is_whole {
            self.hear(&ingested.nodes, page.seconds());
            self.hear(&ingested.silent, page.seconds());
        }
        self.note_verdicts(&ingested.nodes, page.read_at);
        self.note_verdicts(&ingested.silent, page.read_at);
        Ok(ingested)
    }

    /// Notes when nodes were heard of.
    fn hear(&mut self, nodes: &[u32], at: Seconds) {
        for number in nodes {
            if let Some(node) = self.nodes.get_mut(*number as usize) {
                node.heard_at = node.heard_at.max(Some(at));
            }
        }
    }
}

impl<'a> Page<'a> {
    fn seconds(&self) -> Seconds {
        Seconds::of(self.read_at)
    }

    /// The items of an output that is not read often enough for its form to be remembered.
    fn list(&self, shape: Shape) -> Result<List<'a>, IngestError> {
        Ok(read_list(self.body, shape, &mut Templates::default(), Vec::new())?)
    }
}

impl Ingested {
    fn of(list: &List) -> Self {
        let token = list.text.bytes(list.next_token);
        Self {
            items: list.items,
            next_token: (!token.is_empty()).then(|| String::from_utf8_lossy(token).into_owned()),
            ..Self::default()
        }
    }
}

/// The output says nothing that the nodes do not say.
fn ignore(page: &Page) -> Result<Ingested, IngestError> {
    let mut reader = Reader::new(page.body)?;
    reader.object(&[], &mut [])?;
    reader.end()?;
    Ok(Ingested::default())
}
