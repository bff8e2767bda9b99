//! The variants that the endpoints of a region have.

use crate::schema::Problems;

/// Which variant of an endpoint to use.
#[derive(Clone, Copy)]
pub(super) struct Variants {
    /// The one with FIPS 140 validated cryptography.
    pub(super) fips: bool,
    /// The one that also answers over IPv6.
    pub(super) dualstack: bool,
}

impl Variants {
    /// Notes that an endpoint of the caller's has none of them.
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
