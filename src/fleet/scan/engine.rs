//! The scan of all scopes together.

use std::time::Duration;

use super::checkpoint::{BadCheckpoint, Checkpoint};
use super::failure::ScanFailure;
use super::listing::ListEnd;
use super::options::ScanOptions;
use super::plan::{Learnt, Order};
use super::progress::ScopeProgress;
use super::receive::Arrival;
use super::scope::{InFlight, Offer, ScopeScan};
use super::step::{End, Request, ScanStep, Ticket};
use super::task::{Subject, Task, text_of};
use crate::fleet::sorted_map::SortedMap;
use crate::fleet::store::{Progress, Store};
use crate::time::Timestamp;

/// A scan. Times are those of one steady clock of the driver.
///
/// ```
/// use std::time::Duration;
///
/// use patchlens::fleet::scan::{End, Scan, ScanFailure, ScanOptions, ScanStep, ScopeOptions};
/// use patchlens::fleet::store::Store;
///
/// let mut store = Store::default();
/// let scope = ScopeOptions { id: "111122223333/eu-central-1".into(), ..ScopeOptions::default() };
/// let mut scan = Scan::new(ScanOptions { scopes: vec![scope], ..ScanOptions::default() }, &mut store);
/// let now = Duration::ZERO;
///
/// let ScanStep::Send(request) = scan.next(&store, now) else { panic!("nothing to send") };
/// assert_eq!(request.operation, "DescribeInstanceProperties");
/// assert_eq!(request.input, r#"{"MaxResults":1000}"#);
/// assert_eq!(scan.next(&store, now), ScanStep::Idle);
///
/// // The list is denied, and so is the other list.
/// let denied = ScanFailure::from_record(r#"{"code":"service","reason":"denied"}"#);
/// scan.fail(&mut store, request.ticket, &denied, 0.5, now);
/// let now = Duration::from_secs(1);
/// let ScanStep::Send(request) = scan.next(&store, now) else { panic!("nothing to send") };
/// assert_eq!(request.operation, "DescribeInstanceInformation");
/// scan.fail(&mut store, request.ticket, &denied, 0.5, now);
/// assert!(store.scopes[0].error.is_some());
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    pub(super) options: ScanOptions,
    pub(super) scopes: Vec<ScopeScan>,
    /// The scopes of the requests in flight.
    tickets: SortedMap<Ticket, usize>,
    last_ticket: Ticket,
    /// The scope that is asked first, so that no scope starves another.
    turn: usize,
    sent: u32,
    stopped: bool,
}

/// The body of a response.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The body.
    pub body: &'a [u8],
    /// When it was read.
    pub read_at: Timestamp,
}

impl Scan {
    /// A scan from the beginning. With [`ScanOptions::previous`] the store is the earlier fleet.
    pub fn new(options: ScanOptions, store: &mut Store) -> Self {
        let scopes = enter_scopes(&options, store);
        for number in 0..store.nodes.len() {
            if let Some(node) = store.nodes.get_mut(number).filter(|it| scopes.contains(&it.scope))
            {
                node.progress = Progress::default();
            }
        }
        let scan = Self::with(options, store, &scopes, &Checkpoint::default(), Order::ListFirst);
        scan.take_given(store)
    }

    /// A scan that goes on from a checkpoint: its store, and the text of [`Self::checkpoint`].
    ///
    /// # Errors
    /// The text is not a checkpoint of this version.
    pub fn resume(
        options: ScanOptions,
        checkpoint: &str,
        store: &mut Store,
    ) -> Result<Self, BadCheckpoint> {
        let mut checkpoint = Checkpoint::read(checkpoint)?;
        let scopes = enter_scopes(&options, store);
        for place in &scopes {
            let Some(scope) = store.scopes.get_mut(*place as usize) else { continue };
            let Some(learnt) = checkpoint.scopes.get_mut(&scope.id) else { continue };
            // A request for them may have been in flight.
            learnt.summaries &= scope.aws_compliant.is_some();
            scope.partial = !(options.reads_all() && learnt.listing.end == ListEnd::Complete);
        }
        Ok(Self::with(options, store, &scopes, &checkpoint, Order::ListFirst).take_given(store))
    }

    pub(super) fn with(
        options: ScanOptions,
        store: &Store,
        scopes: &[u32],
        checkpoint: &Checkpoint,
        order: Order,
    ) -> Self {
        let scan_of = |scope: &u32| {
            let id = store.scopes.get(*scope as usize).map_or("", |it| it.id.as_str());
            let learnt = checkpoint.scopes.get(id).cloned().unwrap_or_default();
            ScopeScan::new(store, *scope, learnt, order)
        };
        let scopes = scopes.iter().map(scan_of).collect();
        let (tickets, last_ticket) = (SortedMap::default(), 0);
        Self { options, scopes, tickets, last_ticket, turn: 0, sent: 0, stopped: false }
    }

    /// Adds the ids that were given.
    pub(super) fn take_given(mut self, store: &mut Store) -> Self {
        self.scopes.iter_mut().for_each(|it| it.take_given(store, &self.options));
        self
    }

    /// What the driver does next. After [`ScanStep::Send`] ask again at once.
    pub fn next(&mut self, store: &Store, now: Duration) -> ScanStep {
        if let Some(end) = self.ends(now) {
            return ScanStep::Done(end);
        }
        if self.is_spent() {
            return ScanStep::Idle;
        }
        let count = self.scopes.len();
        let (mut wait, mut idle) = (None, false);
        for place in (0..count).map(|step| (self.turn + step) % count) {
            let Some(scope) = self.scopes.get_mut(place) else { continue };
            match scope.offer(store, &self.options, now) {
                Offer::Send(task) => return ScanStep::Send(self.send(store, place, task, now)),
                Offer::Wait(time) => wait = Some(wait.map_or(time, |it: Duration| it.min(time))),
                Offer::Idle => idle = true,
                Offer::Done => {}
            }
        }
        let left = self.options.deadline().map(|it| it.saturating_sub(now));
        match (wait, left, idle) {
            (None, _, false) => ScanStep::Done(End::Complete),
            (None, None, true) => ScanStep::Idle,
            (wait, left, _) => {
                ScanStep::Wait(wait.into_iter().chain(left).min().unwrap_or_default())
            }
        }
    }

    fn ends(&self, now: Duration) -> Option<End> {
        if self.stopped {
            return Some(End::Stopped);
        }
        if self.options.deadline().is_some_and(|it| now >= it) {
            return Some(End::Deadline);
        }
        let is_waiting = !self.tickets.is_empty();
        let is_over = || self.scopes.iter().all(|it| it.is_over(&self.options));
        if self.is_spent() && !is_waiting && !is_over() {
            return Some(End::Requests);
        }
        None
    }

    pub(super) fn is_spent(&self) -> bool {
        let is_spent = self.options.max_requests.is_some_and(|it| self.sent >= it);
        is_spent && !self.scopes.iter().all(|it| it.is_over(&self.options))
    }

    fn send(&mut self, store: &Store, place: usize, task: Task, now: Duration) -> Request {
        self.turn = place + 1;
        self.sent += 1;
        self.last_ticket += 1;
        let ticket = self.last_ticket;
        self.tickets.insert(ticket, place);
        let mut request = Request { ticket, scope: place, operation: "", input: String::new() };
        if let Some(scope) = self.scopes.get_mut(place) {
            let (operation, input) = match task.subject {
                Subject::List => {
                    scope.learnt.listing.request(self.options.nodes.as_ref(), scope.learnt.sizes)
                }
                _ => task.request(store, scope.learnt.sizes),
            };
            request.operation = operation;
            request.input = text_of(input);
            let input = request.input.clone();
            scope.sent(ticket, InFlight { task, operation, input, sent: now });
        }
        request
    }

    /// Takes in the response to a request. A request that is not in flight is ignored.
    pub fn receive(
        &mut self,
        store: &mut Store,
        ticket: Ticket,
        answer: Answer<'_>,
        (jitter, now): (f64, Duration),
    ) {
        let Some((scope, request, options)) = self.landed(ticket) else { return };
        let InFlight { task, operation, input, .. } = request;
        let Answer { body, read_at } = answer;
        scope.pace.admitted();
        let page = Arrival { operation, input: &input, body, read_at };
        if let Err(refused) = scope.arrive(store, options, task, &page) {
            let (task, failure) = *refused;
            scope.failed(store, options, task, &failure, (jitter, now));
        }
    }

    /// Reports that a request failed.
    pub fn fail(
        &mut self,
        store: &mut Store,
        ticket: Ticket,
        failure: &ScanFailure,
        jitter: f64,
        now: Duration,
    ) {
        let Some((scope, request, options)) = self.landed(ticket) else { return };
        if failure.is_throttled() {
            scope.learnt.throttled += 1;
            scope.pace.throttled(request.sent, now);
        } else if failure.code == "service" {
            scope.pace.admitted();
        }
        scope.failed(store, options, request.task, failure, (jitter, now));
    }

    /// Reports that the client lowered the page size of a request by itself, before its response.
    pub fn shrunk(&mut self, ticket: Ticket) {
        let Some(place) = self.tickets.get(&ticket) else { return };
        let Some(scope) = self.scopes.get_mut(*place) else { return };
        if let Some(task) = scope.in_flight.get(&ticket).map(|it| it.task.clone()) {
            scope.shrink(&self.options, &task);
            scope.learnt.requests += 1;
            self.sent += 1;
        }
    }

    fn landed(&mut self, ticket: Ticket) -> Option<(&mut ScopeScan, InFlight, &ScanOptions)> {
        let scope = self.scopes.get_mut(self.tickets.remove(&ticket)?)?;
        let request = scope.in_flight.remove(&ticket)?;
        Some((scope, request, &self.options))
    }

    /// Ends the scan: the next step is [`ScanStep::Done`].
    pub fn stop(&mut self) {
        self.stopped = true;
    }

    /// How far each scope is.
    pub fn progress(&self, store: &Store) -> Vec<ScopeProgress> {
        self.scopes.iter().map(|it| it.progress(store, &self.options)).collect()
    }

    /// Whether every scope has come to its end, with or without an error.
    pub fn is_over(&self) -> bool {
        self.scopes.iter().all(|it| it.is_over(&self.options))
    }

    /// Notes in the store which scopes have come to their end.
    pub fn note_ends(&self, store: &mut Store) {
        for scope in &self.scopes {
            scope.note_end(store, &self.options);
        }
    }

    /// What to write down beside the store, as JSON text, for [`Self::resume`].
    pub fn checkpoint(&self) -> String {
        let learnt = |it: &ScopeScan| {
            let (pace, unread_baselines) = (Some(it.pace.learnt()), it.unread_baselines());
            (it.id.clone(), Learnt { pace, unread_baselines, ..it.learnt.clone() })
        };
        Checkpoint::new(self.scopes.iter().map(learnt).collect()).text()
    }
}

/// Enters the scopes of the options into the store; what an earlier scan said of their end is void.
pub(super) fn enter_scopes(options: &ScanOptions, store: &mut Store) -> Vec<u32> {
    let mut places = Vec::new();
    for scope in &options.scopes {
        let place = store.scope(&scope.id);
        if let Some(entry) = store.scopes.get_mut(place as usize) {
            entry.error = None;
            entry.partial = true;
            entry.unfinished = true;
            if let Some(region) = &scope.region {
                entry.region.clone_from(region);
            }
            entry.account = scope.account.clone().or(entry.account.take());
            entry.label = scope.label.clone().or(entry.label.take());
        }
        places.push(place);
    }
    places
}
