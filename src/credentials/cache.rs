//! The cache of a client's credentials, which decides when to refresh them.

use std::rc::Rc;
use std::time::Duration;

use super::keys::Credentials;
use crate::time::Timestamp;

/// How long before their expiration credentials are refreshed.
const REFRESH_BEFORE: Duration = Duration::from_secs(5 * 60);

/// How long a call waits for a refresh while the cached credentials still work.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether the credentials need a refresh.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshNeed {
    /// No: the cached credentials are valid.
    Fresh,
    /// Yes, but the cached credentials still work: a call uses them if the provider fails or takes
    /// longer than this.
    Soon {
        /// How long to wait for the provider.
        patience: Duration,
    },
    /// Yes: there are no valid credentials.
    Now,
}

/// Caches credentials and knows when to refresh them.
#[derive(Debug)]
pub struct CredentialsCache {
    cached: Option<Rc<Credentials>>,
    has_provider: bool,
}

impl CredentialsCache {
    /// A cache of fixed credentials.
    pub fn fixed(credentials: Credentials) -> Self {
        Self { cached: Some(Rc::new(credentials)), has_provider: false }
    }

    /// An empty cache, filled by a provider.
    pub fn with_provider() -> Self {
        Self { cached: None, has_provider: true }
    }

    /// Whether the credentials need a refresh at `now`: on first use, from five minutes before they
    /// expire, and after the service has rejected them.
    #[inline(never)]
    pub fn refresh_need(&self, now: Timestamp) -> RefreshNeed {
        let expiration = self.cached.as_ref().map(|credentials| credentials.expiration);
        match expiration {
            _ if !self.has_provider => RefreshNeed::Fresh,
            None => RefreshNeed::Now,
            Some(Some(expiration)) if expiration <= now => RefreshNeed::Now,
            Some(Some(expiration)) if expiration <= now + REFRESH_BEFORE => {
                RefreshNeed::Soon { patience: PATIENCE }
            }
            Some(_) => RefreshNeed::Fresh,
        }
    }

    /// Stores the credentials that the provider returned.
    pub fn store(&mut self, credentials: Credentials) {
        self.cached = Some(Rc::new(credentials));
    }

    /// Drops the credentials `used`, which the service rejected as expired. Credentials stored in
    /// the meantime stay. Returns whether a provider can replace them.
    pub fn reject(&mut self, used: &Rc<Credentials>) -> bool {
        if self.has_provider && self.cached.as_ref().is_some_and(|cached| Rc::ptr_eq(cached, used))
        {
            self.cached = None;
        }
        self.has_provider
    }

    /// The credentials to sign with.
    pub fn credentials(&self) -> Option<&Rc<Credentials>> {
        self.cached.as_ref()
    }
}
