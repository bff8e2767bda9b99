//! The pages of an operation, as a stream.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use serde_json::Value as Node;

use super::client::{PatchClient, checked};
use super::error::Error;
use super::json::Json;
use super::shared::{Limits, Output};
use super::transport::LocalFuture;
use crate::client::{Failure, Metadata};
use crate::paginate::{Paginator, Settings, Then};
use crate::schema::{Problems, check_member};
use crate::ssm::Operation;
use crate::value::Value as _;

/// The options of a paginator.
///
/// ```
/// use patchlens::fetch::PageOptions;
///
/// let options = PageOptions { page_size: Some(50), ..PageOptions::default() };
/// assert_eq!(options.max_items, None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct PageOptions {
    /// The `MaxResults` of each request.
    pub page_size: Option<u32>,
    /// The maximum number of items to return.
    pub max_items: Option<u32>,
    /// Where to begin: a resume token of this package or of boto3, or a `NextToken`.
    pub starting_token: Option<String>,
    /// The limits of each call.
    pub limits: Limits,
}

/// A page.
///
/// ```
/// use patchlens::fetch::Page;
///
/// fn titles(page: &Page) -> Vec<&str> {
///     page.items.iter().filter_map(|patch| patch["Title"].as_str()).collect()
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T = Node> {
    /// The items of the page, without those before a resume token and beyond `max_items`.
    pub items: Vec<T>,
    /// The HTTP exchange behind it.
    pub metadata: Metadata,
}

/// A stream of pages. It ends after the last page and after an error; dropping it aborts the request
/// in flight.
///
/// ```
/// use futures_util::TryStreamExt as _;
/// use patchlens::fetch::{Error, Page, Pages};
///
/// async fn count(pages: Pages) -> Result<usize, Error> {
///     let pages: Vec<Page> = pages.try_collect().await?;
///     Ok(pages.iter().map(|page| page.items.len()).sum())
/// }
/// ```
pub struct Pages {
    client: PatchClient,
    operation: &'static Operation,
    items: &'static str,
    action: String,
    input: serde_json::Map<String, Node>,
    limits: Limits,
    paginator: Paginator,
    then: Then,
    in_flight: Option<LocalFuture<'static, Result<Output, Error>>>,
}

impl PatchClient {
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

impl Pages {
    fn new(
        client: PatchClient,
        operation: &'static Operation,
        input: Json,
        options: PageOptions,
    ) -> Result<Self, Error> {
        let action = operation.describe(&input);
        let invalid = |problems| Error::invalid(operation.action, problems);
        let Some(pagination) = &operation.pagination else {
            return Err(invalid(Problems::one("operation", "has no pages; call it instead")));
        };
        let settings = Settings {
            max_items: options.max_items,
            starting_token: options.starting_token,
            input_token: input.member("NextToken").and_then(|token| token.text()),
        };
        let paginator = Paginator::new::<Json>(settings).map_err(invalid)?;
        let Node::Object(mut input) = input.0 else {
            return Err(invalid(Problems::one("input", "expected an object")));
        };
        if let Some(size) = options.page_size {
            let given = Json(size.into());
            check_member(&given, &operation.input, "MaxResults", "pageSize").map_err(invalid)?;
            input.insert("MaxResults".into(), size.into());
        }
        let (items, limits) = (pagination.items, options.limits);
        let (then, in_flight) = (Then::More, None);
        Ok(Self { client, operation, items, action, input, limits, paginator, then, in_flight })
    }

    /// Where to resume after the pages returned so far; `None` after the last page.
    pub fn resume_token(&self) -> Option<String> {
        self.paginator.resume_token()
    }

    fn request(&self) -> LocalFuture<'static, Result<Output, Error>> {
        let mut input = self.input.clone();
        match self.paginator.next_token() {
            Some(token) => input.insert("NextToken".into(), token.into()),
            None => input.remove("NextToken"),
        };
        let (client, name, limits) = (self.client.clone(), self.operation.name, self.limits);
        Box::pin(async move { client.call_within(name, Node::Object(input), limits).await })
    }

    fn receive(&mut self, mut output: Output) -> Page {
        if let Some(size) = output.accepted_max_results {
            self.input.insert("MaxResults".into(), size.into());
        }
        let items = output.value.get_mut(self.items).and_then(Node::as_array_mut);
        let items = items.map(std::mem::take).unwrap_or_default();
        let next_token = output.value.get("NextToken").and_then(Node::as_str);
        let page = self.paginator.receive(items.len(), next_token);
        self.then = page.then;
        let items = items.into_iter().skip(page.keep.start).take(page.keep.len()).collect();
        Page { items, metadata: output.metadata }
    }

    fn repeated(&self) -> Error {
        let token = self.paginator.next_token().unwrap_or_default().into();
        let error = crate::error::Error::RepeatedToken { token };
        Error { action: self.action.clone(), failure: Failure::without_attempt(error) }
    }
}

impl Stream for Pages {
    type Item = Result<Page, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pages = self.get_mut();
        let mut call = match (pages.in_flight.take(), pages.then) {
            (Some(call), _) => call,
            (None, Then::More) => pages.request(),
            (None, Then::Done) => return Poll::Ready(None),
            (None, Then::Repeated) => {
                pages.then = Then::Done;
                return Poll::Ready(Some(Err(pages.repeated())));
            }
        };
        let Poll::Ready(result) = call.as_mut().poll(context) else {
            pages.in_flight = Some(call);
            return Poll::Pending;
        };
        Poll::Ready(Some(match result {
            Ok(output) => Ok(pages.receive(output)),
            Err(error) => {
                pages.then = Then::Done;
                Err(error)
            }
        }))
    }
}
