//! The call loop: credentials → sign → send → classify → wait → again.

use std::cell::{Cell, RefCell};
use std::future::{Future, pending};
use std::time::Duration;

use crate::credentials::{Credentials, Provider};
use crate::endpoint::Endpoint;
use crate::error::{Error, TimeoutScope};
use crate::json::Json;
use crate::problem::join;
use crate::race::{Either, race};
use crate::retry::{self, Kind, Quota};
use crate::sigv4::{self, KeyCache, PathEncoding, Payload, Signed, SigningParams};
use crate::ssm::{Operation, answer, refusal};
use crate::transport::{Environment, Headers, NoResponse, Request, Response};

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
    /// Ends one attempt.
    pub attempt_timeout: Duration,
}

/// One call.
#[derive(Debug)]
pub struct Call<'a> {
    /// The operation.
    pub operation: &'static Operation,
    /// The input, JSON.
    pub body: &'a str,
    /// Ends the call as a whole.
    pub timeout: Option<Duration>,
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
pub struct Failure<C> {
    /// Why.
    pub error: Error,
    /// AWS's id of the last request, where it can be seen.
    pub request_id: Option<String>,
    /// Attempts made.
    pub attempts: u32,
    /// What was thrown, or the reason of an abort.
    pub cause: Option<C>,
}

impl<C> From<Error> for Box<Failure<C>> {
    fn from(error: Error) -> Self {
        error.of_request(None)
    }
}

impl Error {
    fn of_request<C>(self, request_id: Option<String>) -> Box<Failure<C>> {
        Box::new(Failure { error: self, request_id, attempts: 0, cause: None })
    }

    /// The failure that `cause` has brought about.
    pub fn caused_by<C>(self, cause: C) -> Box<Failure<C>> {
        Box::new(Failure { error: self, request_id: None, attempts: 0, cause: Some(cause) })
    }
}

/// Calls operations of one region's service.
pub struct Client<E: Environment> {
    /// Where it runs.
    pub environment: E,
    config: Config,
    credentials: Provider<FailureOf<E>>,
    keys: RefCell<KeyCache>,
    quota: RefCell<Quota>,
}

/// What happened so far in a call, for the case that it ends from outside.
#[derive(Default)]
struct Progress {
    attempts: Cell<u32>,
    delay: Cell<Duration>,
}

/// An attempt that failed, and what may be done about it.
struct Failed<C> {
    failure: Box<Failure<C>>,
    retry: Option<Kind>,
    hint: Option<Duration>,
}

impl<C> Failed<C> {
    fn for_good(error: Error) -> Self {
        Self { failure: error.into(), retry: None, hint: None }
    }

    fn transient(failure: Box<Failure<C>>) -> Self {
        Self { failure, retry: Some(Kind::Transient), hint: None }
    }
}

type ResponseOf<E> = Response<<E as Environment>::Json, <E as Environment>::Headers>;
type AnswerOf<E> = Answer<<E as Environment>::Json>;
type FailureOf<E> = Box<Failure<<E as Environment>::Cause>>;
type FailedOf<E> = Failed<<E as Environment>::Cause>;

impl<E: Environment> Client<E> {
    /// A client that has not called anything yet.
    pub fn new(environment: E, config: Config, credentials: Provider<FailureOf<E>>) -> Self {
        let (keys, quota) = (RefCell::default(), RefCell::default());
        Self { environment, config, credentials, keys, quota }
    }

    /// Makes a call. It ends with the cause that `abort` gives as soon as that gives one, and with
    /// a timeout as soon as the call's time is over, whatever it is doing then.
    ///
    /// # Errors
    /// Any but `InvalidInput` and `RepeatedToken`, which are found before and after calls.
    pub async fn call(
        &self,
        call: &Call<'_>,
        abort: impl Future<Output = E::Cause>,
    ) -> Result<AnswerOf<E>, FailureOf<E>> {
        let progress = Progress::default();
        let deadline = self.deadline(call.timeout);
        let mut failure = match race(abort, race(deadline, self.attempts(call, &progress))).await {
            Either::Left(reason) => Error::Aborted.caused_by(reason),
            Either::Right(Either::Left(error)) => error.into(),
            Either::Right(Either::Right(Err(failure))) => failure,
            Either::Right(Either::Right(Ok(answer))) => return Ok(answer),
        };
        failure.attempts = progress.attempts.get();
        Err(failure)
    }

    async fn deadline(&self, timeout: Option<Duration>) -> Error {
        let Some(limit) = timeout else {
            return pending().await;
        };
        self.environment.sleep(limit).await;
        Error::Timeout { limit, scope: TimeoutScope::Call }
    }

    async fn attempts(
        &self,
        call: &Call<'_>,
        progress: &Progress,
    ) -> Result<AnswerOf<E>, FailureOf<E>> {
        let mut last_retry = None;
        loop {
            let credentials = self.credentials.get(self.environment.now()).await?;
            progress.attempts.set(progress.attempts.get() + 1);
            match self.attempt(call, &credentials).await {
                Ok(response) => {
                    self.quota.borrow_mut().succeed(last_retry);
                    return self.accept(call, response, progress);
                }
                Err(failed) => {
                    let (kind, delay) = self.next_retry(failed, progress.attempts.get())?;
                    progress.delay.set(progress.delay.get() + delay);
                    self.environment.sleep(delay).await;
                    last_retry = Some(kind);
                }
            }
        }
    }

    /// Sends the request once, and gives the response if it is a 2xx.
    async fn attempt(
        &self,
        call: &Call<'_>,
        credentials: &Credentials,
    ) -> Result<ResponseOf<E>, FailedOf<E>> {
        let signed = self.sign(call, credentials)?;
        let mut headers = vec![
            ("content-type", CONTENT_TYPE),
            ("x-amz-target", call.operation.target),
            ("authorization", signed.authorization.as_str()),
        ];
        headers.extend(signed.headers.iter().map(|(name, value)| (*name, value.as_str())));
        let url = &self.config.endpoint.url;
        let response = self.send(&Request { url, headers: &headers, body: call.body }).await?;
        if (200..300).contains(&response.status) {
            Ok(response)
        } else {
            Err(self.refused(&response))
        }
    }

    fn sign(&self, call: &Call<'_>, keys: &Credentials) -> Result<Signed, FailedOf<E>> {
        let endpoint = &self.config.endpoint;
        let params = SigningParams {
            keys: keys.into(),
            region: &endpoint.signing_region,
            service: SERVICE,
            time: self.environment.now(),
            path_encoding: PathEncoding::Twice,
        };
        let request = sigv4::Request {
            method: "POST",
            host: &endpoint.host,
            path: &endpoint.path,
            query: "",
            headers: &[("content-type", CONTENT_TYPE), ("x-amz-target", call.operation.target)],
            payload: Payload::Bytes(call.body.as_bytes()),
        };
        sigv4::sign(&params, &request, &mut self.keys.borrow_mut())
            .map_err(|problems| Failed::for_good(Error::Credentials { problem: problems.line() }))
    }

    /// Sends within the time of an attempt. What the transport throws may pass, whatever it is.
    async fn send(&self, request: &Request<'_>) -> Result<ResponseOf<E>, FailedOf<E>> {
        let limit = self.config.attempt_timeout;
        match race(self.environment.send(request), self.environment.sleep(limit)).await {
            Either::Left(Ok(response)) => Ok(response),
            Either::Left(Err(NoResponse { message, cause })) => {
                Err(Failed::transient(Error::Network { message }.caused_by(cause)))
            }
            Either::Right(()) => {
                let scope = TimeoutScope::Attempt;
                Err(Failed::transient(Error::Timeout { limit, scope }.into()))
            }
        }
    }

    fn refused(&self, response: &ResponseOf<E>) -> FailedOf<E> {
        let header = |name| response.headers.header(name);
        let body = response.body.as_ref().map_err(String::as_str);
        let refusal = refusal::read(body, header("x-amzn-errortype").as_deref());
        let retry = retry::classify(refusal.code.as_deref(), response.status);
        let hint = retry::hint(
            header("x-amz-retry-after").as_deref(),
            header("retry-after").as_deref(),
            self.environment.now(),
        );
        let message = match response.status {
            0 => "a redirect, which is not followed".into(),
            300..400 if refusal.message.is_empty() => "a redirect, which is not followed".into(),
            _ => refusal.message,
        };
        let error = Error::Service {
            aws_code: refusal.code,
            message,
            status: response.status,
            retryable: retry.is_some(),
        };
        let failure = error.of_request(request_id(&response.headers));
        Failed { failure, retry, hint }
    }

    /// The kind of the next retry and the wait before it, or the failure if there is to be none:
    /// retryable? → attempts left? → quota left?
    fn next_retry(
        &self,
        failed: FailedOf<E>,
        attempt: u32,
    ) -> Result<(Kind, Duration), FailureOf<E>> {
        let Some(kind) = failed.retry else {
            return Err(failed.failure);
        };
        if attempt >= self.config.max_attempts || !self.quota.borrow_mut().pay(kind) {
            return Err(failed.failure);
        }
        Ok((kind, retry::delay(kind, attempt, self.environment.random(), failed.hint)))
    }

    /// The answer in a 2xx response. A body that does not fit is an error, never an empty result.
    fn accept(
        &self,
        call: &Call<'_>,
        response: ResponseOf<E>,
        progress: &Progress,
    ) -> Result<AnswerOf<E>, FailureOf<E>> {
        let Response { status, headers, body } = response;
        let request_id = request_id(&headers);
        let read = read_body(call.operation, body);
        match read {
            Ok(value) => Ok(Answer {
                value,
                metadata: Metadata {
                    status,
                    request_id,
                    attempts: progress.attempts.get(),
                    total_retry_delay: progress.delay.get(),
                },
            }),
            Err(problem) => {
                let error = Error::MalformedResponse { problem, status };
                Err(error.of_request(request_id))
            }
        }
    }
}

/// The value of a 2xx body; an empty body says the same as `{}`.
fn read_body<J: Json>(operation: &Operation, body: Result<J, String>) -> Result<J, String> {
    let value = match body {
        Ok(value) => value,
        Err(text) if text.is_empty() => J::parse("{}").ok_or("no JSON parser")?,
        Err(text) => return Err(join(&["not JSON: ", &refusal::excerpt(&text)])),
    };
    answer::read(operation, &value)?;
    Ok(value)
}

fn request_id(headers: &impl Headers) -> Option<String> {
    REQUEST_ID.iter().find_map(|name| headers.header(name))
}
