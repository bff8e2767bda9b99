//! Endpoints, against the service's ruleset and real clients (`tests/data/vectors`).

use crate::support::deviations::deviations;
use patchlens::endpoint::{Endpoint, Options, UrlParts, resolve, resolve_of};
use proptest::prelude::*;
use serde_json::Value;
use url::{Position, Url};

const OPTIONS: Options<'_> = Options {
    region: "eu-west-1",
    endpoint: None,
    fips: false,
    dualstack: false,
    allow_insecure: false,
};

/// A region of digits only, which the JavaScript client accepts. botocore and this crate reject it,
/// since a host of digits can be an IP address.
const REFUSED_AS_BY_BOTOCORE: &str = "12345";

fn vectors() -> Value {
    serde_json::from_str(include_str!("../data/vectors/endpoint-vectors.json")).unwrap()
}

/// The components that `new URL()` returns; `None` where it throws.
fn with_parts<T>(url: &str, then: impl FnOnce(UrlParts<'_>) -> T) -> Option<T> {
    let url = Url::parse(url).ok()?;
    let protocol = format!("{}:", url.scheme());
    Some(then(UrlParts {
        protocol: &protocol,
        has_user_info: !url.username().is_empty() || url.password().is_some(),
        host: &url[Position::BeforeHost..Position::AfterPort],
        hostname: url.host_str().unwrap_or_default(),
        path: url.path(),
        has_query: url.query().is_some_and(|query| !query.is_empty()),
        has_fragment: url.fragment().is_some_and(|fragment| !fragment.is_empty()),
    }))
}

fn custom(url: &str) -> Result<Endpoint, String> {
    let resolved = with_parts(url, |parts| {
        resolve(&Options { endpoint: Some(parts), ..OPTIONS }).map_err(|problems| problems.line())
    });
    resolved.unwrap_or_else(|| Err("Invalid URL".into()))
}

fn regional(region: &str) -> Result<Endpoint, String> {
    resolve(&Options { region, ..OPTIONS }).map_err(|problems| problems.line())
}

fn resolve_vector(vector: &Value) -> Result<Endpoint, String> {
    let region = vector["region"].as_str().unwrap_or_default();
    let fips = vector["fips"].as_bool().unwrap();
    let dualstack = vector["dualstack"].as_bool().unwrap();
    let options = Options { region, fips, dualstack, ..OPTIONS };
    let resolved = match vector["endpoint"].as_str() {
        Some(url) => {
            with_parts(url, |parts| resolve(&Options { endpoint: Some(parts), ..options }))
        }
        None => Some(resolve(&options)),
    };
    match resolved {
        Some(resolved) => resolved.map_err(|problems| problems.line()),
        None => Err("Invalid URL".into()),
    }
}

#[test]
fn endpoints_are_those_of_the_javascript_client() {
    let deviations = deviations("endpoint vectors");
    for vector in vectors()["vectors"].as_array().unwrap() {
        if deviations.iter().any(|row| vector["endpoint"] == *row.case) {
            continue;
        }
        let theirs = &vector["js_v3_client"];
        let ours = resolve_vector(vector);
        if vector["region"] == REFUSED_AS_BY_BOTOCORE {
            assert!(vector["botocore_client"]["request_url"].is_null(), "{vector}");
            assert!(ours.is_err(), "{vector}");
        } else if theirs["request_url"].is_null() {
            assert!(ours.is_err(), "{vector}");
        } else {
            let ours = ours.unwrap();
            assert_eq!(ours.url, theirs["request_url"], "{vector}");
            assert_eq!(ours.host, theirs["host_header"], "{vector}");
            assert_eq!(ours.signing_region, theirs["signing_region"], "{vector}");
        }
    }
}

/// Both clients accept each of these endpoints.
#[test]
fn each_deviation_is_necessary_and_matches_the_table() {
    for row in deviations("endpoint vectors") {
        let vectors = vectors();
        let mut all = vectors["vectors"].as_array().unwrap().iter();
        let vector = all.find(|vector| vector["endpoint"] == *row.case).unwrap();
        assert!(vector["botocore_client"]["request_url"].is_string(), "{row:?}");
        assert!(vector["js_v3_client"]["request_url"].is_string(), "{row:?}");
        assert!(resolve_vector(vector).is_err() && row.ours == "refused", "{row:?}");
    }
}

#[test]
fn endpoints_match_where_botocore_and_the_javascript_client_agree() {
    let vectors = vectors();
    let agreed = vectors["vectors"].as_array().unwrap().iter().filter(|vector| {
        vector["clients_agree"] == true && !vector["botocore_client"]["request_url"].is_null()
    });
    assert!(agreed.clone().count() > 100);
    for vector in agreed {
        let ours = resolve_vector(vector).unwrap();
        assert_eq!(ours.url, vector["botocore_client"]["request_url"], "{vector}");
    }
}

#[test]
fn every_known_region_is_in_its_partition() {
    for partition in vectors()["partitions"].as_array().unwrap() {
        for region in partition["regions"].as_array().unwrap() {
            let region = region.as_str().unwrap();
            let suffix = partition["dnsSuffix"].as_str().unwrap();
            assert_eq!(regional(region).unwrap().host, format!("ssm.{region}.{suffix}"));
            let dualstack = Options { region, dualstack: true, ..OPTIONS };
            let suffix = partition["dualStackDnsSuffix"].as_str().unwrap();
            assert_eq!(resolve(&dualstack).unwrap().host, format!("ssm.{region}.{suffix}"));
        }
    }
}

#[test]
fn future_regions_belong_to_a_partition_by_their_name() {
    for (region, host) in [
        ("eu-west-99", "ssm.eu-west-99.amazonaws.com"),
        ("cn-south-1", "ssm.cn-south-1.amazonaws.com.cn"),
        ("eusc-de-west-12", "ssm.eusc-de-west-12.amazonaws.eu"),
        ("eusc-fr-west-1", "ssm.eusc-fr-west-1.amazonaws.com"),
        ("us-iso-north-1", "ssm.us-iso-north-1.c2s.ic.gov"),
        ("us-isob-north-1", "ssm.us-isob-north-1.sc2s.sgov.gov"),
        ("us-isof-north-1", "ssm.us-isof-north-1.csp.hci.ic.gov"),
        ("eu-isoe-north-1", "ssm.eu-isoe-north-1.cloud.adc-e.uk"),
        ("us-gov-north-1", "ssm.us-gov-north-1.amazonaws.com"),
        ("cn-south", "ssm.cn-south.amazonaws.com"),
        ("cn-south-1a", "ssm.cn-south-1a.amazonaws.com"),
        ("cn-south-1-2", "ssm.cn-south-1-2.amazonaws.com"),
        ("cn--1", "ssm.cn--1.amazonaws.com"),
        ("mars", "ssm.mars.amazonaws.com"),
    ] {
        assert_eq!(regional(region).unwrap().host, host);
    }
}

#[test]
fn fips_in_govcloud_is_the_plain_endpoint_unless_dual_stack() {
    let options = Options { region: "us-gov-west-1", fips: true, ..OPTIONS };
    assert_eq!(resolve(&options).unwrap().host, "ssm.us-gov-west-1.amazonaws.com");
    let options = Options { dualstack: true, ..options };
    assert_eq!(resolve(&options).unwrap().host, "ssm-fips.us-gov-west-1.api.aws");
}

fn host_of(service: &str, region: &str, fips: bool, dualstack: bool) -> String {
    let options = Options { region, fips, dualstack, ..OPTIONS };
    resolve_of(service, &options).unwrap().host
}

#[test]
fn the_credentials_services_have_endpoints_in_every_partition() {
    for partition in vectors()["partitions"].as_array().unwrap() {
        for region in partition["regions"].as_array().unwrap() {
            let region = region.as_str().unwrap();
            let suffix = partition["dnsSuffix"].as_str().unwrap();
            for service in ["sts", "cognito-identity"] {
                let host = host_of(service, region, false, false);
                assert_eq!(host, format!("{service}.{region}.{suffix}"));
            }
        }
    }
}

#[test]
fn variants_of_sts_have_the_same_form_as_those_of_ssm() {
    for vector in vectors()["vectors"].as_array().unwrap() {
        let (Some(region), true) = (vector["region"].as_str(), vector["endpoint"].is_null()) else {
            continue;
        };
        let (fips, dualstack) =
            (vector["fips"].as_bool().unwrap(), vector["dualstack"].as_bool().unwrap());
        let options = Options { region, fips, dualstack, ..OPTIONS };
        let Ok(ssm) = resolve(&options) else { continue };
        let host = ssm.host.replacen("ssm", "sts", 1);
        assert_eq!(host_of("sts", region, fips, dualstack), host);
    }
}

#[test]
fn variants_of_cognito_identity_follow_rules_of_their_own() {
    for (region, fips, dualstack, host) in [
        ("eu-west-1", true, false, "cognito-identity-fips.eu-west-1.amazonaws.com"),
        ("us-gov-west-1", true, false, "cognito-identity-fips.us-gov-west-1.amazonaws.com"),
        ("us-gov-west-1", true, true, "cognito-identity-fips.us-gov-west-1.api.aws"),
        ("us-gov-west-1", false, true, "cognito-identity.us-gov-west-1.api.aws"),
        ("eu-west-1", false, true, "cognito-identity.eu-west-1.amazonaws.com"),
        ("eu-west-1", true, true, "cognito-identity-fips.eu-west-1.api.aws"),
        ("us-east-1", true, true, "cognito-identity-fips.us-east-1.amazonaws.com"),
        ("us-west-2", true, true, "cognito-identity-fips.us-west-2.amazonaws.com"),
        ("cn-north-1", false, true, "cognito-identity.cn-north-1.api.amazonwebservices.com.cn"),
    ] {
        assert_eq!(host_of("cognito-identity", region, fips, dualstack), host);
    }
}

#[test]
fn pseudo_regions_select_the_fips_endpoint_of_their_region() {
    for (region, host, signing_region) in [
        ("fips-us-east-1", "ssm-fips.us-east-1.amazonaws.com", "us-east-1"),
        ("eu-west-1-fips", "ssm-fips.eu-west-1.amazonaws.com", "eu-west-1"),
        ("us-gov-west-1-fips", "ssm.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("fips-aws-global", "ssm-fips.us-east-1.amazonaws.com", "us-east-1"),
    ] {
        let endpoint = regional(region).unwrap();
        assert_eq!((&*endpoint.host, &*endpoint.signing_region), (host, signing_region));
    }
}

#[test]
fn the_host_is_in_lower_case_and_the_signing_region_as_given() {
    let endpoint = regional("US-East-1").unwrap();
    assert_eq!(endpoint.url, "https://ssm.us-east-1.amazonaws.com/");
    assert_eq!(endpoint.signing_region, "US-East-1");
}

#[test]
fn a_region_that_is_not_a_host_label_is_rejected() {
    let long = "a".repeat(64);
    for region in [
        "us_east_1",
        "us east 1",
        "-us-east-1",
        "us-east-1-",
        "x.example.com/",
        "x.example.com#",
        "a@b",
        "us-east-1\n",
        "12345",
        "fips-",
        "-fips",
        "fips-1",
        "ü-east-1",
        &long,
    ] {
        let expected = format!("region: \"{region}\" is not a valid region");
        assert_eq!(regional(region), Err(expected));
    }
    assert!(regional(&"a".repeat(63)).is_ok());
}

#[test]
fn a_missing_region_has_the_message_of_aws() {
    assert_eq!(regional(""), Err("region: Invalid Configuration: Missing Region".into()));
}

#[test]
fn a_custom_endpoint_gets_a_slash_at_the_end() {
    for (url, expected, host, path) in [
        ("https://example.com", "https://example.com/", "example.com", "/"),
        ("https://EXAMPLE.com:443/ssm", "https://example.com/ssm/", "example.com", "/ssm/"),
        ("https://example.com:8443/a/", "https://example.com:8443/a/", "example.com:8443", "/a/"),
        ("https://[2001:DB8::1]/", "https://[2001:db8::1]/", "[2001:db8::1]", "/"),
        ("https://example.com/?", "https://example.com/", "example.com", "/"),
    ] {
        let endpoint = custom(url).unwrap();
        assert_eq!((&*endpoint.url, &*endpoint.host, &*endpoint.path), (expected, host, path));
        assert_eq!(endpoint.signing_region, "eu-west-1");
    }
}

#[test]
fn plain_http_is_for_loopback_hosts_only() {
    for url in [
        "http://localhost:4566/",
        "http://LOCALHOST/",
        "http://ssm.localhost:80/",
        "http://127.0.0.1:5000/moto/",
        "http://127.1/",
        "http://127.255.255.254/",
        "http://[::1]:8000/",
    ] {
        assert!(custom(url).is_ok(), "{url}");
    }
    for url in [
        "http://example.com/",
        "http://localhost.example.com/",
        "http://notlocalhost/",
        "http://127.0.0.1.example.com/",
        "http://127.example.com/",
        "http://127../",
        "http://128.0.0.1/",
        "http://[::2]/",
        "http://0.0.0.0/",
        "http://169.254.169.254/",
    ] {
        let expected =
            format!("endpoint: \"{url}\" must be https:, since http: is for loopback hosts only");
        assert_eq!(custom(url), Err(expected));
    }
}

#[test]
fn plain_http_is_for_names_without_a_dot_too_if_the_caller_allows_it() {
    let allowed = |url: &str| {
        with_parts(url, |parts| {
            resolve(&Options { endpoint: Some(parts), allow_insecure: true, ..OPTIONS })
        })
        .unwrap()
    };
    for url in ["http://localstack:4566/", "http://moto/", "http://localhost/", "https://a.b/"] {
        assert_eq!(allowed(url).unwrap().url, url);
    }
    for url in ["http://example.com/", "http://10.0.0.1/", "http://3232235521/", "http://[::2]/"] {
        let problem = allowed(url).unwrap_err().line();
        assert!(problem.contains("must be https:"), "{problem}");
    }
}

#[test]
fn other_schemes_are_rejected() {
    for (url, scheme) in
        [("ftp://example.com/", "ftp:"), ("localhost:4566", "localhost:"), ("data:x", "data:")]
    {
        let expected = format!("endpoint: must be an https: URL, not one of \"{scheme}\"");
        assert_eq!(custom(url), Err(expected));
    }
}

#[test]
fn parts_that_an_endpoint_cannot_have_are_rejected() {
    for (url, part) in [
        ("https://user@example.com/a", "user name or password"),
        ("https://:pw@example.com/a", "user name or password"),
        ("https://example.com/a?key=1", "query"),
        ("https://example.com/a#top", "fragment"),
    ] {
        let expected = format!("endpoint: \"https://example.com/a/\" must not have a {part}");
        assert_eq!(custom(url), Err(expected));
    }
}

#[test]
fn no_problem_quotes_a_password() {
    for url in [
        "https://user:hunter2@example.com/",
        "http://user:hunter2@example.com/",
        "user:hunter2@example.com",
        "ftp://user:hunter2@example.com/",
        "https://example.com/?password=hunter2",
        "https://example.com/#hunter2",
    ] {
        let problem = custom(url).unwrap_err();
        assert!(!problem.contains("hunter2"), "{problem}");
    }
}

#[test]
fn fips_and_dual_stack_cannot_be_combined_with_a_custom_endpoint() {
    let problem = |region, fips, dualstack| {
        with_parts("https://example.com", |parts| {
            let options = Options { region, endpoint: Some(parts), fips, dualstack, ..OPTIONS };
            resolve(&options).unwrap_err().line()
        })
        .unwrap()
    };
    let fips = "useFipsEndpoint: Invalid Configuration: FIPS and custom endpoint are not supported";
    let dualstack = "useDualstackEndpoint: Invalid Configuration: Dualstack and custom endpoint are not supported";
    assert_eq!(problem("eu-west-1", true, false), fips);
    assert_eq!(problem("fips-eu-west-1", false, false), fips);
    assert_eq!(problem("eu-west-1", false, true), dualstack);
    assert_eq!(problem("eu-west-1", true, true), format!("{fips}; {dualstack}"));
}

#[test]
fn every_problem_is_named_at_once() {
    let problems = with_parts("https://user@example.com/", |parts| {
        let options = Options {
            region: "a b",
            endpoint: Some(parts),
            fips: true,
            dualstack: true,
            allow_insecure: true,
        };
        resolve(&options).unwrap_err()
    });
    let paths: Vec<_> = problems.unwrap().iter().map(|problem| problem.path.clone()).collect();
    assert_eq!(paths, ["region", "endpoint", "useFipsEndpoint", "useDualstackEndpoint"]);
}

proptest! {
    #[test]
    fn every_region_leads_to_an_aws_host(
        region in "([a-zA-Z0-9./@:#?%\\\\-]{0,20}|\\PC{0,10})",
        fips in any::<bool>(),
        dualstack in any::<bool>(),
    ) {
        if let Ok(endpoint) = resolve(&Options { region: &region, fips, dualstack, ..OPTIONS }) {
            let url = Url::parse(&endpoint.url).unwrap();
            prop_assert_eq!(url.host_str(), Some(&*endpoint.host));
            prop_assert_eq!(url.as_str(), &endpoint.url);
            let suffixes = ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "api.aws"];
            prop_assert!(suffixes.iter().any(|suffix| endpoint.host.ends_with(suffix)));
            prop_assert!(endpoint.host.starts_with("ssm"));
        }
    }

    #[test]
    fn no_url_makes_the_check_panic(url in "(https?|ftp|[a-z]+):/{0,2}\\PC{0,20}") {
        let _ = custom(&url);
    }
}
