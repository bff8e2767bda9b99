//! All data of a fleet, table by table.

use std::collections::BTreeMap;

use hashbrown::HashTable;

use super::baselines::{Baseline, Baselines};
use super::column::Column;
use super::findings::{Finding, Findings};
use super::node::{Listing, Node, PatchState, Silence};
use super::number::{Seconds, Symbol};
use super::patches::Patches;
use super::readings::Readings;
use super::releases::Releases;
use super::scopes::Scope;
use super::state::States;
use super::strings::{Strings, insert};
use crate::fleet::bytes::hash;
use crate::fleet::json::{Span, Templates};
use crate::fleet::rules::Rules;

/// All data of a fleet.
#[derive(Debug, Clone, Default)]
pub struct Store {
    /// The scopes, in order of arrival.
    pub scopes: Vec<Scope>,
    /// The nodes, in order of arrival.
    pub nodes: Column<Node>,
    /// What was listed of nodes, in order of arrival.
    pub listings: Column<Listing>,
    /// The patches.
    pub patches: Patches,
    /// The states of findings.
    pub states: States,
    /// The findings.
    pub findings: Findings,
    /// Instance ids.
    pub ids: Strings,
    /// All other texts of nodes.
    pub words: Strings,
    /// Errors of nodes, as the JSON text of a failure's record.
    pub errors: Strings,
    /// The baselines.
    pub baselines: Baselines,
    /// The names of the users' own columns.
    pub attribute_names: Vec<String>,
    /// The users' own columns, a row for each node that has any: symbols of [`Self::words`].
    pub attributes: Vec<Vec<Option<Symbol>>>,
    /// The reader's rules, by which the history notes verdicts; the default rules if absent.
    pub history: Option<Box<Rules>>,
    /// Explanations of nodes that are not known yet, by scope and id, with their times.
    pub explanations: BTreeMap<(u32, String), Seconds>,
    /// Dates of releases, of patches that may come later.
    pub releases: Releases,
    /// Increases with every change of the data.
    pub version: u32,
    /// Findings of which not all pages are there; not data of the fleet yet.
    pub readings: Readings,
    /// The forms of findings and of patch states so far, and scratch memory to read them.
    pub(in crate::fleet) patch_templates: Templates,
    pub(in crate::fleet) state_templates: Templates,
    pub(in crate::fleet) values: Vec<Span>,
    table: HashTable<u32>,
}

impl Store {
    /// The scope with this id, which is added if it is new.
    pub fn scope(&mut self, id: &str) -> u32 {
        if let Some(at) = self.find_scope(id) {
            return at;
        }
        self.scopes.push(Scope::from_id(id));
        self.scopes.len() as u32 - 1
    }

    /// The scope with this id.
    pub fn find_scope(&self, id: &str) -> Option<u32> {
        self.scopes.iter().position(|it| it.id == id).map(|at| at as u32)
    }

    /// The number of a node, which is added if it is new; `None` if the store is full.
    pub fn node(&mut self, scope: u32, id: &str) -> Option<u32> {
        let id = self.ids.intern(id)?;
        self.node_with(scope, id)
    }

    /// The same for an id that is a symbol of [`Self::ids`].
    pub fn node_with(&mut self, scope: u32, id: Symbol) -> Option<u32> {
        if let Some(found) = self.node_of(scope, id) {
            if let Some(node) = self.nodes.get_mut(found as usize).filter(|it| it.removed) {
                node.removed = false;
            }
            return Some(found);
        }
        let number = u32::try_from(self.nodes.len()).ok()?;
        let mut node = Node::new(scope, id);
        if !self.explanations.is_empty() {
            let key = (scope, String::from(self.ids.text(id)));
            node.heard_at = self.explanations.remove(&key);
            node.progress.explained = node.heard_at.is_some();
        }
        self.nodes.push(node);
        let mut table = std::mem::take(&mut self.table);
        insert(&mut table, key_hash(scope, id), number, &|at| {
            self.nodes.get(at as usize).map_or(0, |it| key_hash(it.scope, it.id))
        });
        self.table = table;
        Some(number)
    }

    /// Removes a node that the service does not list any more, with its findings and its history.
    pub fn remove_node(&mut self, number: u32) {
        self.clear_findings(number);
        if let Some(node) = self.nodes.get_mut(number as usize) {
            *node = Node { removed: true, ..Node::new(node.scope, node.id) };
            self.version = self.version.wrapping_add(1);
        }
    }

    /// Forgets the patch state and the findings of a node of which the service has none any more.
    pub fn silence_node(&mut self, number: u32) {
        self.clear_findings(number);
        if let Some(node) = self.nodes.get_mut(number as usize) {
            node.patch_state = PatchState::default();
            if node.silence == Silence::NotAsked {
                node.silence = Silence::NeverScanned;
            }
            self.version = self.version.wrapping_add(1);
        }
    }

    fn clear_findings(&mut self, number: u32) {
        let Some(node) = self.nodes.get_mut(number as usize) else { return };
        let facet = std::mem::take(&mut node.findings);
        // An empty run always has room.
        let _ = self.findings.replace(facet.start, facet.count, &[]);
    }

    /// The number of a node that is there.
    pub fn find_node(&self, scope: u32, id: &str) -> Option<u32> {
        let found = self.node_of(scope, self.ids.find(id)?)?;
        self.nodes.get(found as usize).filter(|it| !it.removed).map(|_| found)
    }

    /// The nodes that were not removed, with their numbers.
    pub fn live_nodes(&self) -> impl Iterator<Item = (usize, &Node)> {
        self.nodes.iter().enumerate().filter(|(_, node)| !node.removed)
    }

    /// A store without nodes, and with a copy of all that nodes refer to.
    #[must_use]
    pub fn without_nodes(&self) -> Self {
        Self {
            scopes: self.scopes.clone(),
            patches: self.patches.clone(),
            states: self.states.clone(),
            baselines: self.baselines.clone(),
            attribute_names: self.attribute_names.clone(),
            ..Self::default()
        }
    }

    /// Makes room for `factor` times the nodes that there are, with texts of the same lengths.
    pub fn reserve_nodes(&mut self, factor: f64) {
        let times = |count: usize| (count as f64 * factor) as usize;
        self.ids.reserve(times(self.ids.len()), times(self.ids.bytes()));
        self.words.reserve(times(self.words.len()), times(self.words.bytes()));
        let nodes = &self.nodes;
        self.table.reserve(times(nodes.len()), |at| {
            nodes.get(*at as usize).map_or(0, |it| key_hash(it.scope, it.id))
        });
    }

    /// Removes all nodes with their texts, attributes and findings; keeps what nodes refer to.
    pub fn clear_nodes(&mut self) {
        self.nodes.clear();
        self.listings.clear();
        self.findings.clear();
        self.ids.clear();
        self.words.clear();
        self.errors.clear();
        self.attributes.clear();
        self.table.clear();
    }

    #[inline]
    fn node_of(&self, scope: u32, id: Symbol) -> Option<u32> {
        let is_it = |at: &u32| {
            self.nodes.get(*at as usize).is_some_and(|node| node.scope == scope && node.id == id)
        };
        self.table.find(key_hash(scope, id), is_it).copied()
    }

    /// Whether a node has this instance id.
    pub fn is_node(&self, number: u32, id: &[u8]) -> bool {
        self.nodes.get(number as usize).is_some_and(|it| self.ids.is(Some(it.id), id))
    }

    /// What was listed of a node.
    pub fn listing(&self, node: &Node) -> Option<Listing> {
        self.listings.get(node.listing?.index())
    }

    /// The text of a symbol of [`Self::words`].
    pub fn word(&self, symbol: Option<Symbol>) -> Option<&str> {
        symbol.map(|it| self.words.text(it))
    }

    /// The baseline of a node, if it was read.
    pub fn baseline_of(&self, node: &Node) -> Option<&Baseline> {
        self.baselines.get(node.scope, self.word(node.patch_state.baseline)?)
    }

    /// The findings of a node.
    pub fn findings_of(&self, node: &Node) -> impl Iterator<Item = Finding> + '_ {
        self.findings.run(node.findings.start, node.findings.count)
    }
}

fn key_hash(scope: u32, id: Symbol) -> u64 {
    let [a, b, c, d] = scope.to_le_bytes();
    let [e, f, g, h] = (id.index() as u32).to_le_bytes();
    hash(0, &[a, b, c, d, e, f, g, h])
}
