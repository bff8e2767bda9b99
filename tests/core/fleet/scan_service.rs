//! A service in memory, and a driver on a virtual clock: nodes in; requests and a store out.

use std::collections::BTreeMap;
use std::time::Duration;

use patchlens::fleet::scan::{Answer, End, Scan, ScanFailure, ScanOptions, ScanStep, ScopeOptions};
use patchlens::fleet::store::{CountName, Store};
use patchlens::time::Timestamp;
use serde_json::{Value, json};

pub(crate) const SCOPE: &str = "111122223333/eu-central-1";
const STATES: [&str; 4] = ["Missing", "Failed", "InstalledPendingReboot", "InstalledRejected"];

/// A node of the service.
#[derive(Debug, Clone)]
pub(crate) struct FakeNode {
    pub(crate) id: String,
    /// Open patches by state.
    pub(crate) open: [u32; 4],
    /// What its counts say, where that is not true.
    pub(crate) counts: Option<[Option<u32>; 4]>,
    /// SecurityNonCompliantCount.
    pub(crate) security: u32,
    /// AvailableSecurityUpdateCount.
    pub(crate) updates: u32,
    /// When it was last scanned, in seconds; `None` if never.
    pub(crate) scanned: Option<u32>,
    pub(crate) state: &'static str,
    pub(crate) by_association: bool,
    pub(crate) group: &'static str,
}

/// A fault: the record of a failure for a request, if it fails.
pub(crate) type Fault = Box<dyn FnMut(&str, &Value) -> Option<Value>>;

/// A service with one scope or several alike.
pub(crate) struct Service {
    pub(crate) nodes: Vec<FakeNode>,
    pub(crate) page: usize,
    pub(crate) fault: Fault,
    /// State filters find the first of their values only.
    pub(crate) filters_wrongly: bool,
    /// AvailableSecurityUpdatesComplianceStatus of the baseline.
    pub(crate) updates_status: &'static str,
    /// Tokens repeat.
    pub(crate) repeats_tokens: bool,
    pub(crate) log: Vec<(String, Value)>,
    pub(crate) now: Duration,
    pub(crate) seed: u64,
}

pub(crate) fn node(number: u32) -> FakeNode {
    let mut open = [0; 4];
    if number.is_multiple_of(3) {
        open = [number % 7, number % 2, 0, u32::from(number.is_multiple_of(9))];
    }
    FakeNode {
        id: format!("i-{number:017x}"),
        open,
        counts: None,
        security: 0,
        updates: 0,
        scanned: (number % 10 != 9).then_some(1_700_000_000 + number),
        state: if number % 8 == 5 { "stopped" } else { "running" },
        by_association: number % 20 == 9,
        group: if number.is_multiple_of(2) { "even" } else { "odd" },
    }
}

pub(crate) fn service(count: u32) -> Service {
    Service {
        nodes: (0..count).map(node).collect(),
        page: 30,
        fault: Box::new(|_, _| None),
        filters_wrongly: false,
        updates_status: "COMPLIANT",
        repeats_tokens: false,
        log: Vec::new(),
        now: Duration::ZERO,
        seed: 7,
    }
}

pub(crate) fn failing(
    service: Service,
    fault: impl FnMut(&str, &Value) -> Option<Value> + 'static,
) -> Service {
    Service { fault: Box::new(fault), ..service }
}

pub(crate) fn denied() -> Option<Value> {
    let message = "Cannot read: AccessDeniedException";
    Some(
        json!({ "code": "service", "reason": "denied", "awsCode": "AccessDeniedException", "message": message }),
    )
}

pub(crate) fn throttled() -> Option<Value> {
    Some(
        json!({ "code": "service", "reason": "throttled", "awsCode": "ThrottlingException", "message": "Rate exceeded", "retryable": true }),
    )
}

pub(crate) fn refused(code: &str, message: &str) -> Option<Value> {
    Some(json!({ "code": "service", "reason": "other", "awsCode": code, "message": message }))
}

pub(crate) fn options() -> ScanOptions {
    let scope = |id: &str| ScopeOptions { id: id.into(), ..ScopeOptions::default() };
    ScanOptions { scopes: vec![scope(SCOPE)], ..ScanOptions::default() }
}

impl Service {
    fn roll(&mut self) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed
    }

    pub(crate) fn count(&self, operation: &str) -> usize {
        self.log.iter().filter(|it| it.0 == operation).count()
    }

    pub(crate) fn operations(&self) -> BTreeMap<&str, usize> {
        let mut counts = BTreeMap::new();
        self.log.iter().for_each(|it| *counts.entry(it.0.as_str()).or_default() += 1);
        counts
    }

    fn answer(&mut self, operation: &str, input: &Value) -> Result<Value, Value> {
        self.log.push((operation.into(), input.clone()));
        if let Some(failure) = (self.fault)(operation, input) {
            return Err(failure);
        }
        Ok(match operation {
            "DescribeInstanceProperties" => {
                self.paged("InstanceProperties", input, self.nodes.iter().map(listing).collect())
            }
            "DescribeInstanceInformation" => {
                let running = self.nodes.iter().filter(|it| it.state == "running");
                self.paged("InstanceInformationList", input, running.map(listing).collect())
            }
            "DescribeInstancePatchStates" => {
                let ids = input["InstanceIds"].as_array().unwrap();
                assert!(ids.len() <= 50);
                let asked = |it: &&FakeNode| ids.iter().any(|id| *id == *it.id);
                let states = self.nodes.iter().filter(asked).filter_map(state).collect();
                json!({ "InstancePatchStates": Value::Array(states) })
            }
            "DescribeInstancePatchStatesForPatchGroup" => {
                let is_it = |it: &&FakeNode| input["PatchGroup"] == it.group;
                let states = self.nodes.iter().filter(is_it).filter_map(state).collect();
                self.paged("InstancePatchStates", input, states)
            }
            "DescribeInstancePatches" => {
                let is_it = |it: &&FakeNode| input["InstanceId"] == *it.id;
                let node = self.nodes.iter().find(is_it).unwrap();
                self.paged("Patches", input, self.patches(node, input))
            }
            "ListResourceComplianceSummaries" => {
                let by_association = self.nodes.iter().filter(|it| it.by_association);
                let items = by_association
                    .map(|it| json!({ "ComplianceType": "Association", "ResourceId": it.id }));
                self.paged("ResourceComplianceSummaryItems", input, items.collect())
            }
            "GetPatchBaseline" => json!({
                "BaselineId": input["BaselineId"], "Name": "Default",
                "AvailableSecurityUpdatesComplianceStatus": self.updates_status,
            }),
            "ListComplianceSummaries" => json!({ "ComplianceSummaryItems": [{
                "ComplianceType": "Patch",
                "CompliantSummary": { "CompliantCount": 5 },
                "NonCompliantSummary": { "NonCompliantCount": 2 },
            }] }),
            _ => panic!("{operation}"),
        })
    }

    fn paged(&self, member: &str, input: &Value, items: Vec<Value>) -> Value {
        let size = self.page.min(input["MaxResults"].as_u64().unwrap_or(50) as usize);
        let at: usize = input["NextToken"].as_str().map_or(0, |it| it.parse().unwrap());
        let page: Vec<_> = items.iter().skip(at).take(size).cloned().collect();
        let next = if at + size < items.len() { format!("{}", at + size) } else { String::new() };
        let next = if self.repeats_tokens && !next.is_empty() { String::from("0") } else { next };
        json!({ member: page, "NextToken": next })
    }

    fn patches(&self, node: &FakeNode, input: &Value) -> Vec<Value> {
        let mut patches = Vec::new();
        for (state, count) in STATES.iter().chain(&["Installed"]).zip(node.open.iter().chain(&[3]))
        {
            let wanted = input["Filters"][0]["Values"].as_array().is_none_or(|it| {
                let known = if self.filters_wrongly { &it[..1] } else { &it[..] };
                known.iter().any(|it| it == state)
            });
            let patch = |number| {
                json!({
                    "Title": format!("{state} {number}"), "KBId": format!("KB{number}"),
                    "Classification": "Security", "Severity": "Critical", "State": state,
                })
            };
            patches.extend((0..*count).filter(|_| wanted).map(patch));
        }
        patches
    }
}

fn listing(node: &FakeNode) -> Value {
    json!({ "InstanceId": node.id, "InstanceState": node.state, "PlatformName": "Ubuntu" })
}

fn state(node: &FakeNode) -> Option<Value> {
    let mut state = json!({
        "InstanceId": node.id, "PatchGroup": node.group, "BaselineId": "pb-0123456789abcdef0",
        "Operation": "Scan", "OperationEndTime": node.scanned?,
        "CriticalNonCompliantCount": 0, "SecurityNonCompliantCount": node.security,
        "OtherNonCompliantCount": 0, "AvailableSecurityUpdateCount": node.updates,
    });
    let counts = node.counts.unwrap_or(node.open.map(Some));
    for (name, count) in CountName::OPEN.iter().zip(counts) {
        if let Some(count) = count {
            state[name.member()] = count.into();
        }
    }
    Some(state)
}

/// Performs the steps of a scan until it ends, or `limit` responses are in.
pub(crate) fn drive(
    scan: &mut Scan,
    store: &mut Store,
    service: &mut Service,
    limit: usize,
) -> Option<End> {
    let mut flying: Vec<(Duration, u32, String, Value)> = Vec::new();
    let mut responses = 0;
    loop {
        let step = scan.next(store, service.now);
        let until = match step {
            ScanStep::Send(request) => {
                let input = serde_json::from_str(&request.input).unwrap();
                let latency = Duration::from_millis(20 + service.roll() % 100);
                let at = service.now + latency;
                flying.push((at, request.ticket, request.operation.into(), input));
                continue;
            }
            ScanStep::Wait(time) => service.now + time,
            ScanStep::Idle => Duration::MAX,
            ScanStep::Done(end) => return Some(end),
        };
        flying.sort_by_key(|it| std::cmp::Reverse(it.0));
        let is_first = flying.last().is_some_and(|it| it.0 <= until);
        match flying.pop_if(|_| is_first) {
            None => {
                assert!(until < Duration::MAX, "the scan waits for nothing");
                service.now = until;
            }
            Some((at, ticket, operation, input)) => {
                if responses == limit {
                    return None;
                }
                responses += 1;
                service.now = at;
                let jitter = (service.roll() % 1000) as f64 / 1000.0;
                let read_at = Timestamp::from_millis(1_800_000_000_000 + at.as_millis() as i64);
                match service.answer(&operation, &input) {
                    Ok(body) => {
                        let body = body.to_string();
                        let answer = Answer { body: body.as_bytes(), read_at };
                        scan.receive(store, ticket, answer, (jitter, at));
                    }
                    Err(record) => {
                        let failure = ScanFailure::from_record(&record.to_string());
                        scan.fail(store, ticket, &failure, jitter, at);
                    }
                }
            }
        }
        assert!(service.log.len() < 20_000, "the scan does not end");
    }
}

/// A whole scan of a service.
pub(crate) fn scan(service: &mut Service, options: ScanOptions) -> (Store, Scan) {
    let mut store = Store::default();
    let scan = scan_into(service, options, &mut store);
    (store, scan)
}

/// A whole scan into a store, such as an earlier fleet.
pub(crate) fn scan_into(service: &mut Service, options: ScanOptions, store: &mut Store) -> Scan {
    let mut scan = Scan::new(options, store);
    assert_eq!(drive(&mut scan, store, service, usize::MAX), Some(End::Complete));
    scan
}

/// What a store holds, without its numbers and times.
pub(crate) fn contents(store: &Store) -> BTreeMap<String, String> {
    let mut nodes = BTreeMap::new();
    for node in store.nodes.iter().filter(|it| !it.removed) {
        let mut findings: Vec<String> = store
            .findings_of(node)
            .map(|it| {
                let state = store.states.name(it.state.code().unwrap());
                format!("{} {state}", store.patches.title(it.patch))
            })
            .collect();
        findings.sort();
        let listing = store.listing(node);
        let state = store.word(listing.and_then(|it| it.instance_state));
        let counts = CountName::OPEN.map(|it| node.patch_state.count(it));
        let failure = node.failure.map(|it| store.errors.text(it));
        let silence = node.silence;
        let asked = node.findings.asked;
        let scope = &store.scopes[node.scope as usize].id;
        let id = store.ids.text(node.id);
        nodes.insert(
            format!("{scope} {id}"),
            format!("{state:?} {counts:?} {silence:?} {asked:?} {findings:?} {failure:?}"),
        );
    }
    nodes
}

/// How many findings the store has for a node.
pub(crate) fn findings(store: &Store, number: u32) -> u32 {
    let scope = store.find_scope(SCOPE).unwrap();
    let found = store.find_node(scope, &node(number).id).unwrap();
    store.nodes.get(found as usize).unwrap().findings.count
}
