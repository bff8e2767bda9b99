//! The properties of the tables: what rows show, and what filters, sorts and groups name.

use crate::fleet::store::CountName;

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the public types")]
pub enum Table {
    Nodes,
    Findings,
    Patches,
    Cves,
}

impl Table {
    /// The table with this name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "nodes" => Some(Self::Nodes),
            "findings" => Some(Self::Findings),
            "patches" => Some(Self::Patches),
            "cves" => Some(Self::Cves),
            _ => None,
        }
    }
}

impl Table {
    /// Its name in the public types.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nodes => "nodes",
            Self::Findings => "findings",
            Self::Patches => "patches",
            Self::Cves => "cves",
        }
    }
}

/// What a value is, and so how it compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text, compared without case.
    Text,
    /// Several texts: a filter means any of them.
    Texts,
    /// A severity: text with an order of its own.
    Severity,
    /// A number.
    Number,
    /// Days, which a filter may give as `7d` or `12h`.
    Days,
    /// A time.
    Date,
    /// True or false.
    Flag,
}

/// A property of a node.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the public types")]
pub enum NodeProperty {
    ScopeId,
    InstanceId,
    Name,
    Account,
    Region,
    Platform,
    PlatformVersion,
    PlatformType,
    PatchGroup,
    BaselineId,
    BaselineName,
    /// A column of the user's own: `tag.Owner`.
    Tag(String),
    Verdict,
    Reason,
    ReasonCode,
    Stale,
    ReadAt,
    ComputerName,
    IpAddress,
    AgentVersion,
    PingStatus,
    InstanceState,
    Count(CountName),
    Operation,
    LastOperation,
    ScanAge,
    NonCompliantSince,
    OldestOpen,
    EndOfLife,
}

/// A property of a patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the public types")]
pub enum PatchProperty {
    Kb,
    Title,
    Classification,
    Severity,
    Cves,
    /// Whether one of its CVEs is known to be exploited.
    Kev,
    /// The highest score of its CVEs.
    Epss,
    Released,
}

/// A property of one finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the public types")]
pub enum FindingProperty {
    ComplianceLevel,
    State,
    FirstSeen,
    AgeIsLowerBound,
    Age,
    Due,
    Overdue,
    Exception,
}

/// A property of a finished row of the table of patches or of CVEs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the public types")]
pub enum RowProperty {
    /// The id of a patch, or the CVE.
    Id,
    Cve,
    Nodes,
    Failed,
    Excepted,
    Patches,
    FirstSeen,
    /// The gravest severity of a CVE's patches.
    Severity,
    Kev,
    Epss,
}

/// A property of a table, by what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after what it belongs to")]
pub enum Property {
    Node(NodeProperty),
    Patch(PatchProperty),
    Finding(FindingProperty),
    Row(RowProperty),
}

const NODE: [(&str, NodeProperty); 38] = {
    use CountName as Name;
    use NodeProperty as P;
    [
        ("scopeId", P::ScopeId),
        ("instanceId", P::InstanceId),
        ("name", P::Name),
        ("account", P::Account),
        ("region", P::Region),
        ("platform", P::Platform),
        ("platformVersion", P::PlatformVersion),
        ("platformType", P::PlatformType),
        ("patchGroup", P::PatchGroup),
        ("baselineId", P::BaselineId),
        ("baselineName", P::BaselineName),
        ("verdict", P::Verdict),
        ("reason", P::Reason),
        ("reasonCode", P::ReasonCode),
        ("stale", P::Stale),
        ("readAt", P::ReadAt),
        ("computerName", P::ComputerName),
        ("ipAddress", P::IpAddress),
        ("agentVersion", P::AgentVersion),
        ("pingStatus", P::PingStatus),
        ("instanceState", P::InstanceState),
        ("missing", P::Count(Name::Missing)),
        ("failed", P::Count(Name::Failed)),
        ("pendingReboot", P::Count(Name::PendingReboot)),
        ("rejected", P::Count(Name::Rejected)),
        ("installed", P::Count(Name::Installed)),
        ("installedOther", P::Count(Name::InstalledOther)),
        ("notApplicable", P::Count(Name::NotApplicable)),
        ("availableSecurityUpdates", P::Count(Name::AvailableSecurityUpdate)),
        ("criticalNonCompliant", P::Count(Name::CriticalNonCompliant)),
        ("securityNonCompliant", P::Count(Name::SecurityNonCompliant)),
        ("otherNonCompliant", P::Count(Name::OtherNonCompliant)),
        ("operation", P::Operation),
        ("lastOperation", P::LastOperation),
        ("scanAge", P::ScanAge),
        ("nonCompliantSince", P::NonCompliantSince),
        ("oldestOpen", P::OldestOpen),
        ("endOfLife", P::EndOfLife),
    ]
};

const PATCH: [(&str, PatchProperty); 8] = [
    ("kb", PatchProperty::Kb),
    ("title", PatchProperty::Title),
    ("classification", PatchProperty::Classification),
    ("severity", PatchProperty::Severity),
    ("cves", PatchProperty::Cves),
    ("kev", PatchProperty::Kev),
    ("epss", PatchProperty::Epss),
    ("released", PatchProperty::Released),
];

const FINDING: [(&str, FindingProperty); 8] = [
    ("complianceLevel", FindingProperty::ComplianceLevel),
    ("state", FindingProperty::State),
    ("firstSeen", FindingProperty::FirstSeen),
    ("ageIsLowerBound", FindingProperty::AgeIsLowerBound),
    ("age", FindingProperty::Age),
    ("due", FindingProperty::Due),
    ("overdue", FindingProperty::Overdue),
    ("exception", FindingProperty::Exception),
];

const PATCH_ROWS: [(&str, RowProperty); 5] = [
    ("id", RowProperty::Id),
    ("nodes", RowProperty::Nodes),
    ("failed", RowProperty::Failed),
    ("excepted", RowProperty::Excepted),
    ("firstSeen", RowProperty::FirstSeen),
];

const CVE_ROWS: [(&str, RowProperty); 7] = [
    ("cve", RowProperty::Cve),
    ("nodes", RowProperty::Nodes),
    ("patches", RowProperty::Patches),
    ("severity", RowProperty::Severity),
    ("firstSeen", RowProperty::FirstSeen),
    ("kev", RowProperty::Kev),
    ("epss", RowProperty::Epss),
];

const TAG: &str = "tag.";

impl Property {
    /// The property of a table with this name. A table's own members come first: `firstSeen` of
    /// patches is the row's, not a finding's.
    pub fn parse(table: Table, name: &str) -> Option<Self> {
        if let Some(column) = name.strip_prefix(TAG) {
            return Some(Self::Node(NodeProperty::Tag(String::from(column))));
        }
        let own: &[(&str, RowProperty)] = match table {
            Table::Patches => &PATCH_ROWS,
            Table::Cves => &CVE_ROWS,
            Table::Nodes | Table::Findings => &[],
        };
        find(own, name)
            .map(Self::Row)
            .or_else(|| find(&PATCH, name).map(Self::Patch))
            .or_else(|| find(&FINDING, name).map(Self::Finding))
            .or_else(|| find(&NODE, name).map(Self::Node))
    }

    /// What its values are.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Node(it) => it.kind(),
            Self::Patch(PatchProperty::Severity) | Self::Row(RowProperty::Severity) => {
                Kind::Severity
            }
            Self::Patch(PatchProperty::Cves) => Kind::Texts,
            Self::Patch(PatchProperty::Released) => Kind::Date,
            Self::Patch(PatchProperty::Kev) | Self::Row(RowProperty::Kev) => Kind::Flag,
            Self::Patch(PatchProperty::Epss) => Kind::Number,
            Self::Patch(_) => Kind::Text,
            Self::Finding(it) => it.kind(),
            Self::Row(RowProperty::Id | RowProperty::Cve) => Kind::Text,
            Self::Row(RowProperty::FirstSeen) => Kind::Date,
            Self::Row(_) => Kind::Number,
        }
    }
}

impl NodeProperty {
    fn kind(&self) -> Kind {
        match self {
            Self::Stale => Kind::Flag,
            Self::Count(_) => Kind::Number,
            Self::ScanAge => Kind::Days,
            Self::ReadAt
            | Self::LastOperation
            | Self::NonCompliantSince
            | Self::OldestOpen
            | Self::EndOfLife => Kind::Date,
            _ => Kind::Text,
        }
    }
}

impl FindingProperty {
    fn kind(self) -> Kind {
        match self {
            Self::ComplianceLevel => Kind::Severity,
            Self::State | Self::Exception => Kind::Text,
            Self::FirstSeen | Self::Due => Kind::Date,
            Self::AgeIsLowerBound | Self::Overdue => Kind::Flag,
            Self::Age => Kind::Days,
        }
    }
}

fn find<P: Clone>(list: &[(&str, P)], name: &str) -> Option<P> {
    list.iter().find(|(it, _)| *it == name).map(|(_, property)| property.clone())
}
