//! The client.

use std::rc::Rc;
use std::time::Duration;

use serde_json::Value as Node;

use super::drive::Driver;
use super::error::Error;
use super::json::Json;
use super::pages::{PageOptions, Pages};
use super::provider::Session;
use super::transport::{Transport, within};
use crate::client::{CallOptions, Client, Config, Metadata};
use crate::schema::{Problems, check_object, integer};
use crate::ssm::{self, Operation};
use crate::value::Value as _;

/// A client of Patch Manager's read operations in one region. Clones share credentials, the retry
/// quota, the rate limiter and the clock skew.
#[derive(Clone)]
pub struct PatchClient {
    inner: Rc<Inner>,
}

pub(super) struct Inner {
    client: Client,
    pub(super) session: Session,
    pub(super) transport: Rc<dyn Transport>,
}

/// The limits of a call.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// The time limit of the call, with all attempts and waits; none if absent.
    pub timeout: Option<Duration>,
    /// The maximum number of attempts, instead of the client's; at least 1.
    pub max_attempts: Option<u32>,
}

/// The output of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// An object with the members that AWS documents.
    pub value: Node,
    /// The HTTP exchange behind it.
    pub metadata: Metadata,
    /// The page size that the service accepts, if it rejected the one in the input.
    pub accepted_max_results: Option<u32>,
}

impl PatchClient {
    #[cfg(target_arch = "wasm32")]
    /// A builder of a client on the `fetch` of this browser or Worker.
    pub fn builder(region: &str) -> super::builder::Builder {
        super::builder::Builder::new(region, Rc::new(super::browser::FetchTransport))
    }

    pub(super) fn new(config: Config, session: Session, transport: Rc<dyn Transport>) -> Self {
        let client = Client::new(config, Rc::clone(&session.cache), transport.now());
        Self { inner: Rc::new(Inner { client, session, transport }) }
    }

    /// Calls an operation, such as `DescribeInstancePatchStates`. Dropping the future aborts the
    /// request.
    ///
    /// # Errors
    /// Each variant of [`crate::error::Error`] says when it happens and what to do about it.
    pub async fn call(&self, operation: &str, input: Node) -> Result<Output, Error> {
        self.call_within(operation, input, Limits::default()).await
    }

    /// The same within limits.
    ///
    /// # Errors
    /// As [`Self::call`].
    pub async fn call_within(
        &self,
        operation: &str,
        input: Node,
        limits: Limits,
    ) -> Result<Output, Error> {
        let input = Json(input);
        let operation = checked(operation, &input)?;
        if limits.max_attempts == Some(0) {
            let problems = Problems::one("maxAttempts", "expected at least 1");
            return Err(Error::invalid(operation.action, problems));
        }
        let options = CallOptions {
            max_attempts: limits.max_attempts,
            max_results: input.member("MaxResults").and_then(|it| integer(&it, 0, u32::MAX)),
            ..CallOptions::default()
        };
        let action = operation.describe(&input);
        let body = input.0.to_string();
        let call = self.inner.client.call(operation.name, &body, options);
        let mut driver = Driver::new(&self.inner, call, operation, input.0);
        let result = match limits.timeout {
            None => driver.drive().await,
            Some(limit) => {
                let end = self.inner.transport.sleep(limit);
                let result = within(driver.drive(), end).await;
                result.unwrap_or_else(|| Err(driver.time_out(limit)))
            }
        };
        result.map_err(|failure| Error { action, failure: *failure })
    }

    /// The pages of an operation, fetched one after the other while the stream is polled.
    ///
    /// # Errors
    /// An invalid input or option, or an operation without pages.
    ///
    /// ```
    /// # use patchlens::fetch::{Error, PageOptions, PatchClient};
    /// use futures_util::TryStreamExt as _;
    ///
    /// # async fn list(client: &PatchClient) -> Result<(), Error> {
    /// let input = serde_json::json!({ "InstanceId": "i-0123456789abcdef0" });
    /// let options = PageOptions { max_items: Some(500), ..PageOptions::default() };
    /// let mut pages = client.paginate("DescribeInstancePatches", input, options)?;
    /// while let Some(page) = pages.try_next().await? {
    ///     println!("{} patches", page.items.len());
    /// }
    /// println!("continue with {:?}", pages.resume_token());
    /// # Ok(())
    /// # }
    /// ```
    pub fn paginate(
        &self,
        operation: &str,
        input: Node,
        options: PageOptions,
    ) -> Result<Pages, Error> {
        let input = Json(input);
        let operation = checked(operation, &input)?;
        Pages::new(self.clone(), operation, input, options)
    }
}

/// The operation called `name`, whose input is valid.
fn checked(name: &str, input: &Json) -> Result<&'static Operation, Error> {
    let unknown = || {
        let problem = format!("\"{name}\" is not known");
        Error::invalid("call", Problems::one("operation", &problem))
    };
    let operation = ssm::operation(name).ok_or_else(unknown)?;
    let invalid = |problems| Error::invalid(operation.action, problems);
    check_object(input, &operation.input, "input").map_err(invalid)?;
    Ok(operation)
}
