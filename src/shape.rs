//! The shapes of what comes from outside, inputs and options, and the check against them.
//!
//! Required members, unknown members, types, minimum and maximum are checked before anything is
//! sent. Enumerations and free-text patterns of the service are left to it, so that a new value
//! works on the day it appears.

use crate::problem::Problems;
use crate::text::{decimal, join, push};
use crate::time::Timestamp;
use crate::value::{Value, ValueKind};

/// What a value must be.
#[derive(Debug)]
pub enum Shape {
    /// Anything; what it must be is checked elsewhere.
    Any,
    /// A string of `min` to `max` characters.
    Text {
        /// Fewest characters.
        min: u32,
        /// Most characters.
        max: u32,
    },
    /// A string of `min` to `max` characters that no message may quote.
    Private {
        /// Fewest characters.
        min: u32,
        /// Most characters.
        max: u32,
    },
    /// A credential, which no message may quote.
    Secret(Secrecy),
    /// The id of a managed node: `i-` and 8 or 17 word characters, or `mi-` and 17.
    NodeId,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// A whole number.
    Integer {
        /// Smallest value.
        min: u32,
        /// Largest value.
        max: u32,
    },
    /// `true` or `false`.
    Boolean,
    /// A function.
    Function,
    /// An `AbortSignal`, or what can stand in for one.
    Signal,
    /// A point in time: a `Date`, milliseconds since the epoch, or an RFC 3339 text.
    Instant,
    /// A list of values of one shape.
    List {
        /// The shape of every item.
        of: &'static Shape,
        /// Fewest items.
        min: u32,
        /// Most items.
        max: u32,
    },
    /// An object with these members and no others.
    Structure(&'static [Member]),
    /// An object with these members, and maybe others that are not looked at.
    Open(&'static [Member]),
}

/// What is known of a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrecy {
    /// Any text but the empty one.
    Password,
    /// Goes into a header verbatim: visible ASCII, at least one character.
    Key,
    /// Goes into a header verbatim: visible ASCII; the empty text stands for none.
    Token,
}

/// A member of a structure.
#[derive(Debug)]
pub struct Member {
    /// Its name, as AWS spells it.
    pub name: &'static str,
    /// What its value must be.
    pub shape: Shape,
    /// Whether it must be there.
    pub is_required: bool,
}

/// A member that must be there.
pub const fn required(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, is_required: true }
}

/// A member that may be left out.
pub const fn optional(name: &'static str, shape: Shape) -> Member {
    Member { name, shape, is_required: false }
}

/// A string of any length.
pub const TEXT: Shape = Shape::Text { min: 0, max: u32::MAX };

/// A string of at least one character.
pub const NON_EMPTY_TEXT: Shape = Shape::Text { min: 1, max: u32::MAX };

/// The token of a page.
pub const NEXT_TOKEN: Member = optional("NextToken", TEXT);

/// The most items a page may have.
pub const fn max_results(min: u32, max: u32) -> Member {
    optional("MaxResults", Shape::Integer { min, max })
}

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

/// What has this shape, in words.
fn expected(shape: &Shape, found: ValueKind) -> String {
    let words = match shape {
        Shape::Text { min, max } | Shape::Private { min, max } if found == ValueKind::String => {
            return range("a string", *min, *max, " character");
        }
        Shape::Integer { min, max } => return range("a whole number", *min, *max, ""),
        Shape::OneOf(words) => return alternatives(words),
        Shape::Text { .. } | Shape::Private { .. } => "a string",
        Shape::NodeId => "a node id (i- and 8 or 17 word characters, or mi- and 17)",
        Shape::Boolean => "true or false",
        Shape::Function => "a function",
        Shape::Signal => "an AbortSignal",
        _ => "a Date, milliseconds since the epoch or an RFC 3339 text",
    };
    words.into()
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

/// The point in time that an option gives.
pub fn instant<V: Value>(value: &V) -> Option<Timestamp> {
    let number = || Timestamp::from_seconds(value.number()? / 1000.0);
    value.date().or_else(number).or_else(|| time_of(&value.text()?))
}

/// A count of seconds is none: beside numbers, which are milliseconds, it would be misread.
fn time_of(text: &str) -> Option<Timestamp> {
    text.bytes().any(|byte| byte == b':').then(|| Timestamp::parse(text))?
}

/// The whole number from `min` to `max` that `value` is.
pub fn integer<V: Value>(value: &V, min: u32, max: u32) -> Option<u32> {
    let number = value.number()?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let integer = number as u32;
    (f64::from(integer) == number && is_within(integer, min, max)).then_some(integer)
}

fn alternatives(words: &[&str]) -> String {
    let mut text = String::new();
    for word in words {
        let or = if text.is_empty() { "" } else { " or " };
        push(&mut text, &[or, "\"", word, "\""]);
    }
    text
}

fn is_within(number: u32, min: u32, max: u32) -> bool {
    min <= number && number <= max
}

fn characters(text: &str) -> u32 {
    let continues = |byte: &u8| byte & 0xc0 == 0x80;
    u32::try_from(text.bytes().filter(|byte| !continues(byte)).count()).unwrap_or(u32::MAX)
}

/// `what` with its bounds: `a whole number from 10 to 100`, `a string of 1 or more characters`.
fn range(what: &str, min: u32, max: u32, unit: &str) -> String {
    let lowest = decimal(min);
    let plural = if unit.is_empty() || (min, max) == (1, 1) { "" } else { "s" };
    let bounds: [&str; 3] = match max {
        u32::MAX => [" of ", &lowest, " or more"],
        _ if min == max => [" of ", &lowest, ""],
        _ => [" from ", &lowest, &join(&[" to ", &decimal(max)])],
    };
    join(&[what, &join(&bounds), unit, plural])
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
    for Member { name, shape, is_required } in members {
        if let Some(member) = value.member(name) {
            check(&member, shape, &member_path(path, name), problems);
            found += 1;
        } else if *is_required {
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
