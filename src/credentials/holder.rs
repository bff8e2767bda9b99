//! The credentials of a client: given once, or by a source that is asked when they are needed.

use std::rc::Rc;
use std::time::Duration;

use super::Credentials;
use crate::time::Timestamp;

/// How long before their expiration credentials are asked for anew.
const RENEW_BEFORE: Duration = Duration::from_secs(5 * 60);

/// Whether a source is to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// No: what is held is good.
    Nothing = 0,
    /// Yes; but what is held still works, should the source fail.
    Renewal = 1,
    /// Yes.
    Credentials = 2,
}

/// Holds credentials and knows when new ones are due.
#[derive(Debug)]
pub struct Holder {
    held: Option<Rc<Credentials>>,
    has_source: bool,
}

impl Holder {
    /// Always the same credentials.
    pub fn fixed(credentials: Credentials) -> Self {
        Self { held: Some(Rc::new(credentials)), has_source: false }
    }

    /// None yet: a source gives them.
    pub fn asking() -> Self {
        Self { held: None, has_source: true }
    }

    /// Whether the source is to be asked at `now`: on first use, from five minutes before the
    /// credentials expire, and when the service has said that they have.
    #[inline(never)]
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
        self.held = Some(Rc::new(credentials));
    }

    /// Lets go of `used`, which the service says have expired; if others are held by now, nothing is
    /// wrong with these. Whether there is a source that can give others.
    pub fn reject(&mut self, used: &Rc<Credentials>) -> bool {
        if self.has_source && self.held.as_ref().is_some_and(|held| Rc::ptr_eq(held, used)) {
            self.held = None;
        }
        self.has_source
    }

    /// The credentials to sign with.
    pub fn credentials(&self) -> Option<&Rc<Credentials>> {
        self.held.as_ref()
    }
}
