//! A JSON value, parsed outside the core.
//!
//! Error responses, inputs, options and resume tokens reach the core through this trait, so that
//! the WebAssembly module needs no JSON parser of its own: `src/web` implements it on the engine's
//! `JSON.parse`, the native tests on `serde_json`.

use crate::time::Timestamp;

/// The type of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// `null`, and in JavaScript also `undefined`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number that JSON can express.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object that is not an array.
    Object,
    /// A function, which JSON cannot express.
    Function,
    /// Another value that JSON cannot express: a symbol, a bigint, `NaN`.
    Other,
}

/// A handle to a JSON value; clones share the value.
pub trait Value: Clone {
    /// Parses `text`; returns `None` if it is not JSON.
    fn parse(text: &str) -> Option<Self>;
    /// The type of the value.
    fn kind(&self) -> ValueKind;
    /// The text of a string.
    fn text(&self) -> Option<String>;
    /// The value of a number.
    fn number(&self) -> Option<f64>;
    /// The value of a boolean.
    fn boolean(&self) -> Option<bool>;
    /// The timestamp of a JavaScript `Date`; JSON has no such type.
    fn date(&self) -> Option<Timestamp> {
        None
    }
    /// The value for a message: its JSON text, truncated if it is long. Of objects and arrays only
    /// the type, since their members could be secrets.
    fn quote(&self) -> String;
    /// The number of items of an array.
    fn length(&self) -> Option<usize>;
    /// The item of an array at `index`.
    fn item(&self, index: usize) -> Option<Self>;
    /// The member `name` of an object, unless it is absent or null.
    fn member(&self, name: &'static str) -> Option<Self>;
    /// The same for a name that is not known at compile time.
    fn get(&self, name: &str) -> Option<Self>;
    /// Whether an object has a member `name` that is not null.
    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
    /// The names of an object's members, in order.
    fn names(&self) -> Vec<String>;
    /// The number of members of an object.
    fn count(&self) -> usize {
        self.names().len()
    }
}
