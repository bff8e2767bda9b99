//! The pace against simulated accounts: token buckets of many rates, bursts and latencies.

use std::collections::BTreeMap;
use std::time::Duration;

use patchlens::fleet::scan::pace::Pace;
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
                .then(|| now + it.pace.wait(now).max(Duration::from_micros(10)) + late);
            let event = it.events.keys().next().map(|it| it.0);
            now = timer.into_iter().chain(event).min().unwrap();
            it.happen(now);
        }
        (it.outcome, it.pace)
    }

    fn send_all(&mut self, now: Duration) {
        while self.in_flight < self.account.concurrency && self.pace.wait(now).is_zero() {
            self.pace.sent(now);
            self.in_flight += 1;
            let latency = self.account.latency_ms as f64 / 1000.0;
            let vary = 1.0 + self.account.jitter * (2.0 * self.dice.roll() - 1.0);
            let half = Duration::from_secs_f64(latency * vary / 2.0);
            self.plan(now + half, Event::Arrives { sent: now, returns: now + 2 * half });
        }
    }

    fn plan(&mut self, at: Duration, event: Event) {
        self.count += 1;
        self.events.insert((at, self.count), event);
    }

    fn happen(&mut self, now: Duration) {
        while let Some(entry) = self.events.first_entry().filter(|it| it.key().0 <= now) {
            match entry.remove() {
                Event::Arrives { sent, returns } => {
                    let is_admitted = self.admits(now);
                    self.plan(returns, Event::Returns { sent, is_admitted });
                }
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
    Account { rate, burst, latency_ms, jitter: 0.3, concurrency: 8 }
}

#[test]
fn print_pace() {
    for seconds in [30, 90, 250] {
        for rate in [2.0, 5.0, 20.0, 40.0, 80.0] {
            for burst in [1.0, 0.25 * rate, rate, 2.0 * rate] {
                for latency in [20, 60, 150, 200] {
                    let a = account(rate, f64::max(1.0, burst), latency);
                    let (mut u, mut t, mut wu, mut wt) = (0.0, 0.0, 9.0f64, 0.0f64);
                    for seed in 1..=8 {
                        let (o, _) = Simulation::run(a, Pace::default(), seconds, seed * 7919);
                        u += o.used(rate) / 8.0;
                        t += o.throttled_share() / 8.0;
                        wu = wu.min(o.used(rate));
                        wt = wt.max(o.throttled_share());
                    }
                    println!(
                        "{seconds}s rate {rate} burst {burst} lat {latency}: used {:.3} (worst {:.3}) throttled {:.2}% (worst {:.2}%)",
                        u, wu, t * 100.0, wt * 100.0
                    );
                }
            }
        }
    }
}
