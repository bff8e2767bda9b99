//! Three-valued truth.

/// Whether something holds, as far as is known. Of two, both hold as the lesser says, and one of
/// them holds as the greater says (Kleene's logic).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// It does not.
    No,
    /// Nobody knows: it depends on an age that is only known as "at least".
    Undecided,
    /// It does.
    Yes,
}

impl Truth {
    /// True or false.
    pub fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Yes if every case holds, no if none does.
    pub fn of_cases(all: bool, any: bool) -> Self {
        match (all, any) {
            (true, _) => Self::Yes,
            (false, true) => Self::Undecided,
            (false, false) => Self::No,
        }
    }

    /// The opposite.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Undecided => Self::Undecided,
            Self::Yes => Self::No,
        }
    }

    /// True or false, if it is known.
    pub fn known(self) -> Option<bool> {
        match self {
            Self::No => Some(false),
            Self::Undecided => None,
            Self::Yes => Some(true),
        }
    }
}

/// Three values as two questions, which sets of rows answer one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pass {
    /// Which hold for certain?
    Certain,
    /// Which may hold?
    Possible,
}

impl Pass {
    pub(super) fn holds(self, truth: Truth) -> bool {
        match self {
            Self::Certain => truth == Truth::Yes,
            Self::Possible => truth != Truth::No,
        }
    }
}
