//! The pace against simulated accounts: token buckets of many rates, bursts and latencies.

use std::collections::BTreeMap;
use std::time::Duration;

use patchlens::fleet::scan::pace::{LearntPace, Pace};
use proptest::prelude::*;

/// An account: a token bucket behind a network.
#[derive(Debug, Clone, Copy)]
struct Account {
    rate: f64,
    burst: f64,
    /// Milliseconds of a request, both ways.
    latency_ms: u64,
    /// By how much that varies, as a share.
    jitter: f64,
    concurrency: usize,
    client: Client,
}

/// How the client works.
#[derive(Debug, Clone, Copy, Default)]
struct Client {
    /// It neither sends nor receives for so many milliseconds in every so many.
    stalls_ms: Option<(u64, u64)>,
    /// It reads in slices.
    slice: Option<Slice>,
}

impl Client {
    /// The share of time in which it sends.
    fn free_share(self, rate: f64) -> f64 {
        let busy = self.stalls_ms.map_or(0.0, |(busy, every)| busy as f64 / every as f64);
        let slice = self.slice.map_or(0.0, |it| {
            let busy = it.busy_ms as f64 / 1000.0;
            busy / (busy + f64::from(it.requests) / rate)
        });
        (1.0 - busy) * (1.0 - slice)
    }
}

/// Slices go on from what the pace of the last one learnt.
#[derive(Debug, Clone, Copy)]
struct Slice {
    requests: u32,
    /// How long the client is busy with the last slice, after the third request of this one.
    busy_ms: u64,
}

#[derive(Debug)]
struct Outcome {
    admitted: f64,
    throttled: f64,
    seconds: f64,
}

impl Outcome {
    fn used(&self, rate: f64) -> f64 {
        self.admitted / self.seconds / rate
    }

    fn throttled_share(&self) -> f64 {
        self.throttled / (self.admitted + self.throttled)
    }
}

/// What happens to a request.
#[derive(Clone, Copy)]
enum Event {
    Arrives { sent: Duration, returns: Duration },
    Returns { sent: Duration, is_admitted: bool },
}

/// Pseudo-random numbers from 0 to 1.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

struct Simulation {
    account: Account,
    pace: Pace,
    dice: Dice,
    events: BTreeMap<(Duration, u32), Event>,
    count: u32,
    in_flight: usize,
    sent: u32,
    /// When the client is free again.
    free: Duration,
    tokens: f64,
    filled: Duration,
    outcome: Outcome,
}

impl Simulation {
    fn run(account: Account, pace: Pace, seconds: u64, seed: u64) -> (Outcome, Pace) {
        let mut it = Self {
            account,
            pace,
            dice: Dice(seed | 1),
            events: BTreeMap::new(),
            count: 0,
            in_flight: 0,
            sent: 0,
            free: Duration::ZERO,
            tokens: account.burst,
            filled: Duration::ZERO,
            outcome: Outcome { admitted: 0.0, throttled: 0.0, seconds: seconds as f64 },
        };
        let end = Duration::from_secs(seconds);
        let mut now = Duration::ZERO;
        while now < end {
            it.send_all(now);
            // A timer is up to two milliseconds late.
            let late = Duration::from_secs_f64(it.dice.roll() * 0.002);
            let timer = (it.in_flight < account.concurrency)
                .then(|| now + it.pace.wait(now).max(Duration::from_micros(10)) + late)
                .map(|timer| timer.max(it.free));
            let event = it.events.keys().next().map(|it| it.0);
            now = timer.into_iter().chain(event).min().unwrap();
            it.happen(now);
        }
        (it.outcome, it.pace)
    }

    fn send_all(&mut self, now: Duration) {
        self.begin_stall(now);
        while self.is_free(now) && self.pace.wait(now).is_zero() {
            self.begin_slice(now);
            self.pace.sent(now);
            self.in_flight += 1;
            let latency = self.account.latency_ms as f64 / 1000.0;
            let vary = 1.0 + self.account.jitter * (2.0 * self.dice.roll() - 1.0);
            let half = Duration::from_secs_f64(latency * vary / 2.0);
            self.plan(now + half, Event::Arrives { sent: now, returns: now + 2 * half });
        }
    }

    fn is_free(&self, now: Duration) -> bool {
        now >= self.free && self.in_flight < self.account.concurrency
    }

    fn begin_stall(&mut self, now: Duration) {
        if let Some((busy, every)) = self.account.client.stalls_ms {
            let begin = now.as_millis() as u64 / every * every;
            self.free = self.free.max(Duration::from_millis(begin + busy));
        }
    }

    fn begin_slice(&mut self, now: Duration) {
        let Some(Slice { requests, busy_ms }) = self.account.client.slice else { return };
        self.sent += 1;
        match self.sent % requests {
            0 => self.pace = Pace::resume(self.pace.learnt()),
            3 => self.free = now + Duration::from_millis(busy_ms),
            _ => {}
        }
    }

    fn plan(&mut self, at: Duration, event: Event) {
        self.count += 1;
        self.events.insert((at, self.count), event);
    }

    fn happen(&mut self, now: Duration) {
        while let Some(entry) = self.events.first_entry().filter(|it| it.key().0 <= now) {
            let event = entry.remove();
            match event {
                Event::Arrives { sent, returns } => {
                    let is_admitted = self.admits(now);
                    self.plan(returns, Event::Returns { sent, is_admitted });
                }
                Event::Returns { .. } if now < self.free => self.plan(self.free, event),
                Event::Returns { sent, is_admitted } => {
                    self.in_flight -= 1;
                    if is_admitted {
                        self.outcome.admitted += 1.0;
                        self.pace.admitted();
                    } else {
                        self.outcome.throttled += 1.0;
                        self.pace.throttled(sent, now);
                    }
                }
            }
        }
    }

    fn admits(&mut self, now: Duration) -> bool {
        let Account { rate, burst, .. } = self.account;
        self.tokens = (self.tokens + (now - self.filled).as_secs_f64() * rate).min(burst);
        self.filled = now;
        let is_admitted = self.tokens >= 1.0;
        if is_admitted {
            self.tokens -= 1.0;
        }
        is_admitted
    }
}

fn account(rate: f64, burst: f64, latency_ms: u64) -> Account {
    Account { rate, burst, latency_ms, jitter: 0.3, concurrency: 8, client: Client::default() }
}

/// The mean over some seeds.
fn mean(account: Account, seconds: u64) -> (f64, f64) {
    let runs =
        (1..=5).map(|seed| Simulation::run(account, Pace::default(), seconds, seed * 7919).0);
    let (used, throttled): (Vec<_>, Vec<_>) =
        runs.map(|it| (it.used(account.rate), it.throttled_share())).unzip();
    (used.iter().sum::<f64>() / 5.0, throttled.iter().sum::<f64>() / 5.0)
}

#[test]
fn pace_uses_nine_tenths_of_every_rate_and_is_seldom_throttled() {
    for rate in [5.0, 10.0, 20.0, 40.0, 80.0] {
        for burst in [0.25, 0.5, 1.0, 2.0] {
            for latency_ms in [20, 60, 100, 200] {
                let account = account(rate, f64::max(3.0, burst * rate), latency_ms);
                if rate > 0.9 * 8000.0 / latency_ms as f64 {
                    continue;
                }
                let (used, throttled) = mean(account, 120);
                assert!(used >= 0.9, "{account:?}: {used}");
                assert!(throttled <= 0.02, "{account:?}: {throttled}");
            }
        }
    }
}

#[test]
fn pace_of_40_a_second_is_found_in_half_a_minute() {
    for latency_ms in [20, 50, 100, 150] {
        let (used, throttled) = mean(account(40.0, 40.0, latency_ms), 30);
        assert!(used >= 0.93 && throttled <= 0.02, "{latency_ms} ms: {used} {throttled}");
    }
}

#[test]
fn pace_is_kept_by_a_client_that_is_busy_now_and_then() {
    let slice = |busy_ms| Some(Slice { requests: 200, busy_ms });
    for slice in [None, slice(0), slice(300), slice(700)] {
        for stalls_ms in [None, Some((100, 1_000)), Some((300, 3_000))] {
            for (rate, latency_ms) in [(10.0, 30), (10.0, 100), (40.0, 30), (40.0, 100)] {
                let client = Client { stalls_ms, slice };
                let free = client.free_share(rate);
                let (used, throttled) =
                    mean(Account { client, ..account(rate, 5.0, latency_ms) }, 60);
                assert!(used >= 0.85 * free, "{client:?}, {latency_ms} ms: {used} of {free}");
                assert!(throttled <= 0.02, "{client:?}, {latency_ms} ms: {throttled}");
            }
        }
    }
}

#[test]
fn pace_of_slices_that_few_workers_limit_does_not_grow_out_of_reach() {
    // Eight workers send 40 a second, and up to 57 in moments of quick answers.
    let client = Client { slice: Some(Slice { requests: 200, busy_ms: 0 }), ..Client::default() };
    let wide = Account { client, ..account(80.0, 80.0, 200) };
    let learnt = LearntPace { rate: 34.0, limit: Some(35.0), guess: false, beyond: 0.0 };
    let (_, pace) = Simulation::run(wide, Pace::resume(learnt), 600, 3);
    assert!(pace.rate() < 2.0 * 57.0, "{}", pace.rate());
    let narrow = Account { rate: 5.0, burst: 5.0, ..wide };
    let (outcome, _) = Simulation::run(narrow, Pace::resume(pace.learnt()), 120, 3);
    assert!(outcome.used(5.0) > 0.9 && outcome.throttled_share() < 0.1, "{outcome:?}");
}

#[test]
fn pace_is_limited_by_its_workers_where_they_are_few() {
    let slow = Account { concurrency: 2, ..account(40.0, 40.0, 200) };
    let (used, throttled) = mean(slow, 60);
    assert!((0.2..0.26).contains(&used), "{used}");
    assert!(throttled < 1e-9, "{throttled}");
}

#[test]
fn pace_finds_a_rate_that_has_grown() {
    let (_, pace) = Simulation::run(account(10.0, 10.0, 50), Pace::default(), 60, 3);
    assert!((8.0..11.0).contains(&pace.rate()), "{}", pace.rate());
    let learnt = Pace::resume(pace.learnt());
    let (outcome, _) = Simulation::run(account(40.0, 40.0, 50), learnt, 120, 3);
    assert!(outcome.used(40.0) > 0.7, "{}", outcome.used(40.0));
}

#[test]
fn pace_follows_a_rate_that_has_shrunk() {
    let (_, pace) = Simulation::run(account(40.0, 40.0, 50), Pace::default(), 60, 3);
    let learnt = Pace::resume(pace.learnt());
    let (outcome, _) = Simulation::run(account(5.0, 5.0, 50), learnt, 120, 3);
    assert!(outcome.used(5.0) > 0.9 && outcome.throttled_share() < 0.05, "{outcome:?}");
}

#[test]
fn pace_recovers_from_a_throttle_in_a_slow_beginning() {
    let ms = Duration::from_millis;
    let mut pace = Pace::default();
    // The list takes its time, so that the rate that is sent seems low.
    pace.sent(ms(0));
    pace.admitted();
    pace.sent(ms(900));
    pace.admitted();
    pace.sent(ms(1800));
    pace.throttled(ms(1800), ms(1850));
    let learnt = Pace::resume(pace.learnt());
    let (outcome, _) = Simulation::run(account(6.0, 1.0, 50), learnt, 60, 3);
    assert!(outcome.used(6.0) > 0.8, "{outcome:?}");
    let lowest =
        Pace::resume(LearntPace { rate: 0.25, limit: Some(0.27), guess: true, beyond: 0.0 });
    let (outcome, _) = Simulation::run(account(6.0, 1.0, 50), lowest, 120, 3);
    assert!(outcome.used(6.0) > 0.4, "{outcome:?}");
}

#[test]
fn known_limit_is_no_guess_after_an_early_throttle_of_a_later_slice() {
    let learnt = |guess| LearntPace { rate: 9.0, limit: Some(10.0), guess, beyond: 0.0 };
    for guess in [false, true] {
        let mut pace = Pace::resume(learnt(guess));
        pace.sent(Duration::ZERO);
        pace.throttled(Duration::ZERO, Duration::from_millis(50));
        assert_eq!(pace.learnt().guess, guess);
    }
}

#[test]
fn throttles_of_one_episode_lower_the_rate_once() {
    let ms = Duration::from_millis;
    let mut pace = Pace::default();
    (0..8).for_each(|it| pace.sent(ms(it * 100)));
    pace.throttled(ms(0), ms(800));
    let rate = pace.rate();
    (1..8).for_each(|it| pace.throttled(ms(it * 100), ms(800 + it)));
    assert_eq!(pace.rate(), rate);
    pace.throttled(ms(900), ms(1000));
    assert!(pace.rate() < rate);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn pace_is_always_a_rate(reports in prop::collection::vec((0..4u8, 0..5000u64), 0..300)) {
        let mut pace = Pace::default();
        let mut now = Duration::ZERO;
        for (report, ms) in reports {
            now += Duration::from_millis(ms);
            match report {
                0 => pace.sent(now),
                1 => pace.throttled(now, now),
                _ => pace.admitted(),
            }
            prop_assert!(pace.rate().is_finite() && pace.rate() >= 0.2);
            prop_assert!(pace.wait(now) < Duration::from_secs(600));
        }
    }
}
