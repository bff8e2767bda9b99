//! What is tried again, how long to wait before it, and for how long to keep trying at all.
//!
//! The numbers are those of the `standard` mode that AWS's SDKs share since November 2026
//! (botocore 1.44, AWS SDK for JavaScript 3.1166).

mod backoff;
mod classification;
mod hint;
mod quota;

pub use backoff::delay;
pub use classification::{RetryKind, classify, is_about_time, is_expiry};
pub use hint::hint;
pub use quota::Quota;
