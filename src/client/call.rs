//! A call in progress, and what its answer must be.

use std::rc::Rc;
use std::time::Duration;

use super::failure::Failure;
use super::output::{Metadata, Output};
use super::page_limit::{self, PageLimit};
use crate::credentials::Credentials;
use crate::error::Error;
use crate::retry::RetryKind;
use crate::ssm::error_response::{self, ErrorResponse};
use crate::ssm::{Operation, output};
use crate::text::join;
use crate::value::{Value, ValueKind};

/// Services let a signature be five minutes old: less than four, in milliseconds, is not why they
/// refuse one.
const LEAST_SKEW: u64 = 240_000;

/// No clock is a century off, in milliseconds; and a time that cannot be signed for would stay.
const MOST_SKEW: u64 = 3_155_760_000_000;

/// A call in progress.
pub struct Call {
    /// The action, as AWS spells it.
    pub name: String,
    /// What is sent.
    pub body: String,
    /// What the latest attempt that is followed by another failed with.
    pub failure: Option<Box<Failure>>,
    /// What the answer must be.
    pub rules: Rules,
    /// Whether it is sent with a signature: all but those that give keys to who has none.
    pub signed: bool,
    page_limit: PageLimit,
    /// Of the attempt that was begun last.
    pub(super) signature: Option<Signature>,
    /// How many milliseconds the service's clock is ahead of the local one, if its answer tells.
    pub server_offset: Option<i64>,
    /// What it was taken for in the attempt that was begun last.
    pub(super) offset: i64,
    /// Whether the latest attempt was throttled.
    pub throttled: bool,
    /// Whether the clock has been found wrong already.
    pub(super) clock_corrected: bool,
    /// Whether the credentials source has been asked because of an answer.
    pub(super) refreshed: bool,
    /// Whether that was because they have expired, and there are no others yet.
    pub(super) credentials_expired: bool,
    pub(super) attempts: u32,
    /// How many of these do not count as such.
    pub(super) uncounted: u32,
    pub(super) total_delay: Duration,
    pub(super) last_retry: Option<RetryKind>,
}

/// What a request was signed with. Has no `Debug`: the texts hold the session token.
pub(super) struct Signature {
    pub(super) credentials: Rc<Credentials>,
    pub(super) canonical_request: String,
    pub(super) string_to_sign: String,
}

/// What the body of an answer must be.
#[derive(Debug, Clone, Copy)]
pub enum Rules {
    /// What this operation answers, its dates to be read.
    Of(&'static Operation),
    /// Any JSON object.
    Object,
    /// Anything, such as the text of what is no JSON.
    Nothing,
}

impl Call {
    /// A call of an operation that has not been sent yet.
    pub fn new(operation: &'static Operation, body: String) -> Self {
        Self::of(operation.name, Rules::Of(operation), body)
    }

    /// Has the call tell others of its listing how large a page can be, and be told.
    pub fn share(&mut self, page_limit: &PageLimit) {
        self.page_limit = page_limit.clone();
        page_limit.apply(&mut self.body);
    }

    /// A call of any action that has not been sent yet.
    pub fn of(name: &str, rules: Rules, body: String) -> Self {
        Self {
            name: name.into(),
            body,
            failure: None,
            rules,
            page_limit: PageLimit::default(),
            signed: true,
            signature: None,
            server_offset: None,
            throttled: false,
            offset: 0,
            clock_corrected: false,
            refreshed: false,
            credentials_expired: false,
            attempts: 0,
            uncounted: 0,
            total_delay: Duration::ZERO,
            last_retry: None,
        }
    }

    /// Notes that an attempt begins, for which the clock is taken to be so far off.
    pub(super) fn begin(&mut self, offset: i64) {
        self.attempts += 1;
        (self.offset, self.throttled) = (offset, false);
    }

    /// Whether the local clock is so far from what the attempt took it for that the service may have
    /// refused it for that. Only one correction is made in a call.
    pub(super) fn is_skewed(&self) -> bool {
        let is_far = |offset: i64| {
            offset.unsigned_abs() < MOST_SKEW && offset.abs_diff(self.offset) >= LEAST_SKEW
        };
        !self.clock_corrected && self.server_offset.is_some_and(is_far)
    }

    /// Attempts made, but for those that do not count.
    pub(super) fn counted(&self) -> u32 {
        self.attempts - self.uncounted
    }

    /// Lowers the page size, if the service has refused it; returns whether it did.
    pub(super) fn lower_page_size(&mut self, error_response: &ErrorResponse) -> bool {
        page_limit::is_about_page_size(error_response) && self.page_limit.lower(&mut self.body)
    }

    /// The call's failure by `error`.
    pub fn failed(&self, error: Error) -> Box<Failure> {
        Box::new(Failure { error, request_id: None, attempts: self.attempts })
    }

    /// `text` without the secrets that the attempt was signed with: services and proxies repeat
    /// what they were sent.
    pub(super) fn redacted(&self, text: String) -> String {
        match &self.signature {
            Some(signature) => signature.credentials.redacted(&text),
            None => text,
        }
    }

    /// The canonical request and the string to sign of the attempt, with a NUL between, and without
    /// what is secret in them; nothing if it was not signed.
    pub fn signed_texts(&self) -> String {
        let Some(signature) = &self.signature else { return String::new() };
        let texts = [&*signature.canonical_request, "\0", &signature.string_to_sign];
        self.redacted(join(&texts))
    }

    /// The failure of the attempt by what the service said.
    pub(super) fn refused(
        &self,
        status: u16,
        error_response: ErrorResponse,
        request_id: Option<String>,
        retryable: bool,
    ) -> Box<Failure> {
        let ErrorResponse { code: aws_code, message, request_id: in_body } = error_response;
        let message = self.redacted(message);
        let mut failure = self.failed(Error::Service { aws_code, message, status, retryable });
        failure.request_id = request_id.or(in_body);
        failure
    }

    /// The answer in a 2xx response. A body that does not fit is an error, never an empty result.
    pub(super) fn accept<V: Value>(
        &self,
        status: u16,
        body: Result<V, String>,
        request_id: Option<String>,
    ) -> Result<Output<V>, Box<Failure>> {
        match read_body(self.rules, body) {
            Ok(value) => {
                let (attempts, total_retry_delay) = (self.attempts, self.total_delay);
                let metadata = Metadata { status, request_id, attempts, total_retry_delay };
                Ok(Output { value, metadata })
            }
            Err(problem) => {
                let mut failure = self.failed(Error::MalformedResponse { problem, status });
                failure.request_id = request_id;
                Err(failure)
            }
        }
    }
}

/// The value of a 2xx body; an empty body says the same as `{}`.
fn read_body<V: Value>(rules: Rules, body: Result<V, String>) -> Result<V, String> {
    let empty = || V::parse("{}").ok_or_else(String::new);
    let value = match body {
        Ok(value) => value,
        Err(text) if text.is_empty() => empty()?,
        Err(text) => return Err(join(&["not JSON: ", error_response::excerpt(&text)])),
    };
    match rules {
        Rules::Of(operation) => output::read(operation, &value)?,
        Rules::Object if value.kind() != ValueKind::Object => {
            return Err(join(&["expected an object, got ", &value.quote()]));
        }
        Rules::Object | Rules::Nothing => {}
    }
    Ok(value)
}
