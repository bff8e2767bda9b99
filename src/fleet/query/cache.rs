//! What questions remember from one to the next.

use std::rc::Rc;

use super::Context;
use super::index::Index;
use super::levels::Levels;
use super::order::Order;
use super::rank::Ranks;
use super::row::NodeOrder;
use super::runs::Runs;

/// What questions remember: ranks, levels, the last order of findings, and the inverted index. All of it
/// follows from the data and the rules, and is made again when they change.
#[derive(Debug, Default)]
pub struct QueryCache {
    pub(super) epoch: u32,
    pub(super) ranks: Ranks,
    pub(super) order: Option<Order>,
    pub(super) node_order: Option<NodeOrder>,
    runs: Option<(u32, Rc<Runs>)>,
    index: Option<(u32, Rc<Index>)>,
    levels: Option<(u32, Rc<Levels>)>,
}

impl QueryCache {
    /// Notes that the rules, the exceptions or the judgements are others than before. Changes of the
    /// data are seen by [`crate::fleet::store::Store::version`].
    pub fn rules_changed(&mut self) {
        self.epoch = self.epoch.wrapping_add(1);
    }

    /// Where the findings of the nodes stand.
    pub(in crate::fleet) fn runs(&mut self, context: &Context) -> Rc<Runs> {
        let version = context.store.version;
        match &self.runs {
            Some((made_of, runs)) if *made_of == version => Rc::clone(runs),
            _ => {
                let runs = Rc::new(Runs::new(context.store));
                self.runs = Some((version, Rc::clone(&runs)));
                runs
            }
        }
    }

    /// The compliance levels of the findings.
    pub(in crate::fleet) fn levels(&mut self, context: &Context) -> Rc<Levels> {
        let version = context.store.version;
        match &self.levels {
            Some((made_of, levels)) if *made_of == version => Rc::clone(levels),
            _ => {
                let levels = Rc::new(Levels::new(context.store));
                self.levels = Some((version, Rc::clone(&levels)));
                levels
            }
        }
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
