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

impl<'a> UrlParts<'a> {
    /// The parts in a text of words: protocol, path, flags, host and host name, as `new URL()` has
    /// them. The flags are a `u` for a user name or password, a `q` for a query, an `f` for a
    /// fragment, after a `-`. A URL without a host has no such words.
    ///
    /// ```
    /// use patchlens::endpoint::UrlParts;
    ///
    /// let parts = UrlParts::of("http: /ssm/ -q [::1]:4566 [::1]");
    /// assert_eq!((parts.protocol, parts.path), ("http:", "/ssm/"));
    /// assert_eq!((parts.host, parts.hostname), ("[::1]:4566", "[::1]"));
    /// assert_eq!((parts.has_user_info, parts.has_query), (false, true));
    /// ```
    pub fn of(words: &'a str) -> Self {
        let mut words = words.split_ascii_whitespace();
        let mut next = || words.next().unwrap_or_default();
        let (protocol, path, flags) = (next(), next(), next());
        let has = |flag| flags.bytes().any(|byte| byte == flag);
        Self {
            protocol,
            has_user_info: has(b'u'),
            host: next(),
            hostname: next(),
            path,
            has_query: has(b'q'),
            has_fragment: has(b'f'),
        }
    }
}
