//! Calls to the services that return credentials.

use std::rc::Rc;

use super::drive::Driver;
use super::json::Json;
use super::provider::Session;
use super::shared::Inner;
use super::transport::Transport;
use crate::client::{CallOptions, Client, Config, Failure, Signing};
use crate::credentials::{Credentials, Redaction};
use crate::time::Timestamp;
use crate::value::{Value as _, ValueKind};

/// A client of STS or Cognito.
pub(super) struct ServiceClient {
    inner: Inner,
}

/// An action and its body.
pub(super) struct Action {
    pub(super) name: &'static str,
    pub(super) body: String,
    pub(super) signing: Signing,
    /// The texts in the body that no message may repeat.
    pub(super) secrets: Vec<String>,
}

impl ServiceClient {
    pub(super) fn new(config: Config, session: Session, transport: Rc<dyn Transport>) -> Self {
        let client = Client::new(config, Rc::clone(&session.cache), transport.now());
        Self { inner: Inner { client, session, transport } }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.inner.transport.now()
    }

    /// Calls an action and reads its output, whose problem `read` says.
    pub(super) async fn call<T>(
        &self,
        action: Action,
        read: impl Fn(&Json) -> Result<T, &'static str>,
    ) -> Result<T, Box<Failure>> {
        let Action { name, body, signing, secrets } = action;
        let mut redaction = Redaction::default();
        secrets.into_iter().for_each(|secret| redaction.add(secret));
        let redaction = Rc::new(redaction);
        let options = CallOptions { signing, redaction, ..CallOptions::default() };
        let call = self.inner.client.call(name, &body, options);
        let mut driver = Driver::with_body(&self.inner, call, body);
        driver.drive().await?;
        // A text that is no JSON may have the keys that were asked for, so it is not quoted.
        let output = driver.json().map_err(|_| driver.malformed("it is not JSON"))?;
        read(&output).map_err(|problem| driver.malformed(problem))
    }
}

/// The credentials in an object with AWS's names, of which the secret key has another in Cognito.
/// All four members are required: without an expiration they would never be refreshed.
pub(super) fn credentials(
    members: Option<Json>,
    secret_key: &'static str,
) -> Result<Credentials, &'static str> {
    let read = || {
        let members = members.as_ref()?;
        let text = |name| members.member(name)?.text().filter(|text| !text.is_empty());
        let expiration = members.member("Expiration")?;
        let expiration = match expiration.kind() {
            ValueKind::Number => Timestamp::from_seconds(expiration.number()?)?,
            _ => Timestamp::parse(&expiration.text()?)?,
        };
        let (id, secret) = (text("AccessKeyId")?, text(secret_key)?);
        let token = Some(text("SessionToken")?);
        Some(Credentials::new(id, secret, token).expiring(Some(expiration)))
    };
    read().ok_or("it has no credentials")
}
