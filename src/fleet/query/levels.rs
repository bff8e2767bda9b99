//! The compliance levels of findings, as small numbers: they follow from the baseline of the node and
//! from the patch, so a table for each baseline has them all.

use super::Context;
use crate::fleet::sorting::{self, Keyed};
use crate::fleet::store::{Baseline, Node, Patches, Store, Symbol};

/// Which baseline each node has.
#[derive(Debug)]
pub(super) struct NodeBaselines {
    /// By scope: the symbols of the ids of baselines, in order, and their places among all of them.
    by_scope: Vec<Vec<Keyed>>,
}

impl NodeBaselines {
    pub(super) fn new(store: &Store) -> Self {
        let mut by_scope = vec![Vec::new(); store.scopes.len()];
        for (place, baseline) in store.baselines.iter().enumerate() {
            // No node names a baseline whose id is no word.
            let Some(symbol) = store.words.find(&baseline.id) else { continue };
            if let Some(list) = by_scope.get_mut(baseline.scope as usize) {
                list.push((symbol.index() as u64, place as u32));
            }
        }
        by_scope.iter_mut().for_each(|it| sorting::sort(it, &mut sorting::same));
        Self { by_scope }
    }

    /// The place of a node's baseline among all of them.
    #[inline]
    pub(super) fn of(&self, node: &Node) -> Option<usize> {
        let list = self.by_scope.get(node.scope as usize)?;
        let symbol = node.patch_state.baseline?.index() as u64;
        let place = list.binary_search_by_key(&symbol, |it| it.0).ok()?;
        list.get(place).map(|it| it.1 as usize)
    }
}

/// The levels of all findings. A level is a number; 0 if there is none.
#[derive(Debug, Default)]
pub(in crate::fleet) struct Levels {
    /// The levels from 1 on.
    names: Vec<String>,
    /// By patch; baselines with the same rules share a table.
    tables: Vec<Vec<u16>>,
    /// The table of each node; [`NO_TABLE`] if its baseline is not known. Empty if no baseline is.
    nodes: Vec<u32>,
}

const NO_TABLE: u32 = u32::MAX;

impl Levels {
    pub(super) fn new(store: &Store) -> Self {
        let mut levels = Self::default();
        if store.baselines.is_empty() {
            return levels;
        }
        let baselines = NodeBaselines::new(store);
        let mut tables: Vec<(&Baseline, u32)> = Vec::new();
        let mut table_of = Vec::with_capacity(store.baselines.len());
        for baseline in store.baselines.iter() {
            let same = tables.iter().find(|(it, _)| it.has_the_levels_of(baseline)).copied();
            let (_, table) = same.unwrap_or_else(|| {
                let table = levels.add_table(&store.patches, baseline);
                tables.push((baseline, table));
                (baseline, table)
            });
            table_of.push(table);
        }
        let table = |node| baselines.of(node).and_then(|it| table_of.get(it).copied());
        levels.nodes = store.nodes.iter().map(|it| table(it).unwrap_or(NO_TABLE)).collect();
        levels
    }

    fn add_table(&mut self, patches: &Patches, baseline: &Baseline) -> u32 {
        let severities = patches.severities.len() + 1;
        let mut by_rules = vec![None; severities * (patches.classifications.len() + 1)];
        let place = |symbol: Option<Symbol>| symbol.map_or(0, |it| it.index() + 1);
        let mut code = |patch: u32| {
            if baseline.approves(patches, patch) {
                return self.code_of(Some(&baseline.approved_level));
            }
            let [severity, class] =
                [patches.severity(patch), patches.classification(patch)].map(place);
            match by_rules.get_mut(class * severities + severity) {
                Some(Some(code)) => *code,
                known => {
                    let code = self.code_of(baseline.level_by_rules(patches, patch));
                    known.into_iter().for_each(|it| *it = Some(code));
                    code
                }
            }
        };
        let table = (0..patches.len() as u32).map(&mut code).collect();
        self.tables.push(table);
        self.tables.len() as u32 - 1
    }

    fn code_of(&mut self, level: Option<&str>) -> u16 {
        let Some(level) = level.filter(|it| !it.is_empty()) else { return 0 };
        let place = self.names.iter().position(|it| it == level).unwrap_or_else(|| {
            self.names.push(String::from(level));
            self.names.len() - 1
        });
        // Accounts have a few thousand rules at most.
        u16::try_from(place + 1).unwrap_or(0)
    }

    /// The texts of all levels: of 0, which is absent, an empty one.
    pub(in crate::fleet) fn names(&self) -> impl Iterator<Item = &str> {
        [""].into_iter().chain(self.names.iter().map(String::as_str))
    }

    /// The tables, in which a patch has the number of its level.
    pub(super) fn tables(&self) -> &[Vec<u16>] {
        &self.tables
    }

    /// The place of a node's table; `None` if its baseline is not known.
    #[inline]
    pub(super) fn place_of(&self, node: u32) -> Option<usize> {
        let place = self.nodes.get(node as usize).copied()?;
        (place != NO_TABLE).then_some(place as usize)
    }

    /// The table of a node; `None` if its baseline is not known.
    #[inline]
    pub(in crate::fleet) fn of_node(&self, node: u32) -> Option<&[u16]> {
        self.tables.get(self.place_of(node)?).map(Vec::as_slice)
    }

    /// The level of a finding.
    #[inline]
    pub(in crate::fleet) fn of(&self, node: u32, patch: u32) -> u16 {
        self.of_node(node).and_then(|it| it.get(patch as usize).copied()).unwrap_or(0)
    }
}

/// The texts of all levels that baselines know, some of them more than once.
pub(super) fn level_texts<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    context.store.baselines.iter().flat_map(|baseline| {
        let approved = (!baseline.approved.is_empty()).then_some(&baseline.approved_level);
        baseline.rules.iter().map(|it| &it.level).chain(approved).map(String::as_str)
    })
}
