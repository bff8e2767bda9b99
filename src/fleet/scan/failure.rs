//! Requests that failed, as the driver reports them.

use std::time::Duration;

use crate::fleet::given::{self, given};
use crate::retry::{RetryKind, delay};

/// Attempts of a throttled request.
const THROTTLED_ATTEMPTS: u32 = 12;
/// Attempts of a request that failed for another temporary reason.
const ATTEMPTS: u32 = 6;
/// How many of them follow each other quickly.
const QUICK_ATTEMPTS: u32 = 3;
/// Attempts with expired keys or a wrong clock: newer keys or the service's time mend that at once,
/// or waiting does not mend it either.
const SIGNING_ATTEMPTS: u32 = QUICK_ATTEMPTS;

/// Why a request failed: the record of a `PatchlensError`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScanFailure {
    /// `service`, `network`, `timeout`, …
    pub code: String,
    /// `throttled`, `denied`, `unavailable`, …
    pub reason: String,
    /// AWS's code.
    pub aws_code: String,
    /// The message.
    pub message: String,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// The delay that the service requests, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// The whole record as JSON text.
    pub record: String,
}

given!(struct ScanFailure {
    code: "code" or default,
    reason: "reason" or default,
    aws_code: "awsCode" or default,
    message: "message" or default,
    retryable: "retryable" or default,
    retry_after_ms: "retryAfterMs",
    record: "" or default,
});

impl ScanFailure {
    /// Reads the JSON text of a record.
    pub fn from_record(record: &str) -> Self {
        let read: Self = given::read(record).unwrap_or_default();
        Self { record: String::from(record), ..read }
    }

    /// A failure that the scan itself finds.
    pub(super) fn found(code: &str, subject: &str, problem: &str, retryable: bool) -> Self {
        let message = format!("Cannot {subject}: {problem}");
        let record = serde_json::json!({
            "code": code, "message": message, "reason": "other", "retryable": retryable,
        });
        let (code, reason) = (String::from(code), String::from("other"));
        let record = given::text(&record);
        Self { code, reason, message, retryable, record, ..Self::default() }
    }

    /// Whether the service throttled the request.
    pub fn is_throttled(&self) -> bool {
        self.reason == "throttled"
    }

    /// Whether every other request of the scope fails for the same reason.
    pub(super) fn ends_scope(&self) -> bool {
        matches!(self.reason.as_str(), "denied" | "expired" | "clock-skew")
            || matches!(self.code.as_str(), "credentials")
    }

    /// Whether the service refuses the page size.
    pub(super) fn refuses_page_size(&self) -> bool {
        let message = self.message.to_ascii_lowercase();
        self.aws_code == "ValidationException"
            && memchr::memmem::find(message.as_bytes(), b"maxresults").is_some()
    }

    /// Whether the operation is not there for the caller.
    pub(super) fn refuses_operation(&self) -> bool {
        self.reason == "denied" || self.aws_code.starts_with("UnknownOperation")
    }

    /// How long to wait before the attempt after `attempts`; `None` if there is none.
    pub(super) fn delay(&self, attempts: u32, jitter: f64) -> Option<Duration> {
        let most = match self.reason.as_str() {
            "throttled" => THROTTLED_ATTEMPTS,
            "expired" | "clock-skew" => SIGNING_ATTEMPTS,
            _ => ATTEMPTS,
        };
        // An outage of a few seconds is not worth a scope.
        let is_slow = self.is_throttled() || attempts > QUICK_ATTEMPTS;
        let kind = if is_slow { RetryKind::Throttling } else { RetryKind::Transient };
        let is_temporary = self.is_throttled()
            || self.retryable
            // The client does not repeat it: the next answer may be whole.
            || self.code == "malformed-response"
            || matches!(self.reason.as_str(), "unavailable" | "expired" | "clock-skew");
        let hint = self.retry_after_ms.map(|ms| Duration::from_secs_f64(ms.clamp(0.0, 1e7) / 1e3));
        (is_temporary && attempts < most).then(|| delay(kind, attempts, jitter, hint))
    }
}
