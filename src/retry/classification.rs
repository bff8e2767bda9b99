//! Classifies an error response: why the attempt failed, and whether a retry can help.

use crate::error::Reason;

/// Why a retry can help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetryKind {
    /// The failure is temporary: no connection, a timeout, a server that starts or is overloaded.
    Transient,
    /// The client sends too fast.
    Throttling,
}

/// The state of the local clock, as the caller measured it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// It is right.
    Right,
    /// It is wrong, and a retry would be signed with the same time.
    Wrong,
    /// It is wrong, and the next attempt is signed with the service's time.
    Corrected,
}

/// The classification of an error response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Classification {
    /// Why the attempt failed.
    pub reason: Reason,
    /// Why a retry can help; `None` if it cannot.
    pub retry: Option<RetryKind>,
    suspects_clock: bool,
    suspects_expiry: bool,
}

/// Classifies an error response. AWS's code decides; for an unknown code, the HTTP status.
///
/// `service` is the signing name of the service, such as `ssm`: `IDPCommunicationError` is
/// retryable for STS only. A failure without a response is always [`RetryKind::Transient`].
///
/// ```
/// use patchlens::error::Reason;
/// use patchlens::retry::{RetryKind, classify};
///
/// let throttled = classify("ssm", Some("ThrottlingException"), 400);
/// assert_eq!(throttled.reason, Reason::Throttled);
/// assert_eq!(throttled.retry, Some(RetryKind::Throttling));
///
/// let denied = classify("ssm", Some("AccessDeniedException"), 400);
/// assert_eq!(denied.reason, Reason::Denied);
/// assert_eq!(denied.retry, None);
///
/// // The error response of a proxy has no AWS code.
/// let unavailable = classify("ssm", None, 503);
/// assert_eq!(unavailable.reason, Reason::Unavailable);
/// assert_eq!(unavailable.retry, Some(RetryKind::Transient));
/// ```
pub fn classify(service: &str, aws_code: Option<&str>, status: u16) -> Classification {
    let by_status = Classification::by_status(status);
    let is_met = |rule: &&Rule| rule.is_met(service, aws_code.unwrap_or_default());
    RULES.iter().find(is_met).map_or(by_status, |rule| Classification {
        retry: rule.meaning.retry.or(by_status.retry),
        ..rule.meaning
    })
}

impl Classification {
    const fn new(reason: Reason, retry: Option<RetryKind>) -> Self {
        Self { reason, retry, suspects_clock: false, suspects_expiry: false }
    }

    fn by_status(status: u16) -> Self {
        let retry = match status {
            429 => Some(RetryKind::Throttling),
            500 | 502 | 503 | 504 => Some(RetryKind::Transient),
            _ => None,
        };
        let reason = match status {
            401 | 403 => Reason::Denied,
            404 => Reason::NotFound,
            429 => Reason::Throttled,
            500..=599 => Reason::Unavailable,
            _ => Reason::Other,
        };
        Self::new(reason, retry)
    }

    /// Whether a wrong local clock can be the cause. Measure it, then call
    /// [`with_clock`](Self::with_clock).
    pub fn may_be_clock_skew(&self) -> bool {
        self.suspects_clock
    }

    /// Whether expired credentials can be the cause. Refreshed ones can help.
    pub fn may_be_expired(&self) -> bool {
        self.suspects_expiry
    }

    /// The classification given the state of the clock. Unchanged if a wrong clock cannot be the
    /// cause.
    ///
    /// ```
    /// use patchlens::error::Reason;
    /// use patchlens::retry::{Clock, RetryKind, classify};
    ///
    /// let refused = classify("ssm", Some("InvalidSignatureException"), 400);
    /// assert_eq!((refused.reason, refused.retry), (Reason::Denied, None));
    ///
    /// let corrected = refused.with_clock(Clock::Corrected);
    /// assert_eq!(corrected.reason, Reason::ClockSkew);
    /// assert_eq!(corrected.retry, Some(RetryKind::Transient));
    /// ```
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        let (reason, retry) = match clock {
            _ if !self.suspects_clock => return self,
            Clock::Right if self.suspects_expiry => (Reason::Expired, self.retry),
            Clock::Right => (self.reason, self.retry),
            Clock::Wrong => (Reason::ClockSkew, self.retry),
            Clock::Corrected => (Reason::ClockSkew, Some(RetryKind::Transient)),
        };
        Self { reason, retry, ..self }
    }
}

/// The meaning of some of AWS's codes.
struct Rule {
    /// The codes, separated by spaces. `(Exception)` marks an optional suffix, and `*` matches any
    /// prefix.
    codes: &'static str,
    /// The signing name of the only service that the rule applies to; `None` for all services.
    service: Option<&'static str>,
    meaning: Classification,
}

/// The meaning of AWS's codes. The first matching rule classifies an error response.
///
/// The retryable codes are those of botocore's and smithy's `standard` mode, and of botocore's
/// `_retry.json` for STS.
static RULES: [Rule; 11] = [
    Rule::new(
        "BandwidthLimitExceeded EC2ThrottledException LimitExceededException \
         PriorRequestNotComplete ProvisionedThroughputExceededException RequestLimitExceeded \
         RequestThrottled RequestThrottledException SlowDown ThrottledException Throttling \
         ThrottlingException TooManyRequestsException TransactionInProgressException",
        Reason::Throttled,
    )
    .retried(RetryKind::Throttling),
    Rule::new("RequestTimeout RequestTimeoutException", Reason::Unavailable)
        .retried(RetryKind::Transient),
    // STS cannot reach the identity provider.
    Rule::new("IDPCommunicationError", Reason::Unavailable)
        .retried(RetryKind::Transient)
        .of_service("sts"),
    Rule::new("ExpiredToken(Exception) TokenRefreshRequired(Exception)", Reason::Expired)
        .suspecting_expiry(),
    // AWS documents it for requests that are too old and for expired credentials.
    Rule::new("RequestExpired(Exception)", Reason::ClockSkew)
        .suspecting_clock()
        .suspecting_expiry(),
    Rule::new("RequestInTheFuture(Exception) RequestTimeTooSkewed(Exception)", Reason::ClockSkew)
        .suspecting_clock(),
    Rule::new(
        "AuthFailure InvalidSignature(Exception) SignatureDoesNotMatch(Exception)",
        Reason::Denied,
    )
    .suspecting_clock(),
    Rule::new(
        "*AccessDenied(Exception) Forbidden(Exception) IDPRejectedClaim(Exception) \
         IncompleteSignature(Exception) InvalidAccessKeyId(Exception) \
         InvalidClientTokenId(Exception) InvalidIdentityToken(Exception) \
         MissingAuthenticationToken(Exception) NotAuthorized(Exception) OptInRequired(Exception) \
         RegionDisabled(Exception) SubscriptionRequired(Exception) Unauthorized(Exception) \
         UnauthorizedOperation(Exception) UnrecognizedClient(Exception)",
        Reason::Denied,
    ),
    // The codes with `Invalid` are those with status 404 in SSM's model, and the code for a node
    // without compliance data.
    Rule::new(
        "*DoesNotExist(Exception) *NotFound(Exception) InvalidActivation InvalidActivationId \
         InvalidCommandId InvalidDocument InvalidInstanceId InvalidPluginName InvalidResourceId",
        Reason::NotFound,
    ),
    Rule::new(
        "InternalError(Exception) InternalFailure(Exception) InternalServer(Exception) \
         InternalServerError(Exception) InternalService(Exception) InternalServiceError(Exception) \
         ServiceUnavailable(Exception) Unavailable",
        Reason::Unavailable,
    ),
    // Often sent with status 404, though no resource is missing.
    Rule::new("UnknownOperation(Exception)", Reason::Other),
];

impl Rule {
    const fn new(codes: &'static str, reason: Reason) -> Self {
        Self { codes, service: None, meaning: Classification::new(reason, None) }
    }

    const fn retried(mut self, kind: RetryKind) -> Self {
        self.meaning.retry = Some(kind);
        self
    }

    const fn of_service(mut self, signing_name: &'static str) -> Self {
        self.service = Some(signing_name);
        self
    }

    const fn suspecting_clock(mut self) -> Self {
        self.meaning.suspects_clock = true;
        self
    }

    const fn suspecting_expiry(mut self) -> Self {
        self.meaning.suspects_expiry = true;
        self
    }

    fn is_met(&self, service: &str, aws_code: &str) -> bool {
        self.service.is_none_or(|only| only == service)
            && self.codes.split_ascii_whitespace().any(|pattern| matches(pattern, aws_code))
    }
}

fn matches(pattern: &str, aws_code: &str) -> bool {
    let (name, code) = match pattern.strip_suffix("(Exception)") {
        Some(name) => (name, aws_code.strip_suffix("Exception").unwrap_or(aws_code)),
        None => (pattern, aws_code),
    };
    name.strip_prefix('*').map_or(code == name, |end| code.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pattern_matches_the_code_as_a_whole() {
        for (pattern, code) in [
            ("Throttling", "Throttling"),
            ("ExpiredToken(Exception)", "ExpiredToken"),
            ("ExpiredToken(Exception)", "ExpiredTokenException"),
            ("*NotFound(Exception)", "ParameterNotFound"),
            ("*NotFound(Exception)", "ResourceNotFoundException"),
            ("*NotFound(Exception)", "NotFound"),
        ] {
            assert!(matches(pattern, code), "{pattern} {code}");
        }
    }

    #[test]
    fn pattern_does_not_match_a_similar_code() {
        for (pattern, code) in [
            ("Throttling", "ThrottlingException"),
            ("Throttling", "throttling"),
            ("Throttling", ""),
            ("LimitExceededException", "LimitExceeded"),
            ("LimitExceededException", "AssociationLimitExceededException"),
            ("ExpiredToken(Exception)", ""),
            ("ExpiredToken(Exception)", "Exception"),
            ("ExpiredToken(Exception)", "ExpiredTokenExceptionException"),
            ("ExpiredToken(Exception)", "ExpiredToken(Exception)"),
            ("ExpiredToken(Exception)", "AnExpiredToken"),
            ("*NotFound(Exception)", "NotFoundYet"),
            ("*NotFound(Exception)", "Exception"),
        ] {
            assert!(!matches(pattern, code), "{pattern} {code}");
        }
    }

    #[test]
    fn every_code_is_in_one_rule() {
        let patterns = RULES.iter().flat_map(|rule| rule.codes.split_ascii_whitespace());
        for code in patterns.map(|pattern| pattern.replace("(Exception)", "").replace('*', "")) {
            for code in [code.clone(), code.replace("Exception", "") + "Exception"] {
                let service = RULES.iter().find_map(|rule| rule.service).unwrap_or_default();
                let met = RULES.iter().filter(|rule| rule.is_met(service, &code)).count();
                assert!(met <= 1, "{code} is in {met} rules");
            }
        }
    }
}
