//! The curve on which a rate recovers after throttling.

/// The factor that throttling applies to a rate.
const BETA: f64 = 0.7;

/// How fast the rate grows back.
const SCALE: f64 = 0.4;

/// The cubic curve of RFC 9438: from `BETA` times the limit steeply back to it, flat around it, and
/// then steeply beyond it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CubicCurve {
    /// Requests per second at which the service throttled.
    limit: f64,
    /// The time of the throttling, in seconds.
    since: f64,
    /// Seconds from then until the limit is reached again.
    recovery: f64,
}

impl CubicCurve {
    /// The curve after the service throttled at the time `now` and the rate `limit`.
    pub(super) fn new(limit: f64, now: f64) -> Self {
        Self { limit, since: now, recovery: cube_root(limit * (1.0 - BETA) / SCALE) }
    }

    /// The rate to send at.
    pub(super) fn rate(&self, now: f64) -> f64 {
        let time = now - self.since - self.recovery;
        SCALE * time * time * time + self.limit
    }
}

/// The cube root of a non-negative number: Newton's method from a guess that is less than 6 % off.
/// `f64::cbrt` would add 1 KB to the WebAssembly module.
fn cube_root(number: f64) -> f64 {
    // Divides the exponent by three; the constant corrects its bias.
    let guess = f64::from_bits(number.to_bits() / 3 + 0x2A9F_7893_782D_A1CE);
    (0..4).fold(guess, |root, _| root - (root - number / (root * root)) / 3.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn curve_begins_below_the_limit_and_returns_to_it() {
        let curve = CubicCurve::new(10.0, 100.0);
        assert!((curve.rate(100.0) - 7.0).abs() < 1e-12);
        assert!((curve.rate(100.0 + curve.recovery) - 10.0).abs() < 1e-12);
        assert!(curve.rate(103.0) > 10.0);
    }

    #[test]
    fn cube_root_of_nothing_is_next_to_nothing() {
        assert!(cube_root(0.0) < 1e-12);
    }

    proptest! {
        #[test]
        fn cube_root_is_as_the_standard_library_has_it(exponent in -300..300_i32, part in 1.0..10.0) {
            let number = part * 10.0_f64.powi(exponent);
            prop_assert!((cube_root(number) / number.cbrt() - 1.0).abs() < 1e-12, "{number}");
        }
    }
}
