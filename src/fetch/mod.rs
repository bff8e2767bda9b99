//! An asynchronous client for Rust programs in browsers and Workers.
//!
//! It performs the steps of [`crate::client`] like `src/js/drive.js` does for JavaScript: retries,
//! clock skew, time limits and the refresh of credentials are the same. Dropping the future of a call
//! aborts its request.
//!
//! With the feature `serde` each operation has a typed call, with structs of `patchlens::ssm::types`.
//! Without it inputs and outputs are [`serde_json::Value`]s with the members that AWS documents, in
//! which timestamps stay as the service sends them: seconds since 1970, or text. Inputs are checked
//! before anything is sent.
//!
//! It is **not** thread-safe: browsers and Workers run such programs on one thread.
//!
//! ```no_run
//! # use patchlens::credentials::Credentials;
//! # use patchlens::fetch::{Builder, Error};
//! # async fn list(builder: Builder, keys: Credentials) -> Result<(), Error> {
//! // On wasm32: let builder = PatchClient::builder("eu-central-1");
//! let client = builder.credentials(keys).build()?;
//! let input = serde_json::json!({ "InstanceIds": ["i-0123456789abcdef0"] });
//! let output = client.call("DescribeInstancePatchStates", input).await?;
//! println!("{} after {} attempts", output.value, output.metadata.attempts);
//! # Ok(())
//! # }
//! ```

#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "this module may use core::fmt; it is the crate's environment"
)]

#[cfg(target_arch = "wasm32")]
mod browser;
mod builder;
mod client;
mod drive;
#[cfg(target_arch = "wasm32")]
mod endpoint_url;
mod error;
mod identity_pool;
mod json;
#[cfg(feature = "serde")]
mod operations;
mod pages;
mod provider;
mod provider_builder;
mod role;
mod service_client;
mod shared;
mod transport;
#[cfg(feature = "serde")]
mod typed;

#[cfg(target_arch = "wasm32")]
pub use browser::FetchTransport;
pub use builder::Builder;
pub use client::PatchClient;
pub use error::Error;
pub use identity_pool::{CognitoIdentityPool, IdentityPool};
pub use pages::{Page, PageOptions, Pages};
pub use provider::CredentialsProvider;
pub use provider_builder::ProviderBuilder;
pub use role::{AssumedRole, Role};
pub use shared::{Limits, Output};
pub use transport::{LocalFuture, Request, Response, Transport};
#[cfg(feature = "serde")]
pub use typed::TypedPages;
