//! The endpoint variants: FIPS and dual-stack.

use crate::schema::Problems;

/// The endpoint variant to use.
#[derive(Clone, Copy)]
pub(super) struct Variants {
    /// Use FIPS 140 validated cryptography.
    pub(super) fips: bool,
    /// Be reachable over IPv6 as well as IPv4.
    pub(super) dualstack: bool,
}

impl Variants {
    /// Reports that a variant cannot be combined with a custom endpoint.
    pub(super) fn check_absent(self, problems: &mut Problems) {
        if self.fips {
            let text = "Invalid Configuration: FIPS and custom endpoint are not supported";
            problems.add("useFipsEndpoint", text);
        }
        if self.dualstack {
            let text = "Invalid Configuration: Dualstack and custom endpoint are not supported";
            problems.add("useDualstackEndpoint", text);
        }
    }
}
