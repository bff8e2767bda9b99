//! Responses into the columns of the store.
//!
//! A page is read whole before anything of it is stored: a malformed page changes nothing.

use crate::fleet::store::Store;
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
    /// Where the next page begins; `None` on the last page.
    pub next_token: Option<String>,
}

/// Why a page was not taken in.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IngestError {
    /// The fleet does not read this operation.
    UnknownOperation,
    /// The input lacks a member that says what the page is about, such as `InstanceId`.
    BadInput(&'static str),
    /// The body is not what the operation returns; says where and why.
    Malformed(String),
    /// More than the store can hold.
    Full,
}

impl Store {
    /// Takes in a page. Pages of one node's findings are collected until the last one is there.
    pub fn ingest(&mut self, page: Page) -> Result<Ingested, IngestError> {
        let _ = page;
        Err(IngestError::UnknownOperation)
    }
}
