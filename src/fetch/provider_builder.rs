//! The settings of the providers that call AWS.

use std::future::Future;
use std::rc::Rc;
use std::time::Duration;

use super::error::Error;
use super::identity_pool::{CognitoIdentityPool, IdentityPool};
use super::json::Json;
use super::provider::{CredentialsProvider, Session};
use super::role::{AssumedRole, Role};
use super::service_client::ServiceClient;
use super::transport::Transport;
use crate::client::{COGNITO_IDENTITY, Config, RetryMode, STS, Service};
use crate::credentials::ProviderKind;
use crate::endpoint::{self, Endpoint};
use crate::schema::Problems;

/// Builds the providers that get temporary credentials from AWS.
///
/// ```
/// use std::rc::Rc;
///
/// use patchlens::fetch::{Error, IdentityPool, PatchClient, ProviderBuilder, Transport};
///
/// /// A client with the credentials of a guest.
/// fn guest(transport: Rc<dyn Transport>) -> Result<PatchClient, Error> {
///     let id = "eu-central-1:12345678-90ab-cdef-1234-567890abcdef".into();
///     let pool = IdentityPool { id, ..IdentityPool::default() };
///     let provider = ProviderBuilder::new("eu-central-1", Rc::clone(&transport))
///         .cognito_identity_pool(pool, || async { Ok(Vec::new()) })?;
///     let builder = patchlens::fetch::Builder::new("eu-central-1", transport);
///     builder.credentials_provider(provider).build()
/// }
/// ```
pub struct ProviderBuilder {
    region: String,
    transport: Rc<dyn Transport>,
    endpoint: Option<Endpoint>,
}

impl ProviderBuilder {
    /// Providers that call STS or Cognito in this region.
    pub fn new(region: &str, transport: Rc<dyn Transport>) -> Self {
        Self { region: region.into(), transport, endpoint: None }
    }

    /// A custom endpoint, as [`endpoint::resolve`] returns it, instead of the region's.
    #[must_use]
    pub fn endpoint(self, endpoint: Endpoint) -> Self {
        Self { endpoint: Some(endpoint), ..self }
    }

    /// A provider of the credentials of a role, in exchange for those of `source`:
    /// `sts:AssumeRole`.
    ///
    /// ```
    /// use patchlens::fetch::{AssumedRole, CredentialsProvider, Error, ProviderBuilder, Role};
    ///
    /// fn audit(
    ///     builder: ProviderBuilder,
    ///     source: impl CredentialsProvider + 'static,
    /// ) -> Result<AssumedRole, Error> {
    ///     let arn = "arn:aws:iam::111122223333:role/PatchAudit".into();
    ///     let external_id = Some("audit-7".into());
    ///     builder.assume_role(Role { arn, external_id, ..Role::default() }, source)
    /// }
    /// ```
    ///
    /// # Errors
    /// [`InvalidInput`](crate::error::Error::InvalidInput): a malformed region or option.
    pub fn assume_role(
        self,
        role: Role,
        source: impl CredentialsProvider + 'static,
    ) -> Result<AssumedRole, Error> {
        let session = Session::provided(Box::new(source));
        let kind = ProviderKind::AssumeRole;
        let client = self.client(&STS, kind, &role.values(), session)?;
        Ok(AssumedRole::signed(client, role))
    }

    /// A provider of the credentials of a role, in exchange for the token of an identity provider:
    /// `sts:AssumeRoleWithWebIdentity`. `token` is called for every refresh, since tokens expire;
    /// its error says why the token is missing, without a secret.
    ///
    /// ```
    /// use patchlens::fetch::{AssumedRole, Error, ProviderBuilder, Role};
    ///
    /// async fn id_token() -> Result<String, String> {
    ///     Err("sign in first".into())
    /// }
    ///
    /// fn signed_in(builder: ProviderBuilder) -> Result<AssumedRole, Error> {
    ///     let arn = "arn:aws:iam::111122223333:role/PatchViewer".into();
    ///     builder.web_identity(Role { arn, ..Role::default() }, id_token)
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`Self::assume_role`]. An external id is not for this provider.
    pub fn web_identity<T>(
        self,
        role: Role,
        token: impl Fn() -> T + 'static,
    ) -> Result<AssumedRole, Error>
    where
        T: Future<Output = Result<String, String>> + 'static,
    {
        let kind = ProviderKind::WebIdentity;
        if role.external_id.is_some() {
            let problems = Problems::one("externalId", "is not an option of this provider");
            return Err(Error::invalid(DOING, problems));
        }
        let client = self.client(&STS, kind, &role.values(), Session::unsigned())?;
        Ok(AssumedRole::exchanged(client, role, Box::new(move || Box::pin(token()))))
    }

    /// A provider of the credentials of a user of an identity pool, or of a guest if `logins`
    /// returns none: `cognito-identity:GetId` and `GetCredentialsForIdentity`. `logins` is called
    /// for every refresh, and returns at most 10 names of identity providers, each with a token.
    ///
    /// # Errors
    /// As [`Self::assume_role`].
    pub fn cognito_identity_pool<T>(
        self,
        pool: IdentityPool,
        logins: impl Fn() -> T + 'static,
    ) -> Result<CognitoIdentityPool, Error>
    where
        T: Future<Output = Result<Vec<(String, String)>, String>> + 'static,
    {
        let kind = ProviderKind::CognitoIdentityPool;
        let session = Session::unsigned();
        let client = self.client(&COGNITO_IDENTITY, kind, &pool.values(), session)?;
        Ok(CognitoIdentityPool::new(client, pool, Box::new(move || Box::pin(logins()))))
    }

    fn client(
        self,
        service: &'static Service,
        kind: ProviderKind,
        values: &Json,
        session: Session,
    ) -> Result<ServiceClient, Error> {
        let mut problems = Problems::default();
        kind.check_values(values, &mut problems);
        let options = endpoint::Options {
            region: &self.region,
            endpoint: None,
            fips: false,
            dualstack: false,
            allow_insecure: false,
        };
        let resolved =
            self.endpoint.map_or_else(|| endpoint::resolve_of(service.name, &options), Ok);
        let resolved = resolved.map_err(|more| problems.append(more)).ok();
        let endpoint = resolved.filter(|_| problems.is_empty());
        let endpoint = endpoint.ok_or_else(|| Error::invalid(DOING, problems))?;
        let (max_attempts, attempt_timeout) = (3, Duration::from_secs(30));
        let retry_mode = RetryMode::Standard;
        let config = Config { service, endpoint, max_attempts, attempt_timeout, retry_mode };
        Ok(ServiceClient::new(config, session, self.transport))
    }
}

const DOING: &str = "create a credentials provider";
