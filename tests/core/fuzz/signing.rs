//! Signing of requests with any method, URL, headers and bytes.

use patchlens::sigv4::{
    KeyCache, Keys, PathEncoding, Payload, Request, Signed, SigningParams, sign,
};
use patchlens::time::Timestamp;
use proptest::prelude::*;
use proptest::sample::select;

use super::text::{any_text, mutated};
use super::trial::trial;

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

const PATHS: &[&str] = &["/", "", "/a/./b/../c//d/", "/%20%41%zz", "/..", "/a b/é"];
const QUERIES: &[&str] = &["", "a=1&b=2", "a&=&b==c", "%41=%e1&+=%2B", "a=2&a=1&a-b=3"];
const WORDS: &[&str] = &[
    "/",
    ".",
    "..",
    "%",
    "%2",
    "%2f",
    "%2E%2e",
    "&",
    "=",
    "+",
    " ",
    "é",
    "\u{1f600}",
    "\u{0}",
    "?",
    "#",
    "\n",
    "\r\n",
    "\t",
    "a",
    "//",
    "~",
    "*",
    ";",
    ":",
];
const NAMES: &[&str] = &[
    "host",
    "Content-Type",
    "x-amz-date",
    "X-Amz-Target",
    "x-amz-security-token",
    "user-agent",
    "authorization",
    "x-amz-content-sha256",
    "a",
    "A",
    "date",
    "proxy-x",
    "bad name",
    "",
    "x:y",
];

type Headers = Vec<(String, String)>;
type Parts = (String, String, String, Headers, Vec<u8>);

fn headers() -> impl Strategy<Value = Headers> {
    let name = prop_oneof![6 => select(NAMES).prop_map(String::from), 1 => any_text(WORDS)];
    let value = prop_oneof![3 => "[ -~\\t]{0,30}", 1 => any_text(WORDS)];
    prop::collection::vec((name, value), 0..5)
}

fn requests() -> impl Strategy<Value = Parts> {
    let method = prop_oneof![3 => select(&["GET", "POST", "put"][..]).prop_map(String::from), 1 => any_text(WORDS)];
    let body = prop::collection::vec(any::<u8>(), 0..200);
    (method, mutated(PATHS, WORDS), mutated(QUERIES, WORDS), headers(), body)
}

fn signed(
    (method, path, query, headers, body): &Parts,
    path_encoding: PathEncoding,
    cache: &mut KeyCache,
) -> Option<Signed> {
    let headers: Vec<_> = headers.iter().map(|(name, value)| (&**name, &**value)).collect();
    let keys = Keys { access_key_id: "AKID", secret_access_key: SECRET, session_token: None };
    let time = Timestamp::parse("2026-11-21T06:00:00Z").unwrap();
    let params = SigningParams { keys, region: "us-east-1", service: "ssm", time, path_encoding };
    let payload = Payload::Bytes(body);
    let request = Request { method, host: "example.com", path, query, headers: &headers, payload };
    sign(&params, &request, cache).ok()
}

fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[test]
fn any_request_is_rejected_or_signed_in_the_documented_form() {
    let encoding = select(&[PathEncoding::Twice, PathEncoding::AsSent][..]);
    trial("requests to sign", 100_000, (requests(), encoding), |(parts, encoding)| {
        let mut cache = KeyCache::new();
        let Some(cold) = signed(&parts, encoding, &mut cache) else { return Ok(()) };
        let warm = signed(&parts, encoding, &mut cache).unwrap();
        prop_assert_eq!(&warm.authorization, &cold.authorization);
        prop_assert!(is_hash(&cold.signature));
        let credential = "AWS4-HMAC-SHA256 Credential=AKID/20261121/us-east-1/ssm/aws4_request, ";
        prop_assert!(cold.authorization.starts_with(credential));
        prop_assert!(cold.authorization.ends_with(&cold.signature));
        let lines: Vec<_> = cold.string_to_sign.split('\n').collect();
        prop_assert_eq!(
            &lines[..3],
            &["AWS4-HMAC-SHA256", "20261121T060000Z", "20261121/us-east-1/ssm/aws4_request",]
        );
        prop_assert!(lines.len() == 4 && is_hash(lines[3]));
        for text in [&cold.canonical_request, &cold.string_to_sign, &cold.authorization] {
            prop_assert!(!text.contains(SECRET));
        }
        Ok(())
    });
}

#[test]
fn headers_are_signed_sorted_once_each_and_with_the_host() {
    let plain = "[A-Za-z]{1,8}";
    let headers = prop::collection::vec((plain, "[ -~\\t]{0,30}"), 0..8);
    trial("headers to sign", 60_000, headers, |headers| {
        let parts = ("GET".into(), "/".into(), String::new(), headers, Vec::new());
        let signed = signed(&parts, PathEncoding::Twice, &mut KeyCache::new()).unwrap();
        let lines: Vec<_> = signed.canonical_request.split('\n').collect();
        // Method, path, query, the headers, an empty line, their names, the payload's hash.
        let names: Vec<_> = lines[lines.len() - 2].split(';').collect();
        prop_assert_eq!(lines.len(), names.len() + 6);
        prop_assert!(names.is_sorted_by(|one, next| one < next), "{names:?}");
        prop_assert!(names.contains(&"host") && names.contains(&"x-amz-date"));
        for (name, line) in names.iter().zip(&lines[3..]) {
            let value = line.strip_prefix(&format!("{name}:"));
            prop_assert!(value.is_some_and(|value| value.trim() == value), "{line}");
            prop_assert!(!line.contains("  ") && !line.contains('\t'), "{line}");
        }
        Ok(())
    });
}
