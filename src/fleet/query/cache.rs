//! What questions remember from one to the next.

use std::rc::Rc;

use super::Context;
use super::filter::{Bits, live_nodes};
use super::index::Index;
use super::last::Last;
use super::levels::Levels;
use super::order::Order;
use super::rank::Ranks;
use super::row::{CveCount, NodeOrders, PatchCount};
use super::runs::Runs;
use crate::fleet::store::Store;

/// What questions remember: ranks, levels, orders of nodes, the last order of findings, and the
/// inverted index. All of it follows from the data and the rules, and is made again when they change.
#[derive(Debug, Default)]
pub struct QueryCache {
    pub(super) epoch: u32,
    pub(super) ranks: Ranks,
    pub(super) order: Option<Order>,
    pub(super) node_orders: NodeOrders,
    runs: Option<(u32, Rc<Runs>)>,
    index: Option<(u32, Rc<Index>)>,
    levels: Option<(u32, Rc<Levels>)>,
    live_nodes: Option<(u32, Rc<Bits>)>,
    pub(in crate::fleet) patch_counts: Option<Last<Vec<PatchCount>>>,
    pub(in crate::fleet) cve_counts: Option<Last<Vec<CveCount>>>,
    /// The version of the data when [`Self::settled_index`] was last asked for.
    settled: Option<u32>,
}

impl QueryCache {
    /// Notes that the rules, the exceptions or the judgements are others than before. Changes of the
    /// data are seen by [`crate::fleet::store::Store::version`].
    pub fn rules_changed(&mut self) {
        self.epoch = self.epoch.wrapping_add(1);
    }

    /// What `make` makes of rows of findings, kept in a place for the next page.
    pub(in crate::fleet) fn last<T>(
        &mut self,
        context: &Context,
        rows: &[u64],
        place: fn(&mut Self) -> &mut Option<Last<T>>,
        make: fn(&Context, &mut Self, &[u64]) -> T,
    ) -> Rc<T> {
        let stamp = (context.store.version, self.epoch);
        if let Some(made) = place(self).as_ref().and_then(|it| it.of(stamp, rows)) {
            return made;
        }
        let made = Rc::new(make(context, self, rows));
        *place(self) = Some(Last::new(stamp, rows, &made));
        made
    }

    /// Where the findings of the nodes stand.
    pub(in crate::fleet) fn runs(&mut self, context: &Context) -> Rc<Runs> {
        of_version(&mut self.runs, context, Runs::new)
    }

    /// The compliance levels of the findings.
    pub(in crate::fleet) fn levels(&mut self, context: &Context) -> Rc<Levels> {
        of_version(&mut self.levels, context, Levels::new)
    }

    /// The nodes that belong to the fleet.
    pub(super) fn live_nodes(&mut self, context: &Context) -> Rc<Bits> {
        of_version(&mut self.live_nodes, context, live_nodes)
    }

    /// The inverted index, if it is there or the data is as it was at the last question. While a scan
    /// changes the data, making it takes longer than one question saves.
    pub(super) fn settled_index(&mut self, context: &Context) -> Option<Rc<Index>> {
        let version = Some(context.store.version);
        let is_there = self.index.as_ref().map(|(made_of, _)| *made_of) == version;
        let is_settled = self.settled == version;
        self.settled = version;
        (is_there || is_settled).then(|| self.index(context))
    }

    /// The inverted index.
    pub(in crate::fleet) fn index(&mut self, context: &Context) -> Rc<Index> {
        let version = context.store.version;
        match self.index.take() {
            Some((made_of, index)) if made_of == version => {
                self.index = Some((version, Rc::clone(&index)));
                index
            }
            // The old index is freed before the new one is made: together they would be the
            // largest thing in memory.
            old => {
                drop(old);
                let index = Rc::new(Index::new(context.store, &self.runs(context)));
                self.index = Some((version, Rc::clone(&index)));
                index
            }
        }
    }
}

/// What was made of the present data, or what `make` makes of it.
fn of_version<T>(
    kept: &mut Option<(u32, Rc<T>)>,
    context: &Context,
    make: fn(&Store) -> T,
) -> Rc<T> {
    let version = context.store.version;
    match kept {
        Some((made_of, made)) if *made_of == version => Rc::clone(made),
        _ => {
            let made = Rc::new(make(context.store));
            *kept = Some((version, Rc::clone(&made)));
            made
        }
    }
}
