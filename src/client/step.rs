//! The steps of a call, which a driver performs.

use std::time::Duration;

use super::failure::{Failure, Metadata};

/// The headers to send: names in lower case, values without line breaks.
pub type HeaderList = Vec<(&'static str, String)>;

/// The next step of a call.
#[derive(Debug)]
pub enum Step {
    /// Refresh the credentials, then report the result by [`super::Call::resume`] or
    /// [`super::Call::refresh_failed`].
    ///
    /// With a patience, the cached credentials still work: wait no longer than that for the
    /// provider, then report a failed refresh.
    Refresh {
        /// How long to wait for the provider; without a limit if absent.
        patience: Option<Duration>,
    },
    /// Wait, then [`super::Call::resume`].
    Wait(Wait),
    /// Send an attempt, then report by [`super::Call::receive`] or [`super::Call::lose`].
    Send(Attempt),
    /// The call succeeded: the body of the response holds the output.
    Done(Metadata),
    /// The call failed.
    Failed(Box<Failure>),
}

/// A wait before the next attempt.
#[derive(Debug)]
pub struct Wait {
    /// The delay.
    pub delay: Duration,
    /// The error of the attempt before; absent if only the rate limiter delays the call.
    pub failure: Option<Box<Failure>>,
    /// The `MaxResults` of the next requests, if the service rejected a larger one.
    pub max_results: Option<u32>,
}

/// An attempt to send.
#[derive(Debug)]
pub struct Attempt {
    /// The number of the attempt, from 1.
    pub number: u32,
    /// The headers to send with the body.
    pub headers: HeaderList,
    /// The time limit.
    pub timeout: Duration,
}

impl Wait {
    /// A wait for the rate limiter.
    pub(super) fn for_rate(delay: Duration) -> Self {
        Self { delay, failure: None, max_results: None }
    }
}
