//! Classification of error responses: the reason, and whether a retry can help.

use patchlens::error::Reason;
use patchlens::retry::{Classification, Clock, RetryKind, classify};

/// The errors of SSM's model (`service_errors` of botocore 1.44.5, the operations of Patch Manager
/// and all others): the codes for a missing resource, ...
const NOT_FOUND: &str = "\
    AssociationDoesNotExist AssociationExecutionDoesNotExist AutomationDefinitionNotFoundException \
    AutomationDefinitionVersionNotFoundException AutomationExecutionNotFoundException \
    AutomationStepNotFoundException DoesNotExistException InvalidActivation InvalidActivationId \
    InvalidCommandId InvalidDocument InvalidInstanceId InvalidPluginName InvalidResourceId \
    InvocationDoesNotExist OpsItemNotFoundException OpsItemRelatedItemAssociationNotFoundException \
    OpsMetadataNotFoundException ParameterNotFound ParameterVersionNotFound \
    ResourceDataSyncNotFoundException ResourceNotFoundException ResourcePolicyNotFoundException \
    ServiceSettingNotFound";

/// ... and the codes without a reason of their own.
const OTHER: &str = "\
    AlreadyExistsException AssociatedInstances AssociationAlreadyExists AssociationLimitExceeded \
    AssociationVersionLimitExceeded AutomationDefinitionNotApprovedException \
    AutomationExecutionLimitExceededException ComplianceTypeCountLimitExceededException \
    ConflictException CustomSchemaCountLimitExceededException DocumentAlreadyExists \
    DocumentLimitExceeded DocumentPermissionLimit DocumentVersionLimitExceeded \
    DuplicateDocumentContent DuplicateDocumentVersionName DuplicateInstanceId \
    FeatureNotAvailableException HierarchyLevelLimitExceededException \
    HierarchyTypeMismatchException IdempotentParameterMismatch IncompatiblePolicyException \
    InvalidAggregatorException InvalidAllowedPatternException InvalidAssociation \
    InvalidAssociationVersion InvalidAutomationExecutionParametersException \
    InvalidAutomationSignalException InvalidAutomationStatusUpdateException \
    InvalidDeleteInventoryParametersException InvalidDeletionIdException InvalidDocumentContent \
    InvalidDocumentOperation InvalidDocumentSchemaVersion InvalidDocumentType \
    InvalidDocumentVersion InvalidFilter InvalidFilterKey InvalidFilterOption InvalidFilterValue \
    InvalidInstanceInformationFilterValue InvalidInstancePropertyFilterValue \
    InvalidInventoryGroupException InvalidInventoryItemContextException \
    InvalidInventoryRequestException InvalidItemContentException InvalidKeyId InvalidNextToken \
    InvalidNotificationConfig InvalidOptionException InvalidOutputFolder InvalidOutputLocation \
    InvalidParameters InvalidPermissionType InvalidPolicyAttributeException \
    InvalidPolicyTypeException InvalidResourceType InvalidResultAttributeException InvalidRole \
    InvalidSchedule InvalidTag InvalidTarget InvalidTargetMaps InvalidTypeNameException \
    InvalidUpdate ItemContentMismatchException ItemSizeLimitExceededException \
    MalformedResourcePolicyDocumentException MaxDocumentSizeExceeded NoLongerSupportedException \
    OpsItemAlreadyExistsException OpsItemConflictException OpsItemInvalidParameterException \
    OpsItemLimitExceededException OpsItemRelatedItemAlreadyExistsException \
    OpsMetadataAlreadyExistsException OpsMetadataInvalidArgumentException \
    OpsMetadataKeyLimitExceededException OpsMetadataLimitExceededException \
    OpsMetadataTooManyUpdatesException ParameterAlreadyExists ParameterLimitExceeded \
    ParameterMaxVersionLimitExceeded ParameterPatternMismatchException \
    ParameterVersionLabelLimitExceeded PoliciesLimitExceededException \
    ResourceDataSyncAlreadyExistsException ResourceDataSyncConflictException \
    ResourceDataSyncCountExceededException ResourceDataSyncInvalidConfigurationException \
    ResourceInUseException ResourceLimitExceededException ResourcePolicyConflictException \
    ResourcePolicyInvalidParameterException ResourcePolicyLimitExceededException \
    ServiceQuotaExceededException StatusUnchanged SubTypeCountLimitExceededException \
    TargetInUseException TargetNotConnected TooManyTagsError TooManyUpdates \
    TotalSizeLimitExceededException UnsupportedCalendarException \
    UnsupportedFeatureRequiredException UnsupportedInventoryItemContextException \
    UnsupportedInventorySchemaVersionException UnsupportedOperatingSystem \
    UnsupportedOperationException UnsupportedParameterType UnsupportedPlatformType \
    ValidationException";

fn retry(code: Option<&str>, status: u16) -> Option<RetryKind> {
    classify("ssm", code, status).retry
}

fn of_code(code: &str) -> Classification {
    classify("ssm", Some(code), 400)
}

fn assert_reason(codes: &str, reason: Reason) {
    for code in codes.split_ascii_whitespace() {
        assert_eq!(of_code(code).reason, reason, "{code}");
    }
}

#[test]
fn throttling_codes_are_throttling_with_any_status() {
    for code in [
        "BandwidthLimitExceeded",
        "EC2ThrottledException",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionInProgressException",
    ] {
        for status in [400, 429, 500, 503] {
            assert_eq!(retry(Some(code), status), Some(RetryKind::Throttling), "{code}");
        }
    }
}

#[test]
fn request_timeouts_are_transient_with_any_status() {
    for code in ["RequestTimeout", "RequestTimeoutException"] {
        for status in [400, 408, 429, 500] {
            assert_eq!(retry(Some(code), status), Some(RetryKind::Transient), "{code}");
        }
    }
}

#[test]
fn the_status_decides_about_retries_for_an_unknown_code() {
    for code in [None, Some(""), Some("InternalServerError"), Some("Unheard0f")] {
        for status in [500, 502, 503, 504] {
            assert_eq!(retry(code, status), Some(RetryKind::Transient), "{code:?} {status}");
        }
        assert_eq!(retry(code, 429), Some(RetryKind::Throttling), "{code:?}");
    }
}

#[test]
fn other_failures_are_final() {
    for status in [0, 301, 400, 401, 403, 404, 408, 413, 501, 505, 509, 599] {
        for code in [None, Some("ExpiredTokenException"), Some("throttling"), Some("Throttling ")] {
            assert_eq!(retry(code, status), None, "{code:?} {status}");
        }
    }
}

#[test]
fn an_unreachable_identity_provider_is_retryable_for_sts_only() {
    let of = |service, status| classify(service, Some("IDPCommunicationError"), status);
    assert_eq!(of("sts", 400).retry, Some(RetryKind::Transient));
    assert_eq!(of("sts", 400).reason, Reason::Unavailable);
    for service in ["ssm", "cognito-identity", "s3", ""] {
        assert_eq!(of(service, 400).retry, None, "{service}");
        assert_eq!(of(service, 400).reason, Reason::Other, "{service}");
        assert_eq!(of(service, 503).retry, Some(RetryKind::Transient), "{service}");
    }
}

#[test]
fn retryable_codes_have_a_matching_reason() {
    assert_reason(
        "Throttling ThrottlingException SlowDown RequestLimitExceeded",
        Reason::Throttled,
    );
    assert_reason("RequestTimeout RequestTimeoutException", Reason::Unavailable);
}

#[test]
fn errors_of_ssm_have_reasons() {
    assert_reason(NOT_FOUND, Reason::NotFound);
    assert_reason(OTHER, Reason::Other);
    assert_reason("AccessDeniedException OpsItemAccessDeniedException", Reason::Denied);
    assert_reason("ThrottlingException", Reason::Throttled);
    assert_reason("InternalServerError", Reason::Unavailable);
    assert_eq!(NOT_FOUND.split(' ').count() + OTHER.split(' ').count() + 4, 140);
}

#[test]
fn denials_of_front_ends_sts_and_cognito_are_denied() {
    assert_reason(
        "AccessDenied AuthFailure Forbidden IDPRejectedClaim IncompleteSignature \
         IncompleteSignatureException InvalidAccessKeyId InvalidClientTokenId InvalidIdentityToken \
         InvalidSignatureException MissingAuthenticationToken MissingAuthenticationTokenException \
         NotAuthorized NotAuthorizedException OptInRequired SignatureDoesNotMatch \
         SubscriptionRequiredException UnauthorizedOperation UnrecognizedClientException",
        Reason::Denied,
    );
}

#[test]
fn expired_credentials_can_be_refreshed() {
    for code in ["ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired"] {
        let expired = of_code(code);
        assert_eq!((expired.reason, expired.retry), (Reason::Expired, None), "{code}");
        assert!(expired.may_be_expired() && !expired.may_be_clock_skew(), "{code}");
    }
}

#[test]
fn an_expired_request_is_due_to_the_clock_or_else_the_credentials() {
    let expired = of_code("RequestExpired");
    assert_eq!((expired.reason, expired.retry), (Reason::ClockSkew, None));
    assert!(expired.may_be_clock_skew() && expired.may_be_expired());
    assert_eq!(expired.with_clock(Clock::Right).reason, Reason::Expired);
    assert_eq!(expired.with_clock(Clock::Right).retry, None);
    assert_eq!(expired.with_clock(Clock::Wrong), expired);
}

#[test]
fn clock_skew_explains_only_a_wrong_time_or_signature() {
    for code in ["RequestTimeTooSkewed", "RequestInTheFuture"] {
        assert_eq!(of_code(code).reason, Reason::ClockSkew, "{code}");
        assert_eq!(of_code(code).with_clock(Clock::Right).reason, Reason::ClockSkew, "{code}");
        assert!(of_code(code).may_be_clock_skew() && !of_code(code).may_be_expired(), "{code}");
    }
    for code in ["AuthFailure", "InvalidSignatureException", "SignatureDoesNotMatch"] {
        assert!(of_code(code).may_be_clock_skew() && !of_code(code).may_be_expired(), "{code}");
        assert_eq!(of_code(code).with_clock(Clock::Right).reason, Reason::Denied, "{code}");
    }
    for code in
        ["InvalidFilter", "AccessDeniedException", "IncompleteSignature", "ThrottlingException"]
    {
        assert!(!of_code(code).may_be_clock_skew(), "{code}");
        for clock in [Clock::Right, Clock::Wrong, Clock::Corrected] {
            assert_eq!(of_code(code).with_clock(clock), of_code(code), "{code}");
        }
    }
}

#[test]
fn clock_skew_is_retryable_only_after_the_clock_is_corrected() {
    for code in ["InvalidSignatureException", "RequestExpired", "RequestTimeTooSkewed"] {
        let wrong = of_code(code).with_clock(Clock::Wrong);
        assert_eq!((wrong.reason, wrong.retry), (Reason::ClockSkew, None), "{code}");
        let corrected = of_code(code).with_clock(Clock::Corrected);
        assert_eq!(corrected.reason, Reason::ClockSkew, "{code}");
        assert_eq!(corrected.retry, Some(RetryKind::Transient), "{code}");
    }
}

#[test]
fn the_status_is_the_reason_for_an_unknown_code() {
    for code in [None, Some(""), Some("Unheard0f"), Some("ValidationException")] {
        for (reason, statuses) in [
            (Reason::Denied, &[401, 403][..]),
            (Reason::NotFound, &[404]),
            (Reason::Throttled, &[429]),
            (Reason::Unavailable, &[500, 501, 502, 503, 504, 505, 509, 599]),
            (Reason::Other, &[0, 301, 400, 402, 408, 409, 413, 430, 600, 999]),
        ] {
            for status in statuses {
                assert_eq!(classify("ssm", code, *status).reason, reason, "{code:?} {status}");
            }
        }
    }
}

#[test]
fn the_code_is_the_reason_with_any_status() {
    for (code, status, reason) in [
        ("AccessDeniedException", 404, Reason::Denied),
        ("AccessDeniedException", 500, Reason::Denied),
        ("ThrottlingException", 503, Reason::Throttled),
        ("ResourceNotFoundException", 403, Reason::NotFound),
        ("ServiceUnavailableException", 400, Reason::Unavailable),
        ("UnknownOperationException", 404, Reason::Other),
    ] {
        assert_eq!(classify("ssm", Some(code), status).reason, reason, "{code} {status}");
    }
}

#[test]
fn reasons_have_the_names_that_javascript_sees() {
    for (reason, name) in [
        (Reason::Throttled, "throttled"),
        (Reason::Expired, "expired"),
        (Reason::Denied, "denied"),
        (Reason::ClockSkew, "clock-skew"),
        (Reason::NotFound, "not-found"),
        (Reason::Unavailable, "unavailable"),
        (Reason::Other, "other"),
    ] {
        assert_eq!(reason.as_str(), name);
    }
}
