//! What is known of a node, in facets that are read apart.

use super::number::{Count, Millis, Seconds, Symbol};

/// A node: one instance of one scope. Texts are symbols of [`super::Store::words`], but `id`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Node {
    /// Its scope's place in [`super::Store::scopes`].
    pub scope: u32,
    /// The instance id, a symbol of [`super::Store::ids`].
    pub id: Symbol,
    /// Its place in [`super::Store::listings`], if it was listed.
    pub listing: Option<Symbol>,
    /// From DescribeInstancePatchStates.
    pub patch_state: PatchState,
    /// From DescribeInstancePatches.
    pub findings: FindingsFacet,
    /// What is known about a node without a patch state.
    pub silence: Silence,
    /// When the service last said something of it, or nothing when it was asked.
    pub heard_at: Option<Seconds>,
    /// Since when its verdict has been non-compliant without a break.
    pub non_compliant_since: Option<Since>,
    /// Whether this history has known its verdict before.
    pub judged: bool,
    /// Its row of [`super::Store::attributes`].
    pub attributes: Option<Symbol>,
    /// The error of the last attempt to read it, a symbol of [`super::Store::errors`].
    pub failure: Option<Symbol>,
    /// Whether the last attempt to read its patch state failed.
    pub state_failed: bool,
    /// Whether the last attempt to read its findings failed.
    pub findings_failed: bool,
    /// What the running scan has done with it.
    pub progress: Progress,
    /// Whether it is gone: no table, count or snapshot has it. Its number is used again if the
    /// service lists it again.
    pub removed: bool,
}

/// From DescribeInstanceProperties or DescribeInstanceInformation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Listing {
    /// The Name tag, or the name given at a hybrid activation.
    pub name: Option<Symbol>,
    /// The host name.
    pub computer_name: Option<Symbol>,
    /// The IP address.
    pub ip_address: Option<Symbol>,
    /// The version of the SSM agent.
    pub agent_version: Option<Symbol>,
    /// `Online`, `ConnectionLost`, `Inactive`.
    pub ping_status: Option<Symbol>,
    /// `running`, `stopped`, …; only from DescribeInstanceProperties.
    pub instance_state: Option<Symbol>,
    /// The platform's name: `Amazon Linux`.
    pub platform: Option<Symbol>,
    /// Its version: `2023`.
    pub platform_version: Option<Symbol>,
    /// `Linux`, `Windows`, `MacOS`.
    pub platform_type: Option<Symbol>,
    /// When it was read.
    pub read_at: Seconds,
}

/// The counts of an InstancePatchState, in the order of [`CountName`].
pub type Counts = [Option<Count>; CountName::ALL.len()];

/// The patch state of a node.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PatchState {
    /// When it was read; `None` if the node has none.
    pub read_at: Option<Seconds>,
    /// The counts.
    pub counts: Counts,
    /// The patch group.
    pub patch_group: Option<Symbol>,
    /// The id of the baseline.
    pub baseline: Option<Symbol>,
    /// `Scan` or `Install`.
    pub operation: Option<Symbol>,
    /// `RebootIfNeeded` or `NoReboot`.
    pub reboot_option: Option<Symbol>,
    /// The id of the patch baseline's snapshot.
    pub snapshot_id: SnapshotId,
    /// When the operation began.
    pub operation_start: Option<Millis>,
    /// When it ended.
    pub operation_end: Option<Millis>,
    /// When patches were last installed without a reboot.
    pub last_no_reboot_install: Option<Millis>,
}

/// The id of a snapshot: mostly a UUID, which takes 16 bytes and not 36.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SnapshotId {
    /// Not reported.
    #[default]
    Absent,
    /// A UUID in lower case.
    Uuid([u8; 16]),
    /// Any other text.
    Text(Symbol),
}

/// The names of the counts, as places in [`Counts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
#[allow(missing_docs, reason = "AWS's names")]
pub enum CountName {
    Missing,
    Failed,
    PendingReboot,
    Rejected,
    CriticalNonCompliant,
    SecurityNonCompliant,
    OtherNonCompliant,
    AvailableSecurityUpdate,
    Installed,
    InstalledOther,
    NotApplicable,
    UnreportedNotApplicable,
}

impl CountName {
    /// All names in order.
    pub const ALL: [Self; 12] = [
        Self::Missing,
        Self::Failed,
        Self::PendingReboot,
        Self::Rejected,
        Self::CriticalNonCompliant,
        Self::SecurityNonCompliant,
        Self::OtherNonCompliant,
        Self::AvailableSecurityUpdate,
        Self::Installed,
        Self::InstalledOther,
        Self::NotApplicable,
        Self::UnreportedNotApplicable,
    ];
    /// The counts of patches that are open, in the order of the states
    /// [`super::StateCode::MISSING`] to [`super::StateCode::REJECTED`].
    pub const OPEN: [Self; 4] = [Self::Missing, Self::Failed, Self::PendingReboot, Self::Rejected];
    /// The counts by the baseline's compliance level.
    pub const LEVELS: [Self; 3] =
        [Self::CriticalNonCompliant, Self::SecurityNonCompliant, Self::OtherNonCompliant];

    /// AWS's name of the member.
    pub fn member(self) -> &'static str {
        match self {
            Self::Missing => "MissingCount",
            Self::Failed => "FailedCount",
            Self::PendingReboot => "InstalledPendingRebootCount",
            Self::Rejected => "InstalledRejectedCount",
            Self::CriticalNonCompliant => "CriticalNonCompliantCount",
            Self::SecurityNonCompliant => "SecurityNonCompliantCount",
            Self::OtherNonCompliant => "OtherNonCompliantCount",
            Self::AvailableSecurityUpdate => "AvailableSecurityUpdateCount",
            Self::Installed => "InstalledCount",
            Self::InstalledOther => "InstalledOtherCount",
            Self::NotApplicable => "NotApplicableCount",
            Self::UnreportedNotApplicable => "UnreportedNotApplicableCount",
        }
    }
}

impl Node {
    /// A node of which only the id is known.
    pub fn new(scope: u32, id: Symbol) -> Self {
        Self {
            scope,
            id,
            listing: None,
            patch_state: PatchState::default(),
            findings: FindingsFacet::default(),
            silence: Silence::default(),
            heard_at: None,
            non_compliant_since: None,
            judged: false,
            attributes: None,
            failure: None,
            state_failed: false,
            findings_failed: false,
            progress: Progress::default(),
            removed: false,
        }
    }
}

impl Node {
    /// Notes that its patch state was read.
    pub fn state_read(&mut self) {
        self.state_failed = false;
        self.forget_failure();
    }

    /// Notes that its findings were read.
    pub fn findings_read(&mut self) {
        self.findings_failed = false;
        self.forget_failure();
    }

    fn forget_failure(&mut self) {
        if !self.state_failed && !self.findings_failed {
            self.failure = None;
        }
    }
}

impl PatchState {
    /// A count, if the service reported it.
    pub fn count(&self, name: CountName) -> Option<u32> {
        self.counts.get(name as usize).copied().flatten().map(Count::value)
    }
}

/// Which findings of a node are known, and where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FindingsFacet {
    /// When they were read; `None` if never.
    pub read_at: Option<Seconds>,
    /// When they were read for the first time in this history.
    pub first_read_at: Option<Seconds>,
    /// The first row.
    pub start: u32,
    /// How many rows.
    pub count: u32,
    /// What was asked.
    pub asked: Asked,
}

/// What a reading of findings asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Asked {
    /// Nothing.
    #[default]
    Nothing,
    /// Patches in some states only.
    Some,
    /// Every patch: what is not there is not open.
    All,
}

/// What is known about a node without a patch state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Silence {
    /// Its patch state was never asked.
    #[default]
    NotAsked,
    /// The service had none when asked, and nothing explains it: never scanned.
    NeverScanned,
    /// An association scanned it, which writes no patch state.
    ScannedByAssociation,
}

/// Since when something holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// The earliest time at which it was seen.
    pub at: Seconds,
    /// Whether it may have held before that, when nobody looked.
    pub lower_bound: bool,
}

/// What the running scan has done with a node; kept in checkpoints, not in snapshots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// It belongs to the scan: it was listed or given.
    pub listed: bool,
    /// Its patch state was asked.
    pub state_asked: bool,
    /// Its silence was explained.
    pub explained: bool,
    /// Its findings were read, kept, or need no reading.
    pub done: bool,
}
