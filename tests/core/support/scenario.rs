//! A client whose network, clock and randomness are a script: events in; requests, waits and what
//! came of the call out. Calls are performed the way `src/js/call.js` does.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use patchlens::client::{
    Call, Client, Config, Failure, HeaderList, Metadata, Next, Output, Response, SSM,
};
use patchlens::credentials::{Credentials, CredentialsCache, RefreshNeed};
use patchlens::endpoint::{self, Endpoint};
use patchlens::error::{Error, TimeoutScope};
use patchlens::ssm;
use patchlens::time::Timestamp;
use patchlens::value::Value as _;

use super::value::JsonValue;

/// When a script begins.
pub(crate) const BEGIN: &str = "2026-11-21T06:00:00Z";
/// How long the service takes to answer, and the network to fail.
pub(crate) const LATENCY: Duration = Duration::from_millis(40);
pub(crate) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
pub(crate) const ACCESS_KEY_ID: &str = "AKIDEXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
/// The input of every call that is given no other.
pub(crate) const INPUT: &str = r#"{"InstanceIds":["i-0123456789abcdef0"]}"#;

/// What becomes of an attempt.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    Answer { status: u16, headers: Vec<(String, String)>, body: String, offset: Option<i64> },
    Lost(String),
    TimedOut,
}

pub(crate) fn answer(status: u16, body: &str) -> Event {
    Event::Answer { status, headers: Vec::new(), body: body.into(), offset: None }
}

/// An empty page.
pub(crate) fn ok() -> Event {
    answer(200, "{}")
}

/// An error of the service, with its code in the body.
pub(crate) fn refused(status: u16, code: &str) -> Event {
    answer(status, &format!(r#"{{"__type":"{code}","message":"so it is"}}"#))
}

/// A connection that failed, in the words of the transport.
pub(crate) fn lost(words: &str) -> Event {
    Event::Lost(words.into())
}

/// The error of a call whose first attempt ends so and is its last.
pub(crate) fn only(event: Event) -> Error {
    Scenario::new().call([event]).error().clone()
}

impl Event {
    /// The same answer with one more header.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        if let Self::Answer { headers, .. } = &mut self {
            headers.push((name.to_ascii_lowercase(), value.into()));
        }
        self
    }

    /// The same answer, by which the service's clock is so many minutes ahead of ours.
    pub(crate) fn ahead(mut self, minutes: i64) -> Self {
        if let Self::Answer { offset, .. } = &mut self {
            *offset = Some(minutes * 60_000);
        }
        self
    }
}

/// What a credentials source gives when asked: a value, or an exception.
pub(crate) type Given = Result<serde_json::Value, &'static str>;

/// A client and all that surrounds it.
pub(crate) struct Scenario {
    pub(crate) client: Client,
    pub(crate) clock: Timestamp,
    cache: Rc<RefCell<CredentialsCache>>,
    source: VecDeque<Given>,
    jitter: f64,
}

/// A request as it was sent.
pub(crate) struct Sent {
    pub(crate) at: Timestamp,
    pub(crate) headers: HeaderList,
    pub(crate) body: String,
}

/// How a call went.
pub(crate) struct Course {
    pub(crate) sent: Vec<Sent>,
    pub(crate) waits: Vec<Duration>,
    /// How often the credentials source was asked.
    pub(crate) asks: usize,
    pub(crate) end: Result<Output<JsonValue>, Box<Failure>>,
}

#[derive(Default)]
struct Trace {
    sent: Vec<Sent>,
    waits: Vec<Duration>,
    asks: usize,
}

impl Scenario {
    /// A client of three attempts with fixed keys, whose back-off is as long as it can be.
    pub(crate) fn new() -> Self {
        let keys = Credentials::new(ACCESS_KEY_ID.into(), SECRET.into(), None);
        Self::with_cache(CredentialsCache::fixed(keys), [])
    }

    /// A client whose credentials source gives these, one after the other.
    pub(crate) fn with_provider(source: impl IntoIterator<Item = Given>) -> Self {
        Self::with_cache(CredentialsCache::with_provider(), source)
    }

    pub(crate) fn with_cache(
        cache: CredentialsCache,
        source: impl IntoIterator<Item = Given>,
    ) -> Self {
        let cache = Rc::new(RefCell::new(cache));
        let config = Config { service: &SSM, endpoint: endpoint(), max_attempts: 3 };
        Self {
            client: Client::new(config, Rc::clone(&cache)),
            clock: Timestamp::parse(BEGIN).unwrap(),
            cache,
            source: source.into_iter().collect(),
            jitter: 1.0,
        }
    }

    pub(crate) fn max_attempts(mut self, max_attempts: u32) -> Self {
        self.client.config.max_attempts = max_attempts;
        self
    }

    pub(crate) fn jitter(self, jitter: f64) -> Self {
        Self { jitter, ..self }
    }

    /// Sets the clock to an RFC 3339 time.
    pub(crate) fn at(self, clock: &str) -> Self {
        Self { clock: Timestamp::parse(clock).unwrap(), ..self }
    }

    /// Calls DescribeInstancePatchStates, whose attempts must be as many as the events.
    pub(crate) fn call(&mut self, events: impl Into<Vec<Event>>) -> Course {
        let events = events.into();
        let expected = events.len();
        let course = self.call_of("DescribeInstancePatchStates", INPUT, &mut events.into_iter());
        assert_eq!(course.sent.len(), expected, "the call made fewer attempts than the script has");
        course
    }

    /// Calls the operation, whose attempts take what they need of the events.
    pub(crate) fn call_of(
        &mut self,
        operation: &str,
        input: &str,
        events: &mut dyn Iterator<Item = Event>,
    ) -> Course {
        let mut call = Call::new(ssm::operation(operation).unwrap(), input.into());
        let mut trace = Trace::default();
        let end = self.perform(&mut call, events, &mut trace);
        let Trace { sent, waits, asks } = trace;
        Course { sent, waits, asks, end }
    }

    /// Performs a call that may know others of its listing.
    pub(crate) fn perform_all(&mut self, call: &mut Call, events: impl IntoIterator<Item = Event>) {
        let end = self.perform(call, &mut events.into_iter(), &mut Trace::default());
        assert!(end.is_ok(), "{end:?}");
    }

    fn perform(
        &mut self,
        call: &mut Call,
        events: &mut dyn Iterator<Item = Event>,
        trace: &mut Trace,
    ) -> Result<Output<JsonValue>, Box<Failure>> {
        loop {
            self.refresh(call, trace)?;
            let headers = self.client.sign(call, self.clock)?;
            trace.sent.push(Sent { at: self.clock, headers, body: call.body.clone() });
            let event = events.next().expect("the call makes more attempts than the script has");
            match self.deliver(call, event)? {
                Next::Output(output) => return Ok(output),
                Next::Retry(delay) => {
                    trace.waits.push(delay);
                    self.clock = self.clock + delay;
                }
            }
        }
    }

    /// As `src/js/credentials.js` does.
    fn refresh(&mut self, call: &Call, trace: &mut Trace) -> Result<(), Box<Failure>> {
        let need = self.client.refresh_need(call, self.clock);
        if need == RefreshNeed::Fresh {
            return Ok(());
        }
        trace.asks += 1;
        match self.ask() {
            Err(problem) if need == RefreshNeed::Now => {
                Err(call.failed(Error::Credentials { problem }))
            }
            _ => Ok(()),
        }
    }

    fn ask(&mut self) -> Result<(), String> {
        let given = self.source.pop_front().expect("the source is asked more often than scripted");
        let given = given.map(JsonValue::from)?;
        let credentials = Credentials::read(&given, "credentials");
        self.cache.borrow_mut().store(credentials.map_err(|problems| problems.line())?);
        Ok(())
    }

    fn deliver(&mut self, call: &mut Call, event: Event) -> Result<Next<JsonValue>, Box<Failure>> {
        match event {
            Event::Answer { status, headers, body, offset } => {
                call.server_offset = offset;
                self.clock = self.clock + LATENCY;
                let header = |wanted: &str| {
                    let found = headers.iter().find(|(name, _)| name == wanted);
                    found.map(|(_, value)| value.clone())
                };
                let response = Response { status, header: &header, body: parsed(&body) };
                self.client.receive(call, response, self.clock, self.jitter)
            }
            Event::Lost(message) => {
                self.clock = self.clock + LATENCY;
                self.client.lose(call, Error::Network { message }, self.jitter).map(Next::Retry)
            }
            Event::TimedOut => {
                self.clock = self.clock + ATTEMPT_TIMEOUT;
                let error = Error::Timeout { limit: ATTEMPT_TIMEOUT, scope: TimeoutScope::Attempt };
                self.client.lose(call, error, self.jitter).map(Next::Retry)
            }
        }
    }
}

impl Sent {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(sent, _)| *sent == name)?;
        Some(value)
    }
}

impl Course {
    pub(crate) fn answer(&self) -> &Output<JsonValue> {
        self.end.as_ref().unwrap_or_else(|failure| panic!("the call failed: {failure:?}"))
    }

    pub(crate) fn metadata(&self) -> &Metadata {
        &self.answer().metadata
    }

    pub(crate) fn failure(&self) -> &Failure {
        self.end.as_ref().expect_err("the call went well")
    }

    pub(crate) fn error(&self) -> &Error {
        &self.failure().error
    }

    pub(crate) fn waits_ms(&self) -> Vec<u128> {
        self.waits.iter().map(Duration::as_millis).collect()
    }
}

/// As `fetch` and `JSON.parse` read a body: a byte order mark is no part of the text.
fn parsed(body: &str) -> Result<JsonValue, String> {
    let text = body.strip_prefix('\u{feff}').unwrap_or(body);
    JsonValue::parse(text).ok_or_else(|| text.into())
}

fn endpoint() -> Endpoint {
    let options =
        endpoint::Options { region: "eu-central-1", endpoint: None, fips: false, dualstack: false };
    endpoint::resolve(&options).unwrap()
}
