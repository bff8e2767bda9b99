//! Sets of numbers, as the operators of ordered values choose them.

use super::truth::Truth;

/// Numbers between two limits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interval {
    low: Limit,
    high: Limit,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Limit {
    at: f64,
    included: bool,
}

const NO_LOW: Limit = Limit { at: f64::NEG_INFINITY, included: true };
const NO_HIGH: Limit = Limit { at: f64::INFINITY, included: true };

impl Interval {
    pub(super) fn between(from: f64, to: f64) -> Self {
        Self { low: including(from), high: including(to) }
    }

    pub(super) fn below(at: f64) -> Self {
        Self { low: NO_LOW, high: excluding(at) }
    }

    pub(super) fn up_to(at: f64) -> Self {
        Self { low: NO_LOW, high: including(at) }
    }

    pub(super) fn above(at: f64) -> Self {
        Self { low: excluding(at), high: NO_HIGH }
    }

    pub(super) fn from(at: f64) -> Self {
        Self { low: including(at), high: NO_HIGH }
    }

    fn has_from_below(&self, value: f64) -> bool {
        value < self.high.at || self.high.included && value == self.high.at
    }

    fn has_from_above(&self, value: f64) -> bool {
        value > self.low.at || self.low.included && value == self.low.at
    }

    fn has(&self, value: f64) -> bool {
        self.has_from_below(value) && self.has_from_above(value)
    }

    /// Whether a value is in it.
    pub(super) fn holds(&self, value: f64) -> Truth {
        Truth::of(self.has(value))
    }

    /// Whether a value is in it that is `least` or more.
    pub(super) fn holds_from(&self, least: f64) -> Truth {
        let all = self.high == NO_HIGH && self.has_from_above(least);
        Truth::of_cases(all, self.has_from_below(least))
    }

    /// Whether a value is in it that is `greatest` or less.
    pub(super) fn holds_up_to(&self, greatest: f64) -> Truth {
        let all = self.low == NO_LOW && self.has_from_below(greatest);
        Truth::of_cases(all, self.has_from_above(greatest))
    }

    /// Its limits.
    pub(super) fn limits(&self) -> [f64; 2] {
        [self.low.at, self.high.at]
    }
}

fn including(at: f64) -> Limit {
    Limit { at, included: true }
}

fn excluding(at: f64) -> Limit {
    Limit { at, included: false }
}
