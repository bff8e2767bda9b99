//! The model of the service (`model/ssm.json`; the README beside it says how it is laid out).

use serde_json::Value;

pub(crate) fn model() -> Value {
    serde_json::from_str(include_str!("../../../model/ssm.json")).unwrap()
}

/// The shape that `reference` names, or its member `shape`.
pub(crate) fn resolve<'a>(model: &'a Value, reference: &Value) -> &'a Value {
    let name = reference["shape"].as_str().or(reference.as_str()).unwrap();
    &model["shapes"][name]
}

/// The shape of the `input` or `output` of an operation.
pub(crate) fn shape_of<'a>(model: &'a Value, operation: &str, side: &str) -> &'a Value {
    resolve(model, &model["operations"][operation][side])
}
