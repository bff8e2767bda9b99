//! Errors of a fleet, as the public API has them.

use serde::Serialize;

use crate::fleet::exceptions::ExceptionError;
use crate::fleet::ingest::IngestError;
use crate::fleet::merge::MergeError;
use crate::fleet::query::UnknownProperty;
use crate::fleet::query::filter::FilterError;
use crate::fleet::rules::RulesError;
use crate::fleet::snapshot::SnapshotError;

/// An error of a fleet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FleetError {
    /// The stable code: `invalid-input`, `malformed-response`, `bad-snapshot`.
    pub code: &'static str,
    /// What failed, with the value.
    pub message: String,
}

/// The record of an error, which `src/js/error.js` turns into a `PatchlensError`.
#[derive(Debug, Serialize)]
struct Record<'a> {
    code: &'a str,
    message: &'a str,
    reason: &'static str,
    retryable: bool,
}

impl FleetError {
    /// An argument that is not accepted. `problem` names it and quotes its value.
    pub fn invalid(action: &str, problem: &str) -> Self {
        Self { code: "invalid-input", message: format!("Cannot {action}: {problem}") }
    }

    /// The JSON text of its record.
    pub fn record(&self) -> String {
        let Self { code, message } = self;
        let record = Record { code, message, reason: "other", retryable: false };
        serde_json::to_string(&record).unwrap_or_default()
    }

    /// Why a response of an operation was not taken in.
    pub(super) fn of_response(operation: &str, error: IngestError) -> Self {
        let action = format!("take in a response of {operation:?}");
        match error {
            IngestError::UnknownOperation => {
                Self::invalid(&action, "operation: a fleet does not read it")
            }
            IngestError::BadInput(member) => Self::invalid(
                &action,
                &format!(
                    "input.{member}: expected that of the request, whose page follows those before"
                ),
            ),
            IngestError::Malformed(problem) => {
                Self { code: "malformed-response", message: format!("Cannot {action}: {problem}") }
            }
            IngestError::Full => Self {
                code: "invalid-input",
                message: format!("Cannot {action}: the fleet is full"),
            },
        }
    }
}

impl From<FilterError> for FleetError {
    fn from(error: FilterError) -> Self {
        Self { code: "invalid-input", message: format!("{error}") }
    }
}

impl From<UnknownProperty> for FleetError {
    fn from(error: UnknownProperty) -> Self {
        Self::invalid("query the fleet", &format!("property: {error}"))
    }
}

impl From<ExceptionError> for FleetError {
    fn from(error: ExceptionError) -> Self {
        Self { code: "invalid-input", message: format!("{error}") }
    }
}

impl From<RulesError> for FleetError {
    fn from(error: RulesError) -> Self {
        Self { code: "invalid-input", message: format!("{error}") }
    }
}

impl From<SnapshotError> for FleetError {
    fn from(error: SnapshotError) -> Self {
        Self { code: "bad-snapshot", message: format!("Cannot open the snapshot: {error}") }
    }
}

impl From<MergeError> for FleetError {
    fn from(error: MergeError) -> Self {
        match error {
            MergeError::Snapshot(error) => error.into(),
            MergeError::Full => {
                Self::invalid("merge fleets", "fleets: together they are too large")
            }
        }
    }
}
