//! Checks a property on many cases within a time limit, and prints the number of cases.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "hangs take real time")]

use std::cell::Cell;
use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestRunner};

/// The seed of the cases, unless the environment sets `PROPTEST_RNG_SEED`.
const SEED: u64 = 20_261_121;

/// The time limit of a case: thousands of times the usual time, for busy machines.
const CASE_LIMIT: Duration = Duration::from_secs(5);

/// The time limit of all cases of a property.
const TRIAL_LIMIT: Duration = Duration::from_secs(600);

/// Checks `property` on `cases` values, or on `PROPTEST_CASES` if it is set.
pub(crate) fn trial<S: Strategy>(
    name: &str,
    cases: u32,
    strategy: S,
    property: impl Fn(S::Value) -> TestCaseResult,
) {
    let (config, seed) = configured(cases);
    let cases = config.cases;
    let slowest = Cell::new(Duration::ZERO);
    let finished = watched(name.into(), seed);
    let outcome = TestRunner::new(config).run(&strategy, |value| {
        let begin = Instant::now();
        let result = property(value);
        slowest.set(slowest.get().max(begin.elapsed()));
        result
    });
    drop(finished);
    let slowest = slowest.get();
    say(&format!("{name}: {cases} cases, seed {seed}, the slowest took {slowest:?}"));
    assert!(outcome.is_ok(), "{name}, seed {seed}: {}", outcome.unwrap_err());
    assert!(slowest < CASE_LIMIT, "{name}, seed {seed}: a case took {slowest:?}");
}

fn configured(cases: u32) -> (Config, u64) {
    let given = Config::default();
    let seed = match given.rng_seed {
        RngSeed::Fixed(seed) => seed,
        RngSeed::Random => SEED,
    };
    // 256 is proptest's default, so `PROPTEST_CASES` is not set.
    let cases = if given.cases == 256 { cases } else { given.cases };
    let rng_seed = RngSeed::Fixed(seed);
    (Config { cases, rng_seed, failure_persistence: None, ..given }, seed)
}

/// Ends the process with a message unless the caller drops the returned sender in time.
fn watched(name: String, seed: u64) -> Sender<()> {
    let (finished, waiting) = mpsc::channel();
    thread::spawn(move || {
        if waiting.recv_timeout(TRIAL_LIMIT) == Err(RecvTimeoutError::Timeout) {
            say(&format!("{name}, seed {seed}: still not done after {TRIAL_LIMIT:?}"));
            std::process::abort();
        }
    });
    finished
}

/// Bypasses the test harness, which hides the output of passing tests.
#[allow(clippy::explicit_write, reason = "println is what the harness keeps")]
fn say(line: &str) {
    writeln!(io::stdout(), "{line}").unwrap();
}
