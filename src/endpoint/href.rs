//! Taking apart a URL that `new URL()` has put into its normal form.

use super::UrlParts;

impl<'a> UrlParts<'a> {
    /// The parts of `href`, the `href` of a `URL`: its scheme and host are in lower case, its port
    /// is not the scheme's own, and its path is not empty.
    ///
    /// ```
    /// use patchlens::endpoint::UrlParts;
    ///
    /// let parts = UrlParts::of("http://[::1]:4566/ssm/");
    /// assert_eq!((parts.protocol, parts.host, parts.hostname), ("http:", "[::1]:4566", "[::1]"));
    /// assert_eq!(parts.path, "/ssm/");
    /// ```
    pub fn of(href: &'a str) -> Self {
        let (protocol, rest) = behind(href, b':');
        let rest = rest.strip_prefix("//").unwrap_or_default();
        let (rest, fragment) = cut(rest, find(rest, b'#'));
        let (rest, query) = cut(rest, find(rest, b'?'));
        let (authority, path) = cut(rest, find(rest, b'/'));
        let (user_info, host) = behind(authority, b'@');
        let colon = host.bytes().rposition(|byte| byte == b':').filter(|_| !host.ends_with(']'));
        Self {
            protocol,
            has_user_info: !user_info.is_empty(),
            host,
            hostname: cut(host, colon).0,
            path,
            has_query: !query.is_empty(),
            has_fragment: !fragment.is_empty(),
        }
    }
}

/// `text` before and from `place`; without one, all of it comes before.
fn cut(text: &str, place: Option<usize>) -> (&str, &str) {
    text.split_at_checked(place.unwrap_or(text.len())).unwrap_or_default()
}

/// `text` up to and including `mark`, if that is there, and the rest.
fn behind(text: &str, mark: u8) -> (&str, &str) {
    cut(text, Some(find(text, mark).map_or(0, |place| place + 1)))
}

fn find(text: &str, wanted: u8) -> Option<usize> {
    text.bytes().position(|byte| byte == wanted)
}
