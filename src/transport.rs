//! What the client needs from where it runs: a clock, randomness, waiting, HTTP.

use std::future::Future;
use std::time::Duration;

use crate::json::Json;
use crate::time::Timestamp;

/// A request, signed and ready to be sent with `POST`.
#[derive(Debug)]
pub struct Request<'a> {
    /// Where to.
    pub url: &'a str,
    /// Names in lower case, and values that are safe to send: visible ASCII and inner spaces.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body, JSON.
    pub body: &'a str,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Response<J, H> {
    /// HTTP status; 0 for a redirect that the runtime hides.
    pub status: u16,
    /// The headers that the runtime lets us see.
    pub headers: H,
    /// The body: a JSON value, or the text of what is none.
    pub body: Result<J, String>,
}

/// The headers of an answer.
pub trait Headers {
    /// The value of the header called `name`, in lower case.
    fn header(&self, name: &str) -> Option<String>;
}

/// Why nothing came back.
#[derive(Debug, Clone, PartialEq)]
pub struct NoResponse<C> {
    /// What the transport said.
    pub message: String,
    /// What it threw.
    pub cause: C,
}

/// Where the client runs. Dropping a future that it gave ends what the future was doing.
pub trait Environment {
    /// A JSON value, as parsed by this environment.
    type Json: Json;
    /// The headers of an answer.
    type Headers: Headers;
    /// What is thrown here: the cause of an error, the reason of an abort.
    type Cause: Clone + 'static;

    /// The time by the local clock.
    fn now(&self) -> Timestamp;
    /// A random number from 0 to less than 1.
    fn random(&self) -> f64;
    /// Waits.
    fn sleep(&self, time: Duration) -> impl Future<Output = ()>;
    /// Sends the request and reads the answer.
    fn send(
        &self,
        request: &Request<'_>,
    ) -> impl Future<Output = Result<Response<Self::Json, Self::Headers>, NoResponse<Self::Cause>>>;
}
