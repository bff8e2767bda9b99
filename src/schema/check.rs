//! The check of a value against its shape.

use super::expected::{expected, range};
use super::problems::Problems;
use super::read::{instant, integer, is_within};
use super::shape::{Member, Secrecy, Shape};
use crate::text::{decimal, join, push};
use crate::value::{Value, ValueKind};

/// Notes everything that keeps `value`, which stands at `path`, from having this shape.
pub fn check<V: Value>(value: &V, shape: &Shape, path: &str, problems: &mut Problems) {
    match shape {
        Shape::Structure(members) => check_structure(value, members, path, problems),
        Shape::Open(members) => {
            check_members(value, members, path, problems);
        }
        Shape::List { of, min, max } => check_list(value, of, (*min, *max), path, problems),
        Shape::Secret(secrecy) => check_secret(value, *secrecy, path, problems),
        _ if is_fit(value, shape) => {}
        Shape::Private { .. } => {
            problems.add(path, &join(&["expected ", &expected(shape, value.kind())]));
        }
        _ => problems.expected(path, &expected(shape, value.kind()), value),
    }
}

/// Whether a value without parts has its shape.
fn is_fit<V: Value>(value: &V, shape: &Shape) -> bool {
    let text = || value.text().unwrap_or_default();
    match shape {
        Shape::Text { min, max } | Shape::Private { min, max } => {
            value.kind() == ValueKind::String && is_within(characters(&text()), *min, *max)
        }
        Shape::NodeId => is_node_id(&text()),
        Shape::OneOf(words) => words.contains(&text().as_str()),
        Shape::Integer { min, max } => integer(value, *min, *max).is_some(),
        Shape::Boolean => value.boolean().is_some(),
        Shape::Function => value.kind() == ValueKind::Function,
        Shape::Signal => is_event_target(value),
        Shape::Instant => instant(value).is_some(),
        _ => true,
    }
}

/// Checks an object against its members, under paths that begin with their names.
///
/// # Errors
/// Every problem, each with its path; a value that is no object is called `what`.
pub fn check_object<V: Value>(value: &V, shape: &Shape, what: &str) -> Result<(), Problems> {
    let mut problems = Problems::default();
    if value.kind() == ValueKind::Object {
        check(value, shape, "", &mut problems);
    } else {
        problems.expected(what, "an object", value);
    }
    problems.or(())
}

/// Checks what is to stand in the member called `name`, reporting it as `path`.
///
/// # Errors
/// Every problem, each with its path.
pub fn check_member<V: Value>(
    value: &V,
    shape: &Shape,
    name: &str,
    path: &str,
) -> Result<(), Problems> {
    let mut problems = Problems::default();
    if let Shape::Structure(members) = shape
        && let Some(member) = members.iter().find(|member| member.name == name)
    {
        check(value, &member.shape, path, &mut problems);
    }
    problems.or(())
}

fn is_event_target<V: Value>(value: &V) -> bool {
    ["addEventListener", "removeEventListener"]
        .into_iter()
        .all(|name| value.member(name).is_some_and(|method| method.kind() == ValueKind::Function))
}

fn characters(text: &str) -> u32 {
    let continues = |byte: &u8| byte & 0xc0 == 0x80;
    u32::try_from(text.bytes().filter(|byte| !continues(byte)).count()).unwrap_or(u32::MAX)
}

fn check_secret<V: Value>(value: &V, secrecy: Secrecy, path: &str, problems: &mut Problems) {
    let Some(text) = value.text() else {
        return problems.add(path, "expected a string");
    };
    if text.is_empty() && secrecy != Secrecy::Token {
        problems.add(path, "is empty");
    }
    if secrecy != Secrecy::Password && !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        problems.add(path, "holds a character that it cannot have, such as a space");
    }
}

fn check_list<V: Value>(
    list: &V,
    of: &Shape,
    (min, max): (u32, u32),
    path: &str,
    problems: &mut Problems,
) {
    let Some(length) = list.length() else {
        return problems.expected(path, "an array", list);
    };
    let length = length as u32;
    for index in 0..length {
        if let Some(item) = list.item(index as usize) {
            check(&item, of, &join(&[path, "[", &decimal(index), "]"]), problems);
        }
    }
    if !is_within(length, min, max) {
        let bounds = range("an array", min, max, " item");
        problems.add(path, &join(&["expected ", &bounds, ", got ", &decimal(length)]));
    }
}

/// Checks the members of an object, and counts those that are there. Nothing for what is none.
fn check_members<V: Value>(
    value: &V,
    members: &[Member],
    path: &str,
    problems: &mut Problems,
) -> Option<usize> {
    if value.kind() != ValueKind::Object {
        problems.expected(path, "an object", value);
        return None;
    }
    let mut found = 0;
    for Member { name, shape, required } in members {
        if let Some(member) = value.member(name) {
            check(&member, shape, &member_path(path, name), problems);
            found += 1;
        } else if *required {
            problems.add(&member_path(path, name), "is required");
        }
    }
    Some(found)
}

fn check_structure<V: Value>(value: &V, members: &[Member], path: &str, problems: &mut Problems) {
    let found = check_members(value, members, path, problems);
    if found.is_none_or(|found| value.count() == found) {
        return;
    }
    for name in value.names() {
        if !members.iter().any(|member| member.name == name) && value.has(&name) {
            problems.add(&member_path(path, &name), &unknown(&name, members));
        }
    }
}

fn member_path(path: &str, name: &str) -> String {
    let mut member = String::new();
    if !path.is_empty() {
        push(&mut member, &[path, "."]);
    }
    push(&mut member, &[name]);
    member
}

fn unknown(name: &str, members: &[Member]) -> String {
    match members.iter().find(|member| member.name.eq_ignore_ascii_case(name)) {
        Some(meant) => join(&["is not known; did you mean ", meant.name, "?"]),
        None => "is not known".into(),
    }
}

/// Whether `text` is an id as AWS documents it: `(^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)`.
fn is_node_id(text: &str) -> bool {
    let (rest, lengths) = match text.strip_prefix("mi-") {
        Some(rest) => (rest, [17, 17]),
        None => (text.strip_prefix("i-").unwrap_or_default(), [8, 17]),
    };
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    lengths.contains(&rest.len()) && rest.bytes().all(is_word)
}
