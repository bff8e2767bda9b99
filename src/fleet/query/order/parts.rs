//! The parts of the keys of a sort.

use std::rc::Rc;

use super::super::rank::{Direction, Rank, Ranked};
use super::super::runs::Runs;
use super::super::{Context, Property, QueryCache, Sort};
use super::part::Part;

/// What a run of properties belongs to.
#[derive(Debug, Default)]
struct Pending {
    nodes: Vec<(Rc<Rank>, Direction)>,
    patches: Vec<(Rc<Rank>, Direction)>,
}

/// The parts of the key: properties of one kind that follow each other are one rank. The last parts
/// tell all rows apart: the node's ids, and the number of the patch.
pub(super) fn parts(
    context: &Context,
    cache: &mut QueryCache,
    runs: &Runs,
    sort: &[Sort],
) -> Vec<Part> {
    let mut parts = Parts {
        context,
        list: Vec::new(),
        pending: Pending::default(),
        nodes_are_told: false,
        patches_are_told: false,
    };
    for Sort { property, direction } in sort {
        match property {
            Property::Node(property) => {
                let rank = cache.ranks.of_nodes(context, cache.epoch, property);
                parts.push_node(rank, *direction);
            }
            Property::Patch(property) => {
                let rank = cache.ranks.of_patches(context, cache.epoch, *property);
                parts.push_patch(rank, *direction);
            }
            Property::Finding(property) => {
                parts.flush();
                if parts.nodes_are_told && parts.patches_are_told {
                    break;
                }
                parts.list.push(Part::finding(
                    context,
                    || cache.levels(context),
                    runs,
                    *property,
                    *direction,
                ));
            }
            // Rows of findings have none of these.
            Property::Row(_) => {}
        }
    }
    parts.push_node(cache.ranks.by_id(context), Direction::Ascending);
    let count = context.store.patches.len() as u32;
    let numbers = Rank { of: (0..count).collect(), present: count };
    parts.push_patch(Rc::new(numbers), Direction::Ascending);
    parts.flush();
    parts.list
}

struct Parts<'a> {
    context: &'a Context<'a>,
    list: Vec<Part>,
    pending: Pending,
    /// Whether the parts so far tell all nodes apart.
    nodes_are_told: bool,
    /// The same of patches.
    patches_are_told: bool,
}

impl Parts<'_> {
    fn push_node(&mut self, rank: Rc<Rank>, direction: Direction) {
        if !self.pending.patches.is_empty() {
            self.flush();
        }
        if !self.nodes_are_told {
            self.pending.nodes.push((rank, direction));
        }
    }

    fn push_patch(&mut self, rank: Rc<Rank>, direction: Direction) {
        if !self.pending.nodes.is_empty() {
            self.flush();
        }
        if !self.patches_are_told {
            self.pending.patches.push((rank, direction));
        }
    }

    fn flush(&mut self) {
        let Pending { nodes, patches } = std::mem::take(&mut self.pending);
        if !nodes.is_empty() {
            let ranked = Ranked::new(self.context.store.nodes.len(), &nodes);
            self.nodes_are_told = ranked.is_unique();
            self.list.push(Part::node(ranked));
        }
        if !patches.is_empty() {
            let ranked = Ranked::new(self.context.store.patches.len(), &patches);
            self.patches_are_told = ranked.is_unique();
            self.list.push(Part::patch(ranked));
        }
    }
}
