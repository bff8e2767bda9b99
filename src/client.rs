//! A call as a sequence of decisions: what to sign and send, whether to try again and when, what
//! the answer is.
//!
//! Nothing here waits or sends. Whoever performs a call signs an attempt, sends it, and says what
//! came back or that nothing did; the time and the randomness are theirs to give. In the package
//! that is `src/js/call.js`, in the tests a script of answers and a clock that is set by hand.

mod call;
mod service;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

pub use call::Call;
pub use service::{COGNITO_IDENTITY, SSM, STS, Service};

use crate::credentials::Holder;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::json::Json;
use crate::problem::join;
use crate::retry::{self, Kind, Quota};
use crate::sigv4::{self, KeyCache, PathEncoding, Payload, SigningParams};
use crate::ssm::refusal;
use crate::time::Timestamp;

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

/// What the calls of one client share: configuration, credentials, signing keys, retry quota.
pub struct Client {
    /// What it was told.
    pub config: Config,
    credentials: Rc<RefCell<Holder>>,
    keys: RefCell<KeyCache>,
    quota: RefCell<Quota>,
}

/// The headers to send: names in lower case, values that no header is broken by.
pub type HeaderList = Vec<(&'static str, String)>;

/// What the service answered.
pub struct Response<'a, J> {
    /// HTTP status; 0 for a redirect that the runtime hides.
    pub status: u16,
    /// The value of the header called so, in lower case, if the runtime lets us see it.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The body: a JSON value, or the text of what is none.
    pub body: Result<J, String>,
}

/// What comes after an attempt.
#[derive(Debug)]
pub enum Next<J> {
    /// Nothing: this is the answer.
    Answer(Answer<J>),
    /// Another attempt, after this time.
    Retry(Duration),
}

/// What came of a call that went well.
#[derive(Debug)]
pub struct Answer<J> {
    /// The body, its dates read.
    pub value: J,
    /// What the exchange was like.
    pub metadata: Metadata,
}

/// What the HTTP exchange behind an answer was like.
#[derive(Debug, Clone, PartialEq)]
pub struct Metadata {
    /// HTTP status.
    pub status: u16,
    /// AWS's id of the request, where it can be seen.
    pub request_id: Option<String>,
    /// Attempts made.
    pub attempts: u32,
    /// Time spent waiting between them.
    pub total_retry_delay: Duration,
}

/// What came of a call that did not.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// Why.
    pub error: Error,
    /// AWS's id of the last request, where it can be seen.
    pub request_id: Option<String>,
    /// Attempts made.
    pub attempts: u32,
}

impl Client {
    /// A client that has not called anything yet.
    pub fn new(config: Config, credentials: Rc<RefCell<Holder>>) -> Self {
        let (keys, quota) = (RefCell::default(), RefCell::default());
        Self { config, credentials, keys, quota }
    }

    /// Begins an attempt: the headers to send with the call's body, signed for `now` unless the
    /// call is one that nobody signs.
    ///
    /// # Errors
    /// `Credentials`, if there are none, or none that can sign.
    pub fn sign(&self, call: &mut Call, now: Timestamp) -> Result<HeaderList, Box<Failure>> {
        let Service { content_type, target_prefix, .. } = self.config.service;
        let target = join(&[target_prefix, &call.name]);
        let given = [("content-type", *content_type), ("x-amz-target", &*target)];
        let given = if target_prefix.is_empty() { &given[..1] } else { &given };
        let mut headers = HeaderList::new();
        if call.is_signed {
            let signed = self.signed(call, given, now);
            headers = signed.map_err(|problem| call.failed(Error::Credentials { problem }))?;
        }
        headers.extend(given.iter().map(|(name, value)| (*name, (*value).into())));
        call.attempts += 1;
        Ok(headers)
    }

    fn signed(
        &self,
        call: &Call,
        headers: &[(&str, &str)],
        now: Timestamp,
    ) -> Result<HeaderList, String> {
        let held = self.credentials.borrow();
        let credentials = held.credentials().ok_or("none were given")?;
        let Endpoint { host, path, signing_region, .. } = &self.config.endpoint;
        let params = SigningParams {
            keys: credentials.into(),
            region: signing_region,
            service: self.config.service.name,
            time: now,
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
        Ok(signed.headers)
    }

    /// What comes after `response`.
    ///
    /// # Errors
    /// `Service` or `MalformedResponse`, when there is to be no further attempt.
    pub fn receive<J: Json>(
        &self,
        call: &mut Call,
        response: Response<'_, J>,
        now: Timestamp,
        random: f64,
    ) -> Result<Next<J>, Box<Failure>> {
        let request_id = REQUEST_ID.iter().find_map(|name| (response.header)(name));
        if (200..300).contains(&response.status) {
            self.quota.borrow_mut().succeed(call.last_retry);
            return call.accept(response.status, response.body, request_id).map(Next::Answer);
        }
        let header = response.header;
        let body = response.body.as_ref().map_err(String::as_str);
        let refusal = refusal::read(body, header("x-amzn-errortype"));
        let retry = retry::classify(refusal.code.as_deref(), response.status);
        let hint = retry::hint(
            header("x-amz-retry-after").as_deref(),
            header("retry-after").as_deref(),
            now,
        );
        let error = Error::Service {
            aws_code: refusal.code,
            message: refusal.message,
            status: response.status,
            retryable: retry.is_some(),
        };
        let mut failure = call.failed(error);
        failure.request_id = request_id;
        self.retry(call, failure, retry, hint, random).map(Next::Retry)
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
        self.retry(call, failure, Some(Kind::Transient), None, random)
    }

    /// Retryable? → attempts left? → quota left?
    fn retry(
        &self,
        call: &mut Call,
        failure: Box<Failure>,
        retry: Option<Kind>,
        hint: Option<Duration>,
        random: f64,
    ) -> Result<Duration, Box<Failure>> {
        let Some(kind) = retry else { return Err(failure) };
        if call.attempts >= self.config.max_attempts || !self.quota.borrow_mut().pay(kind) {
            return Err(failure);
        }
        let delay = retry::delay(kind, call.attempts, random, hint);
        call.total_delay += delay;
        call.last_retry = Some(kind);
        Ok(delay)
    }
}
