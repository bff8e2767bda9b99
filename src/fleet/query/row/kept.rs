//! Orders of nodes that are kept for the next questions.

use std::rc::Rc;

use crate::fleet::query::Sort;

/// A table and the lists beside it alternate between a few orders.
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
    /// The order, if it is kept. Forgets those of other data and of rules before `epoch`.
    pub(super) fn of(&mut self, stamp: &NodeOrderStamp, epoch: u32) -> Option<Rc<Vec<u32>>> {
        self.kept.retain(|(it, _)| {
            it.version == stamp.version && it.epoch.is_none_or(|made_in| made_in == epoch)
        });
        let place = self.kept.iter().position(|(it, _)| it == stamp)?;
        let entry = self.kept.remove(place);
        let order = Rc::clone(&entry.1);
        self.kept.insert(0, entry);
        Some(order)
    }

    /// Keeps an order.
    pub(super) fn keep(&mut self, stamp: NodeOrderStamp, order: &Rc<Vec<u32>>) {
        self.kept.insert(0, (stamp, Rc::clone(order)));
        self.kept.truncate(KEPT);
    }
}
