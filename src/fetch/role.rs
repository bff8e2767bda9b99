//! The credentials of a role, from STS.

use std::rc::Rc;
use std::time::Duration;

use serde_json::json;

use super::json::Json;
use super::provider::CredentialsProvider;
use super::service_client::{Action, ServiceClient, credentials};
use super::transport::LocalFuture;
use crate::client::Signing;
use crate::credentials::Credentials;
use crate::value::Value as _;

const VERSION: &str = "2011-06-15";

/// The role that a provider assumes.
///
/// ```
/// use std::time::Duration;
///
/// use patchlens::fetch::Role;
///
/// let role = Role {
///     arn: "arn:aws:iam::111122223333:role/PatchViewer".into(),
///     duration: Some(Duration::from_secs(900)),
///     ..Role::default()
/// };
/// assert_eq!(role.session_name, None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Role {
    /// The ARN of the role.
    pub arn: String,
    /// The name of the session, which CloudTrail shows: 2 to 64 letters, digits and `_+=,.@-`.
    /// `patchlens-` and the time by default.
    pub session_name: Option<String>,
    /// The external id that the trust policy of the role asks for.
    pub external_id: Option<String>,
    /// How long the credentials are valid: 15 minutes to 12 hours; an hour by default.
    pub duration: Option<Duration>,
}

impl Role {
    /// The options in the spelling of the package, to check them.
    pub(super) fn values(&self) -> Json {
        let Self { arn, session_name, external_id, duration } = self;
        Json(json!({
            "roleArn": arn,
            "roleSessionName": session_name,
            "externalId": external_id,
            "durationSeconds": duration.map(|it| it.as_secs()),
        }))
    }
}

/// Returns the current token of an identity provider.
type Token = Box<dyn Fn() -> LocalFuture<'static, Result<String, String>>>;

/// A provider of the credentials of a role.
///
/// ```
/// use patchlens::fetch::{AssumedRole, Builder};
///
/// fn use_role(builder: Builder, provider: AssumedRole) -> Builder {
///     builder.credentials_provider(provider)
/// }
/// ```
pub struct AssumedRole(Rc<Inner>);

struct Inner {
    client: ServiceClient,
    role: Role,
    session_name: String,
    /// What is exchanged; `None` if the call is signed.
    token: Option<Token>,
}

impl AssumedRole {
    pub(super) fn signed(client: ServiceClient, role: Role) -> Self {
        Self::new(client, role, None)
    }

    pub(super) fn exchanged(client: ServiceClient, role: Role, token: Token) -> Self {
        Self::new(client, role, Some(token))
    }

    fn new(client: ServiceClient, role: Role, token: Option<Token>) -> Self {
        let default = || format!("patchlens-{}", client.now().as_millis());
        let session_name = role.session_name.clone().unwrap_or_else(default);
        Self(Rc::new(Inner { client, role, session_name, token }))
    }
}

impl CredentialsProvider for AssumedRole {
    fn provide(&self) -> LocalFuture<'static, Result<Credentials, String>> {
        let inner = Rc::clone(&self.0);
        Box::pin(async move {
            let doing = format!("cannot assume the role \"{}\"", inner.role.arn);
            inner.refresh().await.map_err(|problem| format!("{doing}: {problem}"))
        })
    }
}

impl Inner {
    async fn refresh(&self) -> Result<Credentials, String> {
        let token = match &self.token {
            None => None,
            Some(token) => Some(checked(&token().await?)?),
        };
        let (name, signing) = match token {
            None => ("AssumeRole", Signing::Signed),
            Some(_) => ("AssumeRoleWithWebIdentity", Signing::Unsigned),
        };
        let body = self.body(name, token.as_deref());
        let secrets = token.into_iter().flat_map(|it| [encode(&it), it]).collect();
        let read = |output: &Json| {
            let member = |of: &str, name: &str| output.get(&format!("{of}Response"))?.get(name);
            let result = member(name, &format!("{name}Result"));
            credentials(result.and_then(|it| it.member("Credentials")), "SecretAccessKey")
        };
        let result = self.client.call(Action { name, body, signing, secrets }, read).await;
        result.map_err(|failure| failure.error.message())
    }

    fn body(&self, action: &str, token: Option<&str>) -> String {
        let duration = self.role.duration.map(|it| it.as_secs().to_string());
        let parameters = [
            ("Action", Some(action)),
            ("Version", Some(VERSION)),
            ("RoleArn", Some(&*self.role.arn)),
            ("RoleSessionName", Some(&*self.session_name)),
            ("ExternalId", self.role.external_id.as_deref()),
            ("DurationSeconds", duration.as_deref()),
            ("WebIdentityToken", token),
        ];
        let given = parameters.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let pairs = given.map(|(name, value)| format!("{name}={}", encode(value)));
        pairs.collect::<Vec<_>>().join("&")
    }
}

/// A token without the line break at its end, which token files have. The problem does not quote it.
fn checked(token: &str) -> Result<String, String> {
    let token = token.trim();
    if (4..=20_000).contains(&token.chars().count()) {
        return Ok(token.into());
    }
    Err("token: expected a string of 4 to 20000 characters".into())
}

/// Percent-encodes all bytes but letters, digits and `-._~`.
fn encode(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
