//! The token rules, against runs of the paginators of botocore and of the AWS SDK for JavaScript
//! (`tests/data/vectors`).

use std::collections::HashSet;

use crate::support::deviations::deviations;
use crate::support::value::JsonValue;
use patchlens::paginate::{Page, Paginator, Settings, Then};
use proptest::prelude::*;

type Json = serde_json::Value;

const SUITE: &str = "paginator vectors";

/// Runs of the JavaScript SDK that differ here, and the equivalent run of botocore.
const AS_BOTOCORE: [(&str, &str); 3] = [
    ("page-size-does-not-override-input", "starting-token-raw-with-page-size"),
    ("same-token-loops-by-default", "duplicate-token"),
    ("stop-on-same-token-as-starting", "duplicate-token"),
];

/// The outcome in a row for a run that is not possible here.
const LEFT_OUT: &str = "left out";

fn all(sdk: &str) -> Vec<Json> {
    let file = include_str!("../data/vectors/paginator-vectors.json");
    let file: Json = serde_json::from_str(file).unwrap();
    file[sdk].as_array().unwrap().clone()
}

/// botocore's runs with one token and one list, as SSM has.
fn vectors() -> Vec<Json> {
    let is_of_ssm = |vector: &Json| {
        let config = &vector["config"];
        config["input_token"] == "NextToken" && config["result_key"].is_string()
    };
    all("botocore").into_iter().filter(is_of_ssm).collect()
}

/// The result of a run, in the format of the vectors.
#[derive(Debug, Default, PartialEq)]
struct Run {
    requests: Vec<Json>,
    pages: Vec<Json>,
    resume_token: Option<String>,
    error: Option<String>,
}

fn settings(vector: &Json) -> Settings {
    let config = &vector["pagination_config"];
    let integer = |value: &Json| {
        value.as_u64().map(|number| number as u32).or_else(|| value.as_str()?.parse().ok())
    };
    Settings {
        max_items: integer(&config["MaxItems"]),
        starting_token: config["StartingToken"].as_str().map(Into::into),
        input_token: vector["args"]["NextToken"].as_str().map(Into::into),
    }
}

fn run(vector: &Json) -> Run {
    let mut run = Run::default();
    let mut paginator = match Paginator::new::<JsonValue>(settings(vector)) {
        Ok(paginator) => paginator,
        Err(problems) => {
            return Run { error: Some(problems.line()), ..run };
        }
    };
    let list = vector["config"]["result_key"].as_str().unwrap();
    loop {
        run.requests.push(request(vector, paginator.next_token()));
        let mut page = answer(vector, run.requests.len() - 1, paginator.next_token());
        let items = page[list].as_array().map_or(0, Vec::len);
        let next_token = page["NextToken"].as_str().map(str::to_owned);
        let Page { keep, then } = paginator.receive(items, next_token.as_deref());
        if let Some(Json::Array(items)) = page.get_mut(list) {
            *items = items[keep].to_vec();
        }
        run.pages.push(page);
        match then {
            Then::More => {}
            Then::Done => {
                return Run { resume_token: paginator.resume_token(), ..run };
            }
            Then::Repeated => {
                return Run { error: Some("repeated".into()), ..run };
            }
        }
    }
}

fn request(vector: &Json, token: Option<&str>) -> Json {
    let mut request = vector["args"].clone();
    let members = request.as_object_mut().unwrap();
    members.shift_remove("NextToken");
    let page_size = &vector["pagination_config"]["PageSize"];
    if let Some(size) = page_size.as_i64().or_else(|| page_size.as_str()?.parse().ok()) {
        members.insert("MaxResults".into(), size.into());
    }
    if let Some(token) = token {
        members.insert("NextToken".into(), token.into());
    }
    request
}

fn answer(vector: &Json, index: usize, token: Option<&str>) -> Json {
    match &vector["stub_pages"] {
        Json::Array(pages) => pages[index].clone(),
        pages => pages[token.unwrap_or("null")].clone(),
    }
}

#[test]
fn only_runs_with_several_tokens_or_lists_are_skipped() {
    let is_left_out = |vector: &Json| !vectors().contains(vector);
    let left_out: Vec<_> = all("botocore").into_iter().filter(is_left_out).collect();
    assert_eq!((all("botocore").len(), left_out.len()), (28, 2));
    let rows = deviations(SUITE);
    let row = rows.iter().find(|row| row.case == "generic-*").unwrap();
    for vector in left_out {
        assert!(vector["name"].as_str().unwrap().starts_with("generic-"), "{row:?}");
    }
}

#[test]
fn runs_match_botocores() {
    let deviations = deviations(SUITE);
    for vector in vectors() {
        let name = vector["name"].as_str().unwrap();
        if deviations.iter().any(|row| row.case == name) {
            continue;
        }
        let expected = &vector["iterate"];
        let run = run(&vector);
        if run.error.is_none() {
            assert_eq!(full_result(&vector, &run), vector["build_full_result"], "{name}");
        }
        assert_eq!(run.error.is_some(), !expected["error"].is_null(), "{name}: {:?}", run.error);
        assert_eq!(Json::from(run.requests), expected["requests"], "{name}");
        assert_eq!(Json::from(run.pages), expected["pages"], "{name}");
        assert_eq!(Json::from(run.resume_token), expected["resume_token"], "{name}");
    }
}

/// The result of `collect()` in botocore's form: without a list if no page has one.
fn full_result(vector: &Json, run: &Run) -> Json {
    let list = vector["config"]["result_key"].as_str().unwrap();
    let mut result = serde_json::Map::new();
    let lists: Vec<_> = run.pages.iter().filter_map(|page| page[list].as_array()).collect();
    if !lists.is_empty() {
        result.insert(list.into(), lists.into_iter().flatten().cloned().collect());
    }
    if let Some(token) = &run.resume_token {
        result.insert("NextToken".into(), token.as_str().into());
    }
    result.into()
}

#[test]
fn runs_match_the_javascript_sdks_or_else_botocores() {
    let deviations = deviations(SUITE);
    let mut compared = 0;
    for vector in all("js_v3") {
        let name = vector["name"].as_str().unwrap();
        if deviations.iter().any(|row| row.case == name) {
            continue;
        }
        let run = run(&in_botocores_terms(&vector));
        let requests = Json::from(run.requests);
        match AS_BOTOCORE.iter().find(|(theirs, _)| *theirs == name) {
            None => assert_eq!(requests, vector["requests"], "{name}"),
            Some((_, botocores)) => {
                assert_ne!(requests, vector["requests"], "{name} is as in {botocores}");
                assert!(vectors().iter().any(|vector| vector["name"] == *botocores), "{botocores}");
            }
        }
        compared += 1;
    }
    assert_eq!(compared, 6);
}

fn in_botocores_terms(vector: &Json) -> Json {
    serde_json::json!({
        "config": { "result_key": "BaselineIdentities" },
        "args": vector["input"],
        "pagination_config": {
            "PageSize": vector["config"]["pageSize"],
            "StartingToken": vector["config"]["startingToken"],
        },
        "stub_pages": vector["stub_pages"],
    })
}

#[test]
fn each_deviation_is_necessary_and_matches_the_table() {
    for row in deviations(SUITE).into_iter().filter(|row| row.ours != LEFT_OUT) {
        let is_it = |vector: &Json| vector["name"] == row.case;
        let (vector, theirs) = match vectors().into_iter().find(is_it) {
            Some(vector) => (vector.clone(), vector["iterate"]["requests"].clone()),
            None => {
                let vector = all("js_v3").into_iter().find(is_it).unwrap();
                (in_botocores_terms(&vector), vector["requests"].clone())
            }
        };
        let ours = first_token(&vector);
        assert_eq!(ours, row.ours, "{row:?}");
        assert_ne!(Json::from(ours), theirs[0]["NextToken"], "{row:?}");
    }
}

/// The token of the first request, or the error for an invalid starting token.
fn first_token(vector: &Json) -> String {
    match Paginator::new::<JsonValue>(settings(vector)) {
        Ok(paginator) => paginator.next_token().unwrap().to_owned(),
        Err(_) => "refused".into(),
    }
}

fn paginator(max_items: Option<u32>, starting_token: Option<&str>) -> Paginator {
    let starting_token = starting_token.map(Into::into);
    Paginator::new::<JsonValue>(Settings { max_items, starting_token, input_token: None }).unwrap()
}

/// Receives pages with these numbers of items and tokens, and returns the step after each.
fn receive_all(paginator: &mut Paginator, pages: &[(usize, &str)]) -> Vec<Then> {
    pages.iter().map(|(items, token)| paginator.receive(*items, Some(token)).then).collect()
}

#[test]
fn the_resume_token_is_the_text_that_python_writes() {
    for (token, text) in [
        ("T1", "eyJOZXh0VG9rZW4iOiAiVDEifQ=="),
        (
            "a\"\\\n\r\t\u{8}\u{c}\0\u{1f} /~\u{7f}é\u{2028}😀",
            "eyJOZXh0VG9rZW4iOiAiYVwiXFxcblxyXHRcYlxmXHUwMDAwXHUwMDFmIC9+XHUwMDdmXHUwMGU5XHUyMDI4XHVkODNkXHVkZTAwIn0=",
        ),
    ] {
        let mut listing = paginator(None, None);
        listing.receive(1, Some(token));
        assert_eq!(listing.resume_token().as_deref(), Some(text));
        assert_eq!(paginator(None, Some(text)).next_token(), Some(token));
    }
}

#[test]
fn base64_is_read_as_leniently_as_python_does() {
    for text in [
        "eyJO ZXh0\nVG9r!ZW4iOiAiVDEifQ==",
        "eyJOZXh0VG9rZW4iOiAiVDEifQ==garbage",
        "eyJOZXh0VG9rZW4iOiAiVDEifQ=!=",
        "=eyJOZXh0VG9rZW4iOiAiVDEifQ==",
        "eyJOZXh0VG9rZW4iOiAiV=DEifQ==",
        "eyJOZXh0VG9rZW4iOiAiVDEifQ==é",
    ] {
        assert_eq!(paginator(None, Some(text)).next_token(), Some("T1"), "{text}");
    }
    for text in ["eyJOZXh0VG9rZW4iOiAiVDEifQ", "eyJOZXh0VG9rZW4iOiAiVDEifQ="] {
        assert_eq!(paginator(None, Some(text)).next_token(), Some(text), "{text}");
    }
}

#[test]
fn an_object_with_other_members_is_a_token_of_the_service() {
    for text in [
        "e30=",                                                             // {}
        "eyJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDF9",                             // no NextToken
        "eyJOZXh0VG9rZW4iOiAiVDEiLCAiTWFya2VyIjogIngifQ==",                 // a foreign key
        "eyJOZXh0VG9rZW4iOiAiVDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAtMX0=", // -1
        "eyJOZXh0VG9rZW4iOiAiVDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxLjV9", // 1.5
        "eyJOZXh0VG9rZW4iOiAiVDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAiMSJ9", // "1"
        "eyJOZXh0VG9rZW4iOiAiIn0=",                                         // an empty token
        "WyJOZXh0VG9rZW4iXQ==",                                             // an array
        "eyJOZXh0VG9rZW4iOiB0cnVlfQ==",                                     // true
        "AAAA",
        "not base64",
        "T___x",
        "T___-1",
        "T___",
        "T___99999999999999999999",
    ] {
        assert_eq!(paginator(None, Some(text)).next_token(), Some(text), "{text}");
    }
}

#[test]
fn pythons_none_is_no_token() {
    for text in ["None", "None___0", "eyJOZXh0VG9rZW4iOiAiTm9uZSJ9", "eyJOZXh0VG9rZW4iOiBudWxsfQ=="]
    {
        assert_eq!(paginator(None, Some(text)).next_token(), None, "{text}");
    }
}

#[test]
fn a_bad_starting_token_is_quoted() {
    for text in ["", "a___b___3", "______"] {
        let settings = Settings { starting_token: Some(text.into()), ..Settings::default() };
        let problems = Paginator::new::<JsonValue>(settings).unwrap_err();
        let expected = format!("startingToken: Bad starting token: \"{text}\"");
        assert_eq!(problems.line(), expected);
    }
}

#[test]
fn the_token_of_the_input_is_used_first_and_remembered() {
    let settings = |starting_token: Option<&str>| Settings {
        max_items: Some(1),
        starting_token: starting_token.map(Into::into),
        input_token: Some("ARG".into()),
    };
    let mut listing = Paginator::new::<JsonValue>(settings(None)).unwrap();
    assert_eq!(listing.next_token(), Some("ARG"));
    listing.receive(2, Some("T1"));
    let resume_token = listing.resume_token().unwrap();
    assert_eq!(paginator(None, Some(&resume_token)).next_token(), Some("ARG"));

    let listing = Paginator::new::<JsonValue>(settings(Some("T1"))).unwrap();
    assert_eq!(listing.next_token(), Some("T1"));
    let listing = Paginator::new::<JsonValue>(settings(Some("None"))).unwrap();
    assert_eq!(listing.next_token(), None);
}

#[test]
fn an_empty_token_in_the_input_counts_as_absent() {
    let settings = Settings { input_token: Some(String::new()), ..Settings::default() };
    assert_eq!(Paginator::new::<JsonValue>(settings).unwrap().next_token(), None);
}

#[test]
fn an_absent_and_an_empty_token_end_the_paginator_without_resume_token() {
    for token in [None, Some("")] {
        let mut listing = paginator(None, None);
        assert_eq!(listing.receive(2, token), Page { keep: 0..2, then: Then::Done });
        assert_eq!(listing.resume_token(), None);
    }
}

#[test]
fn an_empty_page_with_a_token_does_not_end_the_paginator() {
    let mut listing = paginator(Some(1), None);
    assert_eq!(receive_all(&mut listing, &[(0, "a"), (0, "b")]), [Then::More, Then::More]);
    assert_eq!(listing.receive(1, None), Page { keep: 0..1, then: Then::Done });
}

#[test]
fn a_limit_of_zero_items_still_takes_one_page() {
    let mut listing = paginator(Some(0), None);
    assert_eq!(listing.receive(2, Some("a")), Page { keep: 0..0, then: Then::Done });
    let begin = "eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAwfQ==";
    assert_eq!(listing.resume_token().as_deref(), Some(begin));
}

#[test]
fn a_repeated_token_ends_the_paginator_with_an_error() {
    let mut listing = paginator(None, None);
    let then = receive_all(&mut listing, &[(1, "a"), (1, "a")]);
    assert_eq!(then, [Then::More, Then::Repeated]);
}

#[test]
fn a_cycle_of_tokens_ends_the_paginator_with_an_error() {
    let mut listing = paginator(None, None);
    let then = receive_all(&mut listing, &[(1, "a"), (1, "b"), (1, "c"), (1, "a")]);
    assert_eq!(then, [Then::More, Then::More, Then::More, Then::Repeated]);
    assert_eq!(listing.next_token(), Some("a"));
    assert!(listing.resume_token().is_some());
}

#[test]
fn the_service_may_repeat_the_starting_token_once_as_in_botocore() {
    let mut listing = paginator(None, Some("a"));
    assert_eq!(receive_all(&mut listing, &[(1, "a"), (1, "a")]), [Then::More, Then::Repeated]);
}

#[test]
fn the_page_with_the_repeated_token_is_returned_first() {
    let mut listing = paginator(None, None);
    listing.receive(1, Some("a"));
    assert_eq!(listing.receive(3, Some("a")), Page { keep: 0..3, then: Then::Repeated });
}

#[test]
fn the_limit_of_items_takes_precedence_over_a_repeated_token() {
    let mut listing = paginator(Some(2), None);
    assert_eq!(receive_all(&mut listing, &[(1, "a"), (1, "a")]), [Then::More, Then::Done]);
}

#[test]
fn before_the_first_page_the_resume_token_is_the_start() {
    let begin = "eyJOZXh0VG9rZW4iOiBudWxsfQ==";
    assert_eq!(paginator(None, None).resume_token().as_deref(), Some(begin));
    let within = "eyJOZXh0VG9rZW4iOiAiVDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==";
    assert_eq!(paginator(None, Some(within)).resume_token().as_deref(), Some(within));
    assert_eq!(paginator(None, Some(within)).resume_after(0).as_deref(), Some(within));
}

#[test]
fn the_resume_token_after_a_failed_request_repeats_it() {
    let mut listing = paginator(None, None);
    listing.receive(2, Some("T1"));
    let resume_token = listing.resume_token().unwrap();
    assert_eq!(resume_token, "eyJOZXh0VG9rZW4iOiAiVDEifQ==");
}

#[test]
fn the_resume_token_within_a_page_points_to_the_next_item() {
    let within = "eyJOZXh0VG9rZW4iOiAiVDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAxfQ==";
    let mut listing = paginator(None, None);
    listing.receive(3, Some("T1"));
    listing.receive(3, Some("T2"));
    assert_eq!(listing.resume_after(1).as_deref(), Some(within));

    let mut listing = paginator(None, Some(within));
    assert_eq!(listing.receive(3, None).keep, 1..3);
    let second = "eyJOZXh0VG9rZW4iOiAiVDEiLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ==";
    assert_eq!(listing.resume_after(1).as_deref(), Some(second));
    assert_eq!(listing.resume_after(2), None);
}

#[test]
fn a_start_beyond_the_page_skips_only_that_page() {
    let beyond = "eyJOZXh0VG9rZW4iOiAiVCIsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDEyMzQ1Njc4OTAxfQ==";
    let mut listing = paginator(None, Some(beyond));
    assert_eq!(listing.receive(2, Some("U")), Page { keep: 2..2, then: Then::More });
    assert_eq!(listing.receive(2, None), Page { keep: 0..2, then: Then::Done });
}

/// Pages of numbers; the token `n` fetches page `n`.
struct Service {
    pages: Vec<Vec<u32>>,
}

impl Service {
    fn new(sizes: &[usize]) -> Self {
        let mut numbers = 0..;
        let pages = sizes.iter().map(|size| numbers.by_ref().take(*size).collect()).collect();
        Self { pages }
    }

    fn items(&self) -> Vec<u32> {
        self.pages.concat()
    }

    fn page(&self, token: Option<&str>) -> (&[u32], Option<String>) {
        let index: usize = token.map_or(0, |token| token.parse().unwrap());
        let next = (index + 1 < self.pages.len()).then(|| (index + 1).to_string());
        (&self.pages[index], next)
    }

    /// One run: takes items until `max_items`, or stops before item number `take`.
    fn run(
        &self,
        starting_token: Option<String>,
        max_items: Option<u32>,
        mut take: usize,
        seen: &mut Vec<u32>,
    ) -> Option<String> {
        let settings = Settings { max_items, starting_token, input_token: None };
        let mut listing = Paginator::new::<JsonValue>(settings).unwrap();
        loop {
            let (items, next) = self.page(listing.next_token());
            let Page { keep, then } = listing.receive(items.len(), next.as_deref());
            let kept = &items[keep];
            let used = kept.len().min(take);
            seen.extend(&kept[..used]);
            take -= used;
            if used < kept.len() || take == 0 {
                return listing.resume_after(used);
            }
            match then {
                Then::More => {}
                Then::Done => return listing.resume_token(),
                Then::Repeated => panic!("no token is repeated"),
            }
        }
    }
}

proptest! {
    #[test]
    fn resumed_runs_yield_every_item_once_and_in_order(
        sizes in prop::collection::vec(0..6_usize, 1..8),
        runs in prop::collection::vec((proptest::option::of(1..9_u32), 1..9_usize), 1..40),
    ) {
        let service = Service::new(&sizes);
        let mut seen = Vec::new();
        let mut resume_token = None;
        for (max_items, take) in runs {
            resume_token = service.run(resume_token, max_items, take, &mut seen);
            if resume_token.is_none() {
                break;
            }
        }
        if resume_token.is_some() {
            service.run(resume_token, None, usize::MAX, &mut seen);
        }
        prop_assert_eq!(seen, service.items());
    }

    #[test]
    fn paging_always_ends(
        tokens in prop::collection::vec(proptest::option::weighted(0.95, "[ab]{0,3}"), 1..10),
        items in 0..3_usize,
        max_items in proptest::option::of(0..50_u32),
        starting_token in proptest::option::of("[a-d]{1,2}"),
    ) {
        let mut listing = paginator(max_items, starting_token.as_deref());
        let distinct: HashSet<_> = tokens.iter().flatten().collect();
        let mut requests = 0;
        for token in tokens.iter().cycle() {
            requests += 1;
            if listing.receive(items, token.as_deref()).then != Then::More {
                break;
            }
        }
        prop_assert!(requests <= distinct.len() + 1);
    }

    #[test]
    fn no_text_makes_the_starting_token_panic(
        text in prop_oneof![".*", "[A-Za-z0-9+/=_]{0,60}", "(None|T|_|=|[0-9]){0,12}"]
    ) {
        let settings = Settings { starting_token: Some(text), ..Settings::default() };
        let _ = Paginator::new::<JsonValue>(settings);
    }

    #[test]
    fn a_resume_token_is_read_back_as_the_same_position(
        token in proptest::option::of(any::<String>()),
        items in 1..1000_usize,
    ) {
        prop_assume!(token.as_deref() != Some("None"));
        let settings = Settings { input_token: token.clone(), ..Settings::default() };
        let mut listing = Paginator::new::<JsonValue>(settings).unwrap();
        listing.receive(items, None);
        let resume_token = listing.resume_after(items - 1).unwrap();
        let mut resumed = paginator(None, Some(&resume_token));
        prop_assert_eq!(resumed.next_token(), token.as_deref().filter(|token| !token.is_empty()));
        prop_assert_eq!(resumed.receive(items, None).keep, items - 1..items);
    }
}
