//! Credentials: redacted in every print, wiped when dropped; their cache, and when it needs a refresh.

mod cache;
mod keys;

pub use cache::{CredentialsCache, RefreshNeed};
pub use keys::Credentials;
