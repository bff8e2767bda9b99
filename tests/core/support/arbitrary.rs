//! JSON values of every kind, for property tests.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

/// Any value, nested up to eight levels deep. Half of all members have one of `names`.
pub(crate) fn json(names: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let name = prop_oneof![select(names).prop_map(str::to_owned), ".{0,12}"];
    scalar().prop_recursive(8, 64, 6, move |inner| {
        let members = prop::collection::vec((name.clone(), inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::from),
            members.prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (0..120_i64).prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        "m?i-[0-9a-f]{16,18}".prop_map(Value::from),
    ]
}
