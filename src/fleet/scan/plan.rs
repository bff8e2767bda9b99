//! What a scope has left to read.

use std::collections::VecDeque;

use serde::Serialize;

use super::listing::{ListEnd, Listing};
use super::options::ScanOptions;
use super::pace::LearntPace;
use super::task::{Filter, PageSizes, Subject};
use crate::fleet::given::given;
use crate::fleet::store::Store;

/// Nodes whose states are asked in one request.
const STATES: usize = 50;
/// Nodes of which one request asks why they are silent: values of a filter.
const SILENT: usize = 20;
/// In slices: no further page of the list while so many nodes wait.
const LISTED_AHEAD: usize = 500;
/// In slices: no further states while so many nodes wait for their patches.
const ASKED_AHEAD: usize = 100;

/// What a scope has learnt and done, but for what the store knows.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub(super) struct Learnt {
    /// The list of nodes.
    pub(super) listing: Listing,
    /// The page sizes that the service takes.
    pub(super) sizes: PageSizes,
    /// Whether the service has been caught leaving out patches when it filters.
    pub(super) unfiltered: bool,
    /// Whether silent nodes cannot be asked for by their ids.
    pub(super) silence_of_all: bool,
    /// Whether AWS's own numbers are read.
    pub(super) summaries: bool,
    /// The baselines that were asked.
    pub(super) baselines: Vec<String>,
    /// Those of them that are still to be read; in a checkpoint only.
    pub(super) unread_baselines: Vec<String>,
    /// The pace.
    pub(super) pace: Option<LearntPace>,
    /// Requests that were sent.
    pub(super) requests: u32,
    /// Those that were throttled.
    pub(super) throttled: u32,
    /// Nodes that kept their findings.
    pub(super) kept: u32,
    /// Attempts in a row that failed by expired credentials, in this scan and those it goes on from.
    pub(super) expired: u32,
}

/// The nodes and baselines that wait.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Queues {
    /// For their patch state.
    pub(super) states: VecDeque<u32>,
    /// For their open patches.
    pub(super) findings: VecDeque<u32>,
    /// For an explanation.
    pub(super) silent: VecDeque<u32>,
    /// To be read.
    pub(super) baselines: VecDeque<String>,
}

/// How far a scan reads ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// The list first, so that the number of nodes is known.
    ListFirst,
    /// What is begun is finished first, so that a cursor stays small.
    NodesFirst,
}

/// A kind of request that can be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    List,
    States,
    Findings,
    Silence,
    Baseline,
    Summaries,
}

impl Queues {
    /// Takes the next thing of a kind.
    pub(super) fn take(&mut self, kind: Kind, learnt: &mut Learnt) -> Option<Subject> {
        Some(match kind {
            Kind::List => Subject::List,
            Kind::States => {
                let count = self.states.len().min(STATES);
                Subject::States { nodes: self.states.drain(..count).collect(), came: Vec::new() }
            }
            Kind::Findings => return None,
            Kind::Silence => {
                let (most, filter) = match learnt.silence_of_all {
                    true => (usize::MAX, Filter::Nothing),
                    false => (SILENT, Filter::Narrow),
                };
                let count = self.silent.len().min(most);
                Subject::Silence { nodes: self.silent.drain(..count).collect(), filter }
            }
            Kind::Baseline => Subject::Baseline(self.baselines.pop_front()?),
            Kind::Summaries => {
                learnt.summaries = true;
                Subject::Summaries
            }
        })
    }

    /// What can be sent next. `listing` says that a page of the list is in flight.
    pub(super) fn next(
        &self,
        learnt: &Learnt,
        options: &ScanOptions,
        order: Order,
        listing: bool,
    ) -> Option<Kind> {
        let list_over = learnt.listing.end != ListEnd::Open;
        let lists = !list_over && !listing;
        let states = self.states.len() >= STATES || (list_over && !self.states.is_empty());
        let findings = !self.findings.is_empty();
        let rest = || {
            let is_enough = self.silent.len() >= SILENT && !learnt.silence_of_all;
            let nothing_else = list_over && self.states.is_empty();
            if is_enough || (nothing_else && !self.silent.is_empty()) {
                return Some(Kind::Silence);
            }
            if !self.baselines.is_empty() {
                return Some(Kind::Baseline);
            }
            (options.explains() && !learnt.summaries && list_over).then_some(Kind::Summaries)
        };
        match order {
            Order::ListFirst => (lists.then_some(Kind::List))
                .or(states.then_some(Kind::States))
                .or(findings.then_some(Kind::Findings))
                .or_else(rest),
            Order::NodesFirst => {
                let states = states || (!lists && !listing && !self.states.is_empty());
                let can_ask = states && self.findings.len() < ASKED_AHEAD;
                let can_list = lists && self.states.len() < LISTED_AHEAD;
                (findings.then_some(Kind::Findings))
                    .or_else(|| rest().filter(|it| *it != Kind::Summaries))
                    .or(can_ask.then_some(Kind::States))
                    .or(can_list.then_some(Kind::List))
                    .or_else(rest)
            }
        }
    }

    /// The plan of the nodes of a scope that an earlier run began.
    pub(super) fn derive(store: &Store, scope: u32) -> Self {
        let mut queues = Self::default();
        for (number, node) in store.nodes.iter().enumerate() {
            let progress = node.progress;
            if node.scope != scope || node.removed || !progress.listed || progress.done {
                continue;
            }
            let queue = match (progress.state_asked, node.patch_state.read_at) {
                (false, _) => &mut queues.states,
                (true, Some(_)) => &mut queues.findings,
                (true, None) => &mut queues.silent,
            };
            queue.push_back(number as u32);
        }
        queues
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.states.is_empty()
            && self.findings.is_empty()
            && self.silent.is_empty()
            && self.baselines.is_empty()
    }
}

given!(struct Learnt {
    listing: "listing",
    sizes: "sizes",
    unfiltered: "unfiltered",
    silence_of_all: "silence_of_all",
    summaries: "summaries",
    baselines: "baselines",
    unread_baselines: "unread_baselines" or default,
    pace: "pace",
    requests: "requests",
    throttled: "throttled",
    kept: "kept",
    expired: "expired" or default,
});
