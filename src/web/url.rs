//! URLs, as the engine's own parser reads them: what is signed is what `fetch` will send.

use wasm_bindgen::JsCast;
use web_sys::Url;

use super::value::Value;
use crate::endpoint::UrlParts;
use crate::json::Json;
use crate::problem::Problems;

/// The URL that the option called `name` is or spells.
///
/// # Errors
/// That it is none. A text that may hold a password is not quoted.
pub(super) fn parse(value: &Value, name: &str) -> Result<Url, Problems> {
    if let Some(url) = value.0.dyn_ref::<Url>() {
        return Ok(url.clone());
    }
    let text = value.text().unwrap_or_default();
    Url::new(&text).map_err(|_| {
        let mut problems = Problems::default();
        if text.contains('@') {
            problems.add(name, "expected an absolute URL");
        } else {
            problems.expected(name, "an absolute URL", value);
        }
        problems
    })
}

/// The parts of a URL that an endpoint is judged by.
pub(super) struct Parts {
    protocol: String,
    has_user_info: bool,
    host: String,
    hostname: String,
    path: String,
    has_query: bool,
    has_fragment: bool,
}

impl Parts {
    pub(super) fn of(url: &Url) -> Self {
        Self {
            protocol: url.protocol(),
            has_user_info: !url.username().is_empty() || !url.password().is_empty(),
            host: url.host(),
            hostname: url.hostname(),
            path: url.pathname(),
            has_query: !url.search().is_empty(),
            has_fragment: !url.hash().is_empty(),
        }
    }

    pub(super) fn as_endpoint(&self) -> UrlParts<'_> {
        UrlParts {
            protocol: &self.protocol,
            has_user_info: self.has_user_info,
            host: &self.host,
            hostname: &self.hostname,
            path: &self.path,
            has_query: self.has_query,
            has_fragment: self.has_fragment,
        }
    }
}
