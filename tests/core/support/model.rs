//! The model of the service (`model/ssm.json`; its README describes the format).

use serde_json::Value;

pub(crate) fn model() -> Value {
    serde_json::from_str(include_str!("../../../model/ssm.json")).unwrap()
}

/// The shape with the name `reference`, or with the name in its member `shape`.
pub(crate) fn resolve<'a>(model: &'a Value, reference: &Value) -> &'a Value {
    let name = reference["shape"].as_str().or(reference.as_str()).unwrap();
    &model["shapes"][name]
}

/// The shape of the `input` or `output` of an operation.
pub(crate) fn shape_of<'a>(model: &'a Value, operation: &str, side: &str) -> &'a Value {
    resolve(model, &model["operations"][operation][side])
}
