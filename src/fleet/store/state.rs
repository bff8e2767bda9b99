//! The states of patches on nodes.

use crate::fleet::bytes::same;

/// The number of a state in [`States`]; below [`StateCode::LIMIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StateCode(u8);

impl StateCode {
    /// `Missing`.
    pub const MISSING: Self = Self(0);
    /// `Failed`.
    pub const FAILED: Self = Self(1);
    /// `InstalledPendingReboot`.
    pub const PENDING_REBOOT: Self = Self(2);
    /// `InstalledRejected`.
    pub const REJECTED: Self = Self(3);
    /// How many states are known beforehand: those above.
    pub const KNOWN: usize = 4;
    /// How many states there can be.
    pub const LIMIT: usize = 31;

    /// The state with this number.
    pub fn new(number: usize) -> Option<Self> {
        (number < Self::LIMIT).then_some(Self(number as u8))
    }

    /// Its number.
    pub fn index(self) -> usize {
        self.0.into()
    }
}

/// The open states of this fleet: the four known ones first, then new ones in order of arrival.
#[derive(Debug, Clone)]
pub struct States {
    names: Vec<String>,
}

/// What a state's text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateKind {
    /// The patch is a finding.
    Open(StateCode),
    /// `Installed`, `InstalledOther`, `NotApplicable`, `AvailableSecurityUpdate`.
    NotOpen,
    /// More new states than there can be.
    TooMany,
}

const KNOWN: [&str; StateCode::KNOWN] =
    ["Missing", "Failed", "InstalledPendingReboot", "InstalledRejected"];
const NOT_OPEN: [&str; 4] =
    ["Installed", "InstalledOther", "NotApplicable", "AvailableSecurityUpdate"];

impl Default for States {
    fn default() -> Self {
        Self { names: KNOWN.map(String::from).to_vec() }
    }
}

impl States {
    /// The state of a text of the service. A text that is not known is open: never a false green.
    pub fn classify(&mut self, text: &str) -> StateKind {
        if let Some(code) = self.find(text) {
            return StateKind::Open(code);
        }
        if NOT_OPEN.iter().any(|it| is_same(it, text)) {
            return StateKind::NotOpen;
        }
        match StateCode::new(self.names.len()) {
            Some(code) => {
                self.names.push(String::from(text));
                StateKind::Open(code)
            }
            None => StateKind::TooMany,
        }
    }

    /// The same for bytes; most spell their state as it is spelled here.
    pub fn classify_bytes(&mut self, bytes: &[u8]) -> StateKind {
        if NOT_OPEN.iter().any(|it| same(it.as_bytes(), bytes)) {
            return StateKind::NotOpen;
        }
        let open = self.names.iter().position(|it| same(it.as_bytes(), bytes));
        match open.and_then(StateCode::new) {
            Some(code) => StateKind::Open(code),
            None => self.classify(&String::from_utf8_lossy(bytes)),
        }
    }

    /// The open state with this name, in either spelling.
    pub fn find(&self, text: &str) -> Option<StateCode> {
        let exact = self.names.iter().position(|it| it == text);
        let found = exact.or_else(|| self.names.iter().position(|it| is_same(it, text)));
        found.and_then(StateCode::new)
    }

    /// The name of a state.
    pub fn name(&self, code: StateCode) -> &str {
        self.names.get(code.index()).map_or("", String::as_str)
    }

    /// All names in order of their codes.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

/// Whether two texts name one state: `InstalledOther` is `INSTALLED_OTHER`.
fn is_same(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

fn letters(text: &str) -> impl Iterator<Item = u8> + '_ {
    text.bytes().filter(|it| *it != b'_').map(|it| it.to_ascii_lowercase())
}
