//! The check of an endpoint that the caller gives.

use super::url_parts::UrlParts;
use crate::schema::Problems;
use crate::text::join;

/// Notes what keeps `parts`, the whole of which is `url`, from being an endpoint.
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
        // Not quoted as a whole: in `user:password@host` the path of the URL holds a password.
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

/// Whether what is sent to `hostname` cannot leave the machine. `new URL()` has spelled every IPv4
/// address in four decimal numbers, and takes no name for a host that ends in a number; `127..`,
/// which ends in nothing, is one.
fn is_loopback(hostname: &str) -> bool {
    let is_digit_or_dot = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    let is_ipv4 = |rest: &str| !rest.ends_with('.') && rest.bytes().all(is_digit_or_dot);
    hostname == "localhost"
        || hostname == "[::1]"
        || hostname.ends_with(".localhost")
        || hostname.strip_prefix("127.").is_some_and(is_ipv4)
}

/// Whether an `http:` endpoint may have this host: a loopback host, and if the caller allows it a
/// name without a dot, such as `localstack`, which no public host has.
fn may_be_insecure(hostname: &str, allow_insecure: bool) -> bool {
    let is_bare = || hostname.bytes().all(|byte| !matches!(byte, b'.' | b'[' | b':'));
    is_loopback(hostname) || (allow_insecure && is_bare())
}
