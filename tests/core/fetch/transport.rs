//! A transport that answers from a script, and an executor for its futures.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use patchlens::credentials::Credentials;
use patchlens::fetch::{Builder, LocalFuture, PatchClient, Request, Response, Transport};
use patchlens::time::Timestamp;

use crate::support::scenario::{ACCESS_KEY_ID, BEGIN, LATENCY, SECRET};

/// The outcome of a request.
#[derive(Debug, Clone)]
pub(crate) enum Reply {
    Response(Response),
    Lost(&'static str),
    /// Nothing, until the future is dropped.
    Hang,
}

pub(crate) fn reply(status: u16, body: &str) -> Reply {
    Reply::Response(Response { status, headers: Vec::new(), body: body.into() })
}

pub(crate) fn throttled() -> Reply {
    reply(400, r#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#)
}

#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) url: String,
    pub(crate) authorization: String,
    pub(crate) target: String,
    /// A text if it is not JSON.
    pub(crate) body: serde_json::Value,
}

#[derive(Default)]
struct State {
    replies: RefCell<VecDeque<Reply>>,
    sent: RefCell<Vec<Sent>>,
    sleeps: RefCell<Vec<Duration>>,
    timers: RefCell<Vec<Duration>>,
    aborted: Cell<usize>,
    clock: Cell<Duration>,
    is_stopped: Cell<bool>,
}

/// The environment of a client. Its clock moves on when nothing but a timer can go on.
#[derive(Clone, Default)]
pub(crate) struct Script(Rc<State>);

impl Script {
    pub(crate) fn new(replies: impl IntoIterator<Item = Reply>) -> Self {
        let script = Self::default();
        script.0.replies.borrow_mut().extend(replies);
        script
    }

    /// The same with a clock that stands still.
    pub(crate) fn stopped(self) -> Self {
        self.0.is_stopped.set(true);
        self
    }

    pub(crate) fn builder(&self) -> Builder {
        Builder::new("eu-central-1", Rc::new(self.clone()))
    }

    /// A client with fixed credentials.
    pub(crate) fn client(&self) -> PatchClient {
        let keys = Credentials::new(ACCESS_KEY_ID.into(), SECRET.into(), None);
        self.builder().credentials(keys).build().unwrap()
    }

    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.0.sent.borrow().clone()
    }

    /// The waits that were not cut short, in milliseconds.
    pub(crate) fn waits_ms(&self) -> Vec<u128> {
        self.0.sleeps.borrow().iter().map(Duration::as_millis).collect()
    }

    /// How many requests were dropped before their response.
    pub(crate) fn aborted(&self) -> usize {
        self.0.aborted.get()
    }

    pub(crate) fn left(&self) -> usize {
        self.0.replies.borrow().len()
    }
}

/// Counts a request that is dropped before its response.
struct InFlight(Rc<State>, Cell<bool>);

impl Drop for InFlight {
    fn drop(&mut self) {
        if !self.1.get() {
            self.0.aborted.set(self.0.aborted.get() + 1);
        }
    }
}

/// A timer that ends when no other one ends before it.
struct Timer(Rc<State>, Duration);

impl Timer {
    fn new(state: &Rc<State>, delay: Duration) -> Self {
        let end = state.clock.get() + delay;
        state.timers.borrow_mut().push(end);
        Self(Rc::clone(state), end)
    }

    fn poll(&self, delay: Duration) -> Poll<()> {
        let Self(state, end) = self;
        if state.is_stopped.get() || state.timers.borrow().iter().any(|other| other < end) {
            return Poll::Pending;
        }
        state.clock.set(state.clock.get().max(*end));
        state.sleeps.borrow_mut().push(delay);
        Poll::Ready(())
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let mut timers = self.0.timers.borrow_mut();
        if let Some(index) = timers.iter().position(|end| *end == self.1) {
            timers.swap_remove(index);
        }
    }
}

impl Transport for Script {
    fn send<'a>(&'a self, request: Request<'a>) -> LocalFuture<'a, Result<Response, String>> {
        let header = |wanted: &str| {
            let found = request.headers.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| value.clone()).unwrap_or_default()
        };
        self.0.sent.borrow_mut().push(Sent {
            url: request.url.into(),
            authorization: header("authorization"),
            target: header("x-amz-target"),
            body: serde_json::from_str(request.body).unwrap_or_else(|_| request.body.into()),
        });
        let reply = self.0.replies.borrow_mut().pop_front();
        let reply = reply.expect("more requests than the script has replies");
        let state = Rc::clone(&self.0);
        let in_flight = InFlight(Rc::clone(&state), Cell::new(false));
        Box::pin(async move {
            let outcome = match reply {
                Reply::Hang => std::future::pending().await,
                Reply::Response(response) => Ok(response),
                Reply::Lost(words) => Err(words.into()),
            };
            state.clock.set(state.clock.get() + LATENCY);
            in_flight.1.set(true);
            outcome
        })
    }

    fn sleep(&self, delay: Duration) -> LocalFuture<'static, ()> {
        let timer = Timer::new(&self.0, delay);
        Box::pin(poll_fn(move |_| timer.poll(delay)))
    }

    fn now(&self) -> Timestamp {
        Timestamp::parse(BEGIN).unwrap() + self.0.clock.get()
    }

    fn jitter(&self) -> f64 {
        1.0
    }
}

/// Polls a future until it is ready, which takes a few polls unless it hangs.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..100 {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return result;
        }
    }
    panic!("the future hangs");
}
