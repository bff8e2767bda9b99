//! What a page does to the plan of a scope.

use super::decision::{Need, counts_agree, open_counts};
use super::failure::ScanFailure;
use super::listing::ListEnd;
use super::options::{PatchesToRead, ScanOptions, Selection};
use super::plan::Order;
use super::scope::{ScopeScan, update};
use super::task::{Filter, PATCHES, Reading, Subject, Task, text_of};
use super::tokens::{Tokens, Turn};
use crate::fleet::ingest::{IngestError, Ingested, Page};
use crate::fleet::store::{Seconds, Store};
use crate::time::Timestamp;

/// How long a baseline of an earlier fleet holds: a day and a half, so that one of two nights reads it.
const BASELINE_MS: i64 = 129_600_000;

/// A page of a task.
pub(super) struct Arrival<'a> {
    pub(super) operation: &'static str,
    pub(super) input: &'a str,
    pub(super) body: &'a [u8],
    pub(super) read_at: Timestamp,
}

impl ScopeScan {
    /// Takes in a page of `task`; returns why it cannot be taken in.
    pub(super) fn arrive(
        &mut self,
        store: &mut Store,
        options: &ScanOptions,
        mut task: Task,
        page: &Arrival<'_>,
    ) -> Result<(), Box<(Task, ScanFailure)>> {
        let ingested = match self.ingest(store, page) {
            Ok(ingested) => ingested,
            Err(error) => {
                let failure = refused(&error, &task.words(store));
                return Err(Box::new((task, failure)));
            }
        };
        self.failed_in_a_row = 0;
        (self.learnt.expired, self.expired_before) = (0, 0);
        self.read_at = page.read_at;
        if let Some(scope) = store.scopes.get_mut(self.scope as usize) {
            scope.read_at = Some(Seconds::of(page.read_at)).max(scope.read_at);
        }
        task.failed = 0;
        if task.subject == Subject::List {
            self.listed(store, options, &ingested);
            return Ok(());
        }
        self.collect(store, options, &mut task, &ingested);
        match task.tokens.turn(ingested.next_token) {
            Turn::Next => self.ready.push_back(task),
            Turn::Last => self.finish(store, options, task),
            Turn::Repeated => {
                let failure = repeated(&task.words(store));
                return Err(Box::new((task, failure)));
            }
        }
        Ok(())
    }

    fn ingest(&self, store: &mut Store, page: &Arrival<'_>) -> Result<Ingested, IngestError> {
        let Arrival { operation, input, body, read_at } = *page;
        store.ingest(Page { scope: &self.id, operation, input, body, read_at })
    }

    /// Takes in what a page of the list names.
    fn listed(&mut self, store: &mut Store, options: &ScanOptions, page: &Ingested) {
        let names_states = matches!(options.nodes, Some(Selection::PatchGroups(_)));
        for node in &page.nodes {
            let is_new = self.add_node(store, *node);
            if is_new && names_states {
                self.queues.states.pop_back();
                self.decide(store, options, *node);
            }
        }
        match self.learnt.listing.tokens.turn(page.next_token.clone()) {
            Turn::Next => {}
            Turn::Last => self.end_list(store, options),
            Turn::Repeated => {
                self.learnt.listing.end = ListEnd::Failed;
                self.mark(store, repeated("list the nodes").record);
            }
        }
    }

    fn end_list(&mut self, store: &mut Store, options: &ScanOptions) {
        let listing = &mut self.learnt.listing;
        listing.tokens = Tokens::default();
        if let Some(Selection::PatchGroups(groups)) = &options.nodes {
            listing.at += 1;
            if listing.at < groups.len() {
                return;
            }
            self.ask_those_who_left(store, groups);
        }
        self.learnt.listing.end = ListEnd::Complete;
        if !options.reads_all() {
            return;
        }
        if let Some(scope) = store.scopes.get_mut(self.scope as usize) {
            scope.partial = false;
        }
        if self.order == Order::ListFirst {
            self.remove_unlisted(store);
        }
    }

    /// Asks for the states of nodes that an earlier fleet has in one of these groups, and that the
    /// service does not name any more.
    fn ask_those_who_left(&mut self, store: &mut Store, groups: &[String]) {
        for number in 0..store.nodes.len() as u32 {
            let node = store.nodes.get(number as usize);
            let Some(node) = node.filter(|it| it.scope == self.scope && !it.removed) else {
                continue;
            };
            let group = store.word(node.patch_state.patch_group);
            if group.is_some_and(|it| groups.iter().any(|group| group == it)) {
                self.add_node(store, number);
            }
        }
    }

    /// Removes the nodes of an earlier fleet that are not listed any more.
    fn remove_unlisted(&self, store: &mut Store) {
        for number in 0..store.nodes.len() {
            let is_gone = store.nodes.get(number).is_some_and(|node| {
                node.scope == self.scope && !node.removed && !node.progress.listed
            });
            if is_gone {
                store.remove_node(number as u32);
            }
        }
    }

    /// Takes in what a page says of the nodes of a task.
    fn collect(
        &mut self,
        store: &mut Store,
        options: &ScanOptions,
        task: &mut Task,
        page: &Ingested,
    ) {
        if let Subject::States { nodes, came } = &mut task.subject {
            for node in &page.nodes {
                if nodes.contains(node) && !came.contains(node) {
                    came.push(*node);
                    self.decide(store, options, *node);
                }
            }
        }
    }

    /// Plans what a node with a patch state needs.
    fn decide(&mut self, store: &mut Store, options: &ScanOptions, number: u32) {
        update(store, number, |it| it.progress.state_asked = true);
        let Some(node) = store.nodes.get(number as usize) else { return };
        self.want_baseline(store, options, number);
        let end = self.earlier.end(store, number);
        let is_same = end.is_some() && end == node.patch_state.operation_end;
        let need = Need::of(&node.patch_state);
        match (options.patches, need) {
            (PatchesToRead::None, _) => self.done(store, number),
            _ if is_same => {
                self.learnt.kept += 1;
                self.done(store, number);
            }
            (_, Need::Nothing) => {
                self.clear(store, number);
                self.done(store, number);
            }
            _ => self.queues.findings.push_back(number),
        }
    }

    fn want_baseline(&mut self, store: &Store, options: &ScanOptions, number: u32) {
        let node = store.nodes.get(number as usize);
        let Some(id) = node.and_then(|it| store.word(it.patch_state.baseline)) else { return };
        let read_at = store.baselines.get(self.scope, id).and_then(|it| it.read_at);
        let age = read_at.map(|it| self.read_at.millis_since(it.timestamp()));
        let is_known = self.learnt.baselines.iter().any(|it| it == id)
            || age.is_some_and(|it| it < BASELINE_MS);
        if options.explains() && !is_known {
            self.learnt.baselines.push(String::from(id));
            self.queues.baselines.push_back(String::from(id));
        }
    }

    /// Removes the findings of a node whose counts say that nothing is open any more: the same as a
    /// page of its open patches without a patch.
    fn clear(&self, store: &mut Store, number: u32) {
        let Some(node) = store.nodes.get(number as usize).filter(|it| it.findings.count > 0) else {
            return;
        };
        let Some(read_at) = node.patch_state.read_at.map(Seconds::timestamp) else { return };
        let reading = Reading { node: number, filter: Filter::Narrow, filtered: None };
        let (_, input) = Task::from(Subject::Findings(reading)).request(store, self.learnt.sizes);
        let input = text_of(input);
        let body = br#"{"Patches":[]}"#;
        let page = Page { scope: &self.id, operation: PATCHES, input: &input, body, read_at };
        // It only changes a node that is there.
        let _ = store.ingest(page);
    }

    /// Ends a task after its last page.
    fn finish(&mut self, store: &mut Store, options: &ScanOptions, task: Task) {
        match task.subject {
            Subject::States { nodes, came } => {
                let silent = nodes.into_iter().filter(|it| !came.contains(it));
                silent.for_each(|node| self.silent(store, options, node));
            }
            Subject::Findings(reading) => self.found(store, reading),
            Subject::Silence { nodes, .. } => self.explained(store, &nodes),
            Subject::Baseline(_) | Subject::Summaries | Subject::List => {}
        }
    }

    /// Plans what a node without a patch state needs.
    fn silent(&mut self, store: &mut Store, options: &ScanOptions, number: u32) {
        let is_explained = options.previous && self.earlier.silent.contains_key(&number);
        store.silence_node(number);
        update(store, number, |it| it.progress.state_asked = true);
        if options.explains() && !is_explained {
            self.queues.silent.push_back(number);
        } else {
            self.done(store, number);
        }
    }

    /// Checks what came of a node's patches against its counts.
    fn found(&mut self, store: &mut Store, reading: Reading) {
        let Reading { node: number, filter, filtered } = reading;
        let Some(node) = store.nodes.get(number as usize) else { return };
        let carried = self.carried.get(&number).map(|it| it.counts);
        let named = carried.unwrap_or_else(|| open_counts(&node.patch_state));
        let count = node.findings.count;
        if filter == Filter::Narrow && !counts_agree(store, &node, named) {
            let again = Reading { node: number, filter: Filter::Nothing, filtered: Some(count) };
            self.ready.push_front(Task::from(Subject::Findings(again)));
            return;
        }
        if filtered.is_some_and(|it| count > it) {
            self.learnt.unfiltered = true;
        }
        self.done(store, number);
    }

    /// Marks nodes as explained.
    pub(super) fn explained(&mut self, store: &mut Store, nodes: &[u32]) {
        for node in nodes {
            update(store, *node, |it| it.progress.explained = true);
            self.done(store, *node);
        }
    }

    /// Marks a node as read.
    fn done(&mut self, store: &mut Store, number: u32) {
        update(store, number, |it| {
            it.state_read();
            it.findings_read();
        });
        self.settle(store, number);
    }

    /// Marks a node as read or given up.
    pub(super) fn settle(&mut self, store: &mut Store, number: u32) {
        self.carried.remove(&number);
        update(store, number, |it| it.progress.done = true);
        self.nodes_done += 1;
    }

    /// Marks the scope with an error.
    pub(super) fn mark(&mut self, store: &mut Store, record: String) {
        if let Some(scope) = store.scopes.get_mut(self.scope as usize) {
            scope.error.get_or_insert(record);
        }
    }
}

fn refused(error: &IngestError, words: &str) -> ScanFailure {
    match error {
        IngestError::Malformed(problem) => {
            let problem = format!("the answer is malformed: {problem}");
            ScanFailure::found("malformed-response", words, &problem, true)
        }
        IngestError::Full => ScanFailure::found("full", words, "the fleet is full", false),
        IngestError::UnknownOperation | IngestError::BadInput(_) => {
            ScanFailure::found("invalid-input", words, "the fleet does not read this", false)
        }
    }
}

fn repeated(words: &str) -> ScanFailure {
    let problem = "the service sent the same next token twice";
    ScanFailure::found("repeated-token", words, problem, false)
}
