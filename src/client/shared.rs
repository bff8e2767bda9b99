//! The state that the calls of one client share.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use super::service::Service;
use crate::credentials::CredentialsCache;
use crate::endpoint::Endpoint;
use crate::retry::{Quota, RateLimiter};
use crate::sigv4::KeyCache;
use crate::time::Timestamp;

/// The settings of a client.
#[derive(Debug)]
pub struct Config {
    /// The service to call.
    pub service: &'static Service,
    /// Where requests go, and the region they are signed for.
    pub endpoint: Endpoint,
    /// The maximum number of attempts, including the first; at least 1.
    pub max_attempts: u32,
    /// The time limit of an attempt.
    pub attempt_timeout: Duration,
    /// Whether throttling slows the client down.
    pub retry_mode: RetryMode,
}

/// Whether throttling slows a client down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryMode {
    /// Only the retried call waits.
    Standard,
    /// All calls share a rate limiter, which adapts to the rate that the service accepts.
    Adaptive,
}

/// Configuration, credentials, signing keys, retry quota, rate limiter and clock skew of a client.
pub(super) struct Shared {
    pub(super) config: Config,
    pub(super) credentials: Rc<RefCell<CredentialsCache>>,
    pub(super) keys: RefCell<KeyCache>,
    pub(super) quota: RefCell<Quota>,
    pub(super) rate_limiter: Option<RefCell<RateLimiter>>,
    /// The clock skew: milliseconds that the service's clock is ahead of the local one.
    pub(super) clock_skew: Cell<i64>,
}

impl Shared {
    pub(super) fn new(
        config: Config,
        credentials: Rc<RefCell<CredentialsCache>>,
        now: Timestamp,
    ) -> Self {
        let rate_limiter = match config.retry_mode {
            RetryMode::Standard => None,
            RetryMode::Adaptive => Some(RefCell::new(RateLimiter::new(now))),
        };
        Self {
            config,
            credentials,
            keys: RefCell::default(),
            quota: RefCell::default(),
            rate_limiter,
            clock_skew: Cell::default(),
        }
    }

    /// The time by the service's clock: the local time, corrected by the measured skew.
    pub(super) fn service_time(&self, now: Timestamp) -> Timestamp {
        now.shifted(self.clock_skew.get())
    }
}
