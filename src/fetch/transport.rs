//! What a client needs of its environment: a network, a clock, a timer and randomness.

use std::future::Future;
use std::pin::{Pin, pin};
use std::time::Duration;

use futures_util::future::{Either, select};

use crate::client::HeaderList;
use crate::time::Timestamp;

/// A boxed future that stays on its thread.
pub type LocalFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The environment of a client. `FetchTransport` is that of browsers and Workers; tests script one.
///
/// ```
/// use std::time::Duration;
///
/// use patchlens::fetch::{LocalFuture, Request, Response, Transport};
/// use patchlens::time::Timestamp;
///
/// /// A service with an empty account.
/// struct Empty;
///
/// impl Transport for Empty {
///     fn send<'a>(&'a self, _: Request<'a>) -> LocalFuture<'a, Result<Response, String>> {
///         let response = Response { status: 200, body: "{}".into(), ..Response::default() };
///         Box::pin(async { Ok(response) })
///     }
///
///     fn sleep(&self, _: Duration) -> LocalFuture<'static, ()> {
///         Box::pin(std::future::pending())
///     }
///
///     fn now(&self) -> Timestamp {
///         Timestamp::from_millis(1_700_000_000_000)
///     }
///
///     fn jitter(&self) -> f64 {
///         0.5
///     }
/// }
/// ```
pub trait Transport {
    /// Sends a POST request and reads the whole response. Dropping the future aborts the request.
    ///
    /// The error is the message of a failed connection. It must not quote the headers, which contain
    /// the session token. A redirect is not followed.
    fn send<'a>(&'a self, request: Request<'a>) -> LocalFuture<'a, Result<Response, String>>;

    /// Waits.
    fn sleep(&self, delay: Duration) -> LocalFuture<'static, ()>;

    /// The time by the local clock.
    fn now(&self) -> Timestamp;

    /// A random number from 0 to 1, the share of the longest wait before a retry.
    fn jitter(&self) -> f64;
}

/// A request to send. It has no `Debug`: its headers contain the session token.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The URL.
    pub url: &'a str,
    /// Names in lower case, and values.
    pub headers: &'a HeaderList,
    /// The body, JSON text.
    pub body: &'a str,
}

/// A response.
#[derive(Debug, Clone, Default)]
pub struct Response {
    /// HTTP status; 0 for a redirect that the runtime hides.
    pub status: u16,
    /// The headers that the runtime exposes: names in lower case, and values.
    pub headers: Vec<(String, String)>,
    /// The body, without a byte order mark.
    pub body: String,
}

impl Response {
    /// The value of a header by its lower-case name.
    ///
    /// ```
    /// let headers = vec![("retry-after".into(), "3".into())];
    /// let response = patchlens::fetch::Response { headers, ..Default::default() };
    /// assert_eq!(response.header("retry-after"), Some("3"));
    /// ```
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(given, _)| given == name)?;
        Some(value)
    }
}

/// The result of `work`, or `None` if `limit` ends first.
pub(super) async fn within<T>(
    work: impl Future<Output = T>,
    limit: LocalFuture<'_, ()>,
) -> Option<T> {
    match select(pin!(work), limit).await {
        Either::Left((result, _)) => Some(result),
        Either::Right(_) => None,
    }
}
