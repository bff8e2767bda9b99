//! The components of a URL, parsed by the environment.

/// The components of a URL, as `new URL()` parses it. Those that can contain a password or a key
/// are only known to be present.
#[derive(Debug, Clone, Copy)]
pub struct UrlParts<'a> {
    /// The scheme with its colon, such as `https:`.
    pub protocol: &'a str,
    /// Whether there is a user name or a password.
    pub has_user_info: bool,
    /// The host, with the port unless it is the default of the scheme.
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
