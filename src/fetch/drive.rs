//! Performs the steps of a call, like `src/js/drive.js`.

use std::time::Duration;

use serde_json::Value as Node;

use super::json::Json;
use super::shared::{Inner, Output};
use super::transport::{Request, within};
use crate::client::{self as core, Attempt, Call, Failure, Loss, Metadata, Step, Wait};
use crate::ssm::Operation;
use crate::value::{Value as _, ValueKind};

/// A call and its environment.
pub(super) struct Driver<'a> {
    inner: &'a Inner,
    call: Call,
    /// The input, if its page size may change.
    input: Node,
    body: String,
    accepted_max_results: Option<u32>,
    /// The body of the latest response.
    received: String,
}

impl<'a> Driver<'a> {
    pub(super) fn new(inner: &'a Inner, call: Call, input: Node) -> Self {
        let body = input.to_string();
        Self { input, ..Self::with_body(inner, call, body) }
    }

    /// A call whose body is no JSON, or stays as it is.
    pub(super) fn with_body(inner: &'a Inner, call: Call, body: String) -> Self {
        let (input, accepted_max_results, received) = (Node::Null, None, String::new());
        Self { inner, call, input, body, accepted_max_results, received }
    }

    /// Performs the steps until the call is done or fails.
    pub(super) async fn drive(&mut self) -> Result<Metadata, Box<Failure>> {
        let mut step = self.call.resume(self.inner.transport.now());
        loop {
            step = match step {
                Step::Refresh { patience } => self.refresh(patience).await,
                Step::Wait(wait) => self.wait(wait).await,
                Step::Send(attempt) => self.send(attempt).await,
                Step::Done(metadata) => return Ok(metadata),
                Step::Failed(failure) => return Err(failure),
            };
        }
    }

    /// The failure of a call that took longer than `limit`.
    pub(super) fn time_out(&self, limit: Duration) -> Box<Failure> {
        self.call.time_out(limit)
    }

    async fn refresh(&mut self, patience: Option<Duration>) -> Step {
        let Inner { session, transport, .. } = self.inner;
        let refresh = session.refresh();
        let refreshed = match patience {
            None => refresh.await,
            Some(patience) => within(refresh, transport.sleep(patience))
                .await
                .unwrap_or_else(|| Err("it takes too long".into())),
        };
        match refreshed {
            Ok(()) => self.call.resume(transport.now()),
            Err(problem) => self.call.refresh_failed(&problem, transport.now()),
        }
    }

    async fn wait(&mut self, Wait { delay, max_results, .. }: Wait) -> Step {
        let transport = &self.inner.transport;
        transport.sleep(delay).await;
        if let (Some(max_results), Some(input)) = (max_results, self.input.as_object_mut()) {
            input.insert("MaxResults".into(), max_results.into());
            self.accepted_max_results = Some(max_results);
            self.body = self.input.to_string();
            self.call.replace_body(&self.body);
        }
        self.call.resume(transport.now())
    }

    async fn send(&mut self, Attempt { headers, timeout, .. }: Attempt) -> Step {
        let transport = &self.inner.transport;
        let sent_at = transport.now();
        let request = Request { url: self.call.url(), headers: &headers, body: &self.body };
        let outcome = within(transport.send(request), transport.sleep(timeout)).await;
        let (now, jitter) = (transport.now(), transport.jitter());
        let response = match outcome {
            None => return self.call.lose(Loss::TimedOut, now, jitter),
            Some(Err(words)) => return self.call.lose(Loss::Network(words), now, jitter),
            Some(Ok(response)) => response,
        };
        let header = |name: &str| response.header(name).map(Into::into);
        let text = if (200..300).contains(&response.status) { "" } else { &*response.body };
        let received = core::Response { status: response.status, header: &header, text, sent_at };
        let step = self.call.receive::<Json>(&received, now, jitter);
        self.received = response.body;
        step
    }

    /// The body of the latest response, of a call that is done.
    pub(super) fn json(&self) -> Result<Json, Box<Failure>> {
        Json::parse(&self.received).ok_or_else(|| self.call.not_json(&self.received))
    }

    /// The failure of a call that is done, whose output is not one.
    pub(super) fn malformed(&self, problem: &str) -> Box<Failure> {
        self.call.malformed(problem)
    }

    /// The output of a call that is done.
    pub(super) fn output(
        &self,
        operation: &Operation,
        metadata: Metadata,
    ) -> Result<Output, Box<Failure>> {
        let value = self.json()?;
        check(operation, &value).map_err(|problem| self.malformed(&problem))?;
        let accepted_max_results = self.accepted_max_results;
        Ok(Output { value: value.0, metadata, accepted_max_results })
    }
}

/// Checks what a paginator relies on, so that a malformed page is never an empty one.
fn check(operation: &Operation, value: &Json) -> Result<(), String> {
    if value.kind() != ValueKind::Object {
        return Err(format!("expected an object, got {}", value.quote()));
    }
    let Some(pagination) = &operation.pagination else {
        return Ok(());
    };
    let expect = |name: &'static str, kind, words| match value.member(name) {
        Some(found) if found.kind() != kind => {
            Err(format!("expected {words} in {name}, got {}", found.quote()))
        }
        _ => Ok(()),
    };
    expect(pagination.items, ValueKind::Array, "an array")?;
    expect("NextToken", ValueKind::String, "a string")
}
