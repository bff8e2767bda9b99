//! Credentials: redacted in `Debug` output, wiped when dropped.

use std::fmt;

use zeroize::Zeroizing;

use super::redaction::redact;
use crate::schema::{INSTANT, Problems, Secrecy, check_secret_text, instant, member_path};
use crate::sigv4::Keys;
use crate::text::trim;
use crate::time::Timestamp;
use crate::value::{Value, ValueKind};

/// The credentials of an IAM user or, with a session token, of a role session.
pub struct Credentials {
    /// The access key id. It is not a secret: every request contains it.
    pub access_key_id: String,
    secret_access_key: Zeroizing<String>,
    session_token: Option<Zeroizing<String>>,
    /// The expiration, if known.
    pub expiration: Option<Timestamp>,
}

impl Credentials {
    /// Creates credentials. An empty session token means no session token.
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

    /// The same credentials with an expiration.
    #[must_use]
    pub fn expiring(self, expiration: Option<Timestamp>) -> Self {
        Self { expiration, ..self }
    }

    /// The secret access key.
    pub fn secret_access_key(&self) -> &str {
        &self.secret_access_key
    }

    /// The session token of temporary credentials.
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref().map(String::as_str)
    }

    /// Compares the access key id and the session token, but not the expiration: they identify a
    /// session.
    pub fn same_keys(&self, other: &Self) -> bool {
        self.access_key_id == other.access_key_id && self.session_token() == other.session_token()
    }

    /// Redacts the secret access key and the session token in `text`, unless they are shorter than
    /// 8 bytes; see [`Redaction`](super::Redaction).
    pub fn redacted(&self, text: String) -> String {
        let text = redact(text, self.secret_access_key());
        redact(text, self.session_token().unwrap_or_default())
    }

    /// Reads credentials from an object like `{ accessKeyId, secretAccessKey, sessionToken,
    /// expiration }` at `path`, and trims white space. If a member is absent, AWS's spelling of it
    /// is read: `AccessKeyId`, `SecretAccessKey` or Cognito's `SecretKey`, `SessionToken` or the
    /// `Token` of instance metadata, `Expiration`. Other members are ignored: the SDKs' objects
    /// have more.
    ///
    /// # Errors
    /// Every problem. No message quotes a secret.
    pub fn read<V: Value>(value: &V, path: &str) -> Result<Self, Problems> {
        if value.kind() != ValueKind::Object {
            let text = "expected an object or a function";
            return Err(Problems::one(path, text));
        }
        let mut problems = Problems::default();
        let mut secret = |names, secrecy| read_secret(value, names, secrecy, path, &mut problems);
        let keys = Self::new(
            secret(&ACCESS_KEY_ID, Secrecy::Key).unwrap_or_default(),
            secret(&SECRET_ACCESS_KEY, Secrecy::Password).unwrap_or_default(),
            secret(&SESSION_TOKEN, Secrecy::Token),
        );
        let expiration = read_expiration(value, path, &mut problems);
        problems.or(keys.expiring(expiration))
    }
}

/// The names of a member: the package's, and those that AWS uses.
type Names = [&'static str; 3];

const ACCESS_KEY_ID: Names = ["accessKeyId", "AccessKeyId", "AccessKeyId"];
const SECRET_ACCESS_KEY: Names = ["secretAccessKey", "SecretAccessKey", "SecretKey"];
const SESSION_TOKEN: Names = ["sessionToken", "SessionToken", "Token"];

const EXPIRATION: [&str; 2] = ["expiration", "Expiration"];

/// The first of these members that is present, with its name.
fn find_member<V: Value>(value: &V, names: &[&'static str]) -> Option<(&'static str, V)> {
    names.iter().find_map(|name| Some((*name, value.member(name)?)))
}

fn read_secret<V: Value>(
    value: &V,
    names: &Names,
    secrecy: Secrecy,
    path: &str,
    problems: &mut Problems,
) -> Option<String> {
    let Some((name, member)) = find_member(value, names) else {
        if secrecy != Secrecy::Token {
            let [ours, ..] = names;
            problems.add(&member_path(path, ours), "is required");
        }
        return None;
    };
    let path = member_path(path, name);
    let Some(text) = member.text() else {
        problems.add(&path, "expected a string");
        return None;
    };
    let text = trim(&text);
    check_secret_text(text, secrecy, &path, problems);
    Some(text.into())
}

fn read_expiration<V: Value>(value: &V, path: &str, problems: &mut Problems) -> Option<Timestamp> {
    let (name, member) = find_member(value, &EXPIRATION)?;
    let [ours, _] = EXPIRATION;
    let (number, words) = if name == ours {
        (None, INSTANT)
    } else {
        (member.number(), "a Date, seconds since the epoch or an RFC 3339 text")
    };
    let time = number.map_or_else(|| instant(&member), Timestamp::from_seconds);
    if time.is_none() {
        problems.expected(&member_path(path, name), words, &member);
    }
    time
}

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
