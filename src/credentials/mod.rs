//! Credentials, which are redacted in `Debug` output and wiped when dropped; and their cache.
//!
//! The providers are in `src/js/credential-providers`, so that bundlers drop them from apps that do
//! not use them, and in `fetch` for Rust programs. The options of both are checked here.

mod cache;
mod keys;
mod provider_options;
mod redaction;

pub use cache::{CredentialsCache, RefreshNeed};
pub use keys::Credentials;
pub use provider_options::{PROVIDER_OPTIONS, ProviderKind};
pub use redaction::Redaction;
