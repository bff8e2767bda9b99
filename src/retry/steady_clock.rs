//! A clock that never jumps.

use crate::time::Timestamp;

/// The longest time between two readings, in milliseconds, that counts as passed: an hour.
const LONGEST_STEP: i64 = 3_600_000;

/// The local clock without its jumps.
///
/// It ignores a local clock that is set back, or forward by more than an hour. A longer pause of
/// the client does not count either.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SteadyClock {
    /// The local time of the latest reading.
    local: Timestamp,
    /// The steady time of that reading, in milliseconds; both agree until the first jump.
    steady: i64,
}

impl SteadyClock {
    pub(super) fn new(now: Timestamp) -> Self {
        Self { local: now, steady: now.as_millis() }
    }

    /// The steady time at the local time `now`, in seconds.
    pub(super) fn read(&mut self, now: Timestamp) -> f64 {
        let step = now.millis_since(self.local);
        if (0..=LONGEST_STEP).contains(&step) {
            self.steady += step;
        }
        self.local = now;
        self.steady as f64 / 1000.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn readings(times: &[i64]) -> Vec<f64> {
        let mut clock = SteadyClock::new(Timestamp::from_millis(5000));
        times.iter().map(|ms| clock.read(Timestamp::from_millis(*ms))).collect()
    }

    #[test]
    fn steady_clock_agrees_with_a_local_clock_that_does_not_jump() {
        assert_eq!(readings(&[5000, 5250, 6000, 3_606_000]), [5.0, 5.25, 6.0, 3606.0]);
    }

    #[test]
    fn steady_clock_runs_on_after_the_local_clock_is_set_back() {
        assert_eq!(readings(&[6000, -9_000_000, -8_999_500]), [6.0, 6.0, 6.5]);
    }

    #[test]
    fn steady_clock_runs_on_after_the_local_clock_is_set_forward_by_years() {
        assert_eq!(readings(&[6000, i64::MAX, i64::MIN, i64::MIN]), [6.0, 6.0, 6.0, 6.0]);
        assert_eq!(readings(&[3_605_001, 3_605_251]), [5.0, 5.25]);
    }
}
