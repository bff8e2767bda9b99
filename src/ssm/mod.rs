//! The read operations of Patch Manager: a file for each family, and the table of them all.
//!
//! Knows the shapes of the wire and nothing of how requests are signed or sent.

pub mod answer;
mod available_patches;
mod compliance;
mod inputs;
mod instance_information;
mod patch_baselines;
mod patch_groups;
mod patch_snapshot;
mod patch_states;
mod patches;
pub mod refusal;

pub use available_patches::{
    DESCRIBE_AVAILABLE_PATCHES, DESCRIBE_EFFECTIVE_PATCHES_FOR_PATCH_BASELINE,
    DESCRIBE_PATCH_PROPERTIES,
};
pub use compliance::{
    LIST_COMPLIANCE_ITEMS, LIST_COMPLIANCE_SUMMARIES, LIST_RESOURCE_COMPLIANCE_SUMMARIES,
};
pub use instance_information::DESCRIBE_INSTANCE_INFORMATION;
pub use patch_baselines::{
    DESCRIBE_PATCH_BASELINES, GET_DEFAULT_PATCH_BASELINE, GET_PATCH_BASELINE,
    GET_PATCH_BASELINE_FOR_PATCH_GROUP,
};
pub use patch_groups::{DESCRIBE_PATCH_GROUP_STATE, DESCRIBE_PATCH_GROUPS};
pub use patch_snapshot::GET_DEPLOYABLE_PATCH_SNAPSHOT_FOR_INSTANCE;
pub use patch_states::{
    DESCRIBE_INSTANCE_PATCH_STATES, DESCRIBE_INSTANCE_PATCH_STATES_FOR_PATCH_GROUP,
};
pub use patches::DESCRIBE_INSTANCE_PATCHES;

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
    pub listing: Option<Listing>,
    /// Where dates stand in its answer: in the items if it has pages, else in the answer itself.
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

/// Members that hold dates.
#[derive(Debug)]
pub struct Times {
    /// The member whose members they are, if it is not the item or answer itself.
    pub part: Option<&'static str>,
    /// Their names.
    pub members: &'static [&'static str],
}

impl Times {
    /// Dates of the item or answer itself.
    const fn own(members: &'static [&'static str]) -> Self {
        Self { part: None, members }
    }

    /// Dates of its member called `part`.
    const fn of(part: &'static str, members: &'static [&'static str]) -> Self {
        Self { part: Some(part), members }
    }
}

/// The members of answers, at any depth, that hold maps whose names are anyone's, or lists of such.
pub const FREE_MAPS: [&str; 3] =
    ["Details", "InstanceAssociationStatusAggregatedCount", "Properties"];

/// Every operation.
pub static OPERATIONS: [&Operation; 17] = [
    &DESCRIBE_INSTANCE_PATCH_STATES,
    &DESCRIBE_INSTANCE_PATCH_STATES_FOR_PATCH_GROUP,
    &DESCRIBE_INSTANCE_PATCHES,
    &DESCRIBE_PATCH_GROUPS,
    &DESCRIBE_PATCH_GROUP_STATE,
    &DESCRIBE_PATCH_BASELINES,
    &GET_PATCH_BASELINE,
    &GET_DEFAULT_PATCH_BASELINE,
    &GET_PATCH_BASELINE_FOR_PATCH_GROUP,
    &DESCRIBE_EFFECTIVE_PATCHES_FOR_PATCH_BASELINE,
    &DESCRIBE_AVAILABLE_PATCHES,
    &DESCRIBE_PATCH_PROPERTIES,
    &DESCRIBE_INSTANCE_INFORMATION,
    &LIST_COMPLIANCE_ITEMS,
    &LIST_COMPLIANCE_SUMMARIES,
    &LIST_RESOURCE_COMPLIANCE_SUMMARIES,
    &GET_DEPLOYABLE_PATCH_SNAPSHOT_FOR_INSTANCE,
];

/// The operation called `name`.
pub fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.into_iter().find(|operation| operation.name == name)
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
