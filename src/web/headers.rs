//! Headers in any form that `fetch` takes: a `Headers`, pairs, or an object.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::value::Value;
use crate::json::{Json, Kind};
use crate::problem::{Problems, join};

/// The headers in `init`: names in lower case, each once. Values of one name are joined as
/// `Headers` joins them, since that is how `fetch` will send them.
///
/// # Errors
/// Names and values that no header can have.
pub(super) fn read(init: Option<Value>) -> Result<Vec<(String, String)>, Problems> {
    let Some(init) = init else { return Ok(Vec::new()) };
    let mut headers = Vec::new();
    let mut problems = Problems::default();
    for (name, value) in pairs(&init)? {
        let path = join(&["headers.", &name]);
        if !is_name(&name) {
            problems.add(&path, "is not a header name");
        } else if !is_value(&value) {
            problems.add(&path, "holds a character that no header can carry");
        } else {
            add(&mut headers, name.to_ascii_lowercase(), value);
        }
    }
    problems.or(headers)
}

fn add(headers: &mut Vec<(String, String)>, name: String, value: String) {
    let value = value.trim_ascii();
    match headers.iter_mut().find(|(known, _)| *known == name) {
        Some((_, known)) => {
            known.push_str(", ");
            known.push_str(value);
        }
        None => headers.push((name, value.to_owned())),
    }
}

fn pairs(init: &Value) -> Result<Vec<(String, String)>, Problems> {
    let wrong = || {
        let mut problems = Problems::default();
        problems.expected("headers", "a Headers, an array of pairs or an object", init);
        problems
    };
    match init.kind() {
        Kind::Array => pairs_in(&init.0).ok_or_else(wrong),
        Kind::Object if is_iterable(&init.0) => pairs_in(&Array::from(&init.0)).ok_or_else(wrong),
        Kind::Object => pairs_in(&Object::entries(init.0.unchecked_ref())).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

fn is_iterable(value: &JsValue) -> bool {
    Reflect::get(value, &js_sys::Symbol::iterator()).is_ok_and(|method| method.is_function())
}

fn pairs_in(array: &JsValue) -> Option<Vec<(String, String)>> {
    let array = array.dyn_ref::<Array>()?;
    array.iter().map(|pair| pair_in(pair.dyn_ref::<Array>()?)).collect()
}

fn pair_in(pair: &Array) -> Option<(String, String)> {
    let value = pair.get(1);
    let number = || value.as_f64().map(|_| String::from(Object::from(value.clone()).to_string()));
    let text = value.as_string().or_else(number)?;
    (pair.length() == 2).then_some((pair.get(0).as_string()?, text))
}

/// Whether RFC 9110 knows `name` as a token.
fn is_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

/// Whether `fetch` sends `value`, and as the bytes that are signed: no line break, no NUL, no
/// character beyond ASCII (which `fetch` would send as Latin-1, not as the UTF-8 that is signed).
fn is_value(value: &str) -> bool {
    let value = value.trim_ascii();
    value.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte))
}
