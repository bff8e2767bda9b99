//! A scan in slices: what a slice hands to the next one, without a store.

use serde::Serialize;
use serde_json::Value;

use super::checkpoint::{BadCheckpoint, Checkpoint};
use super::decision::{Need, OpenCounts, end_of_findings, open_counts};
use super::engine::{Scan, enter_scopes};
use super::failure::ScanFailure;
use super::options::ScanOptions;
use super::pace::LearntPace;
use super::plan::{Learnt, Order};
use super::scope::{Carried, Earlier, ScopeScan};
use super::task::{Subject, Task, id_of};
use crate::fleet::given::{self, Given, given, items, wrong};
use crate::fleet::store::Store;

const VERSION: u32 = 1;
/// Slices that may begin a node in vain.
const TRIES: u32 = 3;

/// A node whose patches are still to be read: its id, what its counts ask for, the counts, and how
/// many slices began it.
type Begun = (String, Need, OpenCounts, u32);

/// What is left of a scope.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
struct Cursor {
    version: u32,
    learnt: Learnt,
    states: Vec<String>,
    findings: Vec<Begun>,
    silent: Vec<String>,
    baselines: Vec<String>,
}

impl Scan {
    /// A slice of the scan of one scope: from the beginning, or from the cursor of the slice before.
    /// The store begins empty; `previous` is an earlier fleet.
    ///
    /// # Errors
    /// The text is not a cursor of this version.
    pub fn slice(
        options: ScanOptions,
        cursor: Option<&str>,
        store: &mut Store,
        previous: Option<&Store>,
    ) -> Result<Self, BadCheckpoint> {
        let cursor = cursor.map(read).transpose()?.unwrap_or_default();
        let scopes = enter_scopes(&options, store);
        let ids = options.scopes.iter().map(|it| it.id.clone());
        let checkpoint = Checkpoint::new(ids.map(|it| (it, cursor.learnt.clone())).collect());
        let mut scan = Self::with(options, store, &scopes, &checkpoint, Order::NodesFirst);
        for scope in &mut scan.scopes {
            scope.load(store, &cursor);
            if let Some(previous) = previous {
                scope.earlier = earlier(previous, &scope.id);
            }
        }
        Ok(scan.take_given(store))
    }

    /// What the next slice goes on from, as JSON text; `None` if the scope is done. Removes from
    /// the store the nodes of which this slice has read nothing.
    pub fn cursor(&mut self, store: &mut Store) -> Option<String> {
        let is_over = self.is_over();
        // A slice that a deadline ended says nothing of how many requests a node takes.
        let tries = u32::from(self.is_spent());
        let scope = self.scopes.first_mut()?;
        if is_over {
            return None;
        }
        let cursor = scope.unload(store, tries);
        serde_json::to_string(&cursor).ok()
    }
}

given!(struct Cursor {
    version: "version",
    learnt: "learnt",
    states: "states",
    findings: "findings",
    silent: "silent",
    baselines: "baselines",
});

impl Given for Begun {
    fn given(from: &Value) -> Result<Self, String> {
        let [id, need, counts, tries] = items(from)?.as_slice() else {
            return Err(wrong(from, "a list of 4"));
        };
        let given = Vec::given(counts)?;
        let counts = given.try_into().map_err(|_| wrong(counts, "a list of 4"))?;
        Ok((Given::given(id)?, Given::given(need)?, counts, Given::given(tries)?))
    }
}

fn read(text: &str) -> Result<Cursor, BadCheckpoint> {
    let mut cursor: Cursor = given::read(text).map_err(BadCheckpoint)?;
    if cursor.version != VERSION {
        return Err(BadCheckpoint(format!("its version is {}, not {VERSION}", cursor.version)));
    }
    cursor.learnt.try_again();
    Ok(cursor)
}

fn earlier(previous: &Store, scope: &str) -> Earlier {
    let mut ends = Vec::new();
    if let Some(scope) = previous.find_scope(scope) {
        for node in previous.nodes.iter().filter(|it| it.scope == scope && !it.removed) {
            if let Some(end) = end_of_findings(node) {
                ends.push((String::from(previous.ids.text(node.id)), end));
            }
        }
    }
    Earlier { by_id: ends.into_iter().collect(), ..Earlier::default() }
}

impl ScopeScan {
    fn load(&mut self, store: &mut Store, cursor: &Cursor) {
        for id in &cursor.states {
            if let Some(node) = store.node(self.scope, id) {
                self.add_node(store, node);
            }
        }
        for id in &cursor.silent {
            if let Some(node) = self.enter(store, id) {
                store.silence_node(node);
                self.queues.silent.push_back(node);
            }
        }
        for (id, need, counts, tries) in &cursor.findings {
            let Some(node) = self.enter(store, id) else { continue };
            if *tries < TRIES {
                let carried = Carried { need: *need, counts: *counts, tries: *tries };
                self.carried.insert(node, carried);
                self.queues.findings.push_back(node);
            } else {
                let words = format!("list the patches of \"{id}\"");
                let problem = "it takes more requests than maxRequests";
                let failure = ScanFailure::found("limit", &words, problem, true);
                self.give_up_node(store, node, &failure);
            }
        }
        self.queues.baselines.extend(cursor.baselines.iter().cloned());
    }

    /// The number of a node that an earlier slice began.
    fn enter(&mut self, store: &mut Store, id: &str) -> Option<u32> {
        let node = store.node(self.scope, id)?;
        self.add_node(store, node).then(|| self.queues.states.pop_back());
        Some(node)
    }

    fn unload(&mut self, store: &mut Store, tries: u32) -> Cursor {
        let pace: Option<LearntPace> = Some(self.pace.learnt());
        let mut cursor = Cursor {
            version: VERSION,
            learnt: Learnt { pace, ..self.learnt.clone() },
            ..Cursor::default()
        };
        let begun: Vec<Task> = self.unfinished();
        let mut left = Vec::new();
        for task in begun {
            self.put_back(store, (task, tries), &mut cursor, &mut left);
        }
        for node in &self.queues.findings {
            cursor.findings.push(self.carry(store, *node, 0));
        }
        let ids = |nodes: &mut dyn Iterator<Item = u32>| -> Vec<String> {
            nodes.map(|it| String::from(id_of(store, it))).collect()
        };
        cursor.states.extend(ids(&mut self.queues.states.iter().copied()));
        cursor.silent.extend(ids(&mut self.queues.silent.iter().copied()));
        cursor.baselines.extend(self.queues.baselines.iter().cloned());
        left.extend(self.queues.states.iter().chain(&self.queues.findings));
        left.iter().for_each(|node| remove_unread(store, *node));
        cursor
    }

    /// The tasks that have begun, those in flight first.
    fn unfinished(&mut self) -> Vec<Task> {
        let flying = std::mem::take(&mut self.in_flight).into_values().map(|it| it.task);
        let retries = std::mem::take(&mut self.retries).into_iter().map(|it| it.1);
        flying.chain(std::mem::take(&mut self.ready)).chain(retries).collect()
    }

    fn put_back(
        &self,
        store: &Store,
        (task, tries): (Task, u32),
        cursor: &mut Cursor,
        left: &mut Vec<u32>,
    ) {
        let id = |node: &u32| String::from(id_of(store, *node));
        match task.subject {
            Subject::States { nodes, came } => {
                let rest: Vec<u32> = nodes.into_iter().filter(|it| !came.contains(it)).collect();
                cursor.states.extend(rest.iter().map(id));
                left.extend(rest);
            }
            Subject::Findings(reading) => {
                cursor.findings.push(self.carry(store, reading.node, tries));
                left.push(reading.node);
            }
            Subject::Silence { nodes, .. } => cursor.silent.extend(nodes.iter().map(id)),
            Subject::Baseline(id) => cursor.baselines.push(id),
            Subject::Summaries => cursor.learnt.summaries = false,
            Subject::List => {}
        }
    }

    fn carry(&self, store: &Store, number: u32, more: u32) -> (String, Need, OpenCounts, u32) {
        let id = String::from(id_of(store, number));
        if let Some(Carried { need, counts, tries }) = self.carried.get(&number) {
            return (id, *need, *counts, tries + more);
        }
        let state = store.nodes.get(number as usize).map(|it| it.patch_state).unwrap_or_default();
        (id, Need::of(&state), open_counts(&state), more)
    }
}

/// Removes a node of which nothing was read: it is another slice's.
fn remove_unread(store: &mut Store, number: u32) {
    let is_unread = store.nodes.get(number as usize).is_some_and(|it| {
        it.listing.is_none() && it.patch_state.read_at.is_none() && it.findings.read_at.is_none()
    });
    if is_unread {
        store.remove_node(number);
    }
}
