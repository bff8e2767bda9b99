//! Options as JavaScript hands them over, read member by member.

use std::time::Duration;

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

use super::abort::Signal;
use super::failure::Failed;
use super::transport::settle;
use super::url;
use super::value::Value;
use crate::client::Config;
use crate::credentials::{Credentials, Provider};
use crate::endpoint::{self, Endpoint};
use crate::error::Error;
use crate::json::{Json, Kind};
use crate::problem::Problems;
use crate::shape::{Member, NON_EMPTY_TEXT, Shape, TEXT, check, integer, optional, required};

const DEFAULT_MAX_ATTEMPTS: u32 = 3;
const DEFAULT_ATTEMPT_TIMEOUT_MS: u32 = 30_000;

/// What the constructor of a client is given.
pub(super) struct ClientOptions {
    pub(super) config: Config,
    pub(super) credentials: Provider<Failed>,
    pub(super) fetch: Option<Function>,
}

/// What each call is given.
pub(super) struct CallOptions {
    pub(super) signal: Option<Signal>,
    pub(super) timeout: Option<Duration>,
}

/// What a listing is given.
pub(super) struct PaginateOptions {
    pub(super) call: CallOptions,
    pub(super) page_size: Option<u32>,
    pub(super) max_items: Option<u32>,
    pub(super) starting_token: Option<String>,
}

const CLIENT: Shape = Shape::Structure(&[
    required("region", NON_EMPTY_TEXT),
    required("credentials", Shape::Any),
    optional("endpoint", Shape::Any),
    optional("useFipsEndpoint", Shape::Boolean),
    optional("useDualstackEndpoint", Shape::Boolean),
    optional("maxAttempts", Shape::Integer { min: 1, max: u32::MAX }),
    optional("retryMode", Shape::OneOf(&["standard"])),
    optional("attemptTimeoutMs", MILLISECONDS),
    optional("fetch", Shape::Function),
]);

const CALL: Shape = Shape::Structure(&[SIGNAL, TIMEOUT]);

const PAGINATE: Shape = Shape::Structure(&[
    SIGNAL,
    TIMEOUT,
    optional("pageSize", Shape::Integer { min: 1, max: u32::MAX }),
    optional("maxItems", Shape::Integer { min: 0, max: u32::MAX }),
    optional("startingToken", TEXT),
]);

const SIGNAL: Member = optional("signal", Shape::Any);
const TIMEOUT: Member = optional("timeoutMs", MILLISECONDS);

/// A time limit: at most what `setTimeout` can wait.
const MILLISECONDS: Shape = Shape::Integer { min: 1, max: i32::MAX as u32 };

impl ClientOptions {
    /// Reads the options of a client.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub(super) fn read(options: &Value) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        check_options(options, &CLIENT, &mut problems);
        let credentials = taken(read_credentials(options), &mut problems);
        let endpoint = taken(read_endpoint(options), &mut problems);
        let (Some(credentials), Some(endpoint), true) =
            (credentials, endpoint, problems.is_empty())
        else {
            return Err(problems);
        };
        let attempt_timeout_ms = number(options, "attemptTimeoutMs");
        let config = Config {
            endpoint,
            max_attempts: number(options, "maxAttempts").unwrap_or(DEFAULT_MAX_ATTEMPTS),
            attempt_timeout: milliseconds(attempt_timeout_ms.unwrap_or(DEFAULT_ATTEMPT_TIMEOUT_MS)),
        };
        let fetch = options.member("fetch").and_then(|fetch| fetch.0.dyn_into().ok());
        Ok(Self { config, credentials, fetch })
    }
}

impl CallOptions {
    /// Reads the options of a call.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub(super) fn read(options: &Value) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        check_options(options, &CALL, &mut problems);
        let call = Self::read_checked(options, &mut problems);
        problems.or(call)
    }

    fn read_checked(options: &Value, problems: &mut Problems) -> Self {
        Self {
            signal: taken(read_signal(options), problems).flatten(),
            timeout: number(options, "timeoutMs").map(milliseconds),
        }
    }
}

impl PaginateOptions {
    /// Reads the options of a listing.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub(super) fn read(options: &Value) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        check_options(options, &PAGINATE, &mut problems);
        let options = Self {
            call: CallOptions::read_checked(options, &mut problems),
            page_size: number(options, "pageSize"),
            max_items: number(options, "maxItems"),
            starting_token: text(options, "startingToken"),
        };
        problems.or(options)
    }
}

/// Checks options, which may be left out altogether.
pub(super) fn check_options(options: &Value, shape: &Shape, problems: &mut Problems) {
    if options.kind() == Kind::Object {
        check(options, shape, "", problems);
    } else if !options.0.is_undefined() {
        problems.expected("options", "an object", options);
    } else {
        check(&Value(js_sys::Object::new().into()), shape, "", problems);
    }
}

/// The value, or nothing and one more problem.
pub(super) fn taken<T>(read: Result<T, Problems>, problems: &mut Problems) -> Option<T> {
    read.map_err(|more| problems.append(more)).ok()
}

/// The string called `name`.
pub(super) fn text(options: &Value, name: &'static str) -> Option<String> {
    options.member(name)?.text()
}

/// The boolean called `name`; `false` where there is none.
pub(super) fn flag(options: &Value, name: &'static str) -> Option<bool> {
    options.member(name)?.boolean()
}

fn number(options: &Value, name: &'static str) -> Option<u32> {
    integer(&options.member(name)?, 0, u32::MAX)
}

fn milliseconds(number: u32) -> Duration {
    Duration::from_millis(number.into())
}

/// Where requests go and the region they are signed for.
fn read_endpoint(options: &Value) -> Result<Endpoint, Problems> {
    let region = text(options, "region").unwrap_or_default();
    let url = match options.member("endpoint") {
        Some(given) => Some(url::Parts::of(&url::parse(&given, "endpoint")?)),
        None => None,
    };
    // Its absence has been noted already.
    let region = if region.is_empty() { "us-east-1" } else { &region };
    endpoint::resolve(&endpoint::Options {
        region,
        endpoint: url.as_ref().map(url::Parts::as_endpoint),
        fips: flag(options, "useFipsEndpoint").unwrap_or_default(),
        dualstack: flag(options, "useDualstackEndpoint").unwrap_or_default(),
    })
}

/// The credentials source that `credentials` is: keys, or a function that gives some.
pub(super) fn read_credentials(options: &Value) -> Result<Provider<Failed>, Problems> {
    // Its absence has been noted already.
    let source = options.member("credentials").ok_or_else(Problems::default)?;
    match source.0.dyn_ref::<Function>() {
        Some(ask) => Ok(asking(ask.clone())),
        None => Credentials::read(&source, "credentials").map(Provider::fixed),
    }
}

fn asking(source: Function) -> Provider<Failed> {
    Provider::asking(Box::new(move || {
        let source = source.clone();
        Box::pin(async move {
            let given =
                settle(|| source.call0(&JsValue::UNDEFINED)).await.map_err(source_failed)?;
            Credentials::read(&Value(given), "credentials").map_err(no_credentials)
        })
    }))
}

/// The cause says what happened; the message does not repeat it, since it could hold a secret.
fn source_failed(cause: JsValue) -> Failed {
    let problem = "the credentials source failed; see the cause".into();
    Error::Credentials { problem }.caused_by(cause)
}

fn no_credentials(problems: Problems) -> Failed {
    Error::Credentials { problem: problems.line() }.into()
}

fn read_signal(options: &Value) -> Result<Option<Signal>, Problems> {
    let Some(value) = options.member("signal") else { return Ok(None) };
    if value.member("addEventListener").is_some_and(|method| method.kind() == Kind::Function) {
        return Ok(Some(value.0.unchecked_into()));
    }
    let mut problems = Problems::default();
    problems.expected("signal", "an AbortSignal", &value);
    Err(problems)
}
