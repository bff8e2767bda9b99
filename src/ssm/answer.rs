//! What a 2xx answer must be, and the dates in it.

use super::{Operation, Times};
use crate::json::{Json, Kind, Update};
use crate::problem::join;
use crate::time::Timestamp;

/// Checks that `answer` is an object and replaces the dates in it: seconds since the epoch,
/// numeric strings, RFC 3339 and HTTP dates become dates; the service's ways to say "no time",
/// 0 and the year 1, are removed, as are nulls.
///
/// # Errors
/// What is wrong, naming the member: a body that is not an object, a date that is none.
pub fn read<J: Json>(operation: &Operation, answer: &J) -> Result<(), String> {
    if answer.kind() != Kind::Object {
        return Err(join(&["expected an object, got ", &answer.quote()]));
    }
    read_token(answer)?;
    operation.times.iter().try_for_each(|times| read_times(answer, times))
}

/// A token that could not be sent back would end the listing as if it were complete.
fn read_token<J: Json>(answer: &J) -> Result<(), String> {
    match answer.member("NextToken") {
        Some(token) if token.kind() != Kind::String => {
            Err(join(&["NextToken: expected a string, got ", &token.quote()]))
        }
        _ => Ok(()),
    }
}

fn read_times<J: Json>(answer: &J, times: &Times) -> Result<(), String> {
    let Some(list) = answer.member(times.list) else {
        return Ok(());
    };
    if list.kind() != Kind::Array {
        return Err(join(&[times.list, ": expected an array, got ", &list.quote()]));
    }
    let mut problem = None;
    for name in times.members {
        list.update_items(name, &mut |value| match time(value) {
            Some(time) if time.is_no_time() => Update::Remove,
            Some(time) => Update::Date(time),
            None => {
                let quoted = value.quote();
                problem =
                    Some(join(&[times.list, "[].", name, ": expected a date, got ", &quoted]));
                Update::Keep
            }
        });
    }
    problem.map_or(Ok(()), Err)
}

fn time<J: Json>(value: &J) -> Option<Timestamp> {
    match value.number() {
        Some(seconds) => Timestamp::from_seconds(seconds),
        None => Timestamp::parse(&value.text()?),
    }
}
