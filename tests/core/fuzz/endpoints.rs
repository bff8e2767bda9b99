//! Regions and custom endpoints.

use patchlens::endpoint::{Options, UrlParts, resolve};
use proptest::option;
use proptest::prelude::*;
use url::Url;

use super::text::{any_text, mutated};
use super::trial::trial;

const REGIONS: &[&str] = &[
    "eu-central-1",
    "us-gov-west-1",
    "cn-north-1",
    "fips-us-east-1",
    "us-east-1-fips",
    "aws-fips",
    "us-iso-east-1",
    "eu-isoe-west-1",
    "eusc-de-east-1",
    "aws-global",
    "US-EAST-1",
];

const URLS: &[&str] = &[
    "https://example.com/",
    "https://user:QQQQQQQ@example.com/",
    "http://localhost:4566/path",
    "http://127.0.0.1/",
    "http://[::1]:80",
    "https://x.example.com:443/a//b/../c?Q=QQQQQQQ#QQQQQQQ",
    "ftp://example.com/",
    "http://127.0.0.1.example.com/",
    "user:QQQQQQQ@host",
];

const WORDS: &[&str] = &[
    "-",
    ".",
    "/",
    "//",
    "@",
    ":",
    "#",
    "?",
    "%",
    "%2f",
    "%00",
    "\\",
    "fips-",
    "-fips",
    "..",
    "é",
    "\u{0}",
    "localhost",
    "127.",
    "0x7f",
    "[",
    "]",
    "evil.example",
    "amazonaws.com",
    ":65536",
    " ",
    "\n",
    "\t",
    "http:",
    "https:",
    "cn-",
    "ß",
    "。",
];

fn regions() -> impl Strategy<Value = String> {
    prop_oneof![3 => mutated(REGIONS, WORDS), 1 => any_text(WORDS)]
}

/// The components of a URL, as `src/js` passes them.
fn parts(url: &Url) -> [String; 4] {
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let hostname = url.host_str().unwrap_or_default().to_owned();
    let protocol = format!("{}:", url.scheme());
    [protocol, format!("{hostname}{port}"), hostname, url.path().to_owned()]
}

#[test]
fn every_region_leads_to_a_host_of_its_partition() {
    const SUFFIXES: [&str; 7] = [
        ".amazonaws.com",
        ".amazonaws.com.cn",
        ".amazonaws.eu",
        ".api.aws",
        ".ic.gov",
        ".sgov.gov",
        ".uk",
    ];
    const MORE: [&str; 3] = [".scloud", ".cn", ".eu"];
    let cases = (regions(), any::<bool>(), any::<bool>());
    trial("regions", 100_000, cases, |(region, fips, dualstack)| {
        let options =
            Options { region: &region, endpoint: None, fips, dualstack, allow_insecure: false };
        let Ok(endpoint) = resolve(&options) else { return Ok(()) };
        let url = Url::parse(&endpoint.url).unwrap();
        prop_assert_eq!(url.host_str(), Some(&*endpoint.host), "{}", region);
        prop_assert_eq!((url.scheme(), url.path(), url.query()), ("https", "/", None));
        prop_assert!(url.username().is_empty() && url.port().is_none());
        let is_aws = |suffix: &&str| endpoint.host.ends_with(suffix);
        prop_assert!(SUFFIXES.iter().chain(&MORE).any(is_aws), "{}", endpoint.host);
        prop_assert!(endpoint.signing_region.bytes().all(|byte| byte.is_ascii_graphic()));
        Ok(())
    });
}

#[test]
fn requests_go_to_the_endpoint_and_no_problem_with_it_quotes_a_secret() {
    let cases = (mutated(URLS, WORDS), any::<bool>(), any::<bool>(), any::<bool>());
    trial("endpoints", 100_000, cases, |(text, fips, dualstack, allow_insecure)| {
        let Ok(url) = Url::parse(&text) else { return Ok(()) };
        let [protocol, host, hostname, path] = parts(&url);
        let endpoint = Some(UrlParts {
            protocol: &protocol,
            has_user_info: !url.username().is_empty() || url.password().is_some(),
            host: &host,
            hostname: &hostname,
            path: &path,
            has_query: url.query().is_some_and(|query| !query.is_empty()),
            has_fragment: url.fragment().is_some_and(|fragment| !fragment.is_empty()),
        });
        let options = Options { region: "eu-central-1", endpoint, fips, dualstack, allow_insecure };
        match resolve(&options) {
            Ok(endpoint) => {
                prop_assert!(!fips && !dualstack);
                let sent = Url::parse(&endpoint.url).unwrap();
                prop_assert_eq!(sent.host_str(), url.host_str());
                prop_assert_eq!(sent.path(), &endpoint.path);
                let is_name = || allow_insecure && !hostname.contains(['.', ':', '[']);
                let may_be_insecure = is_loopback(&sent) || is_name();
                prop_assert!(sent.scheme() == "https" || may_be_insecure, "{}", sent);
                prop_assert!(endpoint.path.starts_with('/') && endpoint.path.ends_with('/'));
            }
            Err(problems) => {
                let is_secret = !host.contains("qqqqqqq") && !path.contains("QQQQQQQ");
                prop_assert!(!is_secret || !problems.line().contains("QQQQQQQ"), "{text}");
            }
        }
        Ok(())
    });
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[test]
fn no_parts_make_the_check_panic() {
    let text = || any_text(WORDS);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let cases = (option::of(regions()), text(), text(), text(), text(), flags);
    trial("parts of URLs", 50_000, cases, |(region, protocol, host, hostname, path, flags)| {
        let endpoint = Some(UrlParts {
            protocol: &protocol,
            has_user_info: flags.0,
            host: &host,
            hostname: &hostname,
            path: &path,
            has_query: flags.1,
            has_fragment: flags.2,
        });
        let region = region.as_deref().unwrap_or_default();
        let options =
            Options { region, endpoint, fips: false, dualstack: false, allow_insecure: flags.3 };
        let resolved = resolve(&options);
        prop_assert!(resolved.is_err() || matches!(&*protocol, "http:" | "https:"));
        Ok(())
    });
}
