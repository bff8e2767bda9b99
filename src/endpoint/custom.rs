//! Validates a custom endpoint.

use super::url_parts::UrlParts;
use crate::schema::Problems;
use crate::text::join;

/// Reports why `url`, whose components are `parts`, cannot be an endpoint.
pub(super) fn check(
    parts: &UrlParts<'_>,
    url: &str,
    allow_insecure: bool,
    problems: &mut Problems,
) {
    if let Some(problem) = problem(parts, url, allow_insecure) {
        problems.add("endpoint", &problem);
    }
}

fn problem(parts: &UrlParts<'_>, url: &str, allow_insecure: bool) -> Option<String> {
    if !matches!(parts.protocol, "https:" | "http:") {
        // The URL is not quoted: in `user:password@host`, parsed as a scheme and a path, the path
        // is a password.
        return Some(join(&["must be an https: URL, not one of \"", parts.protocol, "\""]));
    }
    let problem = if parts.protocol == "http:" && !may_be_insecure(parts.hostname, allow_insecure) {
        "must be https:, since http: is for loopback hosts only"
    } else if parts.has_user_info {
        "must not have a user name or password"
    } else if parts.has_query {
        "must not have a query"
    } else if parts.has_fragment {
        "must not have a fragment"
    } else {
        return None;
    };
    Some(join(&["\"", url, "\" ", problem]))
}

/// Whether `hostname` is a loopback host. `new URL()` normalises every IPv4 address to four decimal
/// numbers and rejects other hosts that end in a number. It accepts `127..` as a name.
fn is_loopback(hostname: &str) -> bool {
    let is_digit_or_dot = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let is_ipv4 = |rest: &str| !rest.ends_with('.') && rest.bytes().all(is_digit_or_dot);
    hostname == "localhost"
        || hostname == "[::1]"
        || hostname.ends_with(".localhost")
        || hostname.strip_prefix("127.").is_some_and(is_ipv4)
}

/// Whether an `http:` endpoint may have this host: a loopback host or, if the caller allows it, a
/// name without a dot, such as `localstack`. Public hosts have a dot.
fn may_be_insecure(hostname: &str, allow_insecure: bool) -> bool {
    let is_bare = || hostname.bytes().all(|byte| !matches!(byte, b'.' | b'[' | b':'));
    is_loopback(hostname) || (allow_insecure && is_bare())
}
