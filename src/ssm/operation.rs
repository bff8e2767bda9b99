//! The description of an operation.

use crate::schema::Shape;
use crate::text::{decimal, join};
use crate::value::Value;

/// An operation of the service.
#[derive(Debug)]
pub struct Operation {
    /// The name as AWS spells it.
    pub name: &'static str,
    /// What it does, for an error message: `list patches`.
    pub action: &'static str,
    /// The input member that identifies the resource.
    pub subject: Option<Subject>,
    /// The shape of the input.
    pub input: Shape,
    /// The structure of its pages, if it is paginated.
    pub pagination: Option<Pagination>,
    /// The timestamps in its output: members of the items if it is paginated, else of the output.
    pub timestamps: &'static [TimestampMembers],
}

/// The input member that identifies the resource.
#[derive(Debug)]
pub struct Subject {
    /// Its name.
    pub member: &'static str,
    /// The words before it in a message.
    pub preposition: &'static str,
}

/// The structure of an operation's pages. The token is `NextToken` in the input and the output.
#[derive(Debug)]
pub struct Pagination {
    /// The output member that holds the items.
    pub items: &'static str,
}

/// Members that hold timestamps.
#[derive(Debug)]
pub struct TimestampMembers {
    /// The member that contains them, unless they are members of the item or output itself.
    pub part: Option<&'static str>,
    /// Their names.
    pub members: &'static [&'static str],
}

impl TimestampMembers {
    /// Timestamps of the item or output itself.
    pub(super) const fn own(members: &'static [&'static str]) -> Self {
        Self { part: None, members }
    }

    /// Timestamps in its member `part`.
    pub(super) const fn of(part: &'static str, members: &'static [&'static str]) -> Self {
        Self { part: Some(part), members }
    }
}

impl Operation {
    /// What a call with `input` does, for a message: `list patches of "i-0abc"`.
    pub fn describe<V: Value>(&self, input: &V) -> String {
        let subject = self.subject.as_ref().and_then(|subject| {
            let value = input.member(subject.member)?;
            Some(join(&[subject.preposition, &quote_subject(&value)?]))
        });
        join(&[self.action, subject.as_deref().unwrap_or_default()])
    }
}

/// The value, or the first of a list and the number of the others.
fn quote_subject<V: Value>(value: &V) -> Option<String> {
    let Some(length) = value.length() else {
        return Some(value.quote());
    };
    let first = value.item(0)?.quote();
    match u32::try_from(length).ok()? {
        1 => Some(first),
        length => Some(join(&[&first, " and ", &decimal(length - 1), " more"])),
    }
}
