//! The read operations of Patch Manager: a file for each family, and the table of them all.
//!
//! Knows the shapes of the wire and nothing of how requests are signed or sent.

pub mod answer;
mod instance_information;
mod patch_states;
mod patches;
pub mod refusal;

pub use instance_information::DESCRIBE_INSTANCE_INFORMATION;
pub use patch_states::DESCRIBE_INSTANCE_PATCH_STATES;
pub use patches::DESCRIBE_INSTANCE_PATCHES;

use crate::json::Json;
use crate::problem::{decimal, join};
use crate::shape::Shape;

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
    pub listing: Option<Listing>,
    /// Where dates stand in its answer.
    pub times: &'static [Times],
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
pub struct Listing {
    /// The answer's member that holds the items.
    pub items: &'static str,
}

/// Members that hold dates, in every item of a list.
#[derive(Debug)]
pub struct Times {
    /// The answer's member that holds the list.
    pub list: &'static str,
    /// The items' members that hold dates.
    pub members: &'static [&'static str],
}

/// Every operation.
pub static OPERATIONS: [&Operation; 3] =
    [&DESCRIBE_INSTANCE_PATCH_STATES, &DESCRIBE_INSTANCE_PATCHES, &DESCRIBE_INSTANCE_INFORMATION];

/// The operation called `name`.
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.into_iter().find(|operation| operation.name == name)
}

impl Operation {
    /// What a call with `input` does, for a message: `list patches of "i-0abc"`.
    pub fn describe<J: Json>(&self, input: &J) -> String {
        let subject = self.subject.as_ref().and_then(|subject| {
            let value = input.member(subject.member)?;
            Some(join(&[subject.preposition, &quote_subject(&value)?]))
        });
        join(&[self.action, subject.as_deref().unwrap_or_default()])
    }
}

/// The value, or the first of many and how many more there are.
fn quote_subject<J: Json>(value: &J) -> Option<String> {
    let Some(length) = value.length() else {
        return Some(value.quote());
    };
    let first = value.item(0)?.quote();
    match u32::try_from(length).ok()? {
        1 => Some(first),
        length => Some(join(&[&first, " and ", &decimal(length - 1), " more"])),
    }
}
