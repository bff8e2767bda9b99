//! The credentials of a client: given once, or by a source that is asked when they are needed.

use std::time::Duration;

use super::Credentials;
use crate::time::Timestamp;

/// How long before their expiration credentials are asked for anew.
const RENEW_BEFORE: Duration = Duration::from_secs(5 * 60);

/// Whether a source is to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// No: what is held is good.
    Nothing,
    /// Yes; but what is held still works, should the source fail.
    Renewal,
    /// Yes.
    Credentials,
}

/// Holds credentials and knows when new ones are due.
#[derive(Debug)]
pub struct Holder {
    held: Option<Credentials>,
    has_source: bool,
}

impl Holder {
    /// Always the same credentials.
    pub fn fixed(credentials: Credentials) -> Self {
        Self { held: Some(credentials), has_source: false }
    }

    /// None yet: a source gives them.
    pub fn asking() -> Self {
        Self { held: None, has_source: true }
    }

    /// Whether the source is to be asked at `now`: on first use, and from five minutes before the
    /// credentials expire.
    pub fn need(&self, now: Timestamp) -> Need {
        let expiration = self.held.as_ref().map(|credentials| credentials.expiration);
        match expiration {
            _ if !self.has_source => Need::Nothing,
            None => Need::Credentials,
            Some(Some(expiration)) if expiration <= now => Need::Credentials,
            Some(Some(expiration)) if expiration <= now + RENEW_BEFORE => Need::Renewal,
            Some(_) => Need::Nothing,
        }
    }

    /// Keeps what the source gave.
    pub fn hold(&mut self, credentials: Credentials) {
        self.held = Some(credentials);
    }

    /// The credentials to sign with.
    pub fn credentials(&self) -> Option<&Credentials> {
        self.held.as_ref()
    }
}
