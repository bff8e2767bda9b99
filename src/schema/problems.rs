//! The problems of an input or option, each with its path.

use crate::text::{decimal, join, push};
use crate::value::Value;

/// A problem and its path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The path of the value, such as `InstanceIds[3]` or `credentials.accessKeyId`.
    pub path: String,
    /// The message, which quotes the value unless it is a secret.
    pub text: String,
}

/// The maximum number of problems in a message.
const MOST_SHOWN: usize = 10;

/// The problems of a value, in the order of the checks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// A single problem.
    pub fn one(path: &str, text: &str) -> Self {
        let mut problems = Self::default();
        problems.add(path, text);
        problems
    }

    /// Adds a problem with the value at `path`.
    pub fn add(&mut self, path: &str, text: &str) {
        self.0.push(Problem { path: path.into(), text: text.into() });
    }

    /// Adds that the value at `path` is not the `expected` one, and quotes it.
    pub fn expected<V: Value>(&mut self, path: &str, what: &str, found: &V) {
        self.add(path, &join(&["expected ", what, ", got ", &found.quote()]));
    }

    /// Adds all of `others`.
    pub fn append(&mut self, mut others: Self) {
        self.0.append(&mut others.0);
    }

    /// Whether there are no problems.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The problems, in the order of the checks.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.0.iter()
    }

    /// `value` if there are no problems.
    ///
    /// # Errors
    /// The problems, if there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The problems in one line, `InstanceIds[3]: …; MaxResults: …`: the first ten, and the number
    /// of the others.
    pub fn line(&self) -> String {
        let mut line = String::new();
        for problem in self.0.iter().take(MOST_SHOWN) {
            let separator = if line.is_empty() { "" } else { "; " };
            push(&mut line, &[separator, &problem.path, ": ", &problem.text]);
        }
        if self.0.len() > MOST_SHOWN {
            let more = (self.0.len() - MOST_SHOWN) as u32;
            push(&mut line, &["; and ", &decimal(more), " more"]);
        }
        line
    }
}
