//! JSON values of the JavaScript engine.

use std::cell::RefCell;

use js_sys::{Array, Date, JSON, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::schema::integer;
use crate::time::Timestamp;
use crate::value::{Value, ValueKind};

/// How many characters of a value a message shows.
const QUOTE: u32 = 80;

/// A JavaScript value, read as JSON.
#[derive(Debug, Clone)]
pub(super) struct JsonValue(pub(super) JsValue);

impl Value for JsonValue {
    fn parse(text: &str) -> Option<Self> {
        JSON::parse(text).ok().map(Self)
    }

    fn kind(&self) -> ValueKind {
        let value = &self.0;
        if value.is_null() || value.is_undefined() {
            ValueKind::Null
        } else if value.is_string() {
            ValueKind::String
        } else if self.number().is_some() {
            ValueKind::Number
        } else if value.as_bool().is_some() {
            ValueKind::Boolean
        } else if Array::is_array(value) {
            ValueKind::Array
        } else if value.is_function() {
            ValueKind::Function
        } else if value.is_object() {
            ValueKind::Object
        } else {
            ValueKind::Other
        }
    }

    fn text(&self) -> Option<String> {
        self.0.as_string()
    }

    fn number(&self) -> Option<f64> {
        // Two calls that return a value each: one call would return both through memory.
        is_finite(&self.0).then(|| self.0.unchecked_into_f64())
    }

    fn boolean(&self) -> Option<bool> {
        self.0.as_bool()
    }

    fn date(&self) -> Option<Timestamp> {
        let ms = self.0.dyn_ref::<Date>()?.get_time();
        Timestamp::from_seconds(ms / 1000.0)
    }

    fn quote(&self) -> String {
        let text = match self.kind() {
            // The value can contain a secret, or throw when it is converted to a text.
            ValueKind::Array => return "an array".into(),
            ValueKind::Object => return "an object".into(),
            ValueKind::Function => return "a function".into(),
            ValueKind::String => JSON::stringify(&self.0).unwrap_or_default(),
            _ => in_words(&self.0),
        };
        let mut quoted = String::from(text.slice(0, QUOTE));
        if text.length() > QUOTE {
            quoted.push('…');
        }
        quoted
    }

    fn length(&self) -> Option<usize> {
        self.0.dyn_ref::<Array>().map(|array| array.length() as usize)
    }

    fn item(&self, index: usize) -> Option<Self> {
        let array = self.0.dyn_ref::<Array>()?;
        let index = u32::try_from(index).ok().filter(|index| *index < array.length())?;
        Some(Self(array.get(index)))
    }

    fn member(&self, name: &'static str) -> Option<Self> {
        self.at(&key(name))
    }

    fn get(&self, name: &str) -> Option<Self> {
        self.at(&JsValue::from_str(name))
    }

    fn names(&self) -> Vec<String> {
        let Some(object) = self.0.dyn_ref::<Object>() else {
            return Vec::new();
        };
        Object::keys(object).iter().filter_map(|name| name.as_string()).collect()
    }

    fn count(&self) -> usize {
        self.0.dyn_ref::<Object>().map_or(0, |object| Object::keys(object).length() as usize)
    }
}

impl JsonValue {
    /// The member `key`, unless it is absent or null.
    fn at(&self, key: &JsValue) -> Option<Self> {
        // Catching an exception is slow, and leaks a slot of wasm-bindgen's table.
        if !self.0.is_object() && !self.0.is_function() {
            return None;
        }
        let value = Reflect::get(&self.0, key).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(Self(value))
    }
}

#[wasm_bindgen]
extern "C" {
    /// Any value that is not an object, including one that JSON cannot express.
    #[wasm_bindgen(js_name = String)]
    fn in_words(value: &JsValue) -> JsString;

    #[wasm_bindgen(js_namespace = Number, js_name = isFinite)]
    fn is_finite(value: &JsValue) -> bool;
}

/// The string in the member called `name`, if it is one.
pub(super) fn string(object: &JsonValue, name: &'static str) -> Option<String> {
    object.member(name)?.text()
}

/// The whole number in the member called `name`, if it is one.
pub(super) fn number(object: &JsonValue, name: &'static str) -> Option<u32> {
    integer(&object.member(name)?, 0, u32::MAX)
}

/// Whether the member called `name` is `true`.
pub(super) fn boolean(object: &JsonValue, name: &'static str) -> bool {
    object.member(name).and_then(|member| member.boolean()).unwrap_or_default()
}

thread_local! {
    static KEYS: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// `name` as a JavaScript string, cached: creating one costs more than most of its uses.
fn key(name: &'static str) -> JsValue {
    let known = KEYS.with_borrow(|keys| {
        let known = keys.iter().find(|(known, _)| std::ptr::eq(*known, name));
        known.map(|(_, key)| key.clone())
    });
    known.unwrap_or_else(|| {
        let key = JsValue::from_str(name);
        KEYS.with_borrow_mut(|keys| keys.push((name, key.clone())));
        key
    })
}
