//! The names of verdicts and of their reasons.

/// A verdict, in the order in which they deserve attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the words of the public types")]
pub enum Verdict {
    NonCompliant,
    Unreported,
    Stale,
    Excepted,
    Stopped,
    Compliant,
}

impl Verdict {
    /// All verdicts in order.
    pub const ALL: [Self; 6] = [
        Self::NonCompliant,
        Self::Unreported,
        Self::Stale,
        Self::Excepted,
        Self::Stopped,
        Self::Compliant,
    ];

    /// Its name in the public types.
    pub fn name(self) -> &'static str {
        match self {
            Self::NonCompliant => "non-compliant",
            Self::Unreported => "unreported",
            Self::Stale => "stale",
            Self::Excepted => "excepted",
            Self::Stopped => "stopped",
            Self::Compliant => "compliant",
        }
    }
}

/// Why a verdict was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the public types")]
pub enum ReasonCode {
    OpenFindings,
    NonCompliantCounts,
    AvailableSecurityUpdates,
    PendingRebootOnly,
    EndOfLife,
    NeverScanned,
    ScannedByAssociation,
    CountsIncomplete,
    NotAsked,
    ReadFailed,
    ScanTooOld,
    ScanTimeUnknown,
    AllExcepted,
    InstanceStopped,
    NothingOpen,
}

impl ReasonCode {
    /// Its name in the public types.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenFindings => "open-findings",
            Self::NonCompliantCounts => "non-compliant-counts",
            Self::AvailableSecurityUpdates => "available-security-updates",
            Self::PendingRebootOnly => "pending-reboot-only",
            Self::EndOfLife => "end-of-life",
            Self::NeverScanned => "never-scanned",
            Self::ScannedByAssociation => "scanned-by-association",
            Self::CountsIncomplete => "counts-incomplete",
            Self::NotAsked => "not-asked",
            Self::ReadFailed => "read-failed",
            Self::ScanTooOld => "scan-too-old",
            Self::ScanTimeUnknown => "scan-time-unknown",
            Self::AllExcepted => "all-excepted",
            Self::InstanceStopped => "instance-stopped",
            Self::NothingOpen => "nothing-open",
        }
    }

    /// The verdict that it is a reason of.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::OpenFindings
            | Self::NonCompliantCounts
            | Self::AvailableSecurityUpdates
            | Self::PendingRebootOnly
            | Self::EndOfLife => Verdict::NonCompliant,
            Self::NeverScanned
            | Self::ScannedByAssociation
            | Self::CountsIncomplete
            | Self::NotAsked
            | Self::ReadFailed => Verdict::Unreported,
            Self::ScanTooOld | Self::ScanTimeUnknown => Verdict::Stale,
            Self::AllExcepted => Verdict::Excepted,
            Self::InstanceStopped => Verdict::Stopped,
            Self::NothingOpen => Verdict::Compliant,
        }
    }
}

/// A verdict with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub code: ReasonCode,
    /// Whether the last scan is too old to rely on, or its time is unknown; with any verdict.
    pub stale: bool,
}
