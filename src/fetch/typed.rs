//! Calls and pages whose inputs and outputs are structs.

use std::any::type_name;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Node;

use super::client::PatchClient;
use super::error::Error;
use super::json::Json;
use super::pages::{Page, PageOptions, Pages};
use super::shared::{Limits, Output};
use crate::client::{Failure, Metadata};
use crate::error::Error as Reason;
use crate::schema::Problems;
use crate::ssm::Operation;
use crate::ssm::types::{Input, PaginatedInput};

/// A stream of pages whose items are structs. It ends after the last page and after an error;
/// dropping it aborts the request in flight.
///
/// ```
/// use futures_util::TryStreamExt as _;
/// use patchlens::fetch::{Error, TypedPages};
/// use patchlens::ssm::types::PatchComplianceData;
///
/// async fn count(pages: TypedPages<PatchComplianceData>) -> Result<usize, Error> {
///     pages.try_fold(0, async |count, page| Ok(count + page.items.len())).await
/// }
/// ```
pub struct TypedPages<T> {
    pages: Pages,
    action: String,
    /// Where to resume; not beyond a page that could not be read.
    resume_token: Option<String>,
    ended: bool,
    item: PhantomData<fn() -> T>,
}

impl PatchClient {
    /// Calls the operation of an input, for code that is generic over operations.
    ///
    /// ```
    /// use patchlens::fetch::{Error, PatchClient};
    /// use patchlens::ssm::types::Input;
    ///
    /// async fn attempts<I: Input>(client: &PatchClient, input: I) -> Result<u32, Error> {
    ///     Ok(client.send(input).await?.metadata.attempts)
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`Self::call`]. An output with a member of another type is malformed.
    pub async fn send<I: Input>(&self, input: I) -> Result<Output<I::Output>, Error> {
        self.send_within(input, Limits::default()).await
    }

    /// The same within limits.
    ///
    /// ```
    /// use patchlens::fetch::{Error, Limits, PatchClient};
    /// use patchlens::ssm::types::GetDefaultPatchBaselineInput;
    ///
    /// async fn baseline(client: &PatchClient) -> Result<Option<String>, Error> {
    ///     let limits = Limits { max_attempts: Some(1), ..Limits::default() };
    ///     let input = GetDefaultPatchBaselineInput::default();
    ///     Ok(client.send_within(input, limits).await?.value.baseline_id)
    /// }
    /// ```
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn send_within<I: Input>(
        &self,
        input: I,
        limits: Limits,
    ) -> Result<Output<I::Output>, Error> {
        let input = encode(I::OPERATION, &input)?;
        let action = I::OPERATION.describe(&Json(input.clone()));
        let output = self.call_within(I::OPERATION.name, input, limits).await?;
        let Output { value, metadata, accepted_max_results } = output;
        match decode(value) {
            Ok(value) => Ok(Output { value, metadata, accepted_max_results }),
            Err(problem) => Err(malformed(action, problem, metadata)),
        }
    }

    /// The pages of an operation, fetched one after the other while the stream is polled.
    ///
    /// ```
    /// use futures_util::TryStreamExt as _;
    /// use patchlens::fetch::{Error, PageOptions, PatchClient};
    /// use patchlens::ssm::types::DescribeInstancePatchesInput;
    ///
    /// async fn list(client: &PatchClient) -> Result<(), Error> {
    ///     let instance_id = "i-0123456789abcdef0".into();
    ///     let input = DescribeInstancePatchesInput { instance_id, ..Default::default() };
    ///     let mut pages = client.pages(input, PageOptions::default())?;
    ///     while let Some(page) = pages.try_next().await? {
    ///         for patch in page.items {
    ///             println!("{:?} {:?}", patch.title, patch.installed_time);
    ///         }
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// An invalid input or option.
    pub fn pages<I: PaginatedInput>(
        &self,
        input: I,
        options: PageOptions,
    ) -> Result<TypedPages<I::Item>, Error> {
        let operation = I::OPERATION;
        let input = encode(operation, &input)?;
        let action = operation.describe(&Json(input.clone()));
        let pages = self.paginate(operation.name, input, options)?;
        let (resume_token, ended, item) = (pages.resume_token(), false, PhantomData);
        Ok(TypedPages { pages, action, resume_token, ended, item })
    }
}

impl<T: DeserializeOwned> TypedPages<T> {
    /// Where to resume after the pages returned so far; `None` after the last page. After an error it
    /// leads to the page that failed.
    pub fn resume_token(&self) -> Option<String> {
        self.resume_token.clone()
    }

    fn receive(&mut self, Page { items, metadata }: Page) -> Result<Page<T>, Error> {
        let read = items.into_iter().enumerate().map(|(index, item)| {
            decode(item).map_err(|problem| format!("item {}: {problem}", index + 1))
        });
        match read.collect() {
            Ok(items) => {
                self.resume_token = self.pages.resume_token();
                Ok(Page { items, metadata })
            }
            Err(problem) => Err(malformed(self.action.clone(), problem, metadata)),
        }
    }
}

impl<T: DeserializeOwned> Stream for TypedPages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let typed = self.get_mut();
        if typed.ended {
            return Poll::Ready(None);
        }
        let Poll::Ready(page) = Pin::new(&mut typed.pages).poll_next(context) else {
            return Poll::Pending;
        };
        let page = page.map(|page| page.and_then(|page| typed.receive(page)));
        typed.ended = !matches!(page, Some(Ok(_)));
        Poll::Ready(page)
    }
}

fn encode<I: Serialize>(operation: &Operation, input: &I) -> Result<Node, Error> {
    serde_json::to_value(input).map_err(|error| {
        Error::invalid(operation.action, Problems::one("input", &error.to_string()))
    })
}

fn decode<T: DeserializeOwned>(mut value: Node) -> Result<T, String> {
    drop_nulls(&mut value);
    serde_json::from_value(value).map_err(|error| {
        let words = error.to_string();
        // What is before it repeats the value, which can be sensitive.
        let expected = words.rsplit_once("expected ").map_or("other members", |(_, it)| it);
        let name = type_name::<T>().rsplit("::").next().unwrap_or_default();
        format!("{name}: expected {expected}")
    })
}

/// Removes the members that are null, which mean the same as absent ones.
fn drop_nulls(value: &mut Node) {
    match value {
        Node::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(drop_nulls);
        }
        Node::Array(items) => items.iter_mut().for_each(drop_nulls),
        _ => {}
    }
}

fn malformed(action: String, problem: String, metadata: Metadata) -> Error {
    let Metadata { status, request_id, attempts, .. } = metadata;
    let error = Reason::MalformedResponse { problem, status };
    Error { action, failure: Failure { error, request_id, attempts } }
}
