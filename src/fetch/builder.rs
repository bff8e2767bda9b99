//! The settings of a client.

use std::rc::Rc;
use std::time::Duration;

use super::client::PatchClient;
use super::error::Error;
use super::provider::{CredentialsProvider, Session};
use super::transport::Transport;
use crate::client::{Config, RetryMode, SSM};
use crate::credentials::Credentials;
use crate::endpoint::{self, Endpoint};
use crate::schema::Problems;

const MAX_ATTEMPTS: u32 = 3;
const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);

/// Builds a [`PatchClient`].
///
/// ```
/// use std::rc::Rc;
/// use std::time::Duration;
///
/// use patchlens::client::RetryMode;
/// use patchlens::fetch::{Builder, CredentialsProvider, Error, PatchClient, Transport};
///
/// fn client(
///     transport: Rc<dyn Transport>,
///     provider: impl CredentialsProvider + 'static,
/// ) -> Result<PatchClient, Error> {
///     Builder::new("eu-central-1", transport)
///         .credentials_provider(provider)
///         .max_attempts(5)
///         .attempt_timeout(Duration::from_secs(10))
///         .retry_mode(RetryMode::Adaptive)
///         .build()
/// }
/// ```
pub struct Builder {
    region: String,
    transport: Rc<dyn Transport>,
    session: Option<Session>,
    endpoint: Option<Result<Endpoint, Problems>>,
    max_attempts: u32,
    attempt_timeout: Duration,
    retry_mode: RetryMode,
}

impl Builder {
    /// A client of SSM in this region, such as `eu-central-1`, on this transport.
    pub fn new(region: &str, transport: Rc<dyn Transport>) -> Self {
        Self {
            region: region.into(),
            transport,
            session: None,
            endpoint: None,
            max_attempts: MAX_ATTEMPTS,
            attempt_timeout: ATTEMPT_TIMEOUT,
            retry_mode: RetryMode::Standard,
        }
    }

    /// Fixed credentials.
    ///
    /// ```
    /// use patchlens::credentials::Credentials;
    /// # use patchlens::fetch::Builder;
    ///
    /// # fn set(builder: Builder) -> Builder {
    /// builder.credentials(Credentials::new("AKIDEXAMPLE".into(), "secret".into(), None))
    /// # }
    /// ```
    #[must_use]
    pub fn credentials(self, credentials: Credentials) -> Self {
        Self { session: Some(Session::fixed(credentials)), ..self }
    }

    /// A provider of credentials, called on first use, five minutes before they expire, and after
    /// the service has rejected them as expired.
    #[must_use]
    pub fn credentials_provider(self, provider: impl CredentialsProvider + 'static) -> Self {
        Self { session: Some(Session::provided(Box::new(provider))), ..self }
    }

    /// A custom endpoint, as [`endpoint::resolve`] returns it, instead of the region's.
    ///
    /// ```
    /// use patchlens::endpoint::{Options, resolve};
    /// use patchlens::fetch::Builder;
    /// use patchlens::schema::Problems;
    ///
    /// fn fips(builder: Builder) -> Result<Builder, Problems> {
    ///     let (endpoint, dualstack, allow_insecure) = (None, false, false);
    ///     let region = "us-east-1";
    ///     let options = Options { region, endpoint, fips: true, dualstack, allow_insecure };
    ///     Ok(builder.endpoint(resolve(&options)?))
    /// }
    /// ```
    #[must_use]
    pub fn endpoint(self, endpoint: Endpoint) -> Self {
        Self { endpoint: Some(Ok(endpoint)), ..self }
    }

    /// The maximum number of attempts of a call, including the first; 3 by default, at least 1.
    #[must_use]
    pub fn max_attempts(self, max_attempts: u32) -> Self {
        Self { max_attempts, ..self }
    }

    /// The time limit of an attempt; 30 seconds by default.
    #[must_use]
    pub fn attempt_timeout(self, attempt_timeout: Duration) -> Self {
        Self { attempt_timeout, ..self }
    }

    /// Whether throttling slows the client down; [`RetryMode::Standard`] by default.
    #[must_use]
    pub fn retry_mode(self, retry_mode: RetryMode) -> Self {
        Self { retry_mode, ..self }
    }

    /// Creates the client.
    ///
    /// # Errors
    /// [`InvalidInput`](crate::error::Error::InvalidInput): no credentials, a malformed region, no
    /// attempts.
    pub fn build(self) -> Result<PatchClient, Error> {
        let invalid = |problems| Error::invalid("create a PatchClient", problems);
        let missing = || invalid(Problems::one("credentials", "is required"));
        let endpoint = self.resolve().map_err(invalid)?;
        if self.max_attempts == 0 {
            return Err(invalid(Problems::one("maxAttempts", "expected at least 1")));
        }
        let config = Config {
            service: &SSM,
            endpoint,
            max_attempts: self.max_attempts,
            attempt_timeout: self.attempt_timeout,
            retry_mode: self.retry_mode,
        };
        Ok(PatchClient::new(config, self.session.ok_or_else(missing)?, self.transport))
    }

    fn resolve(&self) -> Result<Endpoint, Problems> {
        if let Some(endpoint) = &self.endpoint {
            return endpoint.clone();
        }
        endpoint::resolve(&endpoint::Options {
            region: &self.region,
            endpoint: None,
            fips: false,
            dualstack: false,
            allow_insecure: false,
        })
    }
}

#[cfg(target_arch = "wasm32")]
impl PatchClient {
    /// A builder of a client on the `fetch` of this browser or Worker.
    ///
    /// ```
    /// use patchlens::credentials::Credentials;
    /// use patchlens::fetch::{Error, PatchClient};
    ///
    /// fn client(keys: Credentials) -> Result<PatchClient, Error> {
    ///     PatchClient::builder("eu-central-1").credentials(keys).build()
    /// }
    /// ```
    pub fn builder(region: &str) -> Builder {
        Builder::new(region, Rc::new(super::browser::FetchTransport))
    }
}

#[cfg(target_arch = "wasm32")]
impl Builder {
    /// The URL of a custom endpoint, such as a proxy, instead of the region's. It is an `https:` URL,
    /// or an `http:` URL of this machine; [`Self::build`] fails for another.
    ///
    /// ```
    /// use patchlens::fetch::{Builder, PatchClient};
    ///
    /// fn through_the_portal() -> Builder {
    ///     PatchClient::builder("eu-central-1").endpoint_url("https://portal.example.com/ssm/")
    /// }
    /// ```
    #[must_use]
    pub fn endpoint_url(self, url: &str) -> Self {
        Self { endpoint: Some(super::endpoint_url::resolve(&self.region, url)), ..self }
    }
}
