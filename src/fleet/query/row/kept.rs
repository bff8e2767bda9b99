//! Orders of nodes that are kept for the next questions.

use std::rc::Rc;

use crate::fleet::query::Sort;

/// A table and the lists beside it ask for orders by turns.
const KEPT: usize = 4;

/// The orders of nodes that were asked last.
#[derive(Debug, Default)]
pub(in crate::fleet::query) struct NodeOrders {
    kept: Vec<(NodeOrderStamp, Rc<Vec<u32>>)>,
}

/// What an order of nodes follows from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NodeOrderStamp {
    pub(super) sort: Vec<Sort>,
    pub(super) version: u32,
    pub(super) epoch: Option<u32>,
}

impl NodeOrders {
    /// The order, if it is kept.
    pub(super) fn of(&mut self, stamp: &NodeOrderStamp) -> Option<Rc<Vec<u32>>> {
        let place = self.kept.iter().position(|(it, _)| it == stamp)?;
        let entry = self.kept.remove(place);
        let order = Rc::clone(&entry.1);
        self.kept.insert(0, entry);
        Some(order)
    }

    /// Keeps an order, and forgets those of other data.
    pub(super) fn keep(&mut self, stamp: NodeOrderStamp, order: &Rc<Vec<u32>>) {
        self.kept.retain(|(it, _)| it.version == stamp.version);
        self.kept.insert(0, (stamp, Rc::clone(order)));
        self.kept.truncate(KEPT);
    }
}
