//! What a 2xx answer must be, and the dates in it.

use super::operation::{Operation, TimestampMembers};
use crate::text::join;
use crate::time::Timestamp;
use crate::value::{Update, Value, ValueKind};

/// The members of answers, at any depth, that hold maps whose names are anyone's, or lists of such.
pub const FREE_MAPS: [&str; 3] =
    ["Details", "InstanceAssociationStatusAggregatedCount", "Properties"];

/// Takes the nulls out of `answer`, which say the same as no member; in lists and in maps whose
/// names are anyone's they stay. Spare what has no null in its text the search.
pub fn drop_nulls<V: Value>(output: &V) {
    output.drop_nulls(&|name| FREE_MAPS.contains(&name));
}

/// Checks that `answer` is an object and replaces the dates in it: seconds since the epoch,
/// numeric strings, RFC 3339 and HTTP dates become dates; the service's ways to say "no time",
/// 0 and the year 1, are removed, as are nulls.
///
/// # Errors
/// What is wrong, naming the member: a body that is not an object, a list that is no array, a date
/// that is none.
pub fn read<V: Value>(operation: &Operation, output: &V) -> Result<(), String> {
    if output.kind() != ValueKind::Object {
        return Err(join(&["expected an object, got ", &output.quote()]));
    }
    read_token(output)?;
    let Some(pagination) = &operation.pagination else {
        return read_timestamps(output, "", operation.timestamps);
    };
    let Some(list) = output.member(pagination.items) else {
        return Ok(());
    };
    if list.kind() != ValueKind::Array {
        return Err(join(&[pagination.items, ": expected an array, got ", &list.quote()]));
    }
    read_timestamps(&list, &join(&[pagination.items, "[]."]), operation.timestamps)
}

/// A token that could not be sent back would end the listing as if it were complete.
fn read_token<V: Value>(output: &V) -> Result<(), String> {
    match output.member("NextToken") {
        Some(token) if token.kind() != ValueKind::String => {
            Err(join(&["NextToken: expected a string, got ", &token.quote()]))
        }
        _ => Ok(()),
    }
}

/// Reads the dates in `holder`, an object or an array of objects, whose members' paths begin with
/// `path`.
fn read_timestamps<V: Value>(
    holder: &V,
    path: &str,
    timestamps: &[TimestampMembers],
) -> Result<(), String> {
    timestamps.iter().try_for_each(|TimestampMembers { part, members }| {
        if let Some(part) = part {
            update(holder, None, part, path, object)?;
        }
        members.iter().try_for_each(|name| update(holder, *part, name, path, date))
    })
}

/// Does to the members called `name` what `read` says, which else says what it expected.
fn update<V: Value>(
    holder: &V,
    part: Option<&'static str>,
    name: &'static str,
    path: &str,
    read: fn(&V) -> Result<Update, &'static str>,
) -> Result<(), String> {
    let mut problem = None;
    holder.update_members(part, name, &mut |value| {
        read(value).unwrap_or_else(|expected| {
            if value.kind() == ValueKind::Null {
                return Update::Remove;
            }
            let (part, dot) = part.map_or(("", ""), |part| (part, "."));
            let what = [path, part, dot, name, ": expected ", expected, ", got ", &value.quote()];
            problem = Some(join(&what));
            Update::Keep
        })
    });
    problem.map_or(Ok(()), Err)
}

fn object<V: Value>(value: &V) -> Result<Update, &'static str> {
    if value.kind() == ValueKind::Object { Ok(Update::Keep) } else { Err("an object") }
}

fn date<V: Value>(value: &V) -> Result<Update, &'static str> {
    match time(value) {
        Some(time) if time.is_no_time() => Ok(Update::Remove),
        Some(time) => Ok(Update::Date(time)),
        None => Err("a date"),
    }
}

fn time<V: Value>(value: &V) -> Option<Timestamp> {
    match value.number() {
        Some(seconds) => Timestamp::from_seconds(seconds),
        None => Timestamp::parse(&value.text()?),
    }
}
