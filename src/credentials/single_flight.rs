//! One future, awaited by many.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// Runs at most one future at a time; whoever asks meanwhile shares its result. A caller that
/// gives up leaves the flight to the others.
pub(super) struct SingleFlight<T> {
    flight: RefCell<Option<Rc<Flight<T>>>>,
}

struct Flight<T> {
    state: RefCell<State<T>>,
    waiters: Arc<Waiters>,
}

enum State<T> {
    Flying(Pin<Box<dyn Future<Output = T>>>),
    Landed(T),
}

impl<T: Clone> SingleFlight<T> {
    pub(super) const fn new() -> Self {
        Self { flight: RefCell::new(None) }
    }

    /// The result of the flight in progress, or of the one that `start` begins.
    pub(super) async fn join(&self, start: impl FnOnce() -> Pin<Box<dyn Future<Output = T>>>) -> T {
        let boarded = Boarded { of: self, flight: self.board(start) };
        poll_fn(|context| boarded.flight.poll(context)).await
    }

    fn board(&self, start: impl FnOnce() -> Pin<Box<dyn Future<Output = T>>>) -> Rc<Flight<T>> {
        if let Some(flight) = self.flight.borrow().as_ref() {
            return Rc::clone(flight);
        }
        let state = RefCell::new(State::Flying(start()));
        let flight = Rc::new(Flight { state, waiters: Arc::default() });
        *self.flight.borrow_mut() = Some(Rc::clone(&flight));
        flight
    }
}

/// A caller's place on a flight. The last one to give it up ends the flight, so that one that
/// never lands does not take later callers with it.
struct Boarded<'a, T> {
    of: &'a SingleFlight<T>,
    flight: Rc<Flight<T>>,
}

impl<T> Drop for Boarded<'_, T> {
    fn drop(&mut self) {
        let mut current = self.of.flight.borrow_mut();
        let is_current = current.as_ref().is_some_and(|flight| Rc::ptr_eq(flight, &self.flight));
        let others = Rc::strong_count(&self.flight) > 2;
        if is_current && (self.flight.has_landed() || !others) {
            *current = None;
        }
    }
}

impl<T> Flight<T> {
    fn has_landed(&self) -> bool {
        matches!(*self.state.borrow(), State::Landed(_))
    }
}

impl<T: Clone> Flight<T> {
    fn poll(&self, context: &Context<'_>) -> Poll<T> {
        self.waiters.add(context.waker());
        let Ok(mut state) = self.state.try_borrow_mut() else {
            return Poll::Pending;
        };
        let result = match &mut *state {
            State::Landed(result) => return Poll::Ready(result.clone()),
            State::Flying(future) => {
                let waker = Waker::from(Arc::clone(&self.waiters));
                match future.as_mut().poll(&mut Context::from_waker(&waker)) {
                    Poll::Ready(result) => result,
                    Poll::Pending => return Poll::Pending,
                }
            }
        };
        *state = State::Landed(result.clone());
        drop(state);
        self.waiters.wake_all();
        Poll::Ready(result)
    }
}

/// Everyone who waits for a flight; waking it wakes them all.
#[derive(Default)]
struct Waiters(Mutex<Vec<Waker>>);

impl Waiters {
    fn add(&self, waker: &Waker) {
        let mut wakers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !wakers.iter().any(|known| known.will_wake(waker)) {
            wakers.push(waker.clone());
        }
    }

    fn wake_all(&self) {
        let wakers = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        wakers.into_iter().for_each(Waker::wake);
    }
}

impl Wake for Waiters {
    fn wake(self: Arc<Self>) {
        self.wake_all();
    }
}
