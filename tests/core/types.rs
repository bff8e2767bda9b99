//! The structs of the inputs and outputs: their members are those of the model of the service, and
//! recorded outputs decode.

use std::collections::BTreeSet;

use patchlens::ssm::types::Sensitive;
use patchlens::ssm::types::{
    BaselineOverride, ComplianceExecutionSummary, ComplianceItem, ComplianceStringFilter,
    ComplianceSummaryItem, CompliantSummary, DescribeAvailablePatchesInput,
    DescribeAvailablePatchesOutput, DescribeEffectivePatchesForPatchBaselineInput,
    DescribeEffectivePatchesForPatchBaselineOutput, DescribeInstanceInformationInput,
    DescribeInstanceInformationOutput, DescribeInstancePatchStatesForPatchGroupInput,
    DescribeInstancePatchStatesForPatchGroupOutput, DescribeInstancePatchStatesInput,
    DescribeInstancePatchStatesOutput, DescribeInstancePatchesInput, DescribeInstancePatchesOutput,
    DescribeInstancePropertiesInput, DescribeInstancePropertiesOutput, DescribePatchBaselinesInput,
    DescribePatchBaselinesOutput, DescribePatchGroupStateInput, DescribePatchGroupStateOutput,
    DescribePatchGroupsInput, DescribePatchGroupsOutput, DescribePatchPropertiesInput,
    DescribePatchPropertiesOutput, EffectivePatch, GetDefaultPatchBaselineInput,
    GetDefaultPatchBaselineOutput, GetDeployablePatchSnapshotForInstanceInput,
    GetDeployablePatchSnapshotForInstanceOutput, GetPatchBaselineForPatchGroupInput,
    GetPatchBaselineForPatchGroupOutput, GetPatchBaselineInput, GetPatchBaselineOutput,
    InstanceAggregatedAssociationOverview, InstanceInformation, InstanceInformationFilter,
    InstanceInformationStringFilter, InstancePatchState, InstancePatchStateFilter,
    InstanceProperty, InstancePropertyFilter, InstancePropertyStringFilter,
    ListComplianceItemsInput, ListComplianceItemsOutput, ListComplianceSummariesInput,
    ListComplianceSummariesOutput, ListResourceComplianceSummariesInput,
    ListResourceComplianceSummariesOutput, NonCompliantSummary, Patch, PatchBaselineIdentity,
    PatchComplianceData, PatchFilter, PatchFilterGroup, PatchGroupPatchBaselineMapping,
    PatchOrchestratorFilter, PatchRule, PatchRuleGroup, PatchSource, PatchStatus,
    ResourceComplianceSummaryItem, SeveritySummary,
};
use patchlens::time::Timestamp;
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::{Serialize, forward_to_deserialize_any};
use serde_json::{Map, Value, json};

use crate::support::model::{model, resolve};

/// The names of the members of a struct, and what becomes of a JSON text that is decoded into it.
struct Struct {
    name: &'static str,
    members: &'static [&'static str],
    round_trip: fn(&Value) -> Result<Value, String>,
}

impl Struct {
    fn of<T: Serialize + DeserializeOwned>(name: &'static str) -> Self {
        Self { name, members: members::<T>(), round_trip: round_trip::<T> }
    }

    /// The name of the shape in the model.
    fn shape(&self, model: &Value) -> String {
        for (suffix, side) in [("Input", "input"), ("Output", "output")] {
            let operation = self.name.strip_suffix(suffix).unwrap_or_default();
            if let Some(shape) = model["operations"][operation][side].as_str() {
                return shape.into();
            }
        }
        self.name.into()
    }
}

macro_rules! structs {
    ($($name:ident)*) => { vec![$(Struct::of::<$name>(stringify!($name))),*] };
}

fn structs() -> Vec<Struct> {
    structs![
        BaselineOverride
        ComplianceExecutionSummary
        ComplianceItem
        ComplianceStringFilter
        ComplianceSummaryItem
        CompliantSummary
        DescribeAvailablePatchesInput
        DescribeAvailablePatchesOutput
        DescribeEffectivePatchesForPatchBaselineInput
        DescribeEffectivePatchesForPatchBaselineOutput
        DescribeInstanceInformationInput
        DescribeInstanceInformationOutput
        DescribeInstancePatchStatesForPatchGroupInput
        DescribeInstancePatchStatesForPatchGroupOutput
        DescribeInstancePatchStatesInput
        DescribeInstancePatchStatesOutput
        DescribeInstancePatchesInput
        DescribeInstancePatchesOutput
        DescribeInstancePropertiesInput
        DescribeInstancePropertiesOutput
        DescribePatchBaselinesInput
        DescribePatchBaselinesOutput
        DescribePatchGroupStateInput
        DescribePatchGroupStateOutput
        DescribePatchGroupsInput
        DescribePatchGroupsOutput
        DescribePatchPropertiesInput
        DescribePatchPropertiesOutput
        EffectivePatch
        GetDefaultPatchBaselineInput
        GetDefaultPatchBaselineOutput
        GetDeployablePatchSnapshotForInstanceInput
        GetDeployablePatchSnapshotForInstanceOutput
        GetPatchBaselineForPatchGroupInput
        GetPatchBaselineForPatchGroupOutput
        GetPatchBaselineInput
        GetPatchBaselineOutput
        InstanceAggregatedAssociationOverview
        InstanceInformation
        InstanceInformationFilter
        InstanceInformationStringFilter
        InstancePatchState
        InstancePatchStateFilter
        InstanceProperty
        InstancePropertyFilter
        InstancePropertyStringFilter
        ListComplianceItemsInput
        ListComplianceItemsOutput
        ListComplianceSummariesInput
        ListComplianceSummariesOutput
        ListResourceComplianceSummariesInput
        ListResourceComplianceSummariesOutput
        NonCompliantSummary
        Patch
        PatchBaselineIdentity
        PatchComplianceData
        PatchFilter
        PatchFilterGroup
        PatchGroupPatchBaselineMapping
        PatchOrchestratorFilter
        PatchRule
        PatchRuleGroup
        PatchSource
        PatchStatus
        ResourceComplianceSummaryItem
        SeveritySummary
    ]
}

fn round_trip<T: Serialize + DeserializeOwned>(value: &Value) -> Result<Value, String> {
    let decoded: T = serde_json::from_value(value.clone()).map_err(|error| error.to_string())?;
    Ok(serde_json::to_value(&decoded).unwrap())
}

/// The names that a struct asks a deserializer for.
fn members<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut found: &'static [&'static str] = &[];
    assert!(T::deserialize(Names(&mut found)).is_err());
    found
}

struct Names<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Names<'_> {
    type Error = serde::de::value::Error;

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Self::Error> {
        Err(serde::de::Error::custom("only the names are read"))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A value of a shape with every member.
fn example(model: &Value, shape: &Value) -> Value {
    let of = |reference: &str| example(model, resolve(model, &shape[reference]));
    match shape["type"].as_str().unwrap() {
        "string" => json!("a value that no enum has"),
        "integer" => json!(-1),
        "boolean" => json!(true),
        "timestamp" => json!(1_763_704_800.5),
        "list" => json!([of("member")]),
        "map" => json!({ "key": of("value") }),
        "structure" => {
            let members = shape["members"].as_object().unwrap();
            let members = members
                .iter()
                .map(|(name, member)| (name.clone(), example(model, resolve(model, member))));
            Value::Object(members.collect())
        }
        kind => panic!("{kind}"),
    }
}

/// The names of the structures in a shape, with its own.
fn reach(model: &Value, name: &str, found: &mut BTreeSet<String>) {
    let shape = &model["shapes"][name];
    if shape["type"] == "structure" && !found.insert(name.into()) {
        return;
    }
    let members = shape["members"].as_object().into_iter().flat_map(Map::values);
    let inner = ["member", "value"].into_iter().filter_map(|it| shape[it].as_str());
    for name in members.filter_map(|it| it["shape"].as_str()).chain(inner) {
        reach(model, name, found);
    }
}

#[test]
fn there_is_a_struct_for_each_structure_of_the_model() {
    let model = model();
    let mut theirs = BTreeSet::new();
    for operation in model["operations"].as_object().unwrap().values() {
        reach(&model, operation["input"].as_str().unwrap(), &mut theirs);
        reach(&model, operation["output"].as_str().unwrap(), &mut theirs);
    }
    let ours: BTreeSet<String> = structs().iter().map(|it| it.shape(&model)).collect();
    assert_eq!(ours, theirs);
    assert!(ours.len() > 50, "{}", ours.len());
}

#[test]
fn every_struct_has_the_members_of_the_model() {
    let model = model();
    for ours in structs() {
        let theirs = &model["shapes"][ours.shape(&model)]["members"];
        let theirs: Vec<&String> = theirs.as_object().unwrap().keys().collect();
        assert_eq!(ours.members, theirs, "{}", ours.name);
    }
}

#[test]
fn every_member_decodes_and_encodes_a_value_of_its_kind_and_no_other() {
    let model = model();
    for ours in structs() {
        let shape = &model["shapes"][ours.shape(&model)];
        let example = example(&model, shape);
        assert_eq!((ours.round_trip)(&example).as_ref(), Ok(&example), "{}", ours.name);
        for (name, value) in example.as_object().unwrap() {
            let other = if value.is_boolean() { json!(1) } else { json!(false) };
            let wrong = json!({ name: other });
            assert!((ours.round_trip)(&wrong).is_err(), "{}: {wrong}", ours.name);
        }
    }
}

/// A required member of an input is not optional, and is never left out.
#[test]
fn absent_members_stay_absent() {
    let model = model();
    for ours in structs() {
        let encoded = (ours.round_trip)(&json!({ "Unknown": { "a": [1] } })).unwrap();
        let shape = ours.shape(&model);
        let is_required =
            |name: &String| model["shapes"][&shape]["members"][name]["required"] == true;
        assert!(encoded.as_object().unwrap().keys().all(is_required), "{}: {encoded}", ours.name);
        let is_output = ours.name.ends_with("Output");
        assert!(!is_output || encoded == json!({}), "{}: {encoded}", ours.name);
    }
}

fn decode<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

fn installed(time: Value) -> Result<Option<Timestamp>, String> {
    let patch: Result<PatchComplianceData, _> =
        serde_json::from_value(json!({ "KBId": "KB5001330", "InstalledTime": time }));
    patch.map(|patch| patch.installed_time).map_err(|error| error.to_string())
}

#[test]
fn every_spelling_of_no_time_is_none() {
    for time in [
        json!(0.0),
        json!(0),
        json!(-62_135_596_800.0),
        json!(-6.213_559_68E10),
        json!("0001-01-01T00:00:00Z"),
        json!("1970-01-01T00:00:00Z"),
        Value::Null,
    ] {
        assert_eq!(installed(time.clone()), Ok(None), "{time}");
    }
    let absent: PatchComplianceData = decode(json!({}));
    assert_eq!(absent, PatchComplianceData::default());
}

#[test]
fn timestamps_are_seconds_or_text() {
    let expected = Ok(Some(Timestamp::from_millis(1_763_704_800_500)));
    for time in [json!(1_763_704_800.5), json!("2025-11-21T06:00:00.5Z"), json!("1763704800.5")] {
        assert_eq!(installed(time.clone()), expected, "{time}");
    }
}

#[test]
fn what_is_no_timestamp_is_an_error_that_does_not_repeat_it() {
    for time in [json!("yesterday"), json!(true), json!([]), json!({ "a": 1 }), json!(1e300)] {
        assert_eq!(installed(time.clone()), Err("expected a timestamp".into()), "{time}");
    }
}

#[test]
fn count_that_is_absent_is_not_zero_and_unknown_is_minus_one() {
    let state: InstancePatchState =
        decode(json!({ "UnreportedNotApplicableCount": -1, "MissingCount": 0, "NewCount": 3 }));
    assert_eq!(state.unreported_not_applicable_count, Some(-1));
    assert_eq!(state.missing_count, Some(0));
    assert_eq!(state.failed_count, None);
}

#[test]
fn cve_ids_are_a_text_of_a_node_and_a_list_of_a_patch() {
    let found: PatchComplianceData = decode(json!({ "CVEIds": "CVE-1,CVE-2" }));
    let patch: Patch = decode(json!({ "CVEIds": ["CVE-1", "CVE-2"] }));
    assert_eq!(found.cve_ids, Some(patch.cve_ids.unwrap().join(",")));
}

#[test]
fn sensitive_texts_are_in_json_and_not_in_debug() {
    let state: InstancePatchState = decode(json!({ "OwnerInformation": "a note" }));
    let node: InstanceInformation = decode(json!({ "IPAddress": "10.0.0.1" }));
    let source: PatchSource = decode(json!({ "Configuration": "password" }));
    let snapshot: GetDeployablePatchSnapshotForInstanceOutput =
        decode(json!({ "SnapshotDownloadUrl": "https://signed" }));
    let debug = format!("{state:?} {node:?} {source:?} {snapshot:?}");
    for text in ["a note", "10.0.0.1", "password", "https://signed"] {
        assert!(!debug.contains(text), "{debug}");
    }
    assert_eq!(debug.matches("[redacted]").count(), 4);
    assert_eq!(source.configuration.as_ref().map(Sensitive::as_str), Some("password"));
    assert_eq!(serde_json::to_value(&node).unwrap(), json!({ "IPAddress": "10.0.0.1" }));
}

/// Decodes each sample into the output of its operation. What comes back has every member of the
/// sample, but those that mean "no time".
#[test]
fn recorded_outputs_decode_without_a_loss() {
    let structs = structs();
    let mut decoded = 0;
    for entry in std::fs::read_dir("tests/data/samples").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let sample: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let name = format!("{}Output", sample["operation"].as_str().unwrap());
        let output = structs.iter().find(|it| it.name == name).unwrap();
        let back =
            (output.round_trip)(&sample["wire"]).unwrap_or_else(|it| panic!("{path:?}: {it}"));
        assert_kept(&sample["wire"], &back, &format!("{path:?}"));
        decoded += 1;
    }
    assert!(decoded > 20, "{decoded}");
}

fn assert_kept(before: &Value, after: &Value, path: &str) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before.iter().filter(|(name, value)| !is_no_time(name, value)) {
                assert_kept(value, &after[name], &format!("{path}.{name}"));
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            assert_eq!(before.len(), after.len(), "{path}");
            before.iter().zip(after).for_each(|(before, after)| assert_kept(before, after, path));
        }
        (Value::Number(before), Value::Number(after)) => {
            assert_eq!(before.as_f64(), after.as_f64(), "{path}");
        }
        // A timestamp.
        (Value::String(before), Value::Number(after)) => {
            let seconds = Timestamp::parse(before).unwrap().as_millis() as f64 / 1000.0;
            assert_eq!(after.as_f64(), Some(seconds), "{path}");
        }
        (before, after) => assert_eq!(before, after, "{path}"),
    }
}

fn is_no_time(name: &str, value: &Value) -> bool {
    let time = match value {
        Value::Number(seconds) => seconds.as_f64().and_then(Timestamp::from_seconds),
        Value::String(text) => Timestamp::parse(text),
        _ => None,
    };
    name.ends_with("Time") && time.is_some_and(Timestamp::is_no_time)
}
