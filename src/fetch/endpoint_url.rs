//! An endpoint from the text of its URL, parsed by the runtime.

use web_sys::Url;

use crate::endpoint::{self, Endpoint, Options, UrlParts};
use crate::schema::Problems;

/// The endpoint at `text`, signed for `region`.
pub(super) fn resolve(region: &str, text: &str) -> Result<Endpoint, Problems> {
    // No message quotes the text: it can contain a password.
    let url = Url::new(text).map_err(|_| Problems::one("endpoint", "expected an absolute URL"))?;
    let (protocol, host, hostname) = (url.protocol(), url.host(), url.hostname());
    let path = url.pathname();
    let parts = UrlParts {
        protocol: &protocol,
        has_user_info: !url.username().is_empty() || !url.password().is_empty(),
        host: &host,
        hostname: &hostname,
        path: &path,
        has_query: !url.search().is_empty(),
        has_fragment: !url.hash().is_empty(),
    };
    endpoint::resolve(&Options {
        region,
        endpoint: Some(parts),
        fips: false,
        dualstack: false,
        allow_insecure: false,
    })
}
