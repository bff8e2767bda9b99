//! What a failure does to the plan of a scope.

use std::time::Duration;

use super::failure::ScanFailure;
use super::listing::{ListEnd, ListOperation};
use super::options::{ScanOptions, Selection};
use super::scope::{ScopeScan, State, update};
use super::task::{ACCEPTED, Filter, Subject, Task};
use super::tokens::Tokens;
use crate::fleet::store::Store;

/// Requests in a row that fail for a reason that is not theirs, until the scope is given up.
const LOST: u32 = 4;
/// How often the list begins again.
const RESTARTS: u32 = 2;

impl ScopeScan {
    /// Repeats a task that failed, in another way or later, or gives it up.
    pub(super) fn failed(
        &mut self,
        store: &mut Store,
        options: &ScanOptions,
        task: Task,
        failure: &ScanFailure,
        (jitter, now): (f64, Duration),
    ) {
        let mut task = task;
        if self.learns(options, &mut task, failure) {
            self.ready.push_front(task);
            return;
        }
        task.failed += 1;
        let mut attempts = task.failed;
        if failure.reason == "expired" {
            // A slice may be too short for all attempts of one request.
            attempts += self.expired_before;
            self.learnt.expired = self.learnt.expired.max(attempts);
        }
        match failure.delay(attempts, jitter) {
            Some(delay) => self.retries.push((now + delay, task)),
            None => self.give_up(store, task, failure),
        }
    }

    /// Whether the request can be made in another way that the service takes.
    fn learns(&mut self, options: &ScanOptions, task: &mut Task, failure: &ScanFailure) -> bool {
        if failure.refuses_page_size() && self.shrink(options, task) {
            return true;
        }
        let refuses_filter =
            matches!(failure.aws_code.as_str(), "InvalidFilter" | "ValidationException");
        match &mut task.subject {
            Subject::List => self.lists_otherwise(options, failure),
            Subject::Findings(reading) if refuses_filter && reading.filter == Filter::Narrow => {
                self.learnt.unfiltered = true;
                reading.filter = Filter::Nothing;
                task.tokens = Tokens::default();
                true
            }
            Subject::Silence { filter, .. } if refuses_filter && *filter == Filter::Narrow => {
                self.learnt.silence_of_all = true;
                *filter = Filter::Nothing;
                true
            }
            _ => false,
        }
    }

    /// Lowers the page size of an operation; returns whether it was higher.
    pub(super) fn shrink(&mut self, options: &ScanOptions, task: &Task) -> bool {
        let sizes = &mut self.learnt.sizes;
        let is_group = matches!(options.nodes, Some(Selection::PatchGroups(_)));
        let size = match task.subject {
            Subject::List if !is_group => &mut sizes.list,
            Subject::List | Subject::Findings(_) => &mut sizes.patches,
            _ => return false,
        };
        std::mem::replace(size, ACCEPTED) > ACCEPTED
    }

    fn lists_otherwise(&mut self, options: &ScanOptions, failure: &ScanFailure) -> bool {
        let is_group = matches!(options.nodes, Some(Selection::PatchGroups(_)));
        let listing = &mut self.learnt.listing;
        let is_first = listing.operation == ListOperation::Properties && !is_group;
        let refuses_tags = failure.aws_code == "InvalidFilterKey";
        if is_first && (failure.refuses_operation() || refuses_tags) {
            listing.operation = ListOperation::Information;
            listing.tokens = Tokens::default();
            return true;
        }
        if failure.aws_code == "InvalidNextToken" && listing.restarts < RESTARTS {
            listing.restarts += 1;
            listing.tokens = Tokens::default();
            return true;
        }
        false
    }

    fn give_up(&mut self, store: &mut Store, task: Task, failure: &ScanFailure) {
        let is_alone = !failure.ends_scope() && failure.reason != "unavailable";
        let is_full = failure.code == "full" && !matches!(task.subject, Subject::Findings(_));
        let ends_scope = failure.ends_scope() || is_full;
        match task.subject {
            Subject::List => {
                self.learnt.listing.end = ListEnd::Failed;
                // AWS's own numbers explain a list, and would fail in the same way.
                self.learnt.summaries = true;
                self.mark(store, failure.record.clone());
            }
            Subject::States { .. } if ends_scope => self.end(store, failure),
            Subject::States { nodes, came } => {
                let rest = nodes.into_iter().filter(|it| !came.contains(it)).collect();
                self.give_up_states(store, rest, failure, is_alone);
            }
            Subject::Findings(reading) => self.give_up_node(store, reading.node, failure),
            Subject::Silence { nodes, .. } => {
                self.explained(store, &nodes);
                if failure.ends_scope() {
                    let rest: Vec<u32> = self.queues.silent.drain(..).collect();
                    self.explained(store, &rest);
                }
                return;
            }
            Subject::Baseline(_) => {
                if failure.ends_scope() {
                    self.queues.baselines.clear();
                }
                return;
            }
            Subject::Summaries => return,
        }
        self.failed_in_a_row += u32::from(!is_alone);
        if self.failed_in_a_row >= LOST || is_full {
            self.end(store, failure);
        }
    }

    /// Finds the node that spoils a request for several.
    fn give_up_states(
        &mut self,
        store: &mut Store,
        mut nodes: Vec<u32>,
        failure: &ScanFailure,
        is_alone: bool,
    ) {
        let can_split = nodes.len() > 1 && is_alone && !failure.retryable;
        if !can_split {
            nodes.iter().for_each(|node| self.give_up_node(store, *node, failure));
            return;
        }
        let second = nodes.split_off(nodes.len() / 2);
        for nodes in [second, nodes] {
            self.ready.push_front(Task::from(Subject::States { nodes, came: Vec::new() }));
        }
    }

    /// Marks a node with its error; it keeps the rows that it has.
    pub(super) fn give_up_node(&mut self, store: &mut Store, node: u32, failure: &ScanFailure) {
        let record = store.errors.intern(&failure.record);
        update(store, node, |it| {
            it.failure = record;
            // A node whose states were read fails by its findings.
            let is_state = !it.progress.state_asked;
            it.state_failed |= is_state;
            it.findings_failed |= !is_state;
            it.progress.state_asked = true;
        });
        self.settle(store, node);
    }

    fn end(&mut self, store: &mut Store, failure: &ScanFailure) {
        self.mark(store, failure.record.clone());
        self.state = State::Failed;
    }
}
