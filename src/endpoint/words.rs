//! The parts of a URL, handed over as one text.

use super::UrlParts;

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
