//! What a snapshot has beside the store.

/// What a snapshot has beside the store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extras {
    /// The state of a scan that is not done, as JSON text: then the snapshot is a checkpoint.
    pub scan: Option<String>,
    /// Whether the progress of the nodes is kept.
    pub progress: bool,
}
