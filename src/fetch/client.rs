//! The client.

use std::rc::Rc;

use serde_json::Value as Node;

use super::drive::Driver;
use super::error::Error;
use super::json::Json;
use super::provider::Session;
use super::shared::{Inner, Limits, Output};
use super::transport::{Transport, within};
use crate::client::{CallOptions, Client, Config};
use crate::schema::{Problems, check_object, integer};
use crate::ssm::{self, Operation};
use crate::value::Value as _;

/// A client of Patch Manager's read operations in one region. Clones share credentials, the retry
/// quota, the rate limiter and the clock skew.
///
/// ```
/// use futures_util::future::join;
/// use patchlens::fetch::{Error, PatchClient};
/// use serde_json::json;
///
/// async fn count(client: &PatchClient) -> Result<usize, Error> {
///     let baselines = client.call("DescribePatchBaselines", json!({}));
///     let groups = client.call("DescribePatchGroups", json!({}));
///     let (baselines, groups) = join(baselines, groups).await;
///     let items = [&baselines?.value["BaselineIdentities"], &groups?.value["Mappings"]];
///     Ok(items.iter().filter_map(|it| it.as_array()).map(Vec::len).sum())
/// }
/// ```
#[derive(Clone)]
pub struct PatchClient {
    inner: Rc<Inner>,
}

impl PatchClient {
    pub(super) fn new(config: Config, session: Session, transport: Rc<dyn Transport>) -> Self {
        let client = Client::new(config, Rc::clone(&session.cache), transport.now());
        Self { inner: Rc::new(Inner { client, session, transport }) }
    }

    /// Calls an operation, such as `DescribeInstancePatchStates`. Dropping the future aborts the
    /// request.
    ///
    /// ```
    /// use patchlens::fetch::{Error, PatchClient};
    /// use serde_json::json;
    ///
    /// async fn missing(client: &PatchClient) -> Result<Option<u64>, Error> {
    ///     let input = json!({ "InstanceIds": ["i-0123456789abcdef0"] });
    ///     let output = client.call("DescribeInstancePatchStates", input).await?;
    ///     // None: the service knows no state of the node, which is not zero.
    ///     Ok(output.value["InstancePatchStates"][0]["MissingCount"].as_u64())
    /// }
    /// ```
    ///
    /// # Errors
    /// Each variant of [`crate::error::Error`] says when it happens and what to do about it.
    pub async fn call(&self, operation: &str, input: Node) -> Result<Output, Error> {
        self.call_within(operation, input, Limits::default()).await
    }

    /// The same within limits.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use patchlens::fetch::{Error, Limits, Output, PatchClient};
    ///
    /// async fn soon(client: &PatchClient) -> Result<Output, Error> {
    ///     let limits = Limits { timeout: Some(Duration::from_secs(5)), max_attempts: Some(2) };
    ///     client.call_within("DescribePatchGroups", serde_json::json!({}), limits).await
    /// }
    /// ```
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
        let mut driver = Driver::new(&self.inner, call, input.0);
        let result = match limits.timeout {
            None => driver.drive().await,
            Some(limit) => {
                let end = self.inner.transport.sleep(limit);
                let result = within(driver.drive(), end).await;
                result.unwrap_or_else(|| Err(driver.time_out(limit)))
            }
        };
        let result = result.and_then(|metadata| driver.output(operation, metadata));
        result.map_err(|failure| Error { action, failure: *failure })
    }
}

/// The operation called `name`, whose input is valid.
pub(super) fn checked(name: &str, input: &Json) -> Result<&'static Operation, Error> {
    let unknown = || {
        let problem = format!("\"{name}\" is not known");
        Error::invalid("call", Problems::one("operation", &problem))
    };
    let operation = ssm::operation(name).ok_or_else(unknown)?;
    let invalid = |problems| Error::invalid(operation.action, problems);
    check_object(input, &operation.input, "input").map_err(invalid)?;
    Ok(operation)
}
