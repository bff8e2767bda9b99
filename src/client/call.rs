//! A call in progress: its attempts, and the step after each.

use std::rc::Rc;
use std::time::Duration;

use super::failure::{Failure, Metadata};
use super::shared::Shared;
use super::signature::{self, Signature};
use super::step::{Attempt, HeaderList, Step, Wait};
use crate::credentials::{Redaction, RefreshNeed};
use crate::digest::{hex, sha256};
use crate::error::{Error, Reason, TimeoutScope};
use crate::retry::{self, Classification, Clock, Outcome, RetryKind, TimedResponse};
use crate::sigv4::push_header;
use crate::ssm::error_response::{self, ErrorResponse};
use crate::text::{find, join};
use crate::time::Timestamp;
use crate::value::Value;

/// The names under which AWS has sent the id of a request.
const REQUEST_ID: [&str; 3] = ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"];

/// The largest `MaxResults` that SSM accepts for every operation, even where the documented limit
/// is higher.
const ACCEPTED_MAX_RESULTS: u32 = 50;

/// The options of a call.
#[derive(Default)]
pub struct CallOptions {
    /// The maximum number of attempts, instead of the client's.
    pub max_attempts: Option<u32>,
    /// The `MaxResults` in the body, if present.
    pub max_results: Option<u32>,
    /// Whether requests carry a signature.
    pub signing: Signing,
    /// The secrets in the body, which no message may repeat.
    pub redaction: Rc<Redaction>,
}

/// Whether requests carry a signature.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Signing {
    /// Requests are signed.
    #[default]
    Signed,
    /// Requests are not signed: for actions that return credentials, such as GetId.
    Unsigned,
}

/// The parts of a response that the core reads.
pub struct Response<'a> {
    /// HTTP status; 0 for a redirect that the runtime hides.
    pub status: u16,
    /// The value of a header by its lower-case name, if the runtime exposes it.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The body of an error response. The core does not read the body of a 2xx response.
    pub text: &'a str,
    /// When the request was sent, by the local clock.
    pub sent_at: Timestamp,
}

/// Why an attempt has no response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loss {
    /// The transport failed, with this message.
    Network(String),
    /// The attempt timed out.
    TimedOut,
}

/// Whether the service has rejected the credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expiry {
    /// It has not.
    NotReported,
    /// It rejected them as expired; no attempt was sent since.
    Reported,
    /// It rejected them as expired; an attempt with other credentials was sent since.
    Handled,
}

/// What can make a failed call succeed.
#[derive(Debug, Clone, Copy)]
enum Remedy {
    /// Another attempt after a delay.
    Wait(RetryKind),
    /// Other credentials.
    Refresh,
    /// A smaller page.
    SmallerPage,
}

/// A call in progress.
pub struct Call {
    client: Rc<Shared>,
    action: String,
    payload_hash: String,
    options: CallOptions,
    /// Of the latest attempt.
    signature: Option<Signature>,
    /// The clock skew that the signature of the latest attempt corrected.
    signed_skew: i64,
    /// Whether the clock skew was corrected because of a response.
    clock_corrected: bool,
    expiry: Expiry,
    /// Whether the provider was called for the next attempt.
    refreshed: bool,
    /// The error of the latest attempt.
    failure: Option<Box<Failure>>,
    request_id: Option<String>,
    status: u16,
    attempts: u32,
    /// Attempts that do not count against the limit.
    uncounted: u32,
    total_delay: Duration,
    last_retry: Option<RetryKind>,
}

impl Call {
    pub(super) fn new(client: &Rc<Shared>, action: &str, body: &str, options: CallOptions) -> Self {
        Self {
            client: Rc::clone(client),
            action: action.into(),
            payload_hash: hash(body),
            options,
            signature: None,
            signed_skew: 0,
            clock_corrected: false,
            expiry: Expiry::NotReported,
            refreshed: false,
            failure: None,
            request_id: None,
            status: 0,
            attempts: 0,
            uncounted: 0,
            total_delay: Duration::ZERO,
            last_retry: None,
        }
    }

    /// The action, as AWS spells it.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// The URL that requests go to.
    pub fn url(&self) -> &str {
        &self.client.config.endpoint.url
    }

    /// Replaces the body, after a [`Wait`] that names a `max_results`.
    pub fn replace_body(&mut self, body: &str) {
        self.payload_hash = hash(body);
    }

    /// The next step: at the start, after a wait, and after a refresh.
    pub fn resume(&mut self, now: Timestamp) -> Step {
        let patience = match self.refresh_need(now) {
            RefreshNeed::Fresh => return self.send(now),
            // A provider can return credentials that are about to expire, or that have expired.
            _ if self.refreshed && self.has_credentials() => return self.send(now),
            RefreshNeed::Soon { patience } => Some(patience),
            RefreshNeed::Now => None,
        };
        self.refreshed = true;
        Step::Refresh { patience }
    }

    /// The next step after the provider failed to refresh the credentials, or took longer than the
    /// patience of the step.
    pub fn refresh_failed(&mut self, problem: &str, now: Timestamp) -> Step {
        if self.refresh_need(now) == RefreshNeed::Now {
            let error = Error::Credentials { problem: problem.into() };
            return Step::Failed(self.failed(error));
        }
        self.send(now)
    }

    fn has_credentials(&self) -> bool {
        self.client.credentials.borrow().credentials().is_some()
    }

    fn refresh_need(&self, now: Timestamp) -> RefreshNeed {
        match self.options.signing {
            Signing::Signed => {
                self.client.credentials.borrow().refresh_need(self.client.service_time(now))
            }
            Signing::Unsigned => RefreshNeed::Fresh,
        }
    }

    /// Sends an attempt as soon as the rate limiter permits.
    fn send(&mut self, now: Timestamp) -> Step {
        if let Some(limiter) = &self.client.rate_limiter
            && let Err(delay) = limiter.borrow_mut().acquire(now)
        {
            return Step::Wait(Wait::for_rate(delay));
        }
        match self.headers(now) {
            Ok(headers) => {
                self.attempts += 1;
                self.refreshed = false;
                let timeout = self.client.config.attempt_timeout;
                Step::Send(Attempt { number: self.attempts, headers, timeout })
            }
            Err(failure) => Step::Failed(failure),
        }
    }

    fn headers(&mut self, now: Timestamp) -> Result<HeaderList, Box<Failure>> {
        let service = self.client.config.service;
        let target = join(&[service.target_prefix, &self.action]);
        let own = [("content-type", service.content_type), ("x-amz-target", &*target)];
        let [content_type, _] = own;
        let own = if service.target_prefix.is_empty() { &[content_type][..] } else { &own };
        let mut headers = HeaderList::new();
        if self.options.signing == Signing::Signed {
            self.check_refreshed()?;
            let signed = signature::sign(&self.client, own, &self.payload_hash, now);
            let (added, signature) =
                signed.map_err(|problem| self.failed(Error::Credentials { problem }))?;
            headers = added;
            self.signature = Some(signature);
        }
        self.signed_skew = self.client.clock_skew.get();
        for (name, value) in own {
            push_header(&mut headers, name, value);
        }
        if let Some(accept) = service.accept {
            push_header(&mut headers, "accept", accept);
        }
        Ok(headers)
    }

    /// Fails with the error that reported the expiry, if the provider returned the expired
    /// credentials again.
    fn check_refreshed(&mut self) -> Result<(), Box<Failure>> {
        if self.expiry != Expiry::Reported {
            return Ok(());
        }
        self.expiry = Expiry::Handled;
        let cache = self.client.credentials.borrow();
        let is_same = |used: &Signature| {
            cache.credentials().is_some_and(|cached| cached.same_keys(&used.credentials))
        };
        match self.failure.take() {
            Some(mut failure) if self.signature.as_ref().is_some_and(is_same) => {
                if let Error::Service { retryable, .. } = &mut failure.error {
                    *retryable = false;
                }
                Err(failure)
            }
            _ => Ok(()),
        }
    }

    /// The next step after `response`. `jitter`, from 0 to 1, is the share of the longest wait.
    pub fn receive<V: Value>(
        &mut self,
        response: &Response<'_>,
        now: Timestamp,
        jitter: f64,
    ) -> Step {
        self.status = response.status;
        let request_id = REQUEST_ID.iter().find_map(|name| (response.header)(name));
        self.request_id = request_id.map(|id| self.redacted(&id));
        if (200..300).contains(&response.status) {
            return Step::Done(self.succeed(now));
        }
        let error_type = (response.header)("x-amzn-errortype");
        let said = error_response::read::<V>(&self.redacted(response.text), error_type);
        let classification = self.classify(&said, response, now);
        let remedy = self.remedy(classification, &said);
        self.report(outcome_of(remedy), now);
        let hint = retry::hint(
            (response.header)("x-amz-retry-after").as_deref(),
            (response.header)("retry-after").as_deref(),
            self.client.service_time(now),
        );
        let failure = self.refused(said, classification, remedy);
        self.retry(failure, remedy, hint, jitter)
    }

    fn succeed(&mut self, now: Timestamp) -> Metadata {
        self.client.quota.borrow_mut().succeed(self.last_retry);
        self.report(Outcome::NotThrottled, now);
        Metadata {
            status: self.status,
            request_id: self.request_id.clone(),
            attempts: self.attempts,
            total_retry_delay: self.total_delay,
        }
    }

    /// The next step after an attempt without a response.
    pub fn lose(&mut self, loss: Loss, now: Timestamp, jitter: f64) -> Step {
        (self.status, self.request_id) = (0, None);
        self.report(Outcome::NotThrottled, now);
        let error = match loss {
            Loss::Network(message) => Error::Network { message: self.redacted(&message) },
            Loss::TimedOut => {
                let limit = self.client.config.attempt_timeout;
                Error::Timeout { limit, scope: TimeoutScope::Attempt }
            }
        };
        let failure = self.failed(error);
        self.retry(failure, Some(Remedy::Wait(RetryKind::Transient)), None, jitter)
    }

    /// Reports a response to the rate limiter.
    fn report(&self, outcome: Outcome, now: Timestamp) {
        if let Some(limiter) = &self.client.rate_limiter {
            limiter.borrow_mut().report(outcome, now);
        }
    }

    /// Classifies an error response, and measures the clock skew if that can be the cause.
    fn classify(
        &mut self,
        said: &ErrorResponse,
        response: &Response<'_>,
        now: Timestamp,
    ) -> Classification {
        let service = self.client.config.service.name;
        let classification = retry::classify(service, said.code.as_deref(), response.status);
        if !classification.may_be_clock_skew() {
            return classification;
        }
        let [date, age] = ["date", "age"].map(response.header);
        let timed = TimedResponse {
            date: date.as_deref(),
            age: age.as_deref(),
            text: &said.message,
            sent_at: response.sent_at,
            received_at: now,
        };
        match retry::clock_offset(timed) {
            Some(offset) => classification.with_clock(self.correct_clock(offset)),
            None if retry::blames_clock(&said.message) => classification.with_clock(Clock::Wrong),
            None => classification,
        }
    }

    /// Corrects the clock once in a call, if the service's is `offset` milliseconds ahead.
    fn correct_clock(&mut self, offset: i64) -> Clock {
        if !retry::is_skewed(offset, self.signed_skew) {
            return Clock::Right;
        }
        if self.clock_corrected {
            return Clock::Wrong;
        }
        self.clock_corrected = true;
        self.client.clock_skew.set(offset);
        Clock::Corrected
    }

    fn remedy(&mut self, classification: Classification, said: &ErrorResponse) -> Option<Remedy> {
        let corrected =
            classification.reason == Reason::ClockSkew && classification.retry.is_some();
        if self.can_shrink_pages(said) {
            Some(Remedy::SmallerPage)
        } else if classification.may_be_expired() && !corrected && self.reject_credentials() {
            Some(Remedy::Refresh)
        } else {
            classification.retry.map(Remedy::Wait)
        }
    }

    /// Rejects the credentials of the attempt, once in a call. Returns whether a provider can
    /// replace them.
    fn reject_credentials(&self) -> bool {
        let used = self.signature.as_ref().filter(|_| self.expiry == Expiry::NotReported);
        used.is_some_and(|used| self.client.credentials.borrow_mut().reject(&used.credentials))
    }

    /// The error of an attempt that got an error response.
    fn refused(
        &mut self,
        said: ErrorResponse,
        classification: Classification,
        remedy: Option<Remedy>,
    ) -> Box<Failure> {
        let ErrorResponse { code: aws_code, message, request_id } = said;
        self.request_id = self.request_id.take().or(request_id.map(|id| self.redacted(&id)));
        let aws_code = aws_code.map(|code| self.redacted(&code));
        let message = self.redacted(&message);
        let retryable = remedy.is_some();
        let Classification { reason, .. } = classification;
        self.failed(Error::Service { aws_code, message, status: self.status, reason, retryable })
    }

    /// The canonical request and the string to sign of the latest attempt, redacted. `None` for an
    /// unsigned attempt.
    pub fn signed_texts(&self) -> Option<[String; 2]> {
        let Signature { canonical_request, string_to_sign, .. } = self.signature.as_ref()?;
        Some([canonical_request, string_to_sign].map(|text| self.redacted(text)))
    }

    /// Whether the service rejected the page size and the call can request a smaller page.
    fn can_shrink_pages(&self, said: &ErrorResponse) -> bool {
        said.code.as_deref() == Some("ValidationException")
            && find(&said.message, "axResults").is_some()
            && self.options.max_results.is_some_and(|asked| asked > ACCEPTED_MAX_RESULTS)
    }

    /// Retryable? → attempts left? → quota left?
    fn retry(
        &mut self,
        failure: Box<Failure>,
        remedy: Option<Remedy>,
        hint: Option<Duration>,
        jitter: f64,
    ) -> Step {
        let counted = self.attempts.saturating_sub(self.uncounted);
        let max_attempts = self.options.max_attempts.unwrap_or(self.client.config.max_attempts);
        let mut wait = Wait { delay: Duration::ZERO, failure: None, max_results: None };
        match remedy {
            Some(Remedy::SmallerPage) => {
                self.uncounted += 1;
                self.options.max_results = Some(ACCEPTED_MAX_RESULTS);
                wait.max_results = self.options.max_results;
            }
            Some(Remedy::Refresh) if counted < max_attempts => self.expiry = Expiry::Reported,
            Some(Remedy::Wait(kind))
                if counted < max_attempts && self.client.quota.borrow_mut().pay(kind) =>
            {
                wait.delay = retry::delay(kind, counted, jitter, hint);
                self.total_delay += wait.delay;
                self.last_retry = Some(kind);
            }
            _ => return Step::Failed(failure),
        }
        self.failure = Some(failure.clone());
        wait.failure = Some(failure);
        Step::Wait(wait)
    }

    /// The failure of a 2xx response whose body is not JSON.
    pub fn not_json(&self, text: &str) -> Box<Failure> {
        let text = self.redacted(text);
        let found = match error_response::excerpt(&text) {
            "" => "the body is empty",
            excerpt => excerpt,
        };
        self.malformed(&join(&["not JSON: ", found]))
    }

    /// The failure of a 2xx response with a malformed output; `problem` says why.
    pub fn malformed(&self, problem: &str) -> Box<Failure> {
        let problem = self.redacted(problem);
        self.failed(Error::MalformedResponse { problem, status: self.status })
    }

    /// The failure of a call that took longer than `limit`.
    pub fn time_out(&self, limit: Duration) -> Box<Failure> {
        let error = Error::Timeout { limit, scope: TimeoutScope::Call };
        Box::new(Failure { error, request_id: None, attempts: self.attempts })
    }

    fn failed(&self, error: Error) -> Box<Failure> {
        let request_id = self.request_id.clone();
        Box::new(Failure { error, request_id, attempts: self.attempts })
    }

    /// Redacts the secrets of the request in `text`: services, proxies and transports repeat them.
    pub(crate) fn redacted(&self, text: &str) -> String {
        let text = self.options.redaction.redact(text.into());
        match &self.signature {
            Some(signature) => signature.credentials.redacted(text),
            None => text,
        }
    }
}

/// The outcome of an error response, for the rate limiter.
fn outcome_of(remedy: Option<Remedy>) -> Outcome {
    match remedy {
        Some(Remedy::Wait(RetryKind::Throttling)) => Outcome::Throttled,
        _ => Outcome::NotThrottled,
    }
}

fn hash(body: &str) -> String {
    hex(&sha256(body.as_bytes()))
}
