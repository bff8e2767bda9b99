//! A JSON value that someone else parsed.
//!
//! Error bodies, inputs, options and resume tokens reach the core through this trait, so that the
//! WebAssembly module needs no JSON parser of its own: `src/web` implements it on the engine's
//! `JSON.parse`, the native tests on `serde_json`.

use crate::time::Timestamp;

/// What a JSON value is.
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
    /// A function, which JSON has no word for.
    Function,
    /// What else JSON has no word for: a symbol, a bigint, `NaN`.
    Other,
}

/// A handle to a JSON value; clones share the value.
pub trait Value: Clone {
    /// The value that `text` spells, or nothing if it is not JSON.
    fn parse(text: &str) -> Option<Self>;
    /// What the value is.
    fn kind(&self) -> ValueKind;
    /// The text of a string.
    fn text(&self) -> Option<String>;
    /// The value of a number.
    fn number(&self) -> Option<f64>;
    /// The value of a boolean.
    fn boolean(&self) -> Option<bool>;
    /// The instant of a JavaScript `Date`; JSON itself has none.
    fn date(&self) -> Option<Timestamp> {
        None
    }
    /// The value as a message shows it: its JSON text, cut where it gets long; of what has parts,
    /// which could be secrets, only what it is.
    fn quote(&self) -> String;
    /// How many items an array has.
    fn length(&self) -> Option<usize>;
    /// The item of an array at `index`.
    fn item(&self, index: usize) -> Option<Self>;
    /// The member of an object called `name`, unless it is absent or null.
    fn member(&self, name: &'static str) -> Option<Self>;
    /// The same for a name that is not known beforehand.
    fn get(&self, name: &str) -> Option<Self>;
    /// Whether an object has a member called `name` that is not null.
    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
    /// The names of an object's members, in order.
    fn names(&self) -> Vec<String>;
    /// How many members an object has.
    fn count(&self) -> usize {
        self.names().len()
    }
}
