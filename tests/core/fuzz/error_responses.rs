//! Error responses: JSON, XML, garbage; and their headers.

use std::time::Duration;

use patchlens::error::Error;
use patchlens::retry;
use proptest::prelude::*;
use proptest::sample::select;

use super::text::{any_text, mutated};
use super::trial::trial;
use crate::support::arbitrary;
use crate::support::scenario::{SECRET, Scenario, response};

const SAMPLES: &[&str] = &[
    r#"{"__type":"com.amazonaws.ssm#InvalidFilter:http://x/#y","message":"no"}"#,
    r#"{"__type":"ThrottlingException","Message":"Rate exceeded"}"#,
    r#"{"code":"AccessDeniedException","message":null}"#,
    r#"{"__type":"InvalidSignatureException","message":"Signature expired: 20261121T050000Z is now earlier than 20261121T055500Z (20261121T060000Z - 5 min.)"}"#,
    r#"{"__type":"SignatureDoesNotMatch","message":"The Canonical String for this request should have been\n'POST\n/\n\nhost:x\n\nhost\ne3b0'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20261121T060000Z\n20261121/us-east-1/ssm/aws4_request\nabc'\n"}"#,
    "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate &amp; &#38;</Message></Error><RequestId>r-1</RequestId></ErrorResponse>",
    "<?xml version=\"1.0\"?><Response><Errors><Error><Code>AuthFailure</Code><Message>no</Message></Error></Errors></Response>",
    "<html><head><title>502 Bad Gateway</title></head></html>",
    "Service Unavailable",
    "",
];

const WORDS: &[&str] = &[
    "null",
    "[]",
    "{}",
    "\"",
    "#",
    ":",
    ",",
    "<",
    ">",
    "&",
    "&amp;",
    "&#x110000;",
    "&#0;",
    "</Code>",
    "<Code>",
    "<Message>",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "\"__type\":",
    "\"message\":",
    "\"code\":",
    "20261121T060000Z",
    "99999999T999999Z",
    " - 5 min.)",
    "(",
    "\\n",
    "\n",
    "\u{0}",
    "é",
    "\u{1f600}",
    "should have been\\n'",
    "ExpiredTokenException",
    "RequestTimeTooSkewed",
    "\u{feff}",
    "'",
    "MaxResults",
];

const HEADERS: &[&str] = &[
    "x-amzn-errortype",
    "x-amzn-requestid",
    "x-amzn-request-id",
    "x-amz-request-id",
    "date",
    "age",
    "retry-after",
    "x-amz-retry-after",
    "content-type",
    "x-amzn-query-error",
];

const VALUES: &[&str] = &[
    "",
    "0",
    "-1",
    "5000",
    "99999999999999999999",
    "1.5",
    "1e3",
    "NaN",
    " 7 ",
    "#",
    ":",
    "a#b#c",
    "ThrottlingException",
    "InvalidFilter:http://x/#y",
    "Sat, 21 Nov 2026 06:00:00 GMT",
    "Sat, 21 Nov 2026 09:00:00 GMT",
    "Fri, 31 Dec 9999 23:59:60 GMT",
    "text/xml",
    ",",
    "é",
];

/// Members of error responses, and of outputs.
const NAMES: &[&str] = &[
    "__type",
    "code",
    "Code",
    "message",
    "Message",
    "errorMessage",
    "Error",
    "RequestId",
    "NextToken",
    "Patches",
];

fn bodies() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => mutated(SAMPLES, WORDS),
        2 => arbitrary::json(NAMES).prop_map(|body| body.to_string()),
        2 => any_text(WORDS),
    ]
}

fn headers() -> impl Strategy<Value = Vec<(&'static str, String)>> {
    let value = prop_oneof![4 => select(VALUES).prop_map(String::from), 1 => any_text(VALUES)];
    prop::collection::vec((select(HEADERS), value), 0..5)
}

fn statuses() -> impl Strategy<Value = u16> {
    let common = select(&[0_u16, 301, 400, 403, 404, 413, 429, 500, 501, 502, 503, 504][..]);
    prop_oneof![4 => common, 1 => prop_oneof![0..200_u16, 300..1000_u16]]
}

/// How far the service's clock seems to be off, in milliseconds.
fn offsets() -> impl Strategy<Value = Option<i64>> {
    let years = (-9000..9000_i64).prop_map(|years| years * 31_556_952_000);
    prop_oneof![Just(None), (-10_000_000..10_000_000_i64).prop_map(Some), years.prop_map(Some)]
}

#[test]
fn any_error_response_is_a_service_error_after_finite_delays() {
    let cases = (statuses(), headers(), bodies(), offsets(), 0.0..=1.0);
    trial("error responses", 100_000, cases, |(status, headers, body, offset, jitter)| {
        let refused = headers
            .iter()
            .fold(response(status, &body), |event, (name, value)| event.with(name, value))
            .ahead_by(offset);
        let mut events = std::iter::repeat(refused);
        let mut scenario = Scenario::new().jitter(jitter);
        let course = scenario.call_of("DescribeInstancePatches", "{}", &mut events);
        let failure = course.failure();
        let Error::Service { aws_code, status: told, retryable, .. } = &failure.error else {
            return Err(TestCaseError::fail(format!("{:?}", failure.error)));
        };
        prop_assert_eq!(*told, status);
        prop_assert_eq!(course.sent.len(), failure.attempts as usize);
        prop_assert!((1..=3).contains(&failure.attempts));
        prop_assert!(course.waits.iter().all(|wait| wait.delay <= Duration::from_secs(25)));
        if retry::classify("ssm", aws_code.as_deref(), status).retry.is_some() {
            prop_assert!(*retryable && failure.attempts == 3);
        }
        let is_bare = |code: &str| !code.is_empty() && !code.contains(['#', ':', ',']);
        prop_assert!(aws_code.as_deref().is_none_or(is_bare), "{aws_code:?}");
        let message = failure.error.message();
        prop_assert!(!message.is_empty() && !message.contains(SECRET));
        prop_assert!(message.len() < body.len() + 2000);
        Ok(())
    });
}
