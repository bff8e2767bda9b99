//! The scan of a scope.

use std::collections::VecDeque;
use std::time::Duration;

use super::decision::{Need, OpenCounts, end_of_findings};
use super::listing::ListEnd;
use super::options::{ScanOptions, Selection};
use super::pace::Pace;
use super::plan::{Kind, Learnt, Order, Queues};
use super::progress::{Phase, ScopeProgress};
use super::step::Ticket;
use super::task::{Reading, Subject, Task, id_of};
use crate::fleet::sorted_map::SortedMap;
use crate::fleet::store::{Millis, Node, Silence, Store};
use crate::time::Timestamp;

/// The scan of a scope: what is left, what is in flight, and how fast to go on.
#[derive(Debug, Clone, PartialEq)]
pub struct ScopeScan {
    /// Its place in the store.
    pub(super) scope: u32,
    pub(super) id: String,
    pub(super) learnt: Learnt,
    pub(super) queues: Queues,
    pub(super) order: Order,
    pub(super) pace: Pace,
    /// Pages that follow a page, and requests to repeat at once.
    pub(super) ready: VecDeque<Task>,
    /// Requests to repeat later.
    pub(super) retries: Vec<(Duration, Task)>,
    pub(super) in_flight: SortedMap<Ticket, InFlight>,
    /// When the operations ended whose findings the earlier fleet has.
    pub(super) earlier: Earlier,
    /// In slices: what earlier slices read of nodes whose patches are still to be read.
    pub(super) carried: SortedMap<u32, Carried>,
    pub(super) failed_in_a_row: u32,
    /// Attempts that failed by expired credentials before this scan went on.
    pub(super) expired_before: u32,
    /// When the latest page was read.
    pub(super) read_at: Timestamp,
    pub(super) state: State,
    pub(super) nodes_listed: u32,
    pub(super) nodes_done: u32,
}

/// When the operations ended whose findings an earlier fleet has.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Earlier {
    /// Of nodes of this store.
    pub(super) by_number: SortedMap<u32, Millis>,
    /// Of nodes of another store.
    pub(super) by_id: SortedMap<String, Millis>,
    /// Nodes of this store of which it says why they are silent.
    pub(super) silent: SortedMap<u32, ()>,
}

impl Earlier {
    /// Notes what the earlier fleet knows of a node of this store.
    fn see(&mut self, number: u32, node: &Node) {
        if let Some(end) = end_of_findings(node) {
            self.by_number.insert(number, end);
        }
        if node.patch_state.read_at.is_none() && node.silence != Silence::NotAsked {
            self.silent.insert(number, ());
        }
    }

    /// When the operation of a node ended.
    pub(super) fn end(&self, store: &Store, node: u32) -> Option<Millis> {
        let found = self.by_number.get(&node);
        found.or_else(|| self.by_id.get(id_of(store, node))).copied()
    }
}

/// What an earlier slice read of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Carried {
    pub(super) need: Need,
    pub(super) counts: OpenCounts,
    /// How many slices began to read its patches in vain.
    pub(super) tries: u32,
}

/// Whether a scope goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Yes.
    Running,
    /// An error ended it.
    Failed,
}

/// A request in flight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InFlight {
    pub(super) task: Task,
    pub(super) operation: &'static str,
    pub(super) input: String,
    pub(super) sent: Duration,
}

/// What a scope can do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Offer {
    /// Send this.
    Send(Task),
    /// Nothing for so long.
    Wait(Duration),
    /// Nothing until a request in flight returns.
    Idle,
    /// Nothing any more.
    Done,
}

impl ScopeScan {
    /// The scan of a scope of the store, which goes on with what was learnt.
    pub(super) fn new(store: &Store, scope: u32, learnt: Learnt, order: Order) -> Self {
        let id = store.scopes.get(scope as usize).map_or_else(String::new, |it| it.id.clone());
        let mut it = Self {
            scope,
            id,
            pace: learnt.pace.map(Pace::resume).unwrap_or_default(),
            queues: Queues::derive(store, scope),
            expired_before: learnt.expired,
            learnt,
            order,
            ready: VecDeque::new(),
            retries: Vec::new(),
            in_flight: SortedMap::default(),
            earlier: Earlier::default(),
            carried: SortedMap::default(),
            failed_in_a_row: 0,
            read_at: Timestamp::from_millis(0),
            state: State::Running,
            nodes_listed: 0,
            nodes_done: 0,
        };
        if order == Order::ListFirst {
            // An earlier fleet may have a baseline that this scan has not read.
            let Learnt { baselines, unread_baselines, .. } = &it.learnt;
            let is_unread = |id: &&String| {
                unread_baselines.contains(id) || store.baselines.get(scope, id).is_none()
            };
            it.queues.baselines = baselines.iter().filter(is_unread).cloned().collect();
        }
        it.count_nodes(store);
        it
    }

    fn count_nodes(&mut self, store: &Store) {
        for (number, node) in store.nodes.iter().enumerate() {
            if node.scope != self.scope || node.removed {
                continue;
            }
            self.nodes_listed += u32::from(node.progress.listed);
            self.nodes_done += u32::from(node.progress.listed && node.progress.done);
            if !node.progress.state_asked {
                self.earlier.see(number as u32, node);
            }
        }
    }

    /// Adds the ids that were given; in slices only as many as a cursor can hold.
    pub(super) fn take_given(&mut self, store: &mut Store, options: &ScanOptions) {
        let Some(Selection::InstanceIds(ids)) = &options.nodes else { return };
        if self.learnt.listing.end != ListEnd::Open {
            return;
        }
        let most = match self.order {
            Order::ListFirst => usize::MAX,
            Order::NodesFirst => 1000usize.saturating_sub(self.queues.states.len()),
        };
        let at = self.learnt.listing.at;
        for id in ids.iter().skip(at).take(most) {
            self.learnt.listing.at += 1;
            if let Some(node) = store.node(self.scope, id) {
                self.add_node(store, node);
            }
        }
        if self.learnt.listing.at >= ids.len() {
            self.learnt.listing.end = ListEnd::Complete;
        }
    }

    /// Adds a node to the plan, unless it is there.
    pub(super) fn add_node(&mut self, store: &mut Store, node: u32) -> bool {
        let Some(progress) = store.nodes.get_mut(node as usize).map(|it| &mut it.progress) else {
            return false;
        };
        if progress.listed {
            return false;
        }
        progress.listed = true;
        self.nodes_listed += 1;
        self.queues.states.push_back(node);
        true
    }

    /// What to do now.
    pub(super) fn offer(&mut self, store: &Store, options: &ScanOptions, now: Duration) -> Offer {
        let nothing = if self.in_flight.is_empty() { Offer::Done } else { Offer::Idle };
        if self.state == State::Failed {
            return nothing;
        }
        if self.in_flight.len() >= options.workers() {
            return Offer::Idle;
        }
        let Some(due) = self.due(options, now) else { return nothing };
        let wait = due.max(self.pace.wait(now));
        if !wait.is_zero() {
            return Offer::Wait(wait);
        }
        self.take(store, options, now).map_or(nothing, Offer::Send)
    }

    /// When there is something to send; `None` if there is nothing.
    fn due(&self, options: &ScanOptions, now: Duration) -> Option<Duration> {
        if !self.ready.is_empty() || self.next_kind(options).is_some() {
            return Some(Duration::ZERO);
        }
        self.retries.iter().map(|it| it.0.saturating_sub(now)).min()
    }

    fn next_kind(&self, options: &ScanOptions) -> Option<Kind> {
        // In an outage, nothing new is begun.
        if self.retries.len() >= options.workers() {
            return None;
        }
        self.queues.next(&self.learnt, options, self.order, self.is_listing())
    }

    /// Whether a page of the list is on its way.
    fn is_listing(&self) -> bool {
        self.begun().any(|it| *it == Subject::List)
    }

    /// What is on its way, or waits for another page or attempt.
    pub(super) fn begun(&self) -> impl Iterator<Item = &Subject> {
        let flying = self.in_flight.values().map(|it| &it.task);
        let waiting = self.retries.iter().map(|it| &it.1);
        flying.chain(&self.ready).chain(waiting).map(|it| &it.subject)
    }

    /// The baselines that are still to be read.
    pub(super) fn unread_baselines(&self) -> Vec<String> {
        let begun = self.begun().filter_map(|it| match it {
            Subject::Baseline(id) => Some(id),
            _ => None,
        });
        begun.chain(&self.queues.baselines).cloned().collect()
    }

    fn take(&mut self, store: &Store, options: &ScanOptions, now: Duration) -> Option<Task> {
        if let Some(at) = self.retries.iter().position(|it| it.0 <= now) {
            return Some(self.retries.swap_remove(at).1);
        }
        if let Some(task) = self.ready.pop_front() {
            return Some(task);
        }
        let subject = match self.next_kind(options)? {
            Kind::Findings => Subject::Findings(self.next_reading(store)?),
            kind => self.queues.take(kind, &mut self.learnt)?,
        };
        Some(Task::from(subject))
    }

    fn next_reading(&mut self, store: &Store) -> Option<Reading> {
        let number = self.queues.findings.pop_front()?;
        let node = store.nodes.get(number as usize)?;
        let carried = self.carried.get(&number).map(|it| it.need);
        let need = carried.unwrap_or_else(|| Need::of(&node.patch_state));
        let filter = need.filter(self.learnt.unfiltered);
        Some(Reading { node: number, filter, filtered: None })
    }

    /// Counts a request that is sent.
    pub(super) fn sent(&mut self, ticket: Ticket, request: InFlight) {
        self.pace.sent(request.sent);
        self.learnt.requests += 1;
        self.in_flight.insert(ticket, request);
    }

    /// Notes in the store whether it has come to its end.
    pub(super) fn note_end(&self, store: &mut Store, options: &ScanOptions) {
        if let Some(scope) = store.scopes.get_mut(self.scope as usize) {
            scope.unfinished = !self.is_over(options);
        }
    }

    /// Whether nothing is left to do or to wait for.
    pub(super) fn is_over(&self, options: &ScanOptions) -> bool {
        let nothing_left = self.queues.is_empty()
            && self.ready.is_empty()
            && self.retries.is_empty()
            && self.next_kind(options).is_none();
        self.in_flight.is_empty() && (nothing_left || self.state == State::Failed)
    }

    /// How far it is.
    pub(super) fn progress(&self, store: &Store, options: &ScanOptions) -> ScopeProgress {
        let is_listed = self.learnt.listing.end != ListEnd::Open;
        let phase = self.phase(store, options);
        let is_going = !matches!(phase, Phase::Done | Phase::Failed);
        ScopeProgress {
            scope_id: self.id.clone(),
            phase,
            error: store.scopes.get(self.scope as usize).and_then(|it| it.error.clone()),
            nodes_done: self.nodes_done,
            nodes_total: is_listed.then_some(self.nodes_listed),
            nodes_kept: self.learnt.kept,
            requests: self.learnt.requests,
            throttled: self.learnt.throttled,
            requests_per_second: self.pace.used(),
            seconds_left: (is_listed && is_going).then(|| self.requests_left() / self.pace.used()),
        }
    }

    fn phase(&self, store: &Store, options: &ScanOptions) -> Phase {
        let has_error = store.scopes.get(self.scope as usize).is_some_and(|it| it.error.is_some());
        if self.is_over(options) {
            return if has_error { Phase::Failed } else { Phase::Done };
        }
        let asks_states = |it: &InFlight| matches!(it.task.subject, Subject::States { .. });
        if self.learnt.listing.end == ListEnd::Open {
            Phase::List
        } else if !self.queues.states.is_empty() || self.in_flight.values().any(asks_states) {
            Phase::States
        } else {
            Phase::Findings
        }
    }

    fn requests_left(&self) -> f64 {
        let Queues { states, findings, silent, baselines } = &self.queues;
        let batches = states.len().div_ceil(50) + silent.len().div_ceil(20);
        let begun = self.in_flight.len() + self.ready.len() + self.retries.len();
        (batches + findings.len() + baselines.len() + begun) as f64
    }
}

/// Changes a node.
pub(super) fn update(store: &mut Store, node: u32, change: impl FnOnce(&mut Node)) {
    if let Some(node) = store.nodes.get_mut(node as usize) {
        change(node);
    }
}
