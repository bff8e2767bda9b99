//! Responses into the columns of the store.
//!
//! A page is read whole before anything of it is stored: a malformed page changes nothing. It is read
//! as `super::json` says, so that a member of another type than AWS's model has is its JSON text,
//! and `null` is absent. A facet of a node is replaced by a later reading only.

mod available_patches;
mod baselines;
mod compliance;
mod error;
mod input;
mod listings;
mod page;
mod patch_states;
mod patches;
mod refusal;
mod values;

use super::json::Reader;
use crate::fleet::store::{Seconds, Store};

pub use error::IngestError;
pub use page::{Ingested, Page};

impl Store {
    /// Takes in a page. Pages of one node's findings are collected until the last one is there; a page
    /// without `NextToken` in its input begins again, and one that does not follow is an error.
    ///
    /// A response that is an error of the service marks what was asked as not read; rows of before
    /// stay.
    pub fn ingest(&mut self, page: Page) -> Result<Ingested, IngestError> {
        // A long body is not searched for an error first: without a list it is not read as an output.
        let has_list = !matches!(page.operation, "GetPatchBaseline" | "DescribePatchGroupState");
        if !has_list && let Some(error) = refusal::of(page.body) {
            return refusal::ingest(self, &page, &error);
        }
        let ingested = match self.read_page(&page) {
            Ok(ingested) => ingested,
            Err(problem) => {
                let error = refusal::of(page.body).ok_or(problem)?;
                return refusal::ingest(self, &page, &error);
            }
        };
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

    /// Takes in what an output says.
    fn read_page(&mut self, page: &Page) -> Result<Ingested, IngestError> {
        match page.operation {
            "DescribeInstancePatches" => patches::ingest(self, page),
            "DescribeInstancePatchStates" | "DescribeInstancePatchStatesForPatchGroup" => {
                patch_states::ingest(self, page)
            }
            "DescribeInstanceProperties" => listings::ingest(self, page, "InstanceProperties"),
            "DescribeInstanceInformation" => {
                listings::ingest(self, page, "InstanceInformationList")
            }
            "ListResourceComplianceSummaries" => compliance::ingest_resources(self, page),
            "ListComplianceSummaries" => compliance::ingest_summaries(self, page),
            "DescribeAvailablePatches" => available_patches::ingest(self, page),
            "GetPatchBaseline" => baselines::ingest(self, page),
            "DescribePatchGroupState" => ignore(page),
            _ => Err(IngestError::UnknownOperation),
        }
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

/// The output says nothing that the nodes do not say.
fn ignore(page: &Page) -> Result<Ingested, IngestError> {
    let mut reader = Reader::new(page.body)?;
    reader.object(&[], &mut [])?;
    reader.end()?;
    Ok(Ingested::default())
}
