//! What is signed.

/// A request to sign, its URL taken apart the way `new URL()` does: that is the form in which
/// `fetch` sends it.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The method; signed in upper case.
    pub method: &'a str,
    /// The host, with the port unless it is the scheme's own. A `host` header, if given, is signed
    /// in its place.
    pub host: &'a str,
    /// The path, percent-encoded as it is sent.
    pub path: &'a str,
    /// The query without `?`.
    pub query: &'a str,
    /// Names in any case, and values. All are signed but those that change on the way.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub payload: Payload<'a>,
}

/// The body of a request. A header `x-amz-content-sha256` goes before either form.
#[derive(Debug, Clone, Copy)]
pub enum Payload<'a> {
    /// The bytes that are sent; none is the empty slice.
    Bytes(&'a [u8]),
    /// Their SHA-256 in lower-case hexadecimal, or a word that the service takes instead, such as
    /// `UNSIGNED-PAYLOAD`.
    Hash(&'a str),
}
