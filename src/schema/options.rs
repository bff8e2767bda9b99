//! The options of everything that calls a service: clients and credentials providers.

use super::shape::{Member, NON_EMPTY_TEXT, Shape, optional, required};

/// The region whose endpoint is called.
pub const REGION: Member = required("region", NON_EMPTY_TEXT);

/// The endpoint to call instead; checked where it is resolved.
pub const ENDPOINT: Member = optional("endpoint", Shape::Any);

/// Whether to call the FIPS endpoint.
pub const USE_FIPS_ENDPOINT: Member = optional("useFipsEndpoint", Shape::Boolean);

/// Whether to call the dual-stack endpoint.
pub const USE_DUALSTACK_ENDPOINT: Member = optional("useDualstackEndpoint", Shape::Boolean);

/// Whether an `http:` endpoint may have any host name without a dot.
pub const ALLOW_INSECURE_ENDPOINT: Member = optional("allowInsecureEndpoint", Shape::Boolean);

/// The time limit of an attempt.
pub const ATTEMPT_TIMEOUT_MS: Member = optional("attemptTimeoutMs", MILLISECONDS);

/// The maximum number of attempts, including the first.
pub const MAX_ATTEMPTS: Member = optional("maxAttempts", Shape::Integer { min: 1, max: u32::MAX });

/// A `fetch` to call instead of the global one.
pub const FETCH: Member = optional("fetch", Shape::Function);

/// A time limit: at most the maximum of `setTimeout`.
pub const MILLISECONDS: Shape = Shape::Integer { min: 1, max: i32::MAX as u32 };
