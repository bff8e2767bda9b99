//! The columns of the tables.

use super::super::query::row::tags;
use super::super::query::{
    Context, CveCount, FindingProperty, Kind, PatchCount, Property, QueryCache, Table,
    UnknownProperty, Value, count_cves, count_patches, row_property,
};
use super::super::sorted_map::SortedMap;

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) name: String,
    /// `None`: all attributes, as the member `tags` of a line of JSON.
    pub(super) property: Option<Property>,
}

/// A member with `!` is there in every row.
const FACTS: &str = "scopeId! instanceId! name account region! platform platformVersion platformType \
    patchGroup baselineId baselineName tags";
const NODE: &str = "verdict! reason! reasonCode! stale! readAt! computerName ipAddress agentVersion \
    pingStatus instanceState missing failed pendingReboot rejected installed installedOther \
    notApplicable availableSecurityUpdates criticalNonCompliant securityNonCompliant \
    otherNonCompliant operation lastOperation scanAge nonCompliantSince oldestOpen endOfLife";
const FINDING: &str = "kb! title! classification severity complianceLevel state! cves! kev epss firstSeen! \
    ageIsLowerBound! age! released due overdue exception";
const PATCH: &str = "id! kb! title! classification severity cves! kev epss nodes! failed! excepted! firstSeen! \
    released";
const CVE: &str = "cve! nodes! patches! severity firstSeen! kev epss";

fn members(table: Table) -> impl Iterator<Item = &'static str> {
    let [first, second] = match table {
        Table::Nodes => [FACTS, NODE],
        Table::Findings => [FACTS, FINDING],
        Table::Patches => [PATCH, ""],
        Table::Cves => [CVE, ""],
    };
    first.split_whitespace().chain(second.split_whitespace())
}

/// The columns with these names.
pub(super) fn named(table: Table, names: &[String]) -> Result<Vec<Column>, UnknownProperty> {
    let column = |name: &String| {
        Ok(Column { name: name.clone(), property: Some(row_property(table, name)?) })
    };
    names.iter().map(column).collect()
}

/// A column for every member, with the attributes as one.
pub(super) fn every_member(table: Table) -> Vec<Column> {
    members(table).map(|name| column(table, name.trim_end_matches('!'))).collect()
}

fn column(table: Table, name: &str) -> Column {
    Column { name: String::from(name), property: row_property(table, name).ok() }
}

/// The members that a table always has, and those that any of its rows has.
pub(super) fn columns(context: &Context, cache: &mut QueryCache, table: Table) -> Vec<Column> {
    let mut present = Present { context, cache, table, patches: None, cves: None };
    let mut columns = Vec::new();
    for member in members(table) {
        match member.strip_suffix('!') {
            Some(name) => columns.push(column(table, name)),
            None if member == "tags" => columns.extend(present.tags()),
            None => {
                let column = column(table, member);
                if column.property.as_ref().is_some_and(|it| present.has(it)) {
                    columns.push(column);
                }
            }
        }
    }
    columns
}

/// Which properties any row of a table has.
struct Present<'a> {
    context: &'a Context<'a>,
    cache: &'a mut QueryCache,
    table: Table,
    patches: Option<Vec<PatchCount>>,
    cves: Option<Vec<CveCount>>,
}

impl Present<'_> {
    fn tags(&self) -> Vec<Column> {
        let nodes = self.context.store.nodes.iter().filter(|it| self.has_rows(it));
        let mut names = SortedMap::default();
        for (name, _) in nodes.filter_map(|node| tags(self.context, node)).flat_map(|it| it.0) {
            names.insert(name, ());
        }
        names.iter().map(|(it, ())| column(self.table, &["tag.", *it].concat())).collect()
    }

    fn has_rows(&self, node: &super::super::store::Node) -> bool {
        self.table == Table::Nodes || node.findings.count > 0
    }

    fn has(&mut self, property: &Property) -> bool {
        let context = self.context;
        match property {
            Property::Node(property) => {
                let nodes = context.store.nodes.iter().enumerate();
                let mut nodes = nodes.filter(|(_, node)| self.has_rows(node));
                nodes.any(|(number, node)| {
                    context.node_value(number as u32, node, property) != Value::Absent
                })
            }
            Property::Finding(property) => self.any_finding_has(*property),
            Property::Patch(_) => {
                let patches = self.patches();
                patches.iter().any(|it| it.value(context, property) != Value::Absent)
            }
            Property::Row(_) => {
                let cves = self.cves();
                cves.iter().any(|it| it.value(context, property) != Value::Absent)
            }
        }
    }

    fn any_finding_has(&mut self, property: FindingProperty) -> bool {
        use FindingProperty as P;
        let context = self.context;
        let can_be = match property {
            P::ComplianceLevel => return self.any_finding_has_a_level(),
            P::Due | P::Overdue => !context.rules.targets.is_empty(),
            P::Exception => !context.covered.rows.is_empty(),
            _ => return true,
        };
        let nodes = context.store.nodes.iter().enumerate();
        can_be
            && nodes.filter(|(_, node)| node.findings.count > 0).any(|(number, node)| {
                let start = node.findings.start as usize;
                let rows = start..start + node.findings.count as usize;
                rows.into_iter().any(|row| {
                    context.store.findings.get(row).is_some_and(|finding| {
                        let value = context.finding_value(number as u32, row, &finding, property);
                        !matches!(value, Value::Absent | Value::Undecided)
                    })
                })
            })
    }

    fn any_finding_has_a_level(&mut self) -> bool {
        let (levels, runs) = (self.cache.levels(self.context), self.cache.runs(self.context));
        runs.by_row().iter().any(|node| {
            let Some(table) = levels.of_node(*node) else { return false };
            let run = runs.of(*node);
            let patches = &self.context.store.findings.patch;
            let patches = patches.run(run.start as usize, run.count as usize);
            patches.iter().any(|it| table.get(*it as usize).is_some_and(|level| *level > 0))
        })
    }

    fn every_row(&mut self) -> Vec<u64> {
        let nodes = vec![u64::MAX; self.context.store.nodes.len().div_ceil(64)];
        self.cache.runs(self.context).rows_of(&nodes, self.context.store.findings.len())
    }

    fn patches(&mut self) -> &[PatchCount] {
        if self.patches.is_none() {
            let rows = self.every_row();
            self.patches = Some(count_patches(self.context, self.cache, &rows));
        }
        self.patches.as_deref().unwrap_or_default()
    }

    fn cves(&mut self) -> &[CveCount] {
        if self.cves.is_none() {
            let rows = self.every_row();
            self.cves = Some(count_cves(self.context, self.cache, &rows));
        }
        self.cves.as_deref().unwrap_or_default()
    }
}

/// AWS's names of columns, where its own reports have them.
const AWS: [(&str, &str); 17] = [
    ("instanceId", "Instance ID"),
    ("name", "Instance name"),
    ("ipAddress", "Instance IP"),
    ("platform", "Platform name"),
    ("platformVersion", "Platform version"),
    ("agentVersion", "SSM Agent version"),
    ("baselineId", "Patch baseline"),
    ("patchGroup", "Patch group"),
    ("verdict", "Compliance status"),
    ("title", "Patch name"),
    ("kb", "KB ID"),
    ("state", "Patch state"),
    ("lastOperation", "Last report time"),
    ("complianceLevel", "Compliance level"),
    ("severity", "Patch severity"),
    ("classification", "Classification"),
    ("cves", "CVE ID"),
];

impl Column {
    /// AWS's name, or the member's.
    pub(super) fn aws_name(&self) -> &str {
        AWS.iter().find(|(member, _)| *member == self.name).map_or(&self.name, |(_, name)| name)
    }

    /// Whether its cells are texts of the service or the user, not numbers and times of ours.
    pub(super) fn has_texts(&self) -> bool {
        let kind = self.property.as_ref().map(Property::kind);
        matches!(kind, Some(Kind::Text | Kind::Texts | Kind::Severity))
    }
}
