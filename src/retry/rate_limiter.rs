//! The rate limiter of the retry mode `adaptive`.

use std::time::Duration;

use super::cubic_curve::CubicCurve;
use super::steady_clock::SteadyClock;
use crate::time::Timestamp;

/// The weight of the latest window in the measured rate.
const SMOOTHING: f64 = 0.8;

/// How many windows of the measured rate a second has.
const WINDOWS_PER_SECOND: f64 = 2.0;

/// The slowest rate, in requests per second.
const MIN_RATE: f64 = 0.5;

/// The minimum capacity of the bucket: one request.
const MIN_CAPACITY: f64 = 1.0;

/// The outcome of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The service throttled it.
    Throttled,
    /// It succeeded, or failed for another reason.
    NotThrottled,
}

/// The rate limiter of a client: a token bucket that fills at the rate that the service accepts.
///
/// It admits every request until the service throttles one. From then on each throttled response
/// lowers the rate, which recovers along the cubic curve of RFC 9438. The rules and the numbers are
/// those of botocore's and smithy's `adaptive` mode. It tolerates a local clock that is set back or
/// forward.
///
/// ```
/// use std::time::Duration;
///
/// use patchlens::retry::{Outcome, RateLimiter};
/// use patchlens::time::Timestamp;
///
/// let now = Timestamp::parse("2026-11-21T06:00:00Z").unwrap();
/// let mut limiter = RateLimiter::new(now);
/// assert_eq!(limiter.acquire(now), Ok(()));
///
/// limiter.report(Outcome::Throttled, now);
/// // The bucket is empty, and the slowest rate is a request in two seconds.
/// assert_eq!(limiter.acquire(now), Err(Duration::from_secs(2)));
/// assert_eq!(limiter.acquire(now + Duration::from_secs(2)), Ok(()));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct RateLimiter {
    clock: SteadyClock,
    mode: Mode,
    curve: CubicCurve,
    /// The measured rate in requests per second.
    measured_rate: f64,
    /// Requests per second that may be sent.
    fill_rate: f64,
    /// Requests that may be sent at once.
    tokens: f64,
    /// When the bucket was last filled, in seconds of the steady clock, like all times below.
    filled_at: f64,
    /// The end of the latest window that was measured.
    measured_at: f64,
    /// Attempts since then.
    attempts: f64,
}

/// Whether requests need tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// No: the service has not throttled yet.
    Watching,
    /// Yes.
    Limiting,
}

impl RateLimiter {
    /// The rate limiter of a client that has sent nothing yet.
    pub fn new(now: Timestamp) -> Self {
        let mut clock = SteadyClock::new(now);
        let now = clock.read(now);
        Self {
            clock,
            mode: Mode::Watching,
            curve: CubicCurve::new(0.0, now),
            measured_rate: 0.0,
            fill_rate: 1.0,
            tokens: 0.0,
            filled_at: now,
            // The first window begins on the full second, as botocore has it.
            measured_at: now.floor(),
            attempts: 0.0,
        }
    }

    /// Takes a token for a request.
    ///
    /// # Errors
    /// The time to wait if there is no token. Then acquire again: another request may have taken
    /// the token.
    pub fn acquire(&mut self, now: Timestamp) -> Result<(), Duration> {
        let now = self.clock.read(now);
        if self.mode == Mode::Watching {
            return Ok(());
        }
        self.fill(now);
        if self.tokens < 1.0 {
            let wait_ms = ((1.0 - self.tokens) / self.fill_rate * 1000.0).ceil();
            return Err(Duration::from_millis(wait_ms as u64));
        }
        self.tokens -= 1.0;
        Ok(())
    }

    /// Reports the outcome of an attempt.
    pub fn report(&mut self, outcome: Outcome, now: Timestamp) {
        let now = self.clock.read(now);
        self.measure(now);
        if outcome == Outcome::Throttled {
            self.throttle(now);
        }
        self.fill(now);
        let rate = self.curve.rate(now).min(2.0 * self.measured_rate);
        self.fill_rate = rate.max(MIN_RATE);
        // The bucket may hold less than before.
        self.fill(now);
    }

    /// The measured rate of the client in requests per second.
    pub fn measured_rate(&self) -> f64 {
        self.measured_rate
    }

    /// The permitted rate in requests per second.
    pub fn fill_rate(&self) -> f64 {
        self.fill_rate
    }

    /// Requests that the client may send at once.
    pub fn tokens(&self) -> f64 {
        self.tokens
    }

    fn measure(&mut self, now: f64) {
        self.attempts += 1.0;
        let window_end = (now * WINDOWS_PER_SECOND).floor() / WINDOWS_PER_SECOND;
        if window_end > self.measured_at {
            let rate = self.attempts / (window_end - self.measured_at);
            self.measured_rate += SMOOTHING * (rate - self.measured_rate);
            self.attempts = 0.0;
            self.measured_at = window_end;
        }
    }

    fn throttle(&mut self, now: f64) {
        let limit = match self.mode {
            Mode::Watching => self.measured_rate,
            Mode::Limiting => self.measured_rate.min(self.fill_rate),
        };
        self.curve = CubicCurve::new(limit, now);
        self.mode = Mode::Limiting;
    }

    fn fill(&mut self, now: f64) {
        let capacity = self.fill_rate.max(MIN_CAPACITY);
        let added = (now - self.filled_at) * self.fill_rate;
        self.tokens = (self.tokens + added).min(capacity);
        self.filled_at = now;
    }
}
