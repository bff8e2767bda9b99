//! The retry quota of a client.

use super::classification::RetryKind;

/// Limits the retries of a client, so that they do not add to the load of a failing service.
///
/// Every retry costs tokens. A success returns the cost of the last retry of its call, or one token
/// for a call without retries. Tokens do not come back with time.
///
/// ```
/// use patchlens::retry::{Quota, RetryKind};
///
/// let mut quota = Quota::new();
/// assert!(quota.pay(RetryKind::Transient));
/// assert_eq!(quota.tokens(), Quota::CAPACITY - 14);
/// quota.succeed(Some(RetryKind::Transient));
/// assert_eq!(quota.tokens(), Quota::CAPACITY);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    tokens: u32,
}

impl Quota {
    /// The tokens of a new client.
    pub const CAPACITY: u32 = 500;

    /// A full quota.
    pub fn new() -> Self {
        Self { tokens: Self::CAPACITY }
    }

    /// The remaining tokens.
    pub fn tokens(&self) -> u32 {
        self.tokens
    }

    /// Pays for a retry after a failure of `kind`. Returns `false` and takes no tokens if too few
    /// are left.
    #[must_use]
    pub fn pay(&mut self, kind: RetryKind) -> bool {
        let left = self.tokens.checked_sub(cost(kind));
        self.tokens = left.unwrap_or(self.tokens);
        left.is_some()
    }

    /// Reports the success of a call. `last_retry` is the kind of failure before its last retry.
    pub fn succeed(&mut self, last_retry: Option<RetryKind>) {
        self.tokens = (self.tokens + last_retry.map_or(1, cost)).min(Self::CAPACITY);
    }
}

impl Default for Quota {
    fn default() -> Self {
        Self::new()
    }
}

fn cost(kind: RetryKind) -> u32 {
    match kind {
        RetryKind::Transient => 14,
        RetryKind::Throttling => 5,
    }
}
