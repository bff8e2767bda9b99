//! `JsonValue`: the trait `Value` on `serde_json`, for native tests.

use std::cell::RefCell;
use std::rc::Rc;

use patchlens::time::Timestamp;
use patchlens::value::{Value, ValueKind};

/// Longest quotation of a value in a message, in characters.
const LONGEST_QUOTE: usize = 80;

/// A JSON value; clones share it, like JavaScript's references to an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct JsonValue(Rc<RefCell<Node>>);

#[derive(Debug, PartialEq)]
enum Node {
    Null,
    Boolean(bool),
    Number(f64),
    String(String),
    Array(Vec<JsonValue>),
    Object(Vec<(String, JsonValue)>),
    Date(Timestamp),
    Function,
}

impl JsonValue {
    fn of(node: Node) -> Self {
        Self(Rc::new(RefCell::new(node)))
    }

    /// A number, including one that JSON cannot express.
    pub(crate) fn from_number(number: f64) -> Self {
        Self::of(Node::Number(number))
    }

    /// A `Date`.
    pub(crate) fn from_date(time: Timestamp) -> Self {
        Self::of(Node::Date(time))
    }

    /// A function.
    pub(crate) fn function() -> Self {
        Self::of(Node::Function)
    }

    fn named(&self, name: &str) -> Option<Self> {
        match &*self.0.borrow() {
            Node::Object(members) => {
                let (_, value) = members.iter().find(|(member, _)| member == name)?;
                Some(value.clone()).filter(|value| value.kind() != ValueKind::Null)
            }
            _ => None,
        }
    }

    /// Sets the member `name` to a value that JSON may be unable to express.
    pub(crate) fn set(&self, name: &str, value: Self) {
        if let Node::Object(members) = &mut *self.0.borrow_mut() {
            match members.iter_mut().find(|(member, _)| member == name) {
                Some((_, old)) => *old = value,
                None => members.push((name.into(), value)),
            }
        }
    }

    /// The value for `serde_json`; dates are `{"$date": milliseconds}`.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        match &*self.0.borrow() {
            Node::Null | Node::Function => serde_json::Value::Null,
            Node::Boolean(boolean) => (*boolean).into(),
            Node::Number(number) => number_to_json(*number),
            Node::String(text) => text.as_str().into(),
            Node::Array(items) => items.iter().map(Self::to_json).collect(),
            Node::Object(members) => {
                members.iter().map(|(name, value)| (name.clone(), value.to_json())).collect()
            }
            Node::Date(time) => serde_json::json!({ "$date": time.as_millis() }),
        }
    }
}

fn number_to_json(number: f64) -> serde_json::Value {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        serde_json::Value::from(number as i64)
    } else {
        serde_json::Value::from(number)
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into(),
    }
}

impl From<&serde_json::Value> for JsonValue {
    fn from(value: &serde_json::Value) -> Self {
        Self::of(match value {
            serde_json::Value::Null => Node::Null,
            serde_json::Value::Bool(boolean) => Node::Boolean(*boolean),
            serde_json::Value::Number(number) => Node::Number(number.as_f64().unwrap_or(f64::NAN)),
            serde_json::Value::String(text) => Node::String(text.clone()),
            serde_json::Value::Array(items) => Node::Array(items.iter().map(Self::from).collect()),
            serde_json::Value::Object(members) => Node::Object(
                members.iter().map(|(name, value)| (name.clone(), value.into())).collect(),
            ),
        })
    }
}

impl From<serde_json::Value> for JsonValue {
    fn from(value: serde_json::Value) -> Self {
        (&value).into()
    }
}

impl Value for JsonValue {
    fn parse(text: &str) -> Option<Self> {
        serde_json::from_str::<serde_json::Value>(text).ok().map(Self::from)
    }

    fn kind(&self) -> ValueKind {
        match &*self.0.borrow() {
            Node::Null => ValueKind::Null,
            Node::Boolean(_) => ValueKind::Boolean,
            Node::Number(_) => ValueKind::Number,
            Node::String(_) => ValueKind::String,
            Node::Array(_) => ValueKind::Array,
            Node::Object(_) | Node::Date(_) => ValueKind::Object,
            Node::Function => ValueKind::Function,
        }
    }

    fn text(&self) -> Option<String> {
        match &*self.0.borrow() {
            Node::String(text) => Some(text.clone()),
            _ => None,
        }
    }

    fn number(&self) -> Option<f64> {
        match &*self.0.borrow() {
            Node::Number(number) => Some(*number),
            _ => None,
        }
    }

    fn boolean(&self) -> Option<bool> {
        match &*self.0.borrow() {
            Node::Boolean(boolean) => Some(*boolean),
            _ => None,
        }
    }

    fn date(&self) -> Option<Timestamp> {
        match &*self.0.borrow() {
            Node::Date(time) => Some(*time),
            _ => None,
        }
    }

    fn quote(&self) -> String {
        match &*self.0.borrow() {
            Node::Array(_) => "an array".into(),
            Node::Object(_) | Node::Date(_) => "an object".into(),
            Node::Function => "a function".into(),
            Node::Number(number) if number.is_nan() => "NaN".into(),
            _ => cut(&self.to_json().to_string()),
        }
    }

    fn length(&self) -> Option<usize> {
        match &*self.0.borrow() {
            Node::Array(items) => Some(items.len()),
            _ => None,
        }
    }

    fn item(&self, index: usize) -> Option<Self> {
        match &*self.0.borrow() {
            Node::Array(items) => items.get(index).cloned(),
            _ => None,
        }
    }

    fn member(&self, name: &'static str) -> Option<Self> {
        self.named(name)
    }

    fn get(&self, name: &str) -> Option<Self> {
        let item = || self.item(name.parse().ok()?);
        self.named(name).or_else(item).filter(|value| value.kind() != ValueKind::Null)
    }

    fn names(&self) -> Vec<String> {
        match &*self.0.borrow() {
            Node::Object(members) => members.iter().map(|(name, _)| name.clone()).collect(),
            // In the order of Object.keys().
            Node::Array(items) => (0..items.len()).map(|index| index.to_string()).collect(),
            _ => Vec::new(),
        }
    }
}
