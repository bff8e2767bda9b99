//! Whether to retry, how long to wait first, and how fast to send.
//!
//! After an error response, [`classify`] decides whether a retry can help, [`Quota`] whether the
//! client has a retry left, and [`delay`] how long to wait first; [`hint`] is the delay that the
//! server requests. In the retry mode `adaptive` each attempt also waits for the [`RateLimiter`].
//! [`clock_offset`] measures the clock skew that can explain an error response.
//!
//! The numbers are those of the `standard` mode that AWS's SDKs share since November 2026
//! (botocore 1.44, AWS SDK for JavaScript 3.1166). Nothing here waits, reads a clock or is random:
//! the caller passes in the time and the jitter.
//!
//! ```
//! use std::time::Duration;
//!
//! use patchlens::retry::{Quota, classify, delay};
//!
//! let mut quota = Quota::new();
//! // The first attempt fails with ThrottlingException.
//! let classification = classify("ssm", Some("ThrottlingException"), 400);
//! let kind = classification.retry.expect("a throttled request can be sent again");
//! assert!(quota.pay(kind));
//! assert_eq!(delay(kind, 1, 0.5, None), Duration::from_millis(500));
//! // The second succeeds.
//! quota.succeed(Some(kind));
//! ```

mod backoff;
mod classification;
mod clock_skew;
mod cubic_curve;
mod hint;
mod quota;
mod rate_limiter;
mod steady_clock;

pub use backoff::delay;
pub use classification::{Classification, Clock, RetryKind, classify};
pub use clock_skew::{TimedResponse, blames_clock, clock_offset, is_skewed};
pub use hint::hint;
pub use quota::Quota;
pub use rate_limiter::{Outcome, RateLimiter};
