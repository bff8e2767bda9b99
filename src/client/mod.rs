//! A call as a sequence of steps: what to sign and send, whether to try again and when.
//!
//! Nothing here waits, sends or reads a clock. A driver performs each [`Step`] of a [`Call`] and
//! reports the result, with the time and the randomness; each report returns the next step. The npm
//! package's driver is `src/js/drive.js`; the tests' driver is a script with a clock that is set by
//! hand.
//!
//! ```text
//!           ┌────────── resume ◀─────────────┬───────────────┐
//!           ▼                                │               │
//!   keys stale? ── yes ──▶ Refresh ── new keys, or none      │
//!           │ no                needed ──────┤               │
//!           ▼                                └ needed ──▶ Failed
//!   rate limited? ─ yes ──▶ Wait ────────────────────────────┤
//!           │ no                                             │
//!           ▼                                                │
//!         Send ── 2xx ──▶ Done                               │
//!           │                                                │
//!           └─ error, or no response                         │
//!                 retryable, attempts and quota left ─▶ Wait ┘
//!                 else ──▶ Failed
//! ```

mod call;
mod failure;
mod service;
mod shared;
mod signature;
mod step;

use std::cell::RefCell;
use std::rc::Rc;

pub use call::{Call, CallOptions, Loss, Response, Signing};
pub use failure::{Failure, Metadata};
pub use service::{COGNITO_IDENTITY, SSM, STS, Service};
pub use shared::{Config, RetryMode};
pub use step::{Attempt, HeaderList, Step, Wait};

use crate::credentials::CredentialsCache;
use crate::time::Timestamp;
use shared::Shared;

/// A client of one service: calls share its configuration, credentials, signing key, retry quota,
/// rate limiter and clock skew.
pub struct Client {
    shared: Rc<Shared>,
}

impl Client {
    /// Creates a client at the time `now`.
    pub fn new(config: Config, credentials: Rc<RefCell<CredentialsCache>>, now: Timestamp) -> Self {
        Self { shared: Rc::new(Shared::new(config, credentials, now)) }
    }

    /// Its settings.
    pub fn config(&self) -> &Config {
        &self.shared.config
    }

    /// A call of `action`, as AWS spells it, with this body.
    ///
    /// # Example
    /// ```
    /// use std::{cell::RefCell, rc::Rc, time::Duration};
    /// use patchlens::client::{CallOptions, Client, Config, RetryMode, SSM, Step};
    /// use patchlens::credentials::{Credentials, CredentialsCache};
    /// use patchlens::endpoint;
    /// use patchlens::time::Timestamp;
    ///
    /// let keys = Credentials::new("AKIDEXAMPLE".into(), "secret".into(), None);
    /// let place = endpoint::Options {
    ///     region: "eu-central-1",
    ///     endpoint: None,
    ///     fips: false,
    ///     dualstack: false,
    ///     allow_insecure: false,
    /// };
    /// let config = Config {
    ///     service: &SSM,
    ///     endpoint: endpoint::resolve(&place).unwrap(),
    ///     max_attempts: 3,
    ///     attempt_timeout: Duration::from_secs(30),
    ///     retry_mode: RetryMode::Standard,
    /// };
    /// let now = Timestamp::parse("2026-11-21T06:00:00Z").unwrap();
    /// let cache = Rc::new(RefCell::new(CredentialsCache::fixed(keys)));
    /// let client = Client::new(config, cache, now);
    /// let mut call = client.call("DescribePatchGroups", "{}", CallOptions::default());
    /// let Step::Send(attempt) = call.resume(now) else { panic!("nothing to wait for") };
    /// assert!(attempt.headers.iter().any(|(name, _)| *name == "authorization"));
    /// ```
    pub fn call(&self, action: &str, body: &str, options: CallOptions) -> Call {
        Call::new(&self.shared, action, body, options)
    }
}
