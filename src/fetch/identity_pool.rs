//! The credentials of a user or guest of an identity pool, from Cognito.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Map, Value as Node, json};

use super::json::Json;
use super::provider::CredentialsProvider;
use super::service_client::{Action, ServiceClient, credentials};
use super::transport::LocalFuture;
use crate::client::{Failure, Signing};
use crate::credentials::Credentials;
use crate::value::Value as _;

const MAX_LOGINS: usize = 10;

/// The identity pool that a provider calls.
///
/// ```
/// use patchlens::fetch::IdentityPool;
///
/// let id = "eu-central-1:12345678-90ab-cdef-1234-567890abcdef".into();
/// let pool = IdentityPool { id, ..IdentityPool::default() };
/// assert_eq!(pool.custom_role_arn, None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct IdentityPool {
    /// The id of the pool, such as `eu-central-1:1a2b3c4d-…`.
    pub id: String,
    /// The role to get, if the pool lets the user choose.
    pub custom_role_arn: Option<String>,
    /// The account of the pool.
    pub account_id: Option<String>,
}

impl IdentityPool {
    /// The options in the spelling of the package, to check them.
    pub(super) fn values(&self) -> Json {
        let Self { id, custom_role_arn, account_id } = self;
        Json(json!({
            "identityPoolId": id,
            "customRoleArn": custom_role_arn,
            "accountId": account_id,
        }))
    }
}

/// Returns the names of identity providers, each with a token.
type Logins = Box<dyn Fn() -> LocalFuture<'static, Result<Vec<(String, String)>, String>>>;

/// A provider of the credentials of a user or guest of an identity pool. It keeps the identity of a
/// guest.
///
/// ```
/// use patchlens::fetch::{Builder, CognitoIdentityPool};
///
/// fn use_pool(builder: Builder, provider: CognitoIdentityPool) -> Builder {
///     builder.credentials_provider(provider)
/// }
/// ```
pub struct CognitoIdentityPool(Rc<Inner>);

struct Inner {
    client: ServiceClient,
    pool: IdentityPool,
    logins: Logins,
    /// Kept, because every call of GetId for a guest creates another identity.
    identity: RefCell<Option<String>>,
}

impl CognitoIdentityPool {
    pub(super) fn new(client: ServiceClient, pool: IdentityPool, logins: Logins) -> Self {
        Self(Rc::new(Inner { client, pool, logins, identity: RefCell::default() }))
    }
}

impl CredentialsProvider for CognitoIdentityPool {
    fn provide(&self) -> LocalFuture<'static, Result<Credentials, String>> {
        let inner = Rc::clone(&self.0);
        Box::pin(async move {
            let pool = &inner.pool.id;
            let doing = format!("cannot get credentials from the identity pool \"{pool}\"");
            inner.refresh().await.map_err(|problem| format!("{doing}: {problem}"))
        })
    }
}

impl Inner {
    async fn refresh(&self) -> Result<Credentials, String> {
        let logins = checked((self.logins)().await?)?;
        let credentials = self.credentials_for(&logins).await;
        credentials.map_err(|failure| failure.error.message())
    }

    async fn credentials_for(
        &self,
        logins: &Map<String, Node>,
    ) -> Result<Credentials, Box<Failure>> {
        let kept = self.identity.borrow().clone();
        if let Some(id) = kept {
            match self.credentials_of(&id, logins).await {
                Err(failure) if is_deleted(&failure) => *self.identity.borrow_mut() = None,
                result => return result,
            }
        }
        let id = self.new_id(logins).await?;
        *self.identity.borrow_mut() = Some(id.clone());
        self.credentials_of(&id, logins).await
    }

    async fn new_id(&self, logins: &Map<String, Node>) -> Result<String, Box<Failure>> {
        let IdentityPool { id, account_id, .. } = &self.pool;
        let input = json!({ "IdentityPoolId": id, "AccountId": account_id, "Logins": logins });
        let read = |output: &Json| {
            let id = output.member("IdentityId").and_then(|id| id.text());
            id.filter(|id| !id.is_empty()).ok_or("it has no identity id")
        };
        self.client.call(action("GetId", input, logins), read).await
    }

    async fn credentials_of(
        &self,
        id: &str,
        logins: &Map<String, Node>,
    ) -> Result<Credentials, Box<Failure>> {
        let role = &self.pool.custom_role_arn;
        let input = json!({ "IdentityId": id, "Logins": logins, "CustomRoleArn": role });
        let read = |output: &Json| {
            let found = credentials(output.member("Credentials"), "SecretKey")?;
            Ok((found, output.member("IdentityId").and_then(|id| id.text())))
        };
        let action = action("GetCredentialsForIdentity", input, logins);
        let (credentials, identity) = self.client.call(action, read).await?;
        // The service can return another identity, which the logins belong to.
        *self.identity.borrow_mut() = Some(identity.unwrap_or_else(|| id.into()));
        Ok(credentials)
    }
}

/// An action whose input lacks the members that are null, and the logins of a guest.
fn action(name: &'static str, mut input: Node, logins: &Map<String, Node>) -> Action {
    if let Some(members) = input.as_object_mut() {
        members.retain(|name, value| !value.is_null() && (name != "Logins" || !logins.is_empty()));
    }
    let secrets = logins.values().filter_map(Node::as_str).map(Into::into).collect();
    Action { name, body: input.to_string(), signing: Signing::Unsigned, secrets }
}

fn is_deleted(failure: &Failure) -> bool {
    failure.error.aws_code() == Some("ResourceNotFoundException")
}

/// The logins as an object. The problem quotes no token.
fn checked(logins: Vec<(String, String)>) -> Result<Map<String, Node>, String> {
    if logins.len() > MAX_LOGINS || logins.iter().any(|(_, token)| token.is_empty()) {
        return Err("logins: expected at most 10 tokens, none of them empty".into());
    }
    Ok(logins.into_iter().map(|(name, token)| (name, token.into())).collect())
}
