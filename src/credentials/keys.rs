//! Keys, redacted in every print and wiped when dropped.

use std::fmt;

use zeroize::Zeroizing;

use crate::schema::{Problems, Secrecy, Shape, check, instant, optional, required};
use crate::sigv4::Keys;
use crate::text::{find, push};
use crate::time::Timestamp;
use crate::value::{Value, ValueKind};

/// Keys of an IAM user or, with a session token, of a role session.
pub struct Credentials {
    /// The access key id; not a secret, it stands in every request.
    pub access_key_id: String,
    secret_access_key: Zeroizing<String>,
    session_token: Option<Zeroizing<String>>,
    /// When the session ends, if known.
    pub expiration: Option<Timestamp>,
}

impl Credentials {
    /// Keys from their texts; an empty session token is none.
    pub fn new(
        access_key_id: String,
        secret_access_key: String,
        session_token: Option<String>,
    ) -> Self {
        Self {
            access_key_id,
            secret_access_key: Zeroizing::new(secret_access_key),
            session_token: session_token.filter(|token| !token.is_empty()).map(Zeroizing::new),
            expiration: None,
        }
    }

    /// The same keys with the time they stop working.
    #[must_use]
    pub fn expiring(self, expiration: Option<Timestamp>) -> Self {
        Self { expiration, ..self }
    }

    /// The secret access key.
    pub fn secret_access_key(&self) -> &str {
        &self.secret_access_key
    }

    /// The session token of temporary keys.
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref().map(String::as_str)
    }

    /// Whether these are the same keys, whatever is said about their expiration: a session has a
    /// token of its own, and other keys have another id.
    pub fn same_keys(&self, other: &Self) -> bool {
        self.access_key_id == other.access_key_id && self.session_token() == other.session_token()
    }

    /// `text` with nothing of these keys in it that is secret.
    pub fn redacted(&self, text: &str) -> String {
        let text = without(text, self.secret_access_key());
        without(&text, self.session_token().unwrap_or_default())
    }

    /// Reads keys from an object like `{ accessKeyId, secretAccessKey, sessionToken, expiration }`
    /// that stands at `path`. Members it does not know are let pass: SDKs hand out objects with
    /// more.
    ///
    /// # Errors
    /// Every problem, none of which quotes a secret.
    pub fn read<V: Value>(value: &V, path: &str) -> Result<Self, Problems> {
        if value.kind() != ValueKind::Object {
            let text = "expected an object or a function";
            return Err(Problems::one(path, text));
        }
        let mut problems = Problems::default();
        check(value, &SHAPE, path, &mut problems);
        let text = |name| value.member(name).and_then(|member| member.text());
        let keys = Self::new(
            text("accessKeyId").unwrap_or_default(),
            text("secretAccessKey").unwrap_or_default(),
            text("sessionToken"),
        );
        let expiration = value.member("expiration").and_then(|member| instant(&member));
        problems.or(keys.expiring(expiration))
    }
}

#[inline(never)]
fn without(text: &str, secret: &str) -> String {
    let mut redacted = String::new();
    let mut rest = text;
    while let Some((before, found)) = find(rest, secret).and_then(|at| rest.split_at_checked(at)) {
        push(&mut redacted, &[before, "[redacted]"]);
        rest = found.get(secret.len()..).unwrap_or_default();
    }
    push(&mut redacted, &[rest]);
    redacted
}

const SHAPE: Shape = Shape::Open(&[
    required("accessKeyId", Shape::Secret(Secrecy::Key)),
    required("secretAccessKey", Shape::Secret(Secrecy::Password)),
    optional("sessionToken", Shape::Secret(Secrecy::Token)),
    optional("expiration", Shape::Instant),
]);

impl<'a> From<&'a Credentials> for Keys<'a> {
    fn from(credentials: &'a Credentials) -> Self {
        Self {
            access_key_id: &credentials.access_key_id,
            secret_access_key: credentials.secret_access_key(),
            session_token: credentials.session_token(),
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(redacted)")
    }
}
