//! Checks a value against its shape.

use super::expected::{expected, range};
use super::problems::Problems;
use super::read::{instant, integer, is_within};
use super::shape::{Member, Pattern, Quoting, Secrecy, Shape};
use crate::text::{decimal, is_blank, join, push};
use crate::value::{Value, ValueKind};

/// Reports every reason why `value`, at `path`, does not have this shape.
pub fn check<V: Value>(value: &V, shape: &Shape, path: &str, problems: &mut Problems) {
    match shape {
        Shape::Structure(members) => check_structure(value, members, &[], path, problems),
        Shape::Open(members) => {
            check_members(value, members, path, problems);
        }
        Shape::List { of, min, max } => check_list(value, of, (*min, *max), path, problems),
        Shape::Secret(secrecy) => check_secret(value, *secrecy, path, problems),
        _ if is_fit(value, shape) => {}
        Shape::Private { .. } | Shape::Described { quoting: Quoting::Unquoted, .. } => {
            problems.add(path, &join(&["expected ", &expected(shape, value.kind())]));
        }
        _ => problems.expected(path, &expected(shape, value.kind()), value),
    }
}

/// Whether a value has this shape, if messages describe it as a whole.
fn is_fit<V: Value>(value: &V, shape: &Shape) -> bool {
    let text = || value.text().unwrap_or_default();
    match shape {
        Shape::Text { min, max } | Shape::Private { min, max } => {
            value.kind() == ValueKind::String && is_within(characters(&text()), *min, *max)
        }
        Shape::Matching(Pattern { min, max, accepts, .. }) => {
            let text = text();
            is_within(characters(&text), *min, *max) && accepts(&text)
        }
        Shape::NodeId => is_node_id(&text()),
        Shape::OneOf(words) => words.contains(&text().as_str()),
        Shape::Integer { min, max } => integer(value, *min, *max).is_some(),
        Shape::Boolean => value.boolean().is_some(),
        Shape::Function => value.kind() == ValueKind::Function,
        Shape::FunctionOr(shape) => value.kind() == ValueKind::Function || is_fit(value, shape),
        Shape::Strings { max } => are_strings(value, *max),
        Shape::Described { shape, .. } => is_fit(value, shape),
        Shape::Signal => is_event_target(value),
        Shape::Instant => instant(value).is_some(),
        _ => true,
    }
}

/// Checks an object against its members, under paths that begin with their names.
///
/// # Errors
/// Every problem, each with its path. Messages call `what` a value that is not an object.
pub fn check_object<V: Value>(value: &V, shape: &Shape, what: &str) -> Result<(), Problems> {
    let mut problems = Problems::default();
    if value.kind() == ValueKind::Object {
        check(value, shape, "", &mut problems);
    } else {
        problems.expected(what, "an object", value);
    }
    problems.or(())
}

/// Checks an object against these members. The members of `base` may be present but are not
/// checked; others are a problem.
pub fn check_extension<V: Value>(
    value: &V,
    members: &[Member],
    base: &[Member],
    problems: &mut Problems,
) {
    check_structure(value, members, base, "", problems);
}

/// Checks a value for the member `name`, and reports problems under `path`.
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

fn are_strings<V: Value>(value: &V, max: u32) -> bool {
    let is_string =
        |name: &String| value.get(name).and_then(|it| it.text()).is_some_and(|it| !it.is_empty());
    let names = value.names();
    value.kind() == ValueKind::Object && names.len() as u32 <= max && names.iter().all(is_string)
}

fn check_secret<V: Value>(value: &V, secrecy: Secrecy, path: &str, problems: &mut Problems) {
    match value.text() {
        Some(text) => check_secret_text(&text, secrecy, path, problems),
        None => problems.add(path, "expected a string"),
    }
}

/// Reports every reason why a text cannot be this secret.
pub(crate) fn check_secret_text(text: &str, secrecy: Secrecy, path: &str, problems: &mut Problems) {
    if text.is_empty() && secrecy != Secrecy::Token {
        problems.add(path, "is empty");
    }
    let is_possible = match secrecy {
        Secrecy::Password => |character| !is_blank(character),
        Secrecy::Key | Secrecy::Token => |character: char| character.is_ascii_graphic(),
    };
    if !text.chars().all(is_possible) {
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

/// Checks the members of an object, and counts those that are present. Returns `None` if `value` is
/// not an object.
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

fn check_structure<V: Value>(
    value: &V,
    members: &[Member],
    base: &[Member],
    path: &str,
    problems: &mut Problems,
) {
    let found = check_members(value, members, path, problems);
    if found.is_none_or(|found| value.count() == found) {
        return;
    }
    let is_known = |members: &[Member], name: &str| members.iter().any(|it| it.name == name);
    for name in value.names() {
        if !is_known(members, &name) && !is_known(base, &name) && value.has(&name) {
            let meant = meant(members, &name).or_else(|| meant(base, &name));
            let text = match meant {
                Some(meant) => join(&["is not known; did you mean ", meant, "?"]),
                None => "is not known".into(),
            };
            problems.add(&member_path(path, &name), &text);
        }
    }
}

/// The name of the member that differs from `name` only in case.
fn meant(members: &[Member], name: &str) -> Option<&'static str> {
    members.iter().map(|it| it.name).find(|known| known.eq_ignore_ascii_case(name))
}

/// The path of the member called `name` of the value at `path`.
pub(crate) fn member_path(path: &str, name: &str) -> String {
    let mut member = String::new();
    if !path.is_empty() {
        push(&mut member, &[path, "."]);
    }
    push(&mut member, &[name]);
    member
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
