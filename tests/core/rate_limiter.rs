//! The retry mode `adaptive`: its rates match AWS's SDKs, and jumps of the local clock neither
//! block nor disable it.

use std::time::Duration;

use patchlens::retry::{Outcome, RateLimiter};
use patchlens::time::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

const YEAR: i64 = 365 * 86_400_000;
const HOUR: i64 = 3_600_000;

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millis(ms)
}

/// The milliseconds to wait; 0 if the limiter admits the request.
fn wait_ms(limiter: &mut RateLimiter, ms: i64) -> i64 {
    limiter.acquire(at(ms)).err().map_or(0, millis)
}

fn millis(wait: Duration) -> i64 {
    i64::try_from(wait.as_millis()).unwrap()
}

fn assert_near(value: f64, expected: &Value) {
    let expected = expected.as_f64().unwrap();
    assert!((value - expected).abs() < 1e-6, "{value}, not {expected}");
}

#[test]
fn rates_match_botocore_and_the_javascript_sdk() {
    let vectors: Value =
        serde_json::from_str(include_str!("../data/vectors/retry-vectors.json")).unwrap();
    for trace in vectors["adaptive"].as_array().unwrap() {
        let time = |value: &Value| Timestamp::from_seconds(value.as_f64().unwrap()).unwrap();
        let mut limiter = RateLimiter::new(time(&trace["start_time"]));
        let javascript = trace["js_v3"].as_array().unwrap();
        for (step, javascript) in trace["steps"].as_array().unwrap().iter().zip(javascript) {
            let throttled = step["throttled"].as_bool().unwrap();
            let outcome = if throttled { Outcome::Throttled } else { Outcome::NotThrottled };
            limiter.report(outcome, time(&step["t"]));
            assert_near(limiter.measured_rate(), &step["measured_rate"]);
            assert_near(limiter.fill_rate(), &step["fill_rate"]);
            assert_near(limiter.tokens(), &step["available"]);
            // The JavaScript SDK's bucket starts to fill later, so its tokens differ.
            assert_near(limiter.fill_rate(), &javascript["fill_rate"]);
        }
    }
}

#[test]
fn requests_pass_until_the_service_throttles_and_then_each_needs_a_token() {
    let mut limiter = RateLimiter::new(at(0));
    assert!((0..100).all(|ms| wait_ms(&mut limiter, ms) == 0));
    limiter.report(Outcome::Throttled, at(1000));
    assert_eq!(wait_ms(&mut limiter, 1000), 0, "the bucket has a token from before");
    let wait = wait_ms(&mut limiter, 1000);
    assert!(wait > 0);
    assert!(wait_ms(&mut limiter, 1000 + wait - 2) > 0, "not before its time");
    assert_eq!(wait_ms(&mut limiter, 1000 + wait), 0);
    assert!(wait_ms(&mut limiter, 1000 + wait) > 0, "the next request waits again");
}

#[test]
fn clock_set_back_or_far_forward_does_not_change_the_rate() {
    for jump in [-1, -900, -HOUR, -YEAR, -60 * YEAR, 2 * HOUR, YEAR, 60 * YEAR] {
        let mut simulation = Simulation::busy();
        let before = simulation.run(10_000);
        simulation.jump(jump);
        let burst = simulation.burst();
        assert!(burst <= 1, "{jump}: {burst} requests at once");
        let after = simulation.run(10_000);
        assert!(before.abs_diff(after) <= 5, "{jump}: {after} requests, {before} before");
    }
}

#[test]
fn clock_set_forward_within_the_hour_is_a_pause_to_the_limiter() {
    let mut simulation = Simulation::busy();
    let before = simulation.run(10_000);
    simulation.jump(HOUR / 2);
    // The bucket has filled in the pause.
    assert!((5..=10).contains(&simulation.burst()));
    let after = simulation.run(10_000);
    assert!(after + 50 >= before, "{after} requests, {before} before");
    assert!(after <= before + 20, "{after} requests, {before} before");
}

#[test]
fn clock_set_forward_and_back_again_does_not_slow_the_client_down() {
    let mut simulation = Simulation::busy();
    let before = simulation.run(10_000);
    simulation.jump(50 * YEAR);
    simulation.run(2000);
    simulation.jump(-50 * YEAR);
    let after = simulation.run(10_000);
    assert!(before.abs_diff(after) <= 5, "{after} requests, {before} before");
}

/// Milliseconds that a local clock is set forward, or back, by people and by time servers.
fn jumps() -> impl Strategy<Value = i64> {
    prop_oneof![-2000..=2000_i64, -2 * HOUR..=2 * HOUR, -100 * YEAR..=100 * YEAR,]
}

/// A step of a trace: the true time since the step before, and the outcome to report, if any.
fn steps() -> impl Strategy<Value = Vec<(i64, Option<Outcome>)>> {
    let outcome = prop_oneof![
        3 => Just(Some(Outcome::NotThrottled)),
        1 => Just(Some(Outcome::Throttled)),
        4 => Just(None),
    ];
    let pause = prop_oneof![8 => 0..500_i64, 1 => 500..60_000_i64];
    prop::collection::vec((pause, outcome), 1..200)
}

/// Performs a step; returns the milliseconds to wait.
fn perform(limiter: &mut RateLimiter, outcome: Option<Outcome>, ms: i64) -> i64 {
    match outcome {
        Some(outcome) => {
            limiter.report(outcome, at(ms));
            0
        }
        None => wait_ms(limiter, ms),
    }
}

proptest! {
    #[test]
    fn no_wait_is_longer_than_two_seconds_and_no_burst_larger_than_the_bucket(
        begin in any::<i64>(), steps in steps(),
        jumps in prop::collection::vec(prop_oneof![jumps(), any::<i64>()], 1..200),
    ) {
        let mut limiter = RateLimiter::new(at(begin));
        let mut now = begin;
        for ((pause, outcome), jump) in steps.into_iter().zip(jumps.into_iter().cycle()) {
            now = now.saturating_add(pause).saturating_add(jump);
            prop_assert!(perform(&mut limiter, outcome, now) <= 2000);
            let bucket = limiter.fill_rate().max(1.0);
            prop_assert!((0.0..=bucket).contains(&limiter.tokens()), "{limiter:?}");
            prop_assert!(limiter.fill_rate() >= 0.5);
        }
    }

    #[test]
    fn clock_set_back_takes_nothing_but_the_time_since_the_step_before(
        steps in steps(), back in prop::collection::vec((any::<prop::sample::Index>(), 1..100 * YEAR), 1..5),
    ) {
        let begin = 1_795_240_800_000;
        let (mut jumping, mut steady) = (RateLimiter::new(at(begin)), RateLimiter::new(at(begin)));
        let (mut jumping_now, mut steady_now) = (begin, begin);
        for (step, (pause, outcome)) in steps.iter().enumerate() {
            match back.iter().find(|(place, _)| place.index(steps.len()) == step) {
                Some((_, ms)) => jumping_now -= ms,
                None => (jumping_now, steady_now) = (jumping_now + pause, steady_now + pause),
            }
            let wait = perform(&mut jumping, *outcome, jumping_now);
            prop_assert_eq!(wait, perform(&mut steady, *outcome, steady_now));
        }
    }

    #[test]
    fn jump_costs_no_more_than_the_requests_of_five_seconds(
        jumps in prop::collection::vec((1000..8000_i64, jumps()), 0..6),
    ) {
        let mut simulation = Simulation::busy();
        let mut served = 0;
        for (pause, jump) in &jumps {
            served += simulation.run(*pause);
            simulation.jump(*jump);
        }
        let left = 60_000 - jumps.iter().map(|(pause, _)| pause).sum::<i64>();
        served += simulation.run(left);
        let expected = Simulation::busy().run(60_000);
        prop_assert!(served + 50 * jumps.len() + 10 >= expected, "{served}, not {expected}");
    }
}

/// A client that sends requests as fast as its limiter permits, a service that accepts ten a
/// second, and a manual local clock.
struct Simulation {
    limiter: RateLimiter,
    /// The true time in milliseconds.
    now: i64,
    /// How far the local clock is ahead of it.
    ahead: i64,
    /// The times of the accepted requests in the latest second.
    served_at: Vec<i64>,
}

impl Simulation {
    const LATENCY: i64 = 20;
    const SERVED_PER_SECOND: usize = 10;

    /// A client whose limiter has adapted to the service.
    fn busy() -> Self {
        let now = 1_795_240_800_000;
        let limiter = RateLimiter::new(at(now));
        let mut simulation = Self { limiter, now, ahead: 0, served_at: vec![] };
        simulation.run(30_000);
        simulation
    }

    fn local(&self) -> i64 {
        self.now.saturating_add(self.ahead)
    }

    fn jump(&mut self, ms: i64) {
        self.ahead = self.ahead.saturating_add(ms);
    }

    /// Sends for `ms` milliseconds; returns the number of accepted requests.
    fn run(&mut self, ms: i64) -> usize {
        let end = self.now + ms;
        let mut served = 0;
        while self.now < end {
            let local = self.local();
            match wait_ms(&mut self.limiter, local) {
                0 => served += usize::from(self.send()),
                wait => self.now += wait.min(end - self.now),
            }
        }
        served
    }

    /// Sends a request; returns whether the service accepted it.
    fn send(&mut self) -> bool {
        self.served_at.retain(|time| self.now - time < 1000);
        let served = self.served_at.len() < Self::SERVED_PER_SECOND;
        if served {
            self.served_at.push(self.now);
        }
        self.now += Self::LATENCY;
        let outcome = if served { Outcome::NotThrottled } else { Outcome::Throttled };
        self.limiter.report(outcome, at(self.local()));
        served
    }

    /// How many requests the limiter admits at once.
    fn burst(&self) -> usize {
        let mut limiter = self.limiter.clone();
        (0..1000).take_while(|_| wait_ms(&mut limiter, self.local()) == 0).count()
    }
}
