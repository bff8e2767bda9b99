//! Options as JavaScript hands them over, read member by member.

use super::credentials::CredentialsCache;
use super::value::JsonValue;
use crate::client::{COGNITO_IDENTITY, Client, Config, SSM, STS};
use crate::endpoint::{self, Endpoint, UrlParts};
use crate::schema::{
    Member, NON_EMPTY_TEXT, Problems, Shape, TEXT, check, integer, optional, required,
};
use crate::value::{Value, ValueKind};

const DEFAULT_MAX_ATTEMPTS: u32 = 3;

/// What a listing is given besides the options of its calls.
pub(super) struct PaginateOptions {
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
    optional("retryMode", Shape::OneOf(&["standard", "adaptive"])),
    optional("attemptTimeoutMs", MILLISECONDS),
    optional("fetch", Shape::Function),
    optional("onAttempt", Shape::Function),
]);

/// Where a service is; what else there is among the options is someone else's to check.
const PLACE: Shape = Shape::Open(&[
    required("region", NON_EMPTY_TEXT),
    optional("useFipsEndpoint", Shape::Boolean),
    optional("useDualstackEndpoint", Shape::Boolean),
]);

const CALL: Shape = Shape::Structure(&[SIGNAL, TIMEOUT]);

const PAGINATE: Shape = Shape::Structure(&[
    SIGNAL,
    TIMEOUT,
    optional("pageSize", Shape::Integer { min: 1, max: u32::MAX }),
    optional("maxItems", Shape::Integer { min: 0, max: u32::MAX }),
    optional("startingToken", TEXT),
]);

const SIGNAL: Member = optional("signal", Shape::Signal);
const TIMEOUT: Member = optional("timeoutMs", MILLISECONDS);

/// A time limit: at most what `setTimeout` can wait.
const MILLISECONDS: Shape = Shape::Integer { min: 1, max: i32::MAX as u32 };

/// Reads the options of a client of `service`; `parts` is their endpoint as `new URL()` takes it
/// apart, empty if it cannot.
///
/// # Errors
/// Everything that is wrong with them.
pub(super) fn read_client(
    service: &str,
    options: &JsonValue,
    credentials: &CredentialsCache,
    parts: &str,
) -> Result<Client, Problems> {
    let (service, shape) = match service {
        "ssm" => (&SSM, &CLIENT),
        "sts" => (&STS, &PLACE),
        _ => (&COGNITO_IDENTITY, &PLACE),
    };
    let mut problems = Problems::default();
    check_options(options, "options", shape, &mut problems);
    let credentials = credentials.shared(&mut problems);
    let endpoint =
        read_endpoint(service.name, options, parts).map_err(|more| problems.append(more));
    match endpoint {
        Ok(endpoint) if problems.is_empty() => {
            let max_attempts = number(options, "maxAttempts").unwrap_or(DEFAULT_MAX_ATTEMPTS);
            let config = Config { service, endpoint, max_attempts };
            Ok(Client::new(config, credentials))
        }
        _ => Err(problems),
    }
}

/// Checks the options of a call.
///
/// # Errors
/// Everything that is wrong with them.
pub(super) fn check_call(options: &JsonValue) -> Result<(), Problems> {
    let mut problems = Problems::default();
    check_options(options, "options", &CALL, &mut problems);
    problems.or(())
}

impl PaginateOptions {
    /// Reads the options of a listing.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub(super) fn read(options: &JsonValue) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        check_options(options, "options", &PAGINATE, &mut problems);
        problems.or(Self {
            page_size: number(options, "pageSize"),
            max_items: number(options, "maxItems"),
            starting_token: text(options, "startingToken"),
        })
    }
}

/// Checks options, which may be left out altogether; messages call them `what`.
pub(super) fn check_options(
    options: &JsonValue,
    what: &str,
    shape: &Shape,
    problems: &mut Problems,
) {
    if options.kind() == ValueKind::Object {
        check(options, shape, "", problems);
    } else if !options.0.is_undefined() {
        // Not quoted: the text of options that someone made JSON holds secrets.
        problems.add(what, "expected an object");
    } else {
        check(&JsonValue(js_sys::Object::new().into()), shape, "", problems);
    }
}

/// The string called `name`, if there is one.
pub(super) fn text(options: &JsonValue, name: &'static str) -> Option<String> {
    options.member(name)?.text()
}

/// The boolean called `name`, if there is one.
pub(super) fn flag(options: &JsonValue, name: &'static str) -> Option<bool> {
    options.member(name)?.boolean()
}

fn number(options: &JsonValue, name: &'static str) -> Option<u32> {
    integer(&options.member(name)?, 0, u32::MAX)
}

/// Where requests go and the region they are signed for; `parts` is the endpoint option as
/// `new URL()` takes it apart, empty if it cannot.
fn read_endpoint(service: &str, options: &JsonValue, parts: &str) -> Result<Endpoint, Problems> {
    if let ("", Some(given)) = (parts, options.member("endpoint")) {
        let mut problems = Problems::default();
        if given.text().is_some_and(|text| text.bytes().any(|byte| byte == b'@')) {
            // It may hold a password.
            problems.add("endpoint", "expected an absolute URL");
        } else {
            problems.expected("endpoint", "an absolute URL", &given);
        }
        return Err(problems);
    }
    let region = text(options, "region").unwrap_or_default();
    let options = endpoint::Options {
        // Its absence has been noted already.
        region: if region.is_empty() { "us-east-1" } else { &region },
        endpoint: (!parts.is_empty()).then(|| UrlParts::of(parts)),
        fips: flag(options, "useFipsEndpoint").unwrap_or_default(),
        dualstack: flag(options, "useDualstackEndpoint").unwrap_or_default(),
    };
    endpoint::resolve_of(service, &options)
}
