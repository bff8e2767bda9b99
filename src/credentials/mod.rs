//! Credentials: redacted in every print, wiped when dropped; their cache, and when it needs a refresh.
//!
//! The providers themselves are in `src/js/credential-providers`, where an app that does not use them
//! does not carry them; their options are checked here.

mod cache;
mod keys;
mod provider_options;
mod redaction;

pub use cache::{CredentialsCache, RefreshNeed};
pub use keys::Credentials;
pub use provider_options::{PROVIDER_OPTIONS, ProviderKind};
pub use redaction::Redaction;
