//! Reads the options that JavaScript passes in.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::Object;

use super::credentials::CredentialsCache;
use super::endpoint::read_endpoint;
use super::value::{JsonValue, number, string};
use crate::client::{COGNITO_IDENTITY, Config, RetryMode, SSM, STS, Service};
use crate::credentials::{self as core, PROVIDER_OPTIONS, ProviderKind};
use crate::endpoint::Endpoint;
use crate::schema::{
    ALLOW_INSECURE_ENDPOINT, ATTEMPT_TIMEOUT_MS, ENDPOINT, FETCH, MAX_ATTEMPTS, MILLISECONDS,
    Member, Problems, REGION, Shape, TEXT, USE_DUALSTACK_ENDPOINT, USE_FIPS_ENDPOINT, check,
    optional, required,
};
use crate::value::{Value, ValueKind};

const DEFAULT_MAX_ATTEMPTS: u32 = 3;
const DEFAULT_ATTEMPT_TIMEOUT_MS: u32 = 30_000;

/// The options of a paginator, besides those of its calls.
pub(super) struct PaginateOptions {
    pub(super) page_size: Option<u32>,
    pub(super) max_items: Option<u32>,
    pub(super) starting_token: Option<String>,
}

const CLIENT: Shape = Shape::Structure(&[
    REGION,
    required("credentials", Shape::Any),
    ENDPOINT,
    USE_FIPS_ENDPOINT,
    USE_DUALSTACK_ENDPOINT,
    ALLOW_INSECURE_ENDPOINT,
    MAX_ATTEMPTS,
    optional("retryMode", Shape::OneOf(&["standard", "adaptive"])),
    ATTEMPT_TIMEOUT_MS,
    FETCH,
    optional("onAttempt", Shape::Function),
]);

/// The options of a call.
pub(super) const CALL: Shape = Shape::Structure(&[SIGNAL, TIMEOUT]);

/// The options of `send`.
pub(super) const SEND: Shape = Shape::Structure(&[
    SIGNAL,
    TIMEOUT,
    MAX_ATTEMPTS,
    optional("output", Shape::OneOf(&["json", "bytes"])),
]);

const PAGINATE: Shape = Shape::Structure(&[
    SIGNAL,
    TIMEOUT,
    optional("pageSize", Shape::Integer { min: 1, max: u32::MAX }),
    optional("maxItems", Shape::Integer { min: 0, max: u32::MAX }),
    optional("startingToken", TEXT),
]);

const SIGNAL: Member = optional("signal", Shape::Signal);
const TIMEOUT: Member = optional("timeoutMs", MILLISECONDS);

/// Checked options of a client or a credentials provider.
pub(super) struct ServiceOptions {
    pub(super) config: Config,
    pub(super) cache: Rc<RefCell<core::CredentialsCache>>,
}

impl ServiceOptions {
    /// Reads the options of a client.
    ///
    /// # Errors
    /// All problems with them.
    pub(super) fn of_client(
        options: &JsonValue,
        credentials: &CredentialsCache,
    ) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        check_options(options, "options", &CLIENT, &mut problems);
        let cache = credentials.shared("credentials", &mut problems);
        let endpoint = read_endpoint(SSM.name, options).map_err(|more| problems.append(more));
        Self::new(&SSM, options, endpoint, cache, problems)
    }

    /// Reads the options of the credentials provider that the package's function `name` creates;
    /// `source` is the cache of the credentials that sign.
    ///
    /// # Errors
    /// All problems with them.
    pub(super) fn of_provider(
        function: &str,
        options: &JsonValue,
        source: &CredentialsCache,
    ) -> Result<Self, Problems> {
        let kind = ProviderKind::of_function(function)
            .ok_or_else(|| Problems::one("function", "is not a provider"))?;
        let service = match kind {
            ProviderKind::AssumeRole | ProviderKind::WebIdentity => &STS,
            ProviderKind::CognitoIdentityPool => &COGNITO_IDENTITY,
        };
        let mut problems = Problems::default();
        check_options(options, "options", &Shape::Open(&PROVIDER_OPTIONS), &mut problems);
        let cache = source.shared("source", &mut problems);
        let endpoint = read_endpoint(service.name, options).map_err(|more| problems.append(more));
        kind.check(&or_empty(options), &mut problems);
        Self::new(service, options, endpoint, cache, problems)
    }

    fn new(
        service: &'static Service,
        options: &JsonValue,
        endpoint: Result<Endpoint, ()>,
        cache: Rc<RefCell<core::CredentialsCache>>,
        problems: Problems,
    ) -> Result<Self, Problems> {
        match endpoint {
            Ok(endpoint) if problems.is_empty() => {
                Ok(Self { config: config(service, endpoint, options), cache })
            }
            _ => Err(problems),
        }
    }
}

/// The settings in checked options.
fn config(service: &'static Service, endpoint: Endpoint, options: &JsonValue) -> Config {
    let attempt_timeout = number(options, "attemptTimeoutMs").unwrap_or(DEFAULT_ATTEMPT_TIMEOUT_MS);
    let retry_mode = match string(options, "retryMode").as_deref() {
        Some("adaptive") => RetryMode::Adaptive,
        _ => RetryMode::Standard,
    };
    Config {
        service,
        endpoint,
        max_attempts: number(options, "maxAttempts").unwrap_or(DEFAULT_MAX_ATTEMPTS),
        attempt_timeout: Duration::from_millis(attempt_timeout.into()),
        retry_mode,
    }
}

/// Checks optional options.
///
/// # Errors
/// All problems with them.
pub(super) fn check_all(options: &JsonValue, shape: &Shape) -> Result<(), Problems> {
    if options.0.is_undefined() {
        return Ok(());
    }
    let mut problems = Problems::default();
    check_options(options, "options", shape, &mut problems);
    problems.or(())
}

impl PaginateOptions {
    /// Reads the options of a paginator.
    ///
    /// # Errors
    /// All problems with them.
    pub(super) fn read(options: &JsonValue) -> Result<Self, Problems> {
        check_all(options, &PAGINATE)?;
        Ok(Self {
            page_size: number(options, "pageSize"),
            max_items: number(options, "maxItems"),
            starting_token: string(options, "startingToken"),
        })
    }
}

/// Checks options, which may be undefined; messages call them `what`.
pub(super) fn check_options(
    options: &JsonValue,
    what: &str,
    shape: &Shape,
    problems: &mut Problems,
) {
    if options.kind() == ValueKind::Object {
        check(options, shape, "", problems);
    } else if !options.0.is_undefined() {
        // Not quoted: options passed as JSON text contain secrets.
        problems.add(what, "expected an object");
    } else {
        check(&or_empty(options), shape, "", problems);
    }
}

/// The options; an empty object if they are left out.
fn or_empty(options: &JsonValue) -> JsonValue {
    if options.0.is_undefined() { JsonValue(Object::new().into()) } else { options.clone() }
}

/// The JSON text of an input.
///
/// # Errors
/// The input cannot be expressed as JSON.
pub(super) fn written(body: Option<String>) -> Result<String, Problems> {
    body.ok_or_else(|| Problems::one("input", "cannot be written as JSON"))
}
