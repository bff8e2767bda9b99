//! Operators.

/// An operator without its negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Equals,
    Contains,
    StartsWith,
    Below,
    UpTo,
    Above,
    From,
}

impl Operator {
    /// The operator, and whether it is negated.
    pub(super) fn parse(text: &str) -> Option<(Self, bool)> {
        Some(match text {
            "=" => (Self::Equals, false),
            "!=" => (Self::Equals, true),
            ":" => (Self::Contains, false),
            "!:" => (Self::Contains, true),
            "^" => (Self::StartsWith, false),
            "!^" => (Self::StartsWith, true),
            "<" => (Self::Below, false),
            "<=" => (Self::UpTo, false),
            ">" => (Self::Above, false),
            ">=" => (Self::From, false),
            _ => return None,
        })
    }

    /// Whether it orders values, and so takes one.
    pub(super) fn orders(self) -> bool {
        matches!(self, Self::Below | Self::UpTo | Self::Above | Self::From)
    }

    /// Whether it looks at parts of texts.
    pub(super) fn is_of_texts(self) -> bool {
        matches!(self, Self::Contains | Self::StartsWith)
    }
}
