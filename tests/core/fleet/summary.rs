//! The summary against naive counts.

use std::collections::{BTreeMap, BTreeSet};

use patchlens::fleet::query::{Place, QueryCache, finding_row, node_row};
use patchlens::fleet::summary::{Tally, summary};
use proptest::prelude::*;
use serde_json::Value;

use super::filter_store::Fleet;

fn counts(tally: &Tally) -> BTreeMap<String, u32> {
    tally.0.iter().cloned().collect()
}

fn tally(rows: &[Value], member: &str) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for row in rows {
        *counts.entry(row[member].as_str().unwrap_or("").to_owned()).or_default() += 1;
    }
    counts
}

proptest! {
    #[test]
    fn a_summary_agrees_with_its_rows(seed in any::<u64>(), chosen in any::<u64>()) {
        let fleet = Fleet::random(seed);
        let context = fleet.context();
        let live = (1_u64 << fleet.store.nodes.len()) - 1;
        let chosen = chosen & live;
        let found = summary(&context, &mut QueryCache::default(), &[chosen]);
        let (mut nodes, mut findings) = (Vec::new(), Vec::new());
        for (number, node) in fleet.store.nodes.iter().enumerate() {
            if chosen >> number & 1 == 0 {
                continue;
            }
            let number = number as u32;
            nodes.push(serde_json::to_value(node_row(&context, number).unwrap()).unwrap());
            for row in node.findings.start..node.findings.start + node.findings.count {
                let row = finding_row(&context, Place { node: number, row }).unwrap();
                findings.push(serde_json::to_value(row).unwrap());
            }
        }
        prop_assert_eq!(found.nodes as usize, nodes.len());
        prop_assert_eq!(found.findings as usize, findings.len());
        let count = |test: &dyn Fn(&Value) -> bool| findings.iter().filter(|it| test(it)).count() as u32;
        prop_assert_eq!(found.excepted_findings, count(&|it| it.get("exception").is_some()));
        prop_assert_eq!(found.overdue, count(&|it| it["overdue"] == true));
        prop_assert_eq!(
            found.undecided_overdue,
            count(&|it| it.get("due").is_some() && it.get("overdue").is_none())
        );
        prop_assert_eq!(counts(&found.by_severity), tally(&findings, "severity"));
        prop_assert_eq!(counts(&found.by_state), tally(&findings, "state"));
        prop_assert_eq!(counts(&found.by_compliance_level), tally(&findings, "complianceLevel"));
        let cves: BTreeSet<&str> = findings
            .iter()
            .flat_map(|it| it["cves"].as_array().unwrap())
            .map(|it| it.as_str().unwrap())
            .collect();
        prop_assert_eq!(found.cves as usize, cves.len());
        let oldest = findings.iter().filter_map(|it| it["firstSeen"].as_f64()).fold(f64::MAX, f64::min);
        prop_assert_eq!(found.oldest_open.unwrap_or(f64::MAX), oldest);
        let has_cves = |it: &Value| !it["cves"].as_array().unwrap().is_empty();
        prop_assert_eq!(found.coverage.with_cves, count(&has_cves));
        let blind: BTreeSet<&str> = findings.iter().map(|it| it["platform"].as_str().unwrap_or("")).collect();
        let blind: BTreeSet<&str> = blind
            .into_iter()
            .filter(|name| {
                !findings.iter().any(|it| it["platform"].as_str().unwrap_or("") == *name && has_cves(it))
            })
            .collect();
        let names = found.coverage.blind_platforms.iter().map(|it| it.platform.as_str());
        prop_assert_eq!(names.collect::<BTreeSet<_>>(), blind);
        let unreported: Vec<Value> =
            nodes.iter().filter(|it| it["verdict"] == "unreported").cloned().collect();
        prop_assert_eq!(counts(&found.unreported), tally(&unreported, "reasonCode"));
    }
}
