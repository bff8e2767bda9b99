//! A driver of calls with a scripted network, clock, randomness and credentials provider. Responses
//! go in; requests, waits, refreshes and the result of the call come out. It performs the steps of
//! a call like `src/js/drive.js`, without sleeping.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use patchlens::client::{
    Attempt, Call, CallOptions, Client, Config, Failure, HeaderList, Loss, Metadata, Response,
    RetryMode, SSM, Step, Wait,
};
use patchlens::credentials::{Credentials, CredentialsCache};
use patchlens::endpoint::{self, Endpoint};
use patchlens::error::Error;
use patchlens::time::Timestamp;
use patchlens::value::{Value as _, ValueKind};

use super::http_date::http_date;
use super::value::JsonValue;

/// The time at which a script begins.
pub(crate) const BEGIN: &str = "2026-11-21T06:00:00Z";
/// The time until the service responds or the network fails.
pub(crate) const LATENCY: Duration = Duration::from_millis(40);
pub(crate) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
pub(crate) const ACCESS_KEY_ID: &str = "AKIDEXAMPLE";
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
/// The default input of a call.
pub(crate) const INPUT: &str = r#"{"InstanceIds":["i-0123456789abcdef0"]}"#;

/// The outcome of an attempt.
#[derive(Debug, Clone)]
pub(crate) enum Event {
    Response {
        status: u16,
        headers: Vec<(String, String)>,
        body: String,
        clock_offset: Option<i64>,
    },
    Lost(String),
    TimedOut,
}

pub(crate) fn response(status: u16, body: &str) -> Event {
    Event::Response { status, headers: Vec::new(), body: body.into(), clock_offset: None }
}

/// An empty page.
pub(crate) fn ok() -> Event {
    response(200, "{}")
}

/// An error response with its code in the body.
pub(crate) fn refused(status: u16, code: &str) -> Event {
    response(status, &format!(r#"{{"__type":"{code}","message":"so it is"}}"#))
}

/// A failed connection, with the message of the transport.
pub(crate) fn lost(words: &str) -> Event {
    Event::Lost(words.into())
}

/// The error of a call whose only attempt has this outcome.
pub(crate) fn only(event: Event) -> Error {
    Scenario::new().call([event]).error().clone()
}

impl Event {
    /// The same response with one more header.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        if let Self::Response { headers, .. } = &mut self {
            headers.push((name.to_ascii_lowercase(), value.into()));
        }
        self
    }

    /// The same response with a `date` that is this many minutes ahead.
    pub(crate) fn ahead(self, minutes: i64) -> Self {
        self.ahead_by(Some(minutes * 60_000))
    }

    /// The same in milliseconds; the date is in whole seconds.
    pub(crate) fn ahead_by(mut self, millis: Option<i64>) -> Self {
        if let Self::Response { clock_offset, .. } = &mut self {
            *clock_offset = millis;
        }
        self
    }
}

/// The credentials that the provider returns, or the problem of a failed refresh.
pub(crate) type Provided = Result<serde_json::Value, &'static str>;

/// A client and its environment.
pub(crate) struct Scenario {
    pub(crate) client: Client,
    pub(crate) clock: Timestamp,
    cache: Rc<RefCell<CredentialsCache>>,
    provider: VecDeque<Provided>,
    provider_latency: Duration,
    jitter: f64,
}

/// A sent request.
pub(crate) struct Sent {
    pub(crate) at: Timestamp,
    pub(crate) number: u32,
    pub(crate) headers: HeaderList,
    pub(crate) timeout: Duration,
    pub(crate) body: String,
}

/// The course of a call.
pub(crate) struct Course {
    pub(crate) sent: Vec<Sent>,
    pub(crate) waits: Vec<Wait>,
    /// How often the provider was called.
    pub(crate) refreshes: usize,
    pub(crate) end: Result<Metadata, Box<Failure>>,
}

impl Scenario {
    /// A client with three attempts, fixed credentials and the longest back-off.
    pub(crate) fn new() -> Self {
        let keys = Credentials::new(ACCESS_KEY_ID.into(), SECRET.into(), None);
        Self::with_cache(CredentialsCache::fixed(keys), [])
    }

    /// A client whose credentials provider returns these in order.
    pub(crate) fn with_provider(provider: impl IntoIterator<Item = Provided>) -> Self {
        Self::with_cache(CredentialsCache::with_provider(), provider)
    }

    pub(crate) fn with_cache(
        cache: CredentialsCache,
        provider: impl IntoIterator<Item = Provided>,
    ) -> Self {
        let cache = Rc::new(RefCell::new(cache));
        let clock = Timestamp::parse(BEGIN).unwrap();
        Self {
            client: Client::new(default_config(), Rc::clone(&cache), clock),
            clock,
            cache,
            provider: provider.into_iter().collect(),
            provider_latency: Duration::ZERO,
            jitter: 1.0,
        }
    }

    pub(crate) fn max_attempts(self, max_attempts: u32) -> Self {
        self.with_config(|config| config.max_attempts = max_attempts)
    }

    /// The same with a new client with other settings.
    pub(crate) fn with_config(self, change: impl FnOnce(&mut Config)) -> Self {
        let Config { service, ref endpoint, max_attempts, attempt_timeout, retry_mode } =
            *self.client.config();
        let endpoint = endpoint.clone();
        let mut config = Config { service, endpoint, max_attempts, attempt_timeout, retry_mode };
        change(&mut config);
        Self { client: Client::new(config, Rc::clone(&self.cache), self.clock), ..self }
    }

    pub(crate) fn jitter(self, jitter: f64) -> Self {
        Self { jitter, ..self }
    }

    /// The same with a provider that takes this long.
    pub(crate) fn provider_latency(self, provider_latency: Duration) -> Self {
        Self { provider_latency, ..self }
    }

    /// Sets the clock to an RFC 3339 time.
    pub(crate) fn at(self, clock: &str) -> Self {
        Self { clock: Timestamp::parse(clock).unwrap(), ..self }
    }

    /// Calls DescribeInstancePatchStates, which must take exactly one attempt per event.
    pub(crate) fn call(&mut self, events: impl Into<Vec<Event>>) -> Course {
        self.call_with(CallOptions::default(), events)
    }

    /// The same with options of the call.
    pub(crate) fn call_with(
        &mut self,
        options: CallOptions,
        events: impl Into<Vec<Event>>,
    ) -> Course {
        let events = events.into();
        let expected = events.len();
        let mut call = self.client.call("DescribeInstancePatchStates", INPUT, options);
        let course = self.drive(&mut call, INPUT, &mut events.into_iter());
        assert_eq!(course.sent.len(), expected, "the call made fewer attempts than the script has");
        course
    }

    /// Calls the operation, which may leave events unused.
    pub(crate) fn call_of(
        &mut self,
        operation: &str,
        input: &str,
        events: &mut dyn Iterator<Item = Event>,
    ) -> Course {
        let options = CallOptions { max_results: max_results(input), ..CallOptions::default() };
        let mut call = self.client.call(operation, input, options);
        self.drive(&mut call, input, events)
    }

    /// Performs the steps of a call until it is done or fails.
    pub(crate) fn drive(
        &mut self,
        call: &mut Call,
        body: &str,
        events: &mut dyn Iterator<Item = Event>,
    ) -> Course {
        let (mut sent, mut waits, mut refreshes) = (Vec::new(), Vec::new(), 0);
        let mut body = body.to_owned();
        let mut step = call.resume(self.clock);
        let end = loop {
            step = match step {
                Step::Refresh { patience } => {
                    refreshes += 1;
                    self.refresh(call, patience)
                }
                Step::Wait(wait) => {
                    self.clock = self.clock + wait.delay;
                    if let Some(max_results) = wait.max_results {
                        body = with_max_results(&body, max_results);
                        call.replace_body(&body);
                    }
                    waits.push(wait);
                    call.resume(self.clock)
                }
                Step::Send(Attempt { number, headers, timeout }) => {
                    let at = self.clock;
                    sent.push(Sent { at, number, headers, timeout, body: body.clone() });
                    let event = events.next();
                    self.deliver(call, event.expect("more attempts than the script has events"))
                }
                Step::Done(metadata) => break Ok(metadata),
                Step::Failed(failure) => break Err(failure),
            };
        };
        Course { sent, waits, refreshes, end }
    }

    fn refresh(&mut self, call: &mut Call, patience: Option<Duration>) -> Step {
        let latency = self.provider_latency;
        let waited = patience.map_or(latency, |patience| patience.min(latency));
        self.clock = self.clock + waited;
        if waited < latency {
            return call.refresh_failed("it takes too long", self.clock);
        }
        match self.store() {
            Ok(()) => call.resume(self.clock),
            Err(problem) => call.refresh_failed(&problem, self.clock),
        }
    }

    /// Stores the credentials of the provider.
    fn store(&mut self) -> Result<(), String> {
        let provided = self.provider.pop_front();
        let provided = provided.expect("the provider is called more often than the script says")?;
        let credentials = Credentials::read(&JsonValue::from(provided), "credentials");
        self.cache.borrow_mut().store(credentials.map_err(|problems| problems.line())?);
        Ok(())
    }

    /// Reports the outcome of an attempt.
    fn deliver(&mut self, call: &mut Call, event: Event) -> Step {
        let sent_at = self.clock;
        let latency = if matches!(event, Event::TimedOut) { ATTEMPT_TIMEOUT } else { LATENCY };
        self.clock = sent_at + latency;
        let (status, mut headers, body, clock_offset) = match event {
            Event::Response { status, headers, body, clock_offset } => {
                (status, headers, body, clock_offset)
            }
            Event::Lost(words) => return call.lose(Loss::Network(words), self.clock, self.jitter),
            Event::TimedOut => return call.lose(Loss::TimedOut, self.clock, self.jitter),
        };
        let date =
            clock_offset.and_then(|offset| http_date((sent_at + latency / 2).shifted(offset)));
        headers.extend(date.map(|date| ("date".into(), date)));
        let header = |wanted: &str| {
            let found = headers.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.clone())
        };
        // `fetch` removes a byte order mark from a body, too.
        let body = body.strip_prefix('\u{feff}').unwrap_or(&body);
        let text = if (200..300).contains(&status) { "" } else { body };
        let response = Response { status, header: &header, text, sent_at };
        match call.receive::<JsonValue>(&response, self.clock, self.jitter) {
            Step::Done(metadata) => match malformed(call, body) {
                Some(failure) => Step::Failed(failure),
                None => Step::Done(metadata),
            },
            step => step,
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
    pub(crate) fn metadata(&self) -> &Metadata {
        self.end.as_ref().unwrap_or_else(|failure| panic!("the call failed: {failure:?}"))
    }

    pub(crate) fn failure(&self) -> &Failure {
        self.end.as_ref().expect_err("the call went well")
    }

    pub(crate) fn error(&self) -> &Error {
        &self.failure().error
    }

    pub(crate) fn waits_ms(&self) -> Vec<u128> {
        self.waits.iter().map(|wait| wait.delay.as_millis()).collect()
    }

    pub(crate) fn request_id(&self) -> Option<&str> {
        match &self.end {
            Ok(metadata) => metadata.request_id.as_deref(),
            Err(failure) => failure.request_id.as_deref(),
        }
    }
}

/// The failure that `src/js/output.js` reports for a 2xx body that is not an object.
fn malformed(call: &Call, body: &str) -> Option<Box<Failure>> {
    match JsonValue::parse(body) {
        None => Some(call.not_json(body)),
        Some(value) if value.kind() != ValueKind::Object => {
            Some(call.malformed(&format!("expected an object, got {}", value.quote())))
        }
        Some(_) => None,
    }
}

/// The `MaxResults` of an input.
fn max_results(input: &str) -> Option<u32> {
    let number = JsonValue::parse(input)?.member("MaxResults")?.number()?;
    (number.fract() == 0.0).then_some(number as u32)
}

fn with_max_results(body: &str, max_results: u32) -> String {
    let mut body: serde_json::Value = serde_json::from_str(body).unwrap();
    body["MaxResults"] = max_results.into();
    body.to_string()
}

pub(crate) fn default_config() -> Config {
    Config {
        service: &SSM,
        endpoint: endpoint(),
        max_attempts: 3,
        attempt_timeout: ATTEMPT_TIMEOUT,
        retry_mode: RetryMode::Standard,
    }
}

fn endpoint() -> Endpoint {
    let options = endpoint::Options {
        region: "eu-central-1",
        endpoint: None,
        fips: false,
        dualstack: false,
        allow_insecure: false,
    };
    endpoint::resolve(&options).unwrap()
}
