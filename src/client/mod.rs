//! A call as a sequence of decisions: what to sign and send, whether to try again and when, what
//! the answer is.
//!
//! Nothing here waits or sends. Whoever performs a call signs an attempt, sends it, and says what
//! came back or that nothing did; the time and the randomness are theirs to give. In the package
//! that is `src/js/call.js`, in the tests a script of answers and a clock that is set by hand. How
//! fast a client may send, and what an answer says about the time, is found out over there, too.

mod call;
mod failure;
mod output;
mod page_limit;
mod service;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

pub use call::{Call, Rules};
pub use failure::Failure;
pub use output::{Metadata, Output};
pub use page_limit::PageLimit;
pub use service::{COGNITO_IDENTITY, SSM, STS, Service};

use crate::credentials::{CredentialsCache, RefreshNeed};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::retry::{self, Quota, RetryKind};
use crate::sigv4::{self, KeyCache, PathEncoding, Payload, SigningParams};
use crate::ssm::error_response::{self, ErrorResponse};
use crate::text::join;
use crate::time::Timestamp;
use crate::value::Value;
use call::Signature;

/// The names under which AWS has sent the id of a request.
const REQUEST_ID: [&str; 3] = ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"];

/// What a client is told once.
#[derive(Debug)]
pub struct Config {
    /// Whom it calls.
    pub service: &'static Service,
    /// Where requests go, and the region they are signed for.
    pub endpoint: Endpoint,
    /// Attempts in total, the first included; at least 1.
    pub max_attempts: u32,
}

/// What the calls of one client share: configuration, credentials, signing keys, retry quota, and
/// how wrong the clock is.
pub struct Client {
    /// What it was told.
    pub config: Config,
    credentials: Rc<RefCell<CredentialsCache>>,
    keys: RefCell<KeyCache>,
    quota: RefCell<Quota>,
    /// Milliseconds to add to the local clock.
    offset: Cell<i64>,
}

/// What can help a call that was refused.
#[derive(Clone, Copy)]
enum Remedy {
    /// Another attempt after a while.
    Wait(RetryKind),
    /// Other credentials.
    Refresh,
    /// A smaller page.
    SmallerPage,
}

/// The headers to send: names in lower case, values that no header is broken by.
pub type HeaderList = Vec<(&'static str, String)>;

/// What the service answered.
pub struct Response<'a, V> {
    /// HTTP status; 0 for a redirect that the runtime hides.
    pub status: u16,
    /// The value of the header called so, in lower case, if the runtime lets us see it.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The body: a JSON value, or the text of what is none.
    pub body: Result<V, String>,
}

/// What comes after an attempt.
#[derive(Debug)]
pub enum Next<V> {
    /// Nothing: this is the answer.
    Output(Output<V>),
    /// Another attempt, after this time.
    Retry(Duration),
}

impl Client {
    /// A client that has not called anything yet.
    pub fn new(config: Config, credentials: Rc<RefCell<CredentialsCache>>) -> Self {
        Self {
            config,
            credentials,
            keys: RefCell::default(),
            quota: RefCell::default(),
            offset: Cell::default(),
        }
    }

    /// Whether the credentials source is to be asked before the next attempt of `call`.
    pub fn refresh_need(&self, call: &Call, now: Timestamp) -> RefreshNeed {
        match call.signed {
            true => self.credentials.borrow().refresh_need(self.corrected(now)),
            false => RefreshNeed::Fresh,
        }
    }

    /// The time by the service's clock, as far as it is known.
    fn corrected(&self, now: Timestamp) -> Timestamp {
        now.shifted(self.offset.get())
    }

    /// Begins an attempt: the headers to send with the call's body, signed for `now` unless the
    /// call is one that nobody signs.
    ///
    /// # Errors
    /// `Credentials`, if there are none, or none that can sign; or what the attempt before failed
    /// with, if that was because they have expired and the source gave the same ones again.
    pub fn sign(&self, call: &mut Call, now: Timestamp) -> Result<HeaderList, Box<Failure>> {
        let Service { content_type, target_prefix, .. } = self.config.service;
        let target = join(&[target_prefix, &call.name]);
        let given = [("content-type", *content_type), ("x-amz-target", &*target)];
        let [content_type, _] = given;
        let given = if target_prefix.is_empty() { &[content_type][..] } else { &given };
        let mut headers = HeaderList::new();
        if call.signed {
            self.check_refresh(call)?;
            let signed = self.signed(call, given, self.corrected(now));
            headers = signed.map_err(|problem| call.failed(Error::Credentials { problem }))?;
        }
        for (name, value) in given {
            sigv4::push_header(&mut headers, name, value);
        }
        call.begin(self.offset.get());
        Ok(headers)
    }

    /// What a call fails with whose credentials had expired, and came again.
    fn check_refresh(&self, call: &mut Call) -> Result<(), Box<Failure>> {
        let held = self.credentials.borrow();
        let is_same = |used: &Signature| {
            held.credentials().is_some_and(|held| held.same_keys(&used.credentials))
        };
        if !std::mem::take(&mut call.credentials_expired)
            || !call.signature.as_ref().is_some_and(is_same)
        {
            return Ok(());
        }
        call.failure.take().map_or(Ok(()), Err)
    }

    fn signed(
        &self,
        call: &mut Call,
        headers: &[(&str, &str)],
        time: Timestamp,
    ) -> Result<HeaderList, String> {
        let held = self.credentials.borrow();
        let credentials = held.credentials().ok_or("none were given")?;
        let Endpoint { host, path, signing_region, .. } = &self.config.endpoint;
        let params = SigningParams {
            keys: (&**credentials).into(),
            region: signing_region,
            service: self.config.service.name,
            time,
            path_encoding: PathEncoding::Twice,
        };
        let request = sigv4::Request {
            method: "POST",
            host,
            path,
            query: "",
            headers,
            payload: Payload::Bytes(call.body.as_bytes()),
        };
        let signed = sigv4::sign(&params, &request, &mut self.keys.borrow_mut());
        let mut signed = signed.map_err(|problems| problems.line())?;
        signed.headers.push(("authorization", signed.authorization));
        call.signature = Some(Signature {
            credentials: Rc::clone(credentials),
            canonical_request: signed.canonical_request,
            string_to_sign: signed.string_to_sign,
        });
        Ok(signed.headers)
    }

    /// What comes after `response`.
    ///
    /// # Errors
    /// `Service` or `MalformedResponse`, when there is to be no further attempt.
    pub fn receive<V: Value>(
        &self,
        call: &mut Call,
        response: Response<'_, V>,
        now: Timestamp,
        random: f64,
    ) -> Result<Next<V>, Box<Failure>> {
        let Response { status, header, body } = response;
        let body = body.map_err(|text| call.redacted(text));
        let request_id = REQUEST_ID.iter().find_map(|name| header(name));
        if (200..300).contains(&status) {
            self.quota.borrow_mut().succeed(call.last_retry);
            return call.accept(status, body, request_id).map(Next::Output);
        }
        let error_response =
            error_response::read(body.as_ref().map_err(String::as_str), header("x-amzn-errortype"));
        let remedy = self.remedy(call, status, &error_response);
        call.throttled = matches!(remedy, Some(Remedy::Wait(RetryKind::Throttling)));
        // Who sees the failure of a renewal has been given the same credentials again.
        let retryable = !matches!(remedy, None | Some(Remedy::Refresh));
        let failure = call.refused(status, error_response, request_id, retryable);
        let hint = retry::hint(
            header("x-amz-retry-after").as_deref(),
            header("retry-after").as_deref(),
            self.corrected(now),
        );
        self.retry(call, failure, remedy, hint, random).map(Next::Retry)
    }

    fn remedy(
        &self,
        call: &mut Call,
        status: u16,
        error_response: &ErrorResponse,
    ) -> Option<Remedy> {
        let code = error_response.code.as_deref();
        let classification = retry::classify(self.config.service.name, code, status);
        if call.lower_page_size(error_response) {
            return Some(Remedy::SmallerPage);
        }
        if classification.may_be_clock_skew() && call.is_skewed() {
            call.clock_corrected = true;
            self.offset.set(call.server_offset.unwrap_or_default());
            return Some(Remedy::Wait(RetryKind::Transient));
        }
        if classification.may_be_expired() && self.reject_credentials(call) {
            return Some(Remedy::Refresh);
        }
        classification.retry.map(Remedy::Wait)
    }

    /// Rejects the credentials that the attempt was signed with, once in a call; returns whether a
    /// provider can replace them.
    fn reject_credentials(&self, call: &mut Call) -> bool {
        let Some(signature) = call.signature.as_ref().filter(|_| !call.refreshed) else {
            return false;
        };
        call.refreshed = self.credentials.borrow_mut().reject(&signature.credentials);
        call.refreshed
    }

    /// The time to wait after an attempt that brought no response, only `error`: whatever the
    /// transport throws may pass.
    ///
    /// # Errors
    /// `error`, when there is to be no further attempt.
    pub fn lose(
        &self,
        call: &mut Call,
        error: Error,
        random: f64,
    ) -> Result<Duration, Box<Failure>> {
        let failure = call.failed(error);
        self.retry(call, failure, Some(Remedy::Wait(RetryKind::Transient)), None, random)
    }

    /// Retryable? → attempts left? → quota left?
    fn retry(
        &self,
        call: &mut Call,
        failure: Box<Failure>,
        remedy: Option<Remedy>,
        hint: Option<Duration>,
        random: f64,
    ) -> Result<Duration, Box<Failure>> {
        let has_attempts = call.counted() < self.config.max_attempts;
        let mut delay = Duration::ZERO;
        match remedy {
            Some(Remedy::SmallerPage) => call.uncounted += 1,
            Some(Remedy::Refresh) if has_attempts => call.credentials_expired = true,
            Some(Remedy::Wait(kind)) if has_attempts && self.quota.borrow_mut().pay(kind) => {
                delay = retry::delay(kind, call.counted(), random, hint);
                call.total_delay += delay;
                call.last_retry = Some(kind);
            }
            _ => return Err(failure),
        }
        call.failure = Some(failure);
        Ok(delay)
    }
}
