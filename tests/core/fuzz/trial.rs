//! Runs a property over many cases, within bounds of time, and says how many.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "hangs take real time")]

use std::cell::Cell;
use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngSeed, TestCaseResult, TestRunner};

/// What the cases are made from, unless the environment has another `PROPTEST_RNG_SEED`.
const SEED: u64 = 20_261_121;

/// What one case may take: thousands of times what it does take, for the sake of busy machines.
const CASE_LIMIT: Duration = Duration::from_secs(5);

/// What all cases of a property may take.
const TRIAL_LIMIT: Duration = Duration::from_secs(600);

/// Tries `property` on `cases` values, or as many as `PROPTEST_CASES` says.
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
    // 256 is proptest's own default: nobody has asked for another number.
    let cases = if given.cases == 256 { cases } else { given.cases };
    let rng_seed = RngSeed::Fixed(seed);
    (Config { cases, rng_seed, failure_persistence: None, ..given }, seed)
}

/// Ends the process, and says why, unless what this gives is dropped in time.
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

/// Past the test harness, which keeps to itself what a test that passes prints.
#[allow(clippy::explicit_write, reason = "println is what the harness keeps")]
fn say(line: &str) {
    writeln!(io::stdout(), "{line}").unwrap();
}
