//! The check of the operations' inputs: every problem, with its path.

use crate::support::arbitrary;
use crate::support::model::{model, resolve, shape_of};
use crate::support::value::JsonValue;
use patchlens::schema::{Problems, check_object};
use patchlens::ssm::{OPERATIONS, operation};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

const NODE: &str = "i-0123456789abcdef0";
const BASELINE: &str = "pb-0123456789abcdef0";

/// The problems with an input of the operation, one per line.
fn problems(name: &str, input: &Json) -> Vec<String> {
    let shape = &operation(name).unwrap().input;
    check_object(&JsonValue::from(input), shape, "input").err().map(lines).unwrap_or_default()
}

fn lines(problems: Problems) -> Vec<String> {
    problems.iter().map(|problem| format!("{}: {}", problem.path, problem.text)).collect()
}

fn states(input: Json) -> Vec<String> {
    problems("DescribeInstancePatchStates", &input)
}

fn patches(input: Json) -> Vec<String> {
    problems("DescribeInstancePatches", &input)
}

fn information(input: Json) -> Vec<String> {
    problems("DescribeInstanceInformation", &input)
}

const NO_PROBLEM: [String; 0] = [];

#[test]
fn documented_inputs_are_valid() {
    let filter = json!({"Key": "State", "Values": ["Missing", "Failed"]});
    for input in [
        json!({"InstanceIds": []}),
        json!({"InstanceIds": [NODE, "i-01234567", "mi-0123456789abcdef0"]}),
        json!({"InstanceIds": vec![NODE; 50], "MaxResults": 10, "NextToken": ""}),
    ] {
        assert_eq!(states(input.clone()), NO_PROBLEM, "{input}");
    }
    for input in [
        json!({"InstanceId": NODE}),
        json!({"InstanceId": NODE, "Filters": vec![filter.clone(); 5], "MaxResults": 100}),
        json!({"InstanceId": NODE, "Filters": [{}, {"Key": "Unheard0f"}, {"Values": []}]}),
    ] {
        assert_eq!(patches(input.clone()), NO_PROBLEM, "{input}");
    }
    for input in [
        json!({}),
        json!({"Filters": [filter], "MaxResults": 5}),
        json!({"InstanceInformationFilterList": [{"key": "InstanceIds", "valueSet": [NODE]}]}),
    ] {
        assert_eq!(information(input.clone()), NO_PROBLEM, "{input}");
    }
}

#[test]
fn every_problem_is_listed_in_the_order_of_the_members() {
    let input = json!({
        "Region": "eu-central-1",
        "MaxResults": 101,
        "nexttoken": "t",
        "InstanceIds": [NODE, "i-1", NODE, 7],
    });
    let node = "expected a node id (i- and 8 or 17 word characters, or mi- and 17), got";
    assert_eq!(
        states(input),
        [
            format!("InstanceIds[1]: {node} \"i-1\""),
            format!("InstanceIds[3]: {node} 7"),
            "MaxResults: expected a whole number from 10 to 100, got 101".into(),
            "Region: is not known".into(),
            "nexttoken: is not known; did you mean NextToken?".into(),
        ]
    );
}

#[test]
fn problems_fit_in_one_line() {
    let shape = &operation("DescribeInstancePatches").unwrap().input;
    let input = JsonValue::from(json!({"MaxResults": 9}));
    let problems = check_object(&input, shape, "input").unwrap_err();
    let line = "InstanceId: is required; MaxResults: expected a whole number from 10 to 100, got 9";
    assert_eq!(problems.line(), line);
}

#[test]
fn a_message_shows_ten_problems_and_counts_the_rest() {
    let line = |ids: Vec<&str>| {
        let shape = &operation("DescribeInstancePatchStates").unwrap().input;
        check_object(&JsonValue::from(json!({ "InstanceIds": ids })), shape, "input")
            .unwrap_err()
            .line()
    };
    let ten = line(vec!["x"; 10]);
    assert!(ten.contains("InstanceIds[9]: ") && !ten.contains("more"), "{ten}");
    let eleven = line(vec!["x"; 11]);
    assert_eq!(eleven, format!("{ten}; and 1 more"));
    assert_eq!(line(vec!["x"; 100_000]), format!("{ten}; and 99991 more"));
}

#[test]
fn a_member_that_is_null_is_absent() {
    let input = json!({"InstanceId": NODE, "Filters": null, "NextToken": null, "Nonsense": null});
    assert_eq!(patches(input), NO_PROBLEM);
    assert_eq!(patches(json!({"InstanceId": null})), ["InstanceId: is required"]);
    assert_eq!(states(json!({})), ["InstanceIds: is required"]);
}

#[test]
fn an_item_that_is_null_is_a_problem() {
    let problems = states(json!({"InstanceIds": [null]}));
    assert!(problems[0].starts_with("InstanceIds[0]: ") && problems[0].ends_with(", got null"));
}

#[test]
fn an_input_is_an_object() {
    for (input, got) in [
        (json!(null), "null"),
        (json!("InstanceId"), r#""InstanceId""#),
        (json!([NODE]), "an array"),
        (json!(5), "5"),
    ] {
        assert_eq!(patches(input), [format!("input: expected an object, got {got}")]);
    }
}

#[test]
fn node_ids_follow_the_documented_pattern() {
    for id in ["i-01234567", "i-ABCDEFGH", "i-0123456789abcdef_", "mi-0123456789abcdef0"] {
        assert_eq!(patches(json!({"InstanceId": id})), NO_PROBLEM, "{id}");
    }
    for id in [
        "",
        "i-",
        "i-0123456",
        "i-012345678",
        "i-0123456789abcdef",
        "i-0123456789abcdef01",
        "mi-01234567",
        "mi-0123456789abcdef01",
        "I-01234567",
        "ami-01234567",
        "01234567",
        "i-0123456 ",
        " i-01234567",
        "i-01234567\n",
        "i-012345-7",
        "i-012345é",
        "i-0123456é",
    ] {
        assert_eq!(patches(json!({"InstanceId": id})).len(), 1, "{id:?}");
    }
}

#[test]
fn lists_have_the_bounds_of_the_service() {
    let problem = "InstanceIds: expected an array from 0 to 50 items, got 51";
    assert_eq!(states(json!({"InstanceIds": vec![NODE; 51]})), [problem]);
    let input = json!({"InstanceId": NODE, "Filters": [{}, {}, {}, {}, {}, {}]});
    assert_eq!(patches(input), ["Filters: expected an array from 0 to 5 items, got 6"]);
    let input = json!({"Filters": [{"Key": "PingStatus", "Values": []}]});
    let problem = "Filters[0].Values: expected an array from 1 to 100 items, got 0";
    assert_eq!(information(input), [problem]);
}

/// An input with the required members of every operation.
fn requirements() -> Json {
    json!({
        "InstanceIds": [],
        "InstanceId": NODE,
        "PatchGroup": "Production",
        "BaselineId": BASELINE,
        "OperatingSystem": "WINDOWS",
        "Property": "PRODUCT",
    })
}

#[test]
fn page_sizes_are_those_of_each_operation() {
    let model = model();
    for operation in OPERATIONS {
        let members = &shape_of(&model, operation.name, "input")["members"];
        if operation.pagination.is_none() {
            continue;
        }
        let shape = resolve(&model, &members["MaxResults"]);
        let (min, max) = (shape["min"].as_i64().unwrap(), shape["max"].as_i64().unwrap());
        for (size, is_fit) in
            [(min - 1, false), (min, true), (max, true), (max + 1, false), (-min, false)]
        {
            let mut input = requirements();
            input["MaxResults"] = json!(size);
            let problem =
                format!("MaxResults: expected a whole number from {min} to {max}, got {size}");
            let found = problems(operation.name, &input).contains(&problem);
            assert_eq!(found, !is_fit, "{} {size}", operation.name);
        }
    }
}

#[test]
fn each_operation_names_the_members_that_it_requires() {
    let model = model();
    for operation in OPERATIONS {
        let members = shape_of(&model, operation.name, "input")["members"].as_object().unwrap();
        let required = members.iter().filter(|(_, member)| member["required"] == true);
        let missing: Vec<_> = required.map(|(name, _)| format!("{name}: is required")).collect();
        assert_eq!(problems(operation.name, &json!({})), missing, "{}", operation.name);
    }
}

#[test]
fn filters_by_a_count_compare_with_one_number() {
    let filter = |values: Json, comparison: Json| {
        let filter = json!({"Key": "MissingCount", "Values": values, "Type": comparison});
        let input = json!({"PatchGroup": "Production", "Filters": [filter]});
        problems("DescribeInstancePatchStatesForPatchGroup", &input)
    };
    assert_eq!(filter(json!(["0"]), json!("GreaterThan")), NO_PROBLEM);
    assert_eq!(filter(json!(["0"]), json!("SomethingNew")), NO_PROBLEM);
    assert_eq!(filter(json!(["0"]), json!(null)), ["Filters[0].Type: is required"]);
    for (values, got) in [(json!([]), 0), (json!(["0", "1"]), 2)] {
        let problem = format!("Filters[0].Values: expected an array of 1 item, got {got}");
        assert_eq!(filter(values, json!("Equal")), [problem]);
    }
    let input = json!({"PatchGroup": "", "Filters": vec![json!({}); 5]});
    let found = problems("DescribeInstancePatchStatesForPatchGroup", &input);
    assert_eq!(found[0], r#"PatchGroup: expected a string from 1 to 256 characters, got """#);
    assert_eq!(found.last().unwrap(), "Filters: expected an array from 0 to 4 items, got 5");
}

#[test]
fn the_service_checks_the_words_of_compliance_filters() {
    let filter = json!({"Key": "ComplianceType", "Values": ["Patch"], "Type": "EQUAL"});
    let filters = json!({"Filters": [filter, {}, {"Type": "SomethingNew"}]});
    let lists = OPERATIONS.iter().map(|it| it.name).filter(|name| name.starts_with("List"));
    for name in lists {
        assert_eq!(problems(name, &filters), NO_PROBLEM, "{name}");
        let input = json!({"Filters": [{"Key": "", "Values": []}]});
        let expected = [
            r#"Filters[0].Key: expected a string from 1 to 200 characters, got """#,
            "Filters[0].Values: expected an array from 1 to 20 items, got 0",
        ];
        assert_eq!(problems(name, &input), expected, "{name}");
    }
    let input = json!({"ResourceIds": [], "ResourceTypes": ["ManagedInstance", ""]});
    let expected = [
        "ResourceIds: expected an array of 1 or more items, got 0",
        r#"ResourceTypes[1]: expected a string from 1 to 50 characters, got """#,
    ];
    assert_eq!(problems("ListComplianceItems", &input), expected);
}

/// The problems with an input for a snapshot of this baseline.
fn snapshot(overrides: Json) -> Vec<String> {
    let id = "521c3536-930c-4aa9-950e-01234567abcd";
    let input = json!({"InstanceId": NODE, "SnapshotId": id, "BaselineOverride": overrides});
    problems("GetDeployablePatchSnapshotForInstance", &input)
}

#[test]
fn a_baseline_override_is_checked_at_every_depth() {
    let filters = json!({"PatchFilters": [{"Key": "PRODUCT", "Values": ["WindowsServer2016"]}]});
    let rule = json!({
        "PatchFilterGroup": filters, "ComplianceLevel": "CRITICAL", "ApproveAfterDays": 0,
        "ApproveUntilDate": "2026-11-21", "EnableNonSecurity": false,
    });
    let source = json!({"Name": "main", "Products": ["*"], "Configuration": "[main]\nenabled=1"});
    let fit = json!({
        "OperatingSystem": "WINDOWS", "GlobalFilters": filters, "ApprovalRules": {"PatchRules": [rule]},
        "ApprovedPatches": ["KB1"], "RejectedPatchesAction": "BLOCK", "Sources": [source],
        "ApprovedPatchesEnableNonSecurity": true,
    });
    assert_eq!(snapshot(fit.clone()), NO_PROBLEM);
    let mut input = fit;
    let rule = &mut input["ApprovalRules"]["PatchRules"][0];
    rule["ApproveAfterDays"] = json!(361);
    rule["PatchFilterGroup"]["PatchFilters"][0] = json!({"key": "PRODUCT", "Values": [""]});
    input["RejectedPatches"] = json!(vec!["KB1"; 51]);
    input["ApprovedPatchesEnableNonSecurity"] = json!("no");
    let filter = "BaselineOverride.ApprovalRules.PatchRules[0].PatchFilterGroup.PatchFilters[0]";
    assert_eq!(
        snapshot(input),
        [
            format!("{filter}.Key: is required"),
            format!(r#"{filter}.Values[0]: expected a string from 1 to 64 characters, got """#),
            format!("{filter}.key: is not known; did you mean Key?"),
            "BaselineOverride.ApprovalRules.PatchRules[0].ApproveAfterDays: \
             expected a whole number from 0 to 360, got 361"
                .into(),
            "BaselineOverride.RejectedPatches: expected an array from 0 to 50 items, got 51".into(),
            "BaselineOverride.ApprovedPatchesEnableNonSecurity: expected true or false, got \"no\""
                .into(),
        ]
    );
    let problem = r#"SnapshotId: expected a string of 36 characters, got "521c3536""#;
    let input = json!({"InstanceId": NODE, "SnapshotId": "521c3536"});
    assert_eq!(problems("GetDeployablePatchSnapshotForInstance", &input), [problem]);
}

#[test]
fn the_configuration_of_a_patch_source_is_never_quoted() {
    let expected = "BaselineOverride.Sources[0].Configuration: expected a string";
    for (configuration, what) in
        [(json!("s3cret".repeat(200)), " from 1 to 1024 characters"), (json!(5_318_008), "")]
    {
        let source = json!({"Name": "main", "Products": ["*"], "Configuration": configuration});
        let problem = format!("{expected}{what}");
        assert_eq!(snapshot(json!({ "Sources": [source] })), [problem]);
    }
}

#[test]
fn problems_within_filters_have_their_paths() {
    let input = json!({"InstanceId": NODE, "Filters": [
        {"Key": "State", "Values": ["Missing"]},
        {"Key": "", "Values": ["Missing", "", 5], "value": []},
        "State",
    ]});
    assert_eq!(
        patches(input),
        [
            r#"Filters[1].Key: expected a string from 1 to 128 characters, got """#,
            r#"Filters[1].Values[1]: expected a string from 1 to 256 characters, got """#,
            "Filters[1].Values[2]: expected a string, got 5",
            "Filters[1].value: is not known",
            r#"Filters[2]: expected an object, got "State""#,
        ]
    );
    let input = json!({
        "InstanceInformationFilterList": [{"Key": "PingStatus", "valueSet": "Online"}],
        "Filters": [{"key": "PingStatus", "Values": [""]}, {"Key": "", "Values": ["Online"]}],
    });
    assert_eq!(
        information(input),
        [
            "InstanceInformationFilterList[0].key: is required",
            r#"InstanceInformationFilterList[0].valueSet: expected an array, got "Online""#,
            "InstanceInformationFilterList[0].Key: is not known; did you mean key?",
            "Filters[0].Key: is required",
            r#"Filters[0].Values[0]: expected a string of 1 or more characters, got """#,
            "Filters[0].key: is not known; did you mean Key?",
            r#"Filters[1].Key: expected a string of 1 or more characters, got """#,
        ]
    );
}

#[test]
fn an_array_instead_of_an_object_is_one_problem() {
    let input = json!({"InstanceId": NODE, "Filters": [["Key", "State"]]});
    assert_eq!(patches(input), ["Filters[0]: expected an object, got an array"]);
}

#[test]
fn a_value_nested_a_hundred_levels_deep_is_rejected_like_any_other() {
    let mut input = json!([]);
    for _ in 0..100 {
        input = json!({ "Filters": [input], "InstanceIds": [] });
    }
    assert_eq!(states(input), ["Filters: is not known"]);
}

// Properties.

const NAMES: &[&str] = &[
    "InstanceIds",
    "InstanceId",
    "Filters",
    "InstanceInformationFilterList",
    "MaxResults",
    "NextToken",
    "Key",
    "Values",
    "key",
    "valueSet",
    "maxresults",
];

/// A valid input of DescribeInstancePatches.
fn valid_input() -> impl Strategy<Value = Json> {
    let filter = ("\\PC{1,128}", prop::collection::vec("\\PC{1,256}", 0..4));
    let filters = prop::collection::vec(filter, 0..=5);
    let id = "m?i-[A-Za-z0-9_]{17}";
    (id, filters, 10..=100, ".*").prop_map(|(id, filters, size, token)| {
        let filter = |(key, values)| json!({ "Key": key, "Values": values });
        let filters: Vec<_> = filters.into_iter().map(filter).collect();
        json!({ "InstanceId": id, "Filters": filters, "MaxResults": size, "NextToken": token })
    })
}

proptest! {
    #[test]
    fn no_input_makes_the_check_panic(input in arbitrary::json(NAMES)) {
        for operation in OPERATIONS {
            let result = check_object(&JsonValue::from(&input), &operation.input, "input");
            prop_assert!(input.is_object() || result.is_err());
            let problems = result.err().unwrap_or_default();
            prop_assert!(problems.iter().all(|problem| !problem.text.is_empty()));
        }
    }

    #[test]
    fn a_valid_input_has_no_problem_and_nulls_change_nothing(mut input in valid_input()) {
        prop_assert_eq!(patches(input.clone()), NO_PROBLEM);
        input["Nonsense"] = Json::Null;
        input["Filters"] = Json::Null;
        prop_assert_eq!(patches(input), NO_PROBLEM);
    }

    #[test]
    fn an_unknown_member_is_the_only_problem_of_a_valid_input(
        mut input in valid_input(), name in "[a-z]{1,12}"
    ) {
        input[&name] = json!(0);
        prop_assert_eq!(patches(input), [format!("{name}: is not known")]);
    }

    #[test]
    fn a_member_in_the_wrong_case_gets_the_right_name_suggested(mut input in valid_input()) {
        let members = input.as_object_mut().unwrap();
        let id = members.remove("InstanceId").unwrap();
        members.insert("instanceID".into(), id);
        let problems = patches(input);
        let unknown = "instanceID: is not known; did you mean InstanceId?";
        prop_assert_eq!(problems, ["InstanceId: is required", unknown]);
    }
}
