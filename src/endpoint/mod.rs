//! Resolves a region or a custom URL to the endpoint of a service and the region to sign for.
//!
//! Follows the endpoint rulesets of SSM, STS and Cognito Identity and the partition table as
//! botocore publishes them (`data/ssm/2014-11-06/endpoint-rule-set-1.json` and so on,
//! `data/partitions.json`), and the SDKs' handling of the region: the check of its syntax, and
//! pseudo regions like `fips-us-east-1`.

mod custom;
mod partition;
mod url_parts;
mod variants;

pub use url_parts::UrlParts;

use crate::schema::Problems;
use crate::text::join;
use partition::Partition;
use variants::Variants;

const SSM: &str = "ssm";
/// The ruleset of this service treats the endpoint variants differently.
const COGNITO_IDENTITY: &str = "cognito-identity";

/// The options that determine the endpoint.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The region, such as `eu-central-1`.
    pub region: &'a str,
    /// A custom endpoint, instead of the region's.
    pub endpoint: Option<UrlParts<'a>>,
    /// Use the FIPS 140 validated endpoint.
    pub fips: bool,
    /// Use the endpoint that is also reachable over IPv6.
    pub dualstack: bool,
    /// Accept an `http:` endpoint whose host is a name without a dot, such as the name of a
    /// container.
    pub allow_insecure: bool,
}

/// The URL to send requests to, and the region to sign them for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The URL, such as `https://ssm.eu-central-1.amazonaws.com/`; ends with a slash.
    pub url: String,
    /// The host, with the port unless it is the default of the scheme.
    pub host: String,
    /// The path; begins and ends with a slash.
    pub path: String,
    /// The region to sign for, in the case of the input.
    pub signing_region: String,
}

/// Resolves the endpoint of SSM.
///
/// # Errors
/// As [`resolve_of`].
pub fn resolve(options: &Options<'_>) -> Result<Endpoint, Problems> {
    resolve_of(SSM, options)
}

/// Resolves the endpoint of the service with this signing name, which is the first label of its
/// hosts.
///
/// # Errors
/// Every problem with the options, under the names `region`, `endpoint`, `useFipsEndpoint` and
/// `useDualstackEndpoint`.
pub fn resolve_of(service: &str, options: &Options<'_>) -> Result<Endpoint, Problems> {
    let mut problems = Problems::default();
    let (region, is_fips_region) = without_fips(options.region);
    check_region(options.region, region, &mut problems);
    let variants = Variants { fips: options.fips || is_fips_region, dualstack: options.dualstack };
    let endpoint = match &options.endpoint {
        Some(parts) => {
            let slash = if parts.path.ends_with('/') { "" } else { "/" };
            let path = join(&[parts.path, slash]);
            let endpoint = Endpoint::new(parts.protocol, parts.host, &path, region);
            custom::check(parts, &endpoint.url, options.allow_insecure, &mut problems);
            variants.check_absent(&mut problems);
            endpoint
        }
        None => regional(service, region, variants),
    };
    problems.or(endpoint)
}

impl Endpoint {
    #[inline(never)]
    fn new(scheme: &str, host: &str, path: &str, region: &str) -> Self {
        Self {
            url: join(&[scheme, "//", host, path]),
            host: host.into(),
            path: path.into(),
            signing_region: region.into(),
        }
    }
}

/// The region behind a pseudo region such as `fips-us-east-1`, and whether it was one.
fn without_fips(region: &str) -> (&str, bool) {
    if matches!(region, "aws-fips" | "fips-aws-global") {
        return ("us-east-1", true);
    }
    match region.strip_prefix("fips-").or_else(|| region.strip_suffix("-fips")) {
        Some(region) => (region, true),
        None => (region, false),
    }
}

/// Rejects a region that is not a host label: a region such as `x.example.com/` would send requests
/// to another host.
fn check_region(given: &str, region: &str, problems: &mut Problems) {
    if given.is_empty() {
        problems.add("region", "Invalid Configuration: Missing Region");
    } else if !is_host_label(region) {
        problems.add("region", &join(&["\"", given, "\" is not a valid region"]));
    }
}

fn is_host_label(text: &str) -> bool {
    let text = text.as_bytes();
    (1..=63).contains(&text.len())
        && text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
        && !matches!(text, [b'-', ..] | [.., b'-'])
        && !text.iter().all(u8::is_ascii_digit)
}

fn regional(service: &str, region: &str, variants: Variants) -> Endpoint {
    let host = host(service, region, variants).to_ascii_lowercase();
    Endpoint::new("https:", &host, "/", region)
}

fn host(service: &str, region: &str, Variants { fips, dualstack }: Variants) -> String {
    let partition = Partition::of(region);
    let is_cognito = service == COGNITO_IDENTITY;
    // GovCloud's plain endpoints are FIPS endpoints, except for Cognito Identity. Cognito
    // Identity's plain endpoints in the first partition, and its FIPS endpoints in the US, are
    // reachable over IPv6.
    let is_plain = !fips || (partition.gov && !dualstack && !is_cognito);
    let is_dual_as_is = is_cognito && partition.first && (!fips || region.starts_with("us-"));
    let fips = if is_plain { "." } else { "-fips." };
    let suffix = match dualstack && !is_dual_as_is {
        true => partition.dualstack_suffix,
        false => partition.suffix,
    };
    join(&[service, fips, region, ".", suffix])
}
