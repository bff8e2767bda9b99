//! Signing, stage by stage, compared with recordings of AWS's signers (`tests/data/vectors`).

use crate::support::deviations::deviations;
use patchlens::sigv4::{
    KeyCache, Keys, PathEncoding, Payload, Request, Signed, SigningParams, is_s3, sign,
};
use patchlens::time::Timestamp;
use proptest::prelude::*;
use serde_json::Value;
use url::{Position, Url};

const HASH_OF_NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn vectors() -> Vec<Value> {
    let file = include_str!("../data/vectors/sigv4-vectors.json");
    let file: Value = serde_json::from_str(file).unwrap();
    let is_header_form = |vector: &&Value| vector.get("expires").is_none();
    file["vectors"].as_array().unwrap().iter().filter(is_header_form).cloned().collect()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

fn body(request: &Value) -> Vec<u8> {
    if let Some(spec) = request.get("body_spec") {
        let times = usize::try_from(spec["times"].as_u64().unwrap()).unwrap();
        let middle = text(spec, "repeat").repeat(times);
        return [text(spec, "prefix"), &middle, text(spec, "suffix")].concat().into_bytes();
    }
    match request.get("body_base64") {
        Some(encoded) => decode_base64(encoded.as_str().unwrap()),
        None => text(request, "body").into(),
    }
}

fn decode_base64(text: &str) -> Vec<u8> {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letters = text.bytes().filter(|byte| *byte != b'=');
    let values = letters.map(|byte| alphabet.iter().position(|letter| *letter == byte).unwrap());
    let bits: Vec<usize> =
        values.flat_map(|value| (0..6).rev().map(move |bit| value >> bit & 1)).collect();
    let byte = |bits: &[usize]| bits.iter().fold(0, |byte, bit| byte << 1 | *bit) as u8;
    bits.chunks_exact(8).map(byte).collect()
}

fn sign_vector(vector: &Value) -> Signed {
    let request = &vector["request"];
    let url = Url::parse(text(request, "url")).unwrap();
    let body = body(request);
    let headers: Vec<(&str, &str)> = request["headers"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| (pair[0].as_str().unwrap(), pair[1].as_str().unwrap()))
        .collect();
    let service = text(vector, "service");
    let params = SigningParams {
        keys: Keys {
            access_key_id: text(&vector["credentials"], "access_key_id"),
            secret_access_key: text(&vector["credentials"], "secret_access_key"),
            session_token: vector["credentials"]["session_token"].as_str(),
        },
        region: text(vector, "region"),
        service,
        time: Timestamp::parse_amz_date(text(vector, "datetime")).unwrap(),
        path_encoding: if is_s3(service) { PathEncoding::AsSent } else { PathEncoding::Twice },
    };
    let request = Request {
        method: text(request, "method"),
        host: &url[Position::BeforeHost..Position::AfterPort],
        path: url.path(),
        query: url.query().unwrap_or_default(),
        headers: &headers,
        payload: Payload::Bytes(&body),
    };
    sign(&params, &request, &mut KeyCache::new()).unwrap()
}

#[test]
fn each_stage_matches_one_of_the_sdks_and_both_where_they_agree() {
    let deviations = deviations("signing vectors");
    let mut compared = 0;
    for vector in vectors() {
        let name = text(&vector, "name");
        if deviations.iter().any(|row| row.case == name) {
            continue;
        }
        let signed = sign_vector(&vector);
        match vector.get("js_v3").filter(|theirs| is_signed_as_in(&signed, theirs)) {
            None => assert_signed_as_by_botocore(&signed, &vector),
            Some(_) => assert_eq!(vector["same_as_botocore"]["js_v3"], false, "{name}"),
        }
        compared += 1;
    }
    assert_eq!(compared + deviations.len(), 52);
}

fn is_signed_as_in(signed: &Signed, theirs: &Value) -> bool {
    signed.canonical_request == text(theirs, "canonical_request")
        && signed.authorization == text(theirs, "authorization")
}

fn assert_signed_as_by_botocore(signed: &Signed, vector: &Value) {
    let name = text(vector, "name");
    assert_eq!(signed.canonical_request, text(vector, "canonical_request"), "{name}");
    assert_eq!(signed.string_to_sign, text(vector, "string_to_sign"), "{name}");
    assert_eq!(signed.signature, text(vector, "signature"), "{name}");
    assert_eq!(signed.authorization, text(vector, "authorization"), "{name}");
    assert_eq!(added_headers(signed), expected_headers(vector), "{name}");
}

/// A deviation changes only the canonical query.
#[test]
fn each_deviation_is_necessary_and_matches_the_table() {
    for row in deviations("signing vectors") {
        let vector = vectors().into_iter().find(|vector| text(vector, "name") == row.case).unwrap();
        let ours = sign_vector(&vector).canonical_request;
        for theirs in [&vector, &vector["js_v3"]] {
            let theirs = text(theirs, "canonical_request");
            let query = theirs.lines().nth(2).unwrap();
            assert_ne!(query, row.ours, "{row:?}");
            assert_eq!(ours, theirs.replacen(query, &row.ours, 1), "{row:?}");
        }
    }
}

#[test]
fn only_the_vectors_of_presigned_urls_are_skipped() {
    let file = include_str!("../data/vectors/sigv4-vectors.json");
    let file: Value = serde_json::from_str(file).unwrap();
    let all = file["vectors"].as_array().unwrap();
    let left_out: Vec<_> = all.iter().filter(|vector| vector.get("expires").is_some()).collect();
    assert_eq!((all.len(), left_out.len()), (55, 3));
    let [row] = &deviations("presigned vectors")[..] else { panic!("one row for all of them") };
    let prefix = row.case.strip_suffix('*').unwrap();
    assert!(left_out.iter().all(|vector| text(vector, "name").starts_with(prefix)), "{row:?}");
}

fn added_headers(signed: &Signed) -> Vec<(String, String)> {
    let mut headers: Vec<_> =
        signed.headers.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    headers.sort();
    headers
}

fn expected_headers(vector: &Value) -> Vec<(String, String)> {
    let headers = vector["added_headers"].as_object().unwrap();
    let mut headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), value.as_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    headers
}

const TIME: &str = "2015-08-30T12:36:00Z";

fn params(time: &str) -> SigningParams<'static> {
    SigningParams {
        keys: Keys {
            access_key_id: "AKIDEXAMPLE",
            secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            session_token: None,
        },
        region: "us-east-1",
        service: "service",
        time: Timestamp::parse(time).unwrap(),
        path_encoding: PathEncoding::Twice,
    }
}

fn with_token(token: &str) -> SigningParams<'_> {
    let params = params(TIME);
    SigningParams { keys: Keys { session_token: Some(token), ..params.keys }, ..params }
}

fn s3() -> SigningParams<'static> {
    SigningParams { service: "s3", path_encoding: PathEncoding::AsSent, ..params(TIME) }
}

const GET: Request<'_> = Request {
    method: "GET",
    host: "example.amazonaws.com",
    path: "/",
    query: "",
    headers: &[],
    payload: Payload::Bytes(b""),
};

fn signed(params: &SigningParams<'_>, request: &Request<'_>) -> Signed {
    sign(params, request, &mut KeyCache::new()).unwrap()
}

fn line(request: &Request<'_>, number: usize) -> String {
    let signed = signed(&params(TIME), request);
    signed.canonical_request.lines().nth(number).unwrap().to_owned()
}

fn path(path: &str) -> String {
    line(&Request { path, ..GET }, 1)
}

fn query(query: &str) -> String {
    line(&Request { query, ..GET }, 2)
}

/// The canonical headers, one per line.
fn headers(params: &SigningParams<'_>, headers: &[(&str, &str)]) -> String {
    let signed = signed(params, &Request { headers, ..GET });
    let (_, rest) = signed.canonical_request.split_once("\n/\n\n").unwrap();
    rest.split_once("\n\n").unwrap().0.to_owned()
}

#[test]
fn paths_are_normalized_and_encoded_once_more() {
    for (sent, canonical) in [
        ("", "/"),
        ("/", "/"),
        ("//", "/"),
        ("/.", "/"),
        ("/./", "/"),
        ("/..", "/"),
        ("/../../a", "/a"),
        ("/a/..", "/"),
        ("/a/../", "/"),
        ("/a/b/..", "/a"),
        ("/a/b/../", "/a/"),
        ("/a//b/./c/", "/a/b/c/"),
        ("/a%20b", "/a%2520b"),
        ("/%e1", "/%25e1"),
        ("/a+b(c)*!'", "/a%2Bb%28c%29%2A%21%27"),
        ("/-._~", "/-._~"),
        ("/%2E%2E/a", "/%252E%252E/a"),
        ("/...", "/..."),
        ("/ü", "/%C3%BC"),
    ] {
        assert_eq!(path(sent), canonical, "{sent}");
    }
}

#[test]
fn s3_paths_stay_as_sent() {
    for (sent, canonical) in
        [("", "/"), ("/a//b/../c", "/a//b/../c"), ("/a%20b+(c)/", "/a%20b+(c)/")]
    {
        let signed = signed(&s3(), &Request { path: sent, ..GET });
        assert_eq!(signed.canonical_request.lines().nth(1), Some(canonical));
    }
}

#[test]
fn queries_are_decoded_encoded_again_and_sorted_as_pairs() {
    for (sent, canonical) in [
        ("b=2&a=1", "a=1&b=2"),
        ("a=2&a=1", "a=1&a=2"),
        ("a=1&a=1", "a=1&a=1"),
        ("foo=2&foo-bar=1", "foo=2&foo-bar=1"),
        ("b&a", "a=&b="),
        ("a=b=c", "a=b%3Dc"),
        ("a=%62", "a=b"),
        ("%61=b", "a=b"),
        ("a=%e2%9c%93", "a=%E2%9C%93"),
        ("a=✓", "a=%E2%9C%93"),
        ("a=x+y", "a=x%2By"),
        ("a=x%20y", "a=x%20y"),
        ("a=%2B%26%3D%25", "a=%2B%26%3D%25"),
        ("a=%&b=%4&c=%zz", "a=%25&b=%254&c=%25zz"),
        ("a=%ff", "a=%FF"),
        ("&&a=1&", "a=1"),
        ("=1&b=2", "=1&b=2"),
        ("a=-._~*!'()/:@$,;?", "a=-._~%2A%21%27%28%29%2F%3A%40%24%2C%3B%3F"),
        ("B=1&a=1&_=1", "B=1&_=1&a=1"),
    ] {
        assert_eq!(query(sent), canonical, "{sent}");
    }
}

#[test]
fn header_names_are_lowered_and_values_trimmed_and_collapsed() {
    let lines = headers(
        &params(TIME),
        &[("My-Header", " \t a \t b  \"c   d\" "), ("EMPTY", "  "), ("x", "a\u{a0}\u{3000} b")],
    );
    assert_eq!(
        lines,
        "empty:\nhost:example.amazonaws.com\nmy-header:a b \"c d\"\nx:a\u{a0}\u{3000} b\nx-amz-date:20150830T123600Z"
    );
}

#[test]
fn values_of_one_header_are_joined_in_their_order() {
    let lines = headers(&params(TIME), &[("b", "2 "), ("A", "x"), ("B", " 1, 3"), ("b", "")]);
    assert!(lines.starts_with("a:x\nb:2,1, 3,\nhost:"), "{lines}");
}

#[test]
fn headers_that_proxies_change_are_not_signed() {
    let given = [
        "Accept",
        "Authorization",
        "Baggage",
        "Cache-Control",
        "Connection",
        "Date",
        "Expect",
        "From",
        "Keep-Alive",
        "Max-Forwards",
        "Pragma",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Anything",
        "Referer",
        "Sec-Fetch-Mode",
        "TE",
        "Traceparent",
        "Tracestate",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "User-Agent",
        "X-Amzn-Trace-Id",
    ]
    .map(|name| (name, "x"));
    let lines = headers(&params(TIME), &given);
    assert_eq!(lines, "accept:x\nhost:example.amazonaws.com\nx-amz-date:20150830T123600Z");
}

#[test]
fn a_host_header_is_signed_instead_of_the_urls_host() {
    let lines = headers(&params(TIME), &[("Host", "elsewhere.example.com")]);
    assert_eq!(lines, "host:elsewhere.example.com\nx-amz-date:20150830T123600Z");
}

#[test]
fn dates_and_tokens_of_an_earlier_signature_are_replaced() {
    let given = [("X-Amz-Date", "19990101T000000Z"), ("X-AMZ-Security-Token", "old")];
    let lines = headers(&with_token("new"), &given);
    assert_eq!(
        lines,
        "host:example.amazonaws.com\nx-amz-date:20150830T123600Z\nx-amz-security-token:new"
    );
}

#[test]
fn a_token_header_stays_if_the_credentials_have_no_token() {
    for params in [params(TIME), with_token("")] {
        let lines = headers(&params, &[("X-Amz-Security-Token", "given")]);
        assert!(lines.ends_with("x-amz-security-token:given"), "{lines}");
        let names: Vec<_> =
            signed(&params, &GET).headers.into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["x-amz-date"]);
    }
}

#[test]
fn s3_and_opensearch_serverless_get_the_hash_of_the_payload_as_a_header() {
    for service in ["s3", "s3express", "s3-object-lambda", "s3-outposts", "aoss"] {
        let signed = signed(&SigningParams { service, ..s3() }, &GET);
        assert!(signed.headers.contains(&("x-amz-content-sha256", HASH_OF_NOTHING.into())));
        assert!(signed.canonical_request.contains("\nhost;x-amz-content-sha256;x-amz-date\n"));
    }
}

#[test]
fn a_payload_hash_header_is_used_unchanged() {
    let headers = &[("X-Amz-Content-SHA256", " UNSIGNED-PAYLOAD ")];
    for params in [params(TIME), s3()] {
        let signed = signed(&params, &Request { headers, ..GET });
        assert!(signed.canonical_request.ends_with("\nUNSIGNED-PAYLOAD"));
        assert!(signed.canonical_request.contains("x-amz-content-sha256:UNSIGNED-PAYLOAD\n"));
        assert_eq!(signed.headers.len(), 1);
    }
}

#[test]
fn a_precomputed_hash_gives_the_signature_of_the_bytes() {
    let hashed = Request { payload: Payload::Hash(HASH_OF_NOTHING), ..GET };
    for params in [params(TIME), s3()] {
        assert_eq!(signed(&params, &hashed).authorization, signed(&params, &GET).authorization);
    }
}

#[test]
fn a_line_break_in_a_header_is_an_error_that_names_it() {
    for value in ["a\rb", "a\nb", "a\r\nx-amz-date:1", "a\0"] {
        let request = Request { headers: &[("ok", "1"), ("X-Bad", value)], ..GET };
        let problems = sign(&params(TIME), &request, &mut KeyCache::new()).err().unwrap();
        assert_eq!(problems.line(), "headers.X-Bad: the value holds a line break or NUL");
    }
}

#[test]
fn invalid_header_names_are_rejected() {
    for name in ["", "a b", "a:b", "a\nb", "ä", "a;b"] {
        let request = Request { headers: &[(name, "x")], ..GET };
        let problems = sign(&params(TIME), &request, &mut KeyCache::new()).err().unwrap();
        assert_eq!(problems.line(), format!("headers: \"{name}\" is not a header name"));
    }
}

#[test]
fn a_year_without_four_digits_cannot_be_signed() {
    let time = Timestamp::from_millis(i64::MAX);
    let problems =
        sign(&SigningParams { time, ..params(TIME) }, &GET, &mut KeyCache::new()).err().unwrap();
    assert_eq!(problems.line(), "date: must fall into the years 0 to 9999");
}

#[test]
fn timestamp_and_scope_have_the_same_date_around_midnight() {
    let signed = signed(&params("2026-12-31T23:59:59.999Z"), &GET);
    assert!(signed.string_to_sign.contains("\n20261231T235959Z\n20261231/us-east-1/"));
}

#[test]
fn a_cached_key_gives_the_signature_of_a_derived_one() {
    let mut cache = KeyCache::new();
    let scopes: Vec<_> = (0..20)
        .flat_map(|day| {
            ["eu-west-1", "eu-west-2"].map(|region| {
                let time = format!("2026-11-{:02}T00:00:00Z", day + 1);
                SigningParams { region, ..params(&time) }
            })
        })
        .collect();
    for _ in 0..3 {
        for params in &scopes {
            let cached = sign(params, &GET, &mut cache).unwrap();
            assert_eq!(cached.authorization, signed(params, &GET).authorization);
        }
    }
}

#[test]
fn a_changed_secret_does_not_use_the_cached_key() {
    let mut cache = KeyCache::new();
    let first = sign(&params(TIME), &GET, &mut cache).unwrap().signature;
    let keys = Keys { secret_access_key: "another", ..params(TIME).keys };
    let other = SigningParams { keys, ..params(TIME) };
    assert_ne!(sign(&other, &GET, &mut cache).unwrap().signature, first);
    cache.wipe();
    assert_eq!(sign(&params(TIME), &GET, &mut cache).unwrap().signature, first);
}

#[test]
fn scopes_with_the_same_concatenation_have_different_keys() {
    let mut cache = KeyCache::new();
    for (region, service) in [("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc")] {
        let params = SigningParams { region, service, ..params(TIME) };
        let cached = sign(&params, &GET, &mut cache).unwrap();
        assert_eq!(cached.signature, signed(&params, &GET).signature, "{region}/{service}");
    }
}

fn header_list() -> impl Strategy<Value = Vec<(String, String)>> {
    let header = ("[A-Za-z][A-Za-z0-9-]{0,12}", "[ -~\t\u{a0}ü]{0,20}");
    prop::collection::vec(header, 0..12).prop_map(|mut headers| {
        let lower = |header: &(String, String)| header.0.to_ascii_lowercase();
        headers.sort_by_key(lower);
        headers.dedup_by_key(|header| lower(header));
        headers
    })
}

fn borrowed(headers: &[(String, String)]) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

proptest! {
    #[test]
    fn the_order_of_headers_does_not_matter(
        (given, shuffled) in header_list().prop_flat_map(|given| {
            (Just(given.clone()), Just(given).prop_shuffle())
        })
    ) {
        let one = signed(&params(TIME), &Request { headers: &borrowed(&given), ..GET });
        let other = signed(&params(TIME), &Request { headers: &borrowed(&shuffled), ..GET });
        prop_assert_eq!(one.authorization, other.authorization);
    }

    #[test]
    fn the_order_of_a_query_does_not_matter(
        (given, shuffled) in prop::collection::vec("[a-c%=+-]{0,6}", 0..8).prop_flat_map(|given| {
            (Just(given.clone()), Just(given).prop_shuffle())
        })
    ) {
        prop_assert_eq!(query(&given.join("&")), query(&shuffled.join("&")));
    }

    #[test]
    fn a_canonical_query_is_its_own_canonical_form(given in "\\PC{0,40}") {
        let canonical = query(&given);
        prop_assert_eq!(query(&canonical), canonical);
    }

    #[test]
    fn no_request_makes_signing_panic(
        method in ".*", host in ".*", path in ".*", query in ".*",
        given in prop::collection::vec((".*", ".*"), 0..4),
        token in proptest::option::of(".*"), body in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let params = params(TIME);
        let params = SigningParams {
            keys: Keys { session_token: token.as_deref(), ..params.keys },
            ..params
        };
        let request = Request {
            method: &method, host: &host, path: &path, query: &query,
            headers: &borrowed(&given), payload: Payload::Bytes(&body),
        };
        let _ = sign(&params, &request, &mut KeyCache::new());
    }
}
