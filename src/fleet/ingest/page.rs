//! A page, and what it held.

use super::error::IngestError;
use crate::fleet::json::{List, Shape, Templates, read_list};
use crate::fleet::store::Seconds;
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

impl<'a> Page<'a> {
    pub(super) fn seconds(&self) -> Seconds {
        Seconds::of(self.read_at)
    }

    /// The items of an output that is not read often enough for its form to be remembered.
    pub(super) fn list(&self, shape: Shape) -> Result<List<'a>, IngestError> {
        Ok(read_list(self.body, shape, &mut Templates::default(), Vec::new())?)
    }
}

impl Ingested {
    pub(super) fn of(list: &List) -> Self {
        let token = list.text.bytes(list.next_token);
        Self {
            items: list.items,
            next_token: (!token.is_empty()).then(|| String::from_utf8_lossy(token).into_owned()),
            ..Self::default()
        }
    }
}
