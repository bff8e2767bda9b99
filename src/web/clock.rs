//! Time, waiting and randomness.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use js_sys::Date;
use wasm_bindgen::prelude::*;

use crate::time::Timestamp;

/// The longest that `setTimeout` can wait; beyond it fires at once.
const LONGEST: Duration = Duration::from_millis(i32::MAX as u64);

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(tick: &Closure<dyn FnMut(u32)>, ms: u32, id: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = clearTimeout, catch)]
    fn clear_timeout(handle: &JsValue) -> Result<(), JsValue>;
}

thread_local! {
    // One closure serves all timers, since making one for each would cost more than the timer.
    static TICK: Closure<dyn FnMut(u32)> = Closure::new(tick);
    static TIMERS: RefCell<Vec<Timer>> = const { RefCell::new(Vec::new()) };
    static LAST_ID: Cell<u32> = const { Cell::new(0) };
}

/// A timer that has not fired; there are as many as there are waits, so few.
struct Timer {
    id: u32,
    waker: Option<Waker>,
}

/// The time by the local clock.
pub(super) fn now() -> Timestamp {
    #[allow(clippy::cast_possible_truncation)]
    Timestamp::from_millis(Date::now() as i64)
}

/// Waits; the timer is cleared when the wait is dropped.
pub(super) fn sleep(time: Duration) -> Sleep {
    let id = LAST_ID.get().wrapping_add(1);
    LAST_ID.set(id);
    TIMERS.with_borrow_mut(|timers| timers.push(Timer { id, waker: None }));
    let ms = time.min(LONGEST).as_micros().div_ceil(1000) as u32;
    let handle = TICK.with(|tick| set_timeout(tick, ms, id)).ok();
    Sleep { id, handle }
}

/// A timer that fires once.
pub(super) struct Sleep {
    id: u32,
    handle: Option<JsValue>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        TIMERS.with_borrow_mut(|timers| match timers.iter_mut().find(|timer| timer.id == self.id) {
            Some(timer) => {
                timer.waker = Some(context.waker().clone());
                Poll::Pending
            }
            None => Poll::Ready(()),
        })
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let (Some(_), Some(handle)) = (take(self.id), &self.handle) {
            // A host without clearTimeout lets the timer run out; its tick finds nobody.
            let _ = clear_timeout(handle);
        }
    }
}

fn tick(id: u32) {
    if let Some(waker) = take(id).and_then(|timer| timer.waker) {
        waker.wake();
    }
}

fn take(id: u32) -> Option<Timer> {
    TIMERS.with_borrow_mut(|timers| {
        let index = timers.iter().position(|timer| timer.id == id)?;
        Some(timers.swap_remove(index))
    })
}
