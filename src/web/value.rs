//! JSON values as the engine holds them.

use std::cell::RefCell;

use js_sys::{Array, Date, JSON, JsString, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::time::Timestamp;
use crate::value::{Update, Value, ValueKind};

/// Most characters of a value to show in a message.
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
        // In two calls that give a value each; in one it would have to go through memory.
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
            // What is in there can be a secret, or throw when it is made a text.
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
        let value = Reflect::get(&self.0, &key(name)).ok()?;
        (!value.is_undefined() && !value.is_null()).then_some(Self(value))
    }

    fn has(&self, name: &str) -> bool {
        let value = Reflect::get(&self.0, &JsValue::from_str(name));
        value.is_ok_and(|value| !value.is_undefined() && !value.is_null())
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

    // A page has a hundred items, and bindings that catch exceptions are slow: what came out of
    // JSON.parse throws none.
    fn update_members(
        &self,
        part: Option<&'static str>,
        name: &'static str,
        update: &mut dyn FnMut(&Self) -> Update,
    ) {
        let (part, name) = (part.map(key), key(name));
        let mut update_in = |holder: JsValue| match &part {
            Some(part) if holder.is_object() => {
                update_member(&plain(&holder).get(part), &name, update);
            }
            _ => update_member(&holder, &name, update),
        };
        match self.0.dyn_ref::<Array>() {
            Some(array) => (0..array.length()).for_each(|index| update_in(array.get(index))),
            None => update_in(self.0.clone()),
        }
    }

    // Not by recursion: the engine parses what is nested deeper than the stack is.
    fn drop_nulls(&self, is_map: &dyn Fn(&str) -> bool) {
        let mut rest = Vec::new();
        if self.0.is_object() {
            rest.push(self.0.clone());
        }
        while let Some(value) = rest.pop() {
            if let Some(array) = value.dyn_ref::<Array>() {
                rest.extend(array.iter().filter(JsValue::is_object));
                continue;
            }
            for name in Object::keys(value.unchecked_ref::<Object>()).iter() {
                let member = plain(&value).get(&name);
                if member.is_null() {
                    plain(&value).delete(&name);
                } else if member.is_object() && !name.as_string().is_some_and(|name| is_map(&name))
                {
                    rest.push(member);
                }
            }
        }
    }
}

fn plain(object: &JsValue) -> &Plain {
    object.unchecked_ref()
}

fn update_member(object: &JsValue, name: &JsValue, update: &mut dyn FnMut(&JsonValue) -> Update) {
    if !object.is_object() {
        return;
    }
    match update(&JsonValue(plain(object).get(name))) {
        Update::Keep => {}
        Update::Remove => plain(object).delete(name),
        #[allow(clippy::cast_precision_loss)]
        Update::Date(time) => plain(object).set(name, &Instant::new(time.as_millis() as f64)),
    }
}

#[wasm_bindgen]
extern "C" {
    /// An object that JSON.parse made.
    type Plain;
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn get(this: &Plain, name: &JsValue) -> JsValue;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Plain, name: &JsValue, value: &JsValue);
    #[wasm_bindgen(method, structural, indexing_deleter)]
    fn delete(this: &Plain, name: &JsValue);

    /// Any value that is no object, also one that JSON has no word for.
    #[wasm_bindgen(js_name = String)]
    fn in_words(value: &JsValue) -> JsString;

    #[wasm_bindgen(js_namespace = Number, js_name = isFinite)]
    fn is_finite(value: &JsValue) -> bool;

    /// A `Date` that is made of a number, not of any value.
    #[wasm_bindgen(js_name = Date)]
    type Instant;
    #[wasm_bindgen(constructor, js_class = Date)]
    fn new(ms: f64) -> Instant;
}

/// Sets a member of an object of our own making, which takes any.
pub(super) fn set(object: &JsValue, name: &'static str, value: &JsValue) {
    drop(Reflect::set(object, &key(name), value));
}

thread_local! {
    static KEYS: RefCell<Vec<(&'static str, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// `name` as a JavaScript string, which is made once: to make one costs more than most of what is
/// done with it.
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
