//! Abort signals: the caller's, and the one each request carries.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// An `AbortSignal`, or what the caller takes for one.
    #[derive(Debug, Clone)]
    pub(super) type Signal;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn aborted(this: &Signal) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn reason(this: &Signal) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = addEventListener)]
    fn add_event_listener(
        this: &Signal,
        name: &str,
        listener: &Closure<dyn FnMut()>,
    ) -> Result<(), JsValue>;
    #[wasm_bindgen(method, structural, catch, js_name = removeEventListener)]
    fn remove_event_listener(
        this: &Signal,
        name: &str,
        listener: &Closure<dyn FnMut()>,
    ) -> Result<(), JsValue>;
}

impl Signal {
    fn is_aborted(&self) -> bool {
        self.aborted().is_ok_and(|aborted| aborted.is_truthy())
    }
}

/// Finishes with the signal's reason when it aborts; never, without a signal.
pub(super) struct Abort(Option<Listening>);

struct Listening {
    signal: Signal,
    heard: Rc<Heard>,
    listener: Closure<dyn FnMut()>,
}

#[derive(Default)]
struct Heard {
    aborted: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Abort {
    /// Listens to `signal` until dropped.
    pub(super) fn of(signal: Option<Signal>) -> Self {
        Self(signal.map(Listening::to))
    }
}

impl Listening {
    fn to(signal: Signal) -> Self {
        let heard = Rc::new(Heard::default());
        heard.aborted.set(signal.is_aborted());
        let listener = Closure::new({
            let heard = Rc::clone(&heard);
            move || heard.abort()
        });
        // The options check has seen that the signal has the method; a call that throws all the
        // same leaves a signal that never aborts.
        let _ = signal.add_event_listener("abort", &listener);
        Self { signal, heard, listener }
    }
}

impl Heard {
    fn abort(&self) {
        self.aborted.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

impl Future for Abort {
    type Output = JsValue;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<JsValue> {
        let Some(Listening { signal, heard, .. }) = &self.0 else {
            return Poll::Pending;
        };
        if heard.aborted.get() {
            return Poll::Ready(signal.reason().unwrap_or_else(|thrown| thrown));
        }
        *heard.waker.borrow_mut() = Some(context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let _ = self.signal.remove_event_listener("abort", &self.listener);
    }
}
