//! Timestamps in JSON: seconds since 1970, or text.

use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serializer};

use crate::time::Timestamp;

/// What the service sends.
#[derive(serde::Deserialize)]
#[serde(untagged)]
enum Wire {
    Seconds(f64),
    Text(String),
}

/// Writes seconds since 1970, as the service does.
pub(super) fn serialize<S: Serializer>(
    time: &Option<Timestamp>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => serializer.serialize_f64(time.as_millis() as f64 / 1000.0),
        None => serializer.serialize_none(),
    }
}

/// Reads seconds since 1970 or a text; `None` for `null`, 0 and the beginning of the year 1, which
/// mean "no time". Anything else is an error, never an absent time.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Timestamp>, D::Error> {
    let time = match Option::<Wire>::deserialize(deserializer) {
        Ok(None) => return Ok(None),
        Ok(Some(Wire::Seconds(seconds))) => Timestamp::from_seconds(seconds),
        Ok(Some(Wire::Text(text))) => Timestamp::parse(&text),
        Err(_) => None,
    };
    // The value is not repeated: it can be anything.
    let time = time.ok_or_else(|| D::Error::custom("expected a timestamp"))?;
    Ok(Some(time).filter(|time| !time.is_no_time()))
}
