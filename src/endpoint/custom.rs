//! The check of an endpoint that the caller gives.

use super::Endpoint;
use crate::schema::Problems;
use crate::text::join;

/// A URL the way `new URL()` takes it apart. The parts that can hold a password or a key are only
/// known to be there.
#[derive(Debug, Clone, Copy)]
pub struct UrlParts<'a> {
    /// The scheme with its colon, such as `https:`.
    pub protocol: &'a str,
    /// Whether there is a user name or a password.
    pub has_user_info: bool,
    /// The host, with the port unless it is the scheme's own.
    pub host: &'a str,
    /// The host without the port.
    pub hostname: &'a str,
    /// The path.
    pub path: &'a str,
    /// Whether there is a query.
    pub has_query: bool,
    /// Whether there is a fragment.
    pub has_fragment: bool,
}

/// Notes what keeps `parts` from being an endpoint, and makes one of what can be used.
pub(super) fn endpoint(parts: &UrlParts<'_>, region: &str, problems: &mut Problems) -> Endpoint {
    let slash = if parts.path.ends_with('/') { "" } else { "/" };
    let path = join(&[parts.path, slash]);
    let endpoint = Endpoint::new(parts.protocol, parts.host, &path, region);
    if let Some(problem) = problem(parts, &endpoint.url) {
        problems.add("endpoint", &problem);
    }
    endpoint
}

fn problem(parts: &UrlParts<'_>, url: &str) -> Option<String> {
    if !matches!(parts.protocol, "https:" | "http:") {
        // Not quoted as a whole: in `user:password@host` the path of the URL holds a password.
        return Some(join(&["must be an https: URL, not one of \"", parts.protocol, "\""]));
    }
    let problem = if parts.protocol == "http:" && !is_loopback(parts.hostname) {
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

/// Notes that an endpoint of the caller's has no variants.
pub(super) fn check_variants(fips: bool, dualstack: bool, problems: &mut Problems) {
    if fips {
        let text = "Invalid Configuration: FIPS and custom endpoint are not supported";
        problems.add("useFipsEndpoint", text);
    }
    if dualstack {
        let text = "Invalid Configuration: Dualstack and custom endpoint are not supported";
        problems.add("useDualstackEndpoint", text);
    }
}
