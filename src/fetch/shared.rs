//! What the calls of a client share, their limits and their output.

use std::rc::Rc;
use std::time::Duration;

use serde_json::Value as Node;

use super::provider::Session;
use super::transport::Transport;
use crate::client::{Client, Metadata};

pub(super) struct Inner {
    pub(super) client: Client,
    pub(super) session: Session,
    pub(super) transport: Rc<dyn Transport>,
}

/// The limits of a call.
///
/// ```
/// use patchlens::fetch::Limits;
///
/// let once = Limits { max_attempts: Some(1), ..Limits::default() };
/// assert_eq!(once.timeout, None);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// The time limit of the call, with all attempts and waits; none if absent.
    pub timeout: Option<Duration>,
    /// The maximum number of attempts, instead of the client's; at least 1.
    pub max_attempts: Option<u32>,
}

/// The output of a call.
///
/// ```
/// use patchlens::fetch::Output;
///
/// fn describe(output: &Output) -> String {
///     let id = output.metadata.request_id.as_deref().unwrap_or("no id");
///     format!("{id}: {} after {} attempts", output.value, output.metadata.attempts)
/// }
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Output<T = Node> {
    /// A JSON object with the members that AWS documents, or the struct of a typed call.
    pub value: T,
    /// The HTTP exchange behind it.
    pub metadata: Metadata,
    /// The page size that the service accepts, if it rejected the one in the input.
    pub accepted_max_results: Option<u32>,
}
