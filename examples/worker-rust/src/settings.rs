//! The settings of the Worker, from its variables and secrets.

use patchlens::credentials::Credentials;
use worker::Env;

use crate::error_response::ErrorResponse;

const REQUIRED: [&str; 4] =
    ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ACCESS_TOKEN"];
const OPTIONAL: [&str; 2] = ["AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"];
/// Shorter tokens can be guessed.
const TOKEN_LENGTH: usize = 16;

pub struct Settings {
    pub region: String,
    pub endpoint: Option<String>,
    pub credentials: Credentials,
    pub access_token: String,
}

impl Settings {
    /// Fails with status 500; the log says which settings are missing or wrong.
    pub fn read(env: &Env) -> Result<Self, ErrorResponse> {
        let problems = problems(env);
        if !problems.is_empty() {
            return Err(ErrorResponse::misconfigured(&problems.join(", ")));
        }
        let [region, id, secret, access_token] =
            REQUIRED.map(|name| setting(env, name).unwrap_or_default());
        let [session_token, endpoint] = OPTIONAL.map(|name| setting(env, name));
        let credentials = Credentials::new(id, secret, session_token);
        Ok(Self { region, endpoint, credentials, access_token })
    }
}

/// Never the values, only what is wrong with them.
fn problems(env: &Env) -> Vec<String> {
    let is_missing = |name: &&str| setting(env, name).is_none();
    let is_broken =
        |name: &&str| setting(env, name).is_some_and(|value| value.contains(char::is_whitespace));
    let missing = REQUIRED.into_iter().filter(is_missing);
    let broken = REQUIRED.into_iter().chain(OPTIONAL).filter(is_broken);
    let short = setting(env, "ACCESS_TOKEN").filter(|token| token.len() < TOKEN_LENGTH);
    missing
        .map(|name| format!("{name} missing"))
        .chain(broken.map(|name| format!("{name} has white space in it")))
        .chain(short.map(|_| format!("ACCESS_TOKEN shorter than {TOKEN_LENGTH} characters")))
        .collect()
}

/// A setting without the white space around it: a secret that is piped into wrangler ends with a line
/// break. An empty one counts as absent, since wrangler.jsonc lists all variables.
fn setting(env: &Env, name: &str) -> Option<String> {
    let value = env.var(name).ok()?.to_string();
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}
