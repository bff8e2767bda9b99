//! A call in progress, and what its answer must be.

use std::time::Duration;

use super::{Answer, Failure, Metadata};
use crate::error::Error;
use crate::json::{Json, Kind as Type};
use crate::problem::join;
use crate::retry::Kind;
use crate::ssm::{Operation, answer, refusal};

/// A call in progress.
#[derive(Debug)]
pub struct Call {
    /// The action, as AWS spells it.
    pub name: String,
    /// What is sent.
    pub body: String,
    /// What the answer must be.
    pub(super) rules: Rules,
    pub(super) is_signed: bool,
    pub(super) attempts: u32,
    pub(super) total_delay: Duration,
    pub(super) last_retry: Option<Kind>,
}

/// What the body of an answer must be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rules {
    /// What this operation answers, its dates to be read.
    Of(&'static Operation),
    /// Any JSON object.
    Object,
    /// Anything.
    Nothing,
}

impl Call {
    /// A call of an operation that has not been sent yet.
    pub fn new(operation: &'static Operation, body: String) -> Self {
        Self::under(Rules::Of(operation), operation.name.into(), body)
    }

    /// A call of any action, whose answer is left as it is: a JSON object.
    pub fn of(name: &str, body: String) -> Self {
        Self::under(Rules::Object, name.into(), body)
    }

    /// The same call, whose answer can be anything, such as a text that is no JSON.
    #[must_use]
    pub fn for_anything(self) -> Self {
        Self { rules: Rules::Nothing, ..self }
    }

    /// The same call, sent without a signature: for actions that give keys to those who have none.
    #[must_use]
    pub fn unsigned(self) -> Self {
        Self { is_signed: false, ..self }
    }

    /// Whether the answer can be anything.
    pub fn takes_anything(&self) -> bool {
        matches!(self.rules, Rules::Nothing)
    }

    fn under(rules: Rules, name: String, body: String) -> Self {
        let (attempts, total_delay, last_retry) = (0, Duration::ZERO, None);
        Self { name, body, rules, is_signed: true, attempts, total_delay, last_retry }
    }

    /// The call's failure by `error`.
    pub fn failed(&self, error: Error) -> Box<Failure> {
        Box::new(Failure { error, request_id: None, attempts: self.attempts })
    }

    /// The answer in a 2xx response. A body that does not fit is an error, never an empty result.
    pub(super) fn accept<J: Json>(
        &self,
        status: u16,
        body: Result<J, String>,
        request_id: Option<String>,
    ) -> Result<Answer<J>, Box<Failure>> {
        match read_body(self.rules, body) {
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

/// The value of a 2xx body; an empty body says the same as `{}`.
fn read_body<J: Json>(rules: Rules, body: Result<J, String>) -> Result<J, String> {
    let empty = || J::parse("{}").ok_or_else(String::new);
    let value = match body {
        Ok(value) => value,
        Err(text) if text.is_empty() => empty()?,
        Err(text) => return Err(join(&["not JSON: ", refusal::excerpt(&text)])),
    };
    match rules {
        Rules::Of(operation) => answer::read(operation, &value)?,
        Rules::Object if value.kind() != Type::Object => {
            return Err(join(&["expected an object, got ", &value.quote()]));
        }
        Rules::Object | Rules::Nothing => {}
    }
    Ok(value)
}
