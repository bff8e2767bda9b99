//! A URL, taken apart by the environment.

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
