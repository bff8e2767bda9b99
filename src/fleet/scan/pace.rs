//! The pace of a scope: how fast its workers send together.
//!
//! The service admits a rate that it does not tell, by a token bucket for each account and Region.
//! The pace starts moderately, doubles every 0.7 seconds until the service throttles, and then stays
//! just under the rate that throttled. It rises in steps per success, not per second, so that the
//! share of throttled requests is the same for a slow account and a fast one.

use std::time::Duration;

use serde::Serialize;

use crate::fleet::given::given;

/// Requests per second at the start.
const START: f64 = 10.0;
/// The slowest pace: a request in four seconds.
const SLOWEST: f64 = 0.25;
/// What a success adds before the first throttle: the rate doubles in 0.7 seconds.
const SLOW_START: f64 = 1.0;
/// What a throttle leaves of a rate whose true limit is unknown.
const DECREASE: f64 = 0.75;
/// The share of the limit to hold.
const HOLD: f64 = 0.97;
/// The share of the limit by which a success raises a held rate.
const PROBE: f64 = 0.000_2;
/// What a success adds while the limit is no more than a guess, as a share of the rate: half an hour at a
/// guess that was far too low is worse than another throttle.
const GUESS_PROBE: f64 = 0.1;
/// Successes beyond the limit after which the steps grow fast.
const PATIENCE: f64 = 60.0;
/// Successes beyond the limit that count: the steps are a sixteenth of it then.
const MAX_BEYOND: f64 = 1000.0;
/// How far the limit may lie above the rate that came through.
const SLACK: f64 = 1.06;
/// The share of a rate that throttled before anything was measured.
const UNMEASURED: f64 = 0.9;
/// Successes that make a measurement.
const ENOUGH: f64 = 12.0;
/// How late a driver's timer may be without a loss of pace.
const CATCH_UP: Duration = Duration::from_millis(60);

/// The pace of a scope.
#[derive(Debug, Clone, PartialEq)]
pub struct Pace {
    rate: f64,
    limit: Option<Limit>,
    /// How many were sent, as far as that matters.
    total: f64,
    beyond: f64,
    /// When the next request may be sent.
    next: Duration,
    /// Throttles of requests that were sent before belong to an episode that has lowered the rate.
    decreased: Option<Duration>,
    meter: Meter,
    /// For how long since the last decrease a request was permitted and not sent, as when the client was
    /// busy or all its workers were waiting.
    unused: Duration,
    /// Successes since the last decrease, when the service's bucket was empty.
    passed: f64,
}

/// The rate that throttled last.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Limit {
    rate: f64,
    origin: Origin,
}

impl Limit {
    /// Whether it is more than a guess.
    fn is_known(self) -> bool {
        self.origin != Origin::Guess
    }
}

/// Where a limit comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A throttle of one of the first requests.
    Guess,
    /// The first throttle after those. The true limit may be well above it.
    First,
    /// A later throttle, or what an earlier slice learnt.
    Later,
}

/// What a pace has learnt, for a checkpoint.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LearntPace {
    /// Requests per second.
    pub rate: f64,
    /// The rate that throttled last.
    pub limit: Option<f64>,
    /// Whether that comes from one of the first requests.
    pub guess: bool,
    /// Successes near the limit or above it, since the last throttle.
    pub beyond: f64,
}

/// The rate at which requests are really sent.
#[derive(Debug, Clone, PartialEq, Default)]
struct Meter {
    since: Duration,
    last: Duration,
    sent: f64,
    rate: Option<f64>,
}

impl Meter {
    const WINDOW: f64 = 0.3;
    /// Fewer requests say how long the service took to answer them.
    const REQUESTS: f64 = 3.0;
    /// After such a pause there was nothing to send, or a wait before a retry: it says nothing of
    /// the rate.
    const PAUSE: Duration = Duration::from_secs(1);

    fn count(&mut self, now: Duration) {
        if now.saturating_sub(self.last) > Self::PAUSE {
            (self.since, self.sent) = (now, 0.0);
        }
        self.last = now;
        let seconds = now.saturating_sub(self.since).as_secs_f64();
        if seconds >= Self::WINDOW && self.sent >= Self::REQUESTS {
            let fresh = self.sent / seconds;
            self.rate = Some(self.rate.map_or(fresh, |old| (old + fresh) / 2.0));
            (self.since, self.sent) = (now, 0.0);
        }
        self.sent += 1.0;
    }
}

impl Default for Pace {
    fn default() -> Self {
        Self::resume(LearntPace { rate: START, limit: None, guess: false, beyond: 0.0 })
    }
}

impl Pace {
    /// A pace that goes on from what an earlier one learnt.
    pub fn resume(learnt: LearntPace) -> Self {
        let is_rate = |rate: &f64| rate.is_finite() && *rate > 0.0;
        let origin = if learnt.guess { Origin::Guess } else { Origin::Later };
        let limit = learnt.limit.filter(is_rate).map(|rate| Limit { rate, origin });
        Self {
            rate: Some(learnt.rate).filter(is_rate).unwrap_or(START).max(SLOWEST),
            limit,
            // The first requests of a later slice are not the first ones of the scan.
            total: if limit.is_some_and(Limit::is_known) { ENOUGH } else { 0.0 },
            beyond: Some(learnt.beyond).filter(is_rate).unwrap_or(0.0).min(MAX_BEYOND),
            next: Duration::ZERO,
            decreased: None,
            meter: Meter::default(),
            unused: Duration::ZERO,
            passed: 0.0,
        }
    }

    /// What to keep for [`Self::resume`].
    pub fn learnt(&self) -> LearntPace {
        let guess = self.limit.is_some_and(|it| it.origin == Origin::Guess);
        let limit = self.limit.map(|it| it.rate);
        LearntPace { rate: self.rate, limit, guess, beyond: self.beyond }
    }

    /// Requests per second that may be sent.
    pub fn rate(&self) -> f64 {
        self.rate
    }

    /// Requests per second that were sent over the last seconds; the permitted rate at the start.
    pub fn used(&self) -> f64 {
        self.meter.rate.unwrap_or(self.rate)
    }

    /// How long to wait before the next request; zero if it may be sent.
    pub fn wait(&self, now: Duration) -> Duration {
        self.next.saturating_sub(now)
    }

    /// Counts a request that is sent.
    pub fn sent(&mut self, now: Duration) {
        self.meter.count(now);
        self.total += 1.0;
        let due = self.next.max(now.saturating_sub(CATCH_UP));
        self.unused += due.saturating_sub(self.next);
        self.next = due + Duration::from_secs_f64(1.0 / self.rate);
    }

    /// Reports that the service admitted a request.
    pub fn admitted(&mut self) {
        self.passed += 1.0;
        let raised = self.rate + self.step();
        // A rate that the workers do not use is not tested.
        let most = match (self.meter.rate, self.limit) {
            (Some(sent), _) => (sent * 2.0).max(START),
            (None, Some(limit)) if limit.is_known() => limit.rate,
            (None, _) => raised,
        };
        self.rate = raised.min(most).max(self.rate);
    }

    fn step(&mut self) -> f64 {
        let Some(Limit { rate: limit, origin }) = self.limit else { return SLOW_START };
        if origin == Origin::Guess {
            return self.rate * GUESS_PROBE;
        }
        if self.rate < limit * HOLD {
            return ((limit * HOLD - self.rate) / 20.0).max(limit * PROBE);
        }
        if self.rate > limit || origin == Origin::First {
            self.beyond = (self.beyond + 1.0).min(MAX_BEYOND);
        }
        limit * PROBE * (1.0 + self.beyond / PATIENCE).powi(2)
    }

    /// Reports that the service throttled a request that was sent at the time `sent`.
    pub fn throttled(&mut self, sent: Duration, now: Duration) {
        if self.decreased.is_some_and(|before| sent <= before) {
            return;
        }
        let used = self.throttled_rate();
        let floor = used * DECREASE;
        let (measured, knows_limit) = (self.measured(now), self.limit.is_some_and(Limit::is_known));
        let (rate, limit) = match measured {
            Some(through) => {
                let through = through.max(floor).min(used);
                (through, used.min(through * SLACK))
            }
            // The first throttle of a slice: an earlier one has found the limit.
            None if self.decreased.is_none() && knows_limit => (used * UNMEASURED, used),
            None => (floor, used * UNMEASURED),
        };
        let origin = if self.total < ENOUGH {
            Origin::Guess
        } else if measured.is_some() || knows_limit {
            Origin::Later
        } else {
            Origin::First
        };
        self.limit = Some(Limit { rate: limit, origin });
        self.rate = rate.min(limit * HOLD).max(SLOWEST);
        self.beyond = 0.0;
        self.passed = 0.0;
        self.decreased = Some(now);
        self.next = self.next.max(now + Duration::from_secs_f64(1.0 / self.rate));
        self.unused = Duration::ZERO;
    }

    /// The rate at which a request was throttled: the permitted one as far as it was used. The meter shows
    /// less than that after the client was busy for a while, so that a known limit counts as used.
    fn throttled_rate(&self) -> f64 {
        let known = self.limit.filter(|it| it.is_known()).map_or(0.0, |it| it.rate);
        self.meter.rate.map_or(self.rate, |sent| self.rate.min(known.max(sent * 1.1)))
    }

    /// The rate that came through between two throttles, at both of which the service's bucket was
    /// empty: the service's rate at most, but for what the bucket took in while nothing was sent.
    fn measured(&self, now: Duration) -> Option<f64> {
        let seconds = (now - self.decreased?).saturating_sub(self.unused).as_secs_f64();
        (self.passed >= ENOUGH && seconds > 0.0).then(|| self.passed / seconds)
    }
}

given!(struct LearntPace {
    rate: "rate", limit: "limit", guess: "guess" or default, beyond: "beyond" or default
});
