//! A JSON value that someone else parsed.
//!
//! Error bodies, inputs, options and resume tokens reach the core through this trait, so that the
//! WebAssembly module needs no JSON parser of its own: `src/web` implements it on the engine's
//! `JSON.parse`, the native tests on `serde_json`.

use crate::time::Timestamp;

/// What a JSON value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`, and in JavaScript also `undefined`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number; in JavaScript also one that JSON cannot express, such as `NaN`.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object that is not an array.
    Object,
    /// What JSON has no word for: a function, a symbol, a bigint.
    Other,
}

/// A handle to a JSON value; clones share the value.
pub trait Json: Clone {
    /// The value that `text` spells, or nothing if it is not JSON.
    fn parse(text: &str) -> Option<Self>;
    /// What the value is.
    fn kind(&self) -> Kind;
    /// The text of a string.
    fn text(&self) -> Option<String>;
    /// The value of a number.
    fn number(&self) -> Option<f64>;
    /// The value of a boolean.
    fn boolean(&self) -> Option<bool>;
    /// How many items an array has.
    fn len(&self) -> Option<usize>;
    /// The item of an array at `index`.
    fn item(&self, index: usize) -> Option<Self>;
    /// The member of an object called `name`, unless it is absent or null.
    fn member(&self, name: &str) -> Option<Self>;
    /// The names of an object's members, in order.
    fn names(&self) -> Vec<String>;
    /// Replaces the member of an object called `name` by a date, or removes it.
    fn set_time(&self, name: &str, time: Option<Timestamp>);
}
