//! What is given as JSON: options, filters, rules, exceptions and the state of a scan.
//!
//! Serde's derived readers take two kilobytes of the module for each type; these read a
//! [`serde_json::Value`], and take a tenth. Their messages are Serde's.

use serde_json::{Map, Value};

use super::sorted_map::SortedMap;

/// What is wrong with what was given.
pub(in crate::fleet) type Read<T> = Result<T, String>;

/// A type that is given as JSON.
pub trait Given: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// What is wrong with it.
    fn given(from: &Value) -> Result<Self, String>;

    /// What an absent member means; `None` if the member must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a JSON text.
pub fn read<T: Given>(text: &str) -> Read<T> {
    T::given(&parse(text)?)
}

/// Reads a JSON text that is a list.
pub(in crate::fleet) fn read_list(text: &str) -> Read<Vec<Value>> {
    match parse(text)? {
        Value::Array(items) => Ok(items),
        other => Err(wrong(&other, "a list")),
    }
}

#[inline(never)]
fn parse(text: &str) -> Read<Value> {
    serde_json::from_str(text).map_err(|error| format!("{error}"))
}

/// The JSON text of a value: its `Display` can also write it with indentation, and takes more.
#[inline(never)]
pub fn text(value: &Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The members of an object.
pub(in crate::fleet) fn members(from: &Value) -> Read<&Map<String, Value>> {
    from.as_object().ok_or_else(|| wrong(from, "an object"))
}

/// Checks that there are no members of other names.
#[inline(never)]
pub(in crate::fleet) fn only(members: &Map<String, Value>, names: &[&str]) -> Read<()> {
    match members.keys().find(|it| !names.contains(&it.as_str())) {
        Some(name) => Err(unknown("field", name, names)),
        None => Ok(()),
    }
}

/// A member that must be there, unless its type says what it is without.
pub(in crate::fleet) fn member<T: Given>(members: &Map<String, Value>, name: &str) -> Read<T> {
    match members.get(name) {
        Some(value) => T::given(value),
        None => T::absent().ok_or_else(|| missing(name)),
    }
}

/// A member that may be absent.
pub(in crate::fleet) fn member_or_default<T: Given + Default>(
    members: &Map<String, Value>,
    name: &str,
) -> Read<T> {
    members.get(name).map_or_else(|| Ok(T::default()), T::given)
}

/// A word of a list, by its place.
#[inline(never)]
pub(in crate::fleet) fn word(from: &Value, words: &[&str]) -> Read<usize> {
    let given = from.as_str().ok_or_else(|| wrong(from, "a text"))?;
    let place = words.iter().position(|it| *it == given);
    place.ok_or_else(|| unknown("variant", given, words))
}

/// The message about a name that is not one of a list.
#[inline(never)]
pub(in crate::fleet) fn unknown(what: &str, name: &str, names: &[&str]) -> String {
    let expected = match names {
        [one, other] => ["`", *one, "` or `", *other, "`"].concat(),
        names => ["one of `", &names.join("`, `"), "`"].concat(),
    };
    ["unknown ", what, " `", name, "`, expected ", &expected].concat()
}

/// The message about a value of a wrong type.
#[inline(never)]
pub(in crate::fleet) fn wrong(from: &Value, expected: &str) -> String {
    let kind = match from {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    ["invalid type: ", kind, ", expected ", expected].concat()
}

#[inline(never)]
fn missing(name: &str) -> String {
    ["missing field `", name, "`"].concat()
}

/// The items of a list.
pub(in crate::fleet) fn items(from: &Value) -> Read<&Vec<Value>> {
    from.as_array().ok_or_else(|| wrong(from, "a list"))
}

impl Given for String {
    fn given(from: &Value) -> Result<Self, String> {
        from.as_str().map(Self::from).ok_or_else(|| wrong(from, "a text"))
    }
}

impl Given for bool {
    fn given(from: &Value) -> Result<Self, String> {
        from.as_bool().ok_or_else(|| wrong(from, "a boolean"))
    }
}

impl Given for f64 {
    fn given(from: &Value) -> Result<Self, String> {
        from.as_f64().ok_or_else(|| wrong(from, "a number"))
    }
}

impl Given for u64 {
    fn given(from: &Value) -> Result<Self, String> {
        from.as_u64().ok_or_else(|| wrong(from, "a whole number from 0"))
    }
}

impl Given for u32 {
    fn given(from: &Value) -> Result<Self, String> {
        let number = from.as_u64().and_then(|it| Self::try_from(it).ok());
        number.ok_or_else(|| wrong(from, "a whole number from 0 to 4294967295"))
    }
}

impl Given for usize {
    fn given(from: &Value) -> Result<Self, String> {
        u32::given(from).map(|it| it as Self)
    }
}

impl<T: Given> Given for Option<T> {
    fn given(from: &Value) -> Result<Self, String> {
        if from.is_null() { Ok(None) } else { T::given(from).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Given> Given for Vec<T> {
    fn given(from: &Value) -> Result<Self, String> {
        let mut list = Self::new();
        for item in items(from)? {
            list.push(T::given(item)?);
        }
        Ok(list)
    }
}

impl<T: Given> Given for SortedMap<String, T> {
    fn given(from: &Value) -> Result<Self, String> {
        let mut map = Self::default();
        for (name, value) in members(from)? {
            map.insert(name.clone(), T::given(value)?);
        }
        Ok(map)
    }
}

/// Reads structs by the names of their members, and enums without contents by their words.
///
/// `strict` refuses members of other names: what a reader writes by hand may have a typing error, and
/// must not mean less than it says. `with` names a member that is read elsewhere.
macro_rules! given {
    (strict $(with $other:literal)? struct $type:ty {
        $($field:ident: $name:literal $(or $default:ident)?),* $(,)?
    }) => {
        impl $crate::fleet::given::Given for $type {
            fn given(from: &serde_json::Value) -> Result<Self, String> {
                let members = $crate::fleet::given::members(from)?;
                $crate::fleet::given::only(members, &[$($name,)* $($other)?])?;
                Ok(Self { $($field: $crate::fleet::given::given!(@member members $name $($default)?)),* })
            }
        }
    };
    (struct $type:ty { $($field:ident: $name:literal $(or $default:ident)?),* $(,)? }) => {
        impl $crate::fleet::given::Given for $type {
            fn given(from: &serde_json::Value) -> Result<Self, String> {
                let members = $crate::fleet::given::members(from)?;
                Ok(Self { $($field: $crate::fleet::given::given!(@member members $name $($default)?)),* })
            }
        }
    };
    (enum $type:ident { $($variant:ident: $word:literal),* $(,)? }) => {
        impl $crate::fleet::given::Given for $type {
            fn given(from: &serde_json::Value) -> Result<Self, String> {
                const VALUES: &[$type] = &[$($type::$variant),*];
                let place = $crate::fleet::given::word(from, &[$($word),*])?;
                VALUES.get(place).copied().ok_or_else(String::new)
            }
        }
    };
    (@member $members:ident $name:literal) => {
        $crate::fleet::given::member($members, $name)?
    };
    (@member $members:ident $name:literal default) => {
        $crate::fleet::given::member_or_default($members, $name)?
    };
}

/// Lets Serde read types that are [`Given`].
macro_rules! deserialize {
    ($($type:ty),*) => {
        $(impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let value = serde_json::Value::deserialize(from)?;
                $crate::fleet::given::Given::given(&value).map_err(serde::de::Error::custom)
            }
        })*
    };
}

pub(in crate::fleet) use {deserialize, given};
