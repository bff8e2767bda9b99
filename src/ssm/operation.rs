//! What is known of an operation.

use crate::schema::Shape;
use crate::text::{decimal, join};
use crate::value::Value;

/// An operation of the service.
#[derive(Debug)]
pub struct Operation {
    /// The name as AWS spells it.
    pub name: &'static str,
    /// What it does, as an error message says it: `list patches`.
    pub action: &'static str,
    /// The input member that names what is asked about.
    pub subject: Option<Subject>,
    /// The shape of the input.
    pub input: Shape,
    /// How its pages look, if it has pages.
    pub pagination: Option<Pagination>,
    /// Where dates stand in its answer: in the items if it has pages, else in the answer itself.
    pub timestamps: &'static [TimestampMembers],
}

/// The input member that names what is asked about.
#[derive(Debug)]
pub struct Subject {
    /// Its name.
    pub member: &'static str,
    /// What stands before it in a message.
    pub preposition: &'static str,
}

/// How the pages of an operation look; tokens are `NextToken` both ways in all of them.
#[derive(Debug)]
pub struct Pagination {
    /// The answer's member that holds the items.
    pub items: &'static str,
}

/// Members that hold dates.
#[derive(Debug)]
pub struct TimestampMembers {
    /// The member whose members they are, if it is not the item or answer itself.
    pub part: Option<&'static str>,
    /// Their names.
    pub members: &'static [&'static str],
}

impl TimestampMembers {
    /// Dates of the item or answer itself.
    pub(super) const fn own(members: &'static [&'static str]) -> Self {
        Self { part: None, members }
    }

    /// Dates of its member called `part`.
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

/// The value, or the first of many and how many more there are.
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
