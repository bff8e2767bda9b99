//! A call as a sequence of decisions: what to sign and send, whether to try again and when, what
//! the answer is.
//!
//! Nothing here waits or sends. Whoever performs a call signs an attempt, sends it, and says what
//! came back or that nothing did; the time and the randomness are theirs to give. In the package
//! that is `src/js/call.js`, in the tests a script of answers and a clock that is set by hand.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use crate::credentials::{Credentials, Holder};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::json::Json;
use crate::problem::join;
use crate::retry::{self, Kind, Quota};
use crate::sigv4::{self, KeyCache, PathEncoding, Payload, SigningParams};
use crate::ssm::{Operation, answer, refusal};
use crate::time::Timestamp;

const CONTENT_TYPE: &str = "application/x-amz-json-1.1";
const SERVICE: &str = "ssm";
/// The names under which AWS has sent the id of a request.
const REQUEST_ID: [&str; 3] = ["x-amzn-requestid", "x-amzn-request-id", "x-amz-request-id"];

/// What a client is told once.
#[derive(Debug)]
pub struct Config {
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

/// A call in progress.
#[derive(Debug)]
pub struct Call {
    /// The operation.
    pub operation: &'static Operation,
    /// The input, JSON.
    pub body: String,
    attempts: u32,
    total_delay: Duration,
    last_retry: Option<Kind>,
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

    /// Begins an attempt: the headers to send with the call's body, signed for `now`.
    ///
    /// # Errors
    /// `Credentials`, if there are none, or none that can sign.
    pub fn sign(&self, call: &mut Call, now: Timestamp) -> Result<HeaderList, Box<Failure>> {
        let held = self.credentials.borrow();
        let signed = match held.credentials() {
            Some(credentials) => self.signed(call, credentials, now),
            None => Err("none were given".into()),
        };
        let mut headers = signed.map_err(|problem| call.failed(Error::Credentials { problem }))?;
        headers.push(("content-type", CONTENT_TYPE.into()));
        headers.push(("x-amz-target", target(call)));
        call.attempts += 1;
        Ok(headers)
    }

    fn signed(
        &self,
        call: &Call,
        credentials: &Credentials,
        now: Timestamp,
    ) -> Result<HeaderList, String> {
        let Endpoint { host, path, signing_region, .. } = &self.config.endpoint;
        let params = SigningParams {
            keys: credentials.into(),
            region: signing_region,
            service: SERVICE,
            time: now,
            path_encoding: PathEncoding::Twice,
        };
        let request = sigv4::Request {
            method: "POST",
            host,
            path,
            query: "",
            headers: &[("content-type", CONTENT_TYPE), ("x-amz-target", &target(call))],
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

impl Call {
    /// A call that has not been sent yet.
    pub fn new(operation: &'static Operation, body: String) -> Self {
        Self { operation, body, attempts: 0, total_delay: Duration::ZERO, last_retry: None }
    }

    /// The call's failure by `error`.
    pub fn failed(&self, error: Error) -> Box<Failure> {
        Box::new(Failure { error, request_id: None, attempts: self.attempts })
    }

    /// The answer in a 2xx response. A body that does not fit is an error, never an empty result.
    fn accept<J: Json>(
        &self,
        status: u16,
        body: Result<J, String>,
        request_id: Option<String>,
    ) -> Result<Answer<J>, Box<Failure>> {
        match read_body(self.operation, body) {
            Ok(value) => {
                let (attempts, total_retry_delay) = (self.attempts, self.total_delay);
                let metadata = Metadata { status, request_id, attempts, total_retry_delay };
                Ok(Answer { value, metadata })
            }
            Err(problem) => {
                let mut failure = self.failed(Error::MalformedResponse { problem, status });
                failure.request_id = request_id;
                Err(failure)
            }
        }
    }
}

fn target(call: &Call) -> String {
    join(&["AmazonSSM.", call.operation.name])
}

/// The value of a 2xx body; an empty body says the same as `{}`.
fn read_body<J: Json>(operation: &Operation, body: Result<J, String>) -> Result<J, String> {
    let empty = || J::parse("{}").ok_or_else(String::new);
    let value = match body {
        Ok(value) => value,
        Err(text) if text.is_empty() => empty()?,
        Err(text) => return Err(join(&["not JSON: ", refusal::excerpt(&text)])),
    };
    answer::read(operation, &value)?;
    Ok(value)
}
