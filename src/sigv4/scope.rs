//! What a signature is good for.

use crate::text::join;

/// A day, a region and a service.
pub(super) struct Scope<'a> {
    /// The day, as `20261121`.
    pub(super) date: &'a str,
    /// The region.
    pub(super) region: &'a str,
    /// The service's signing name.
    pub(super) service: &'a str,
}

impl Scope<'_> {
    /// The scope as the string to sign has it: `20261121/eu-west-1/ssm/aws4_request`.
    pub(super) fn text(&self) -> String {
        join(&[self.date, "/", self.region, "/", self.service, "/aws4_request"])
    }
}
