//! Reads the endpoint from options.

use web_sys::Url;

use super::value::{JsonValue, boolean, string};
use crate::endpoint::{self, Endpoint, UrlParts};
use crate::schema::Problems;
use crate::value::Value;

/// The URL to send requests to, and the region to sign them for.
///
/// # Errors
/// All problems with `region`, `endpoint` and the options that change the endpoint.
pub(super) fn read_endpoint(service: &str, options: &JsonValue) -> Result<Endpoint, Problems> {
    let url = options.member("endpoint").map(|given| UrlText::parse(&given)).transpose()?;
    let region = string(options, "region").unwrap_or_default();
    let options = endpoint::Options {
        // A missing region has been reported already.
        region: if region.is_empty() { "us-east-1" } else { &region },
        endpoint: url.as_ref().and_then(UrlText::parts),
        fips: boolean(options, "useFipsEndpoint"),
        dualstack: boolean(options, "useDualstackEndpoint"),
        allow_insecure: boolean(options, "allowInsecureEndpoint"),
    };
    endpoint::resolve_of(service, &options)
}

/// A URL's parts.
struct UrlText(Vec<String>);

/// The members of a `URL` that are needed.
const PARTS: [&str; 8] =
    ["protocol", "host", "hostname", "pathname", "username", "password", "search", "hash"];

impl UrlText {
    /// Parses a URL in a string or an object like `URL`.
    fn parse(given: &JsonValue) -> Result<Self, Problems> {
        let text = given.text().or_else(|| given.member("href")?.text());
        let url = text.as_deref().and_then(|text| Url::new(text).ok());
        let url = JsonValue(url.ok_or_else(|| not_a_url(given, text))?.into());
        Ok(Self(PARTS.iter().map(|part| string(&url, part).unwrap_or_default()).collect()))
    }

    fn parts(&self) -> Option<UrlParts<'_>> {
        let [protocol, host, hostname, path, username, password, query, fragment] = &self.0[..]
        else {
            return None;
        };
        Some(UrlParts {
            protocol,
            has_user_info: !username.is_empty() || !password.is_empty(),
            host,
            hostname,
            path,
            has_query: !query.is_empty(),
            has_fragment: !fragment.is_empty(),
        })
    }
}

fn not_a_url(given: &JsonValue, text: Option<String>) -> Problems {
    let mut problems = Problems::default();
    if text.is_some_and(|text| text.bytes().any(|byte| byte == b'@')) {
        // The URL can contain a password.
        problems.add("endpoint", "expected an absolute URL");
    } else {
        problems.expected("endpoint", "an absolute URL", given);
    }
    problems
}
