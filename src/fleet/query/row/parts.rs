//! What the members of rows are made of: numbers, texts and CVEs.

use std::borrow::Cow;

use crate::fleet::query::{Context, Value};
use crate::fleet::sorting;

/// The number that a value ranks by; `None` if it is absent or has no number.
pub(in crate::fleet::query) fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) | Value::Days(number, _) => Some(*number),
        Value::Date(time, _) => Some(time.as_millis() as f64),
        Value::Flag(flag) => Some(f64::from(u8::from(*flag))),
        Value::Absent | Value::Text(_) | Value::Cves(_) | Value::Undecided => None,
    }
}

/// The CVEs of a patch, by code points.
pub(in crate::fleet) fn cves<'a>(context: &Context<'a>, patch: u32) -> Vec<&'a str> {
    sorted_cves(context, context.store.patches.cves_of(patch))
}

/// CVEs by code points.
pub(in crate::fleet) fn sorted_cves<'a>(context: &Context<'a>, places: &[u32]) -> Vec<&'a str> {
    let all = &context.store.patches.cves;
    let text = |place: u32| all.at(place as usize);
    let list = places.iter().map(|it| (0, *it)).collect();
    let places = sorting::sorted(list, &mut |one, other| text(one).cmp(text(other)));
    places.into_iter().map(text).collect()
}

/// The CVEs of a patch as one text.
pub(in crate::fleet) fn joined_cves(context: &Context, patch: u32) -> String {
    cves(context, patch).join(", ")
}

pub(super) fn text<'a>(value: Value<'a>) -> Option<&'a str> {
    match value {
        Value::Text(Cow::Borrowed(text)) => Some(text),
        _ => None,
    }
}

pub(super) fn number(value: &Value) -> Option<f64> {
    number_of(value)
}

pub(super) fn flag(value: &Value) -> Option<bool> {
    number_of(value).map(|it| it != 0.0)
}

pub(super) fn count(value: &Value) -> Option<u32> {
    number_of(value).map(|it| it as u32)
}
