//! What a driver does next.

use std::time::Duration;

use super::failure::{Failure, Metadata};

/// The headers to send: names in lower case, values without line breaks.
pub type HeaderList = Vec<(&'static str, String)>;

/// What the driver of a call does next.
#[derive(Debug)]
pub enum Step {
    /// Get new credentials from the provider, then report that by [`super::Call::resume`] or
    /// [`super::Call::refresh_failed`].
    ///
    /// With a patience, the credentials at hand still work: wait no longer than that for the
    /// provider, then report a failed refresh.
    Refresh {
        /// How long to wait for the provider; without a limit if absent.
        patience: Option<Duration>,
    },
    /// Wait, then [`super::Call::resume`].
    Wait(Wait),
    /// Send an attempt, then report by [`super::Call::receive`] or [`super::Call::lose`].
    Send(Attempt),
    /// The response is a success: its body holds the output.
    Done(Metadata),
    /// The call failed.
    Failed(Box<Failure>),
}

/// A wait before the next attempt.
#[derive(Debug)]
pub struct Wait {
    /// How long.
    pub delay: Duration,
    /// The failure of the attempt before; absent if the rate limiter alone holds the call up.
    pub failure: Option<Box<Failure>>,
    /// The `MaxResults` to ask for from now on: the service refused the larger one.
    pub max_results: Option<u32>,
}

/// An attempt to send.
#[derive(Debug)]
pub struct Attempt {
    /// Which attempt of the call it is, from 1.
    pub number: u32,
    /// The headers to send with the body.
    pub headers: HeaderList,
    /// The longest that it may take.
    pub timeout: Duration,
}

impl Wait {
    /// A wait for the rate limiter.
    pub(super) fn for_rate(delay: Duration) -> Self {
        Self { delay, failure: None, max_results: None }
    }
}
