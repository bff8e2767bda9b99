//! The order of nodes that is kept for the next question.

use std::rc::Rc;

use crate::fleet::query::Sort;

/// The nodes in an order, and what it follows from.
#[derive(Debug)]
pub(in crate::fleet::query) struct NodeOrder {
    pub(super) sort: Vec<Sort>,
    pub(super) version: u32,
    pub(super) epoch: Option<u32>,
    pub(super) nodes: Rc<Vec<u32>>,
}
