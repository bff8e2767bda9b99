//! Compares the table of operations with the model of the service: every operation, every member
//! and bound of every input, and every place in an output with a timestamp or a free map.

use std::collections::BTreeSet;

use crate::support::model::{model, resolve, shape_of};
use patchlens::schema::{Member, Shape};
use patchlens::ssm::{FREE_MAPS, OPERATIONS, Operation};
use serde_json::Value;

/// The pattern that `Shape::NodeId` checks; other patterns are left to the service.
const NODE_ID: &str = r"(^i-(\w{8}|\w{17})$)|(^mi-\w{17}$)";

/// A bound of the model's shape; without one a length can be anything.
fn bounds(shape: &Value) -> (u32, u32) {
    let bound = |name: &str| shape[name].as_u64().map(|bound| u32::try_from(bound).unwrap());
    (bound("min").unwrap_or(0), bound("max").unwrap_or(u32::MAX))
}

#[test]
fn the_table_has_every_operation_with_its_name_and_its_pages() {
    let model = model();
    let theirs: Vec<&String> = model["operations"].as_object().unwrap().keys().collect();
    assert_eq!(OPERATIONS.map(|operation| operation.name).to_vec(), theirs);
    for operation in OPERATIONS {
        let items = operation.pagination.as_ref().map(|pagination| pagination.items);
        assert_eq!(items, model["operations"][operation.name]["items"].as_str(), "{operation:?}");
    }
}

#[test]
fn every_input_has_the_members_and_bounds_of_the_model() {
    let model = model();
    let mut members = 0;
    for operation in OPERATIONS {
        let theirs = shape_of(&model, operation.name, "input");
        compare(&model, &operation.input, theirs, operation.name, &mut members);
    }
    assert!(members > 100, "{members}");
}

/// Compares the table's shape with the model's, member by member, and counts the members.
fn compare(model: &Value, ours: &Shape, theirs: &Value, path: &str, count: &mut usize) {
    match (ours, theirs["type"].as_str().unwrap()) {
        (Shape::Structure(ours), "structure") => {
            compare_members(model, ours, theirs, path, count);
        }
        (Shape::List { of, min, max }, "list") => {
            assert_eq!((*min, *max), bounds(theirs), "{path}");
            let item = resolve(model, &theirs["member"]);
            compare(model, of, item, &format!("{path}[]"), count);
        }
        (Shape::Text { min, max }, "string") => {
            assert_eq!((*min, *max), bounds(theirs), "{path}");
            assert_eq!(theirs.get("sensitive"), None, "{path}");
            assert_ne!(theirs["pattern"], NODE_ID, "{path}");
        }
        (Shape::Private { min, max }, "string") => {
            assert_eq!((*min, *max), bounds(theirs), "{path}");
            assert_eq!(theirs["sensitive"], true, "{path}");
        }
        (Shape::NodeId, "string") => {
            assert_eq!(theirs["pattern"], NODE_ID, "{path}");
        }
        (Shape::Integer { min, max }, "integer") => {
            assert_eq!((*min, *max), bounds(theirs), "{path}");
        }
        (Shape::Boolean, "boolean") => {}
        (ours, kind) => panic!("{path}: {ours:?} is no {kind}"),
    }
}

fn compare_members(model: &Value, ours: &[Member], theirs: &Value, path: &str, count: &mut usize) {
    let theirs = theirs["members"].as_object().unwrap();
    let names: Vec<&str> = ours.iter().map(|member| member.name).collect();
    assert_eq!(names, theirs.keys().collect::<Vec<_>>(), "{path}");
    for Member { name, shape, required } in ours {
        let path = format!("{path}.{name}");
        let theirs = &theirs[*name];
        assert_eq!(*required, theirs["required"] == true, "{path}");
        compare(model, shape, resolve(model, theirs), &path, count);
        *count += 1;
    }
}

#[test]
fn the_table_has_exactly_the_timestamps_of_every_output() {
    let model = model();
    let mut timestamps = 0;
    for operation in OPERATIONS {
        let mut theirs = BTreeSet::new();
        let output = shape_of(&model, operation.name, "output");
        places(&model, output, "timestamp", String::new(), &mut theirs);
        assert_eq!(our_timestamps(operation), theirs, "{}", operation.name);
        timestamps += theirs.len();
    }
    assert!(timestamps > 15, "{timestamps}");
}

fn our_timestamps(operation: &Operation) -> BTreeSet<String> {
    let start =
        operation.pagination.as_ref().map_or(String::new(), |it| format!(".{}[]", it.items));
    let part = |part: Option<&str>| part.map_or(String::new(), |part| format!(".{part}"));
    let times = operation.timestamps.iter();
    times
        .flat_map(|times| times.members.iter().map(move |name| (times.part, name)))
        .map(|(holder, name)| format!("{start}{}.{name}", part(holder)))
        .collect()
}

/// Collects the paths in `shape` of shapes with the type `kind`.
fn places(model: &Value, shape: &Value, kind: &str, path: String, found: &mut BTreeSet<String>) {
    let of = shape["type"].as_str().unwrap();
    match of {
        "structure" => {
            for (name, member) in shape["members"].as_object().unwrap() {
                places(model, resolve(model, member), kind, format!("{path}.{name}"), found);
            }
        }
        "list" => {
            places(model, resolve(model, &shape["member"]), kind, format!("{path}[]"), found);
        }
        "map" => {
            places(model, resolve(model, &shape["value"]), kind, format!("{path}{{}}"), found);
        }
        _ => {}
    }
    if of == kind {
        found.insert(path);
    }
}

/// Maps are found by name, so every member with the name must be a map.
#[test]
fn the_maps_are_exactly_the_members_with_these_names() {
    let model = model();
    let mut maps = BTreeSet::new();
    for operation in OPERATIONS {
        let output = shape_of(&model, operation.name, "output");
        let (mut found, mut structures) = (BTreeSet::new(), BTreeSet::new());
        places(&model, output, "map", String::new(), &mut found);
        places(&model, output, "structure", String::new(), &mut structures);
        maps.extend(found.iter().map(|path| last_name(path)));
        assert!(structures.iter().all(|path| !FREE_MAPS.contains(&last_name(path).as_str())));
    }
    assert_eq!(maps, BTreeSet::from(FREE_MAPS.map(str::to_owned)));
}

fn last_name(path: &str) -> String {
    path.rsplit('.').next().unwrap().trim_end_matches("[]").into()
}
