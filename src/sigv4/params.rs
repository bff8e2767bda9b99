//! What a request is signed with.

use crate::time::Timestamp;

/// The keys to sign with. Has no `Debug`, so that nothing prints them.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    /// The access key id.
    pub access_key_id: &'a str,
    /// The secret access key.
    pub secret_access_key: &'a str,
    /// The session token of temporary keys; an empty one is none.
    pub session_token: Option<&'a str>,
}

/// What a signature is made with, and good for.
#[derive(Clone, Copy)]
pub struct SigningParams<'a> {
    /// The keys.
    pub keys: Keys<'a>,
    /// The region, as it stands in the scope: case and all.
    pub region: &'a str,
    /// The service's signing name, such as `ssm`.
    pub service: &'a str,
    /// The one instant that both timestamp and scope are made of.
    pub time: Timestamp,
    /// How the service wants the path.
    pub path_encoding: PathEncoding,
}

/// How a path stands in the canonical request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathEncoding {
    /// Normalized, and percent-encoded once more than it is sent: all services but S3.
    Twice,
    /// As it is sent: S3.
    AsSent,
}

/// Whether `service` is one of S3's signing names, for which a path is signed
/// [`PathEncoding::AsSent`].
pub fn is_s3(service: &str) -> bool {
    matches!(service, "s3" | "s3-object-lambda" | "s3-outposts" | "s3express")
}

/// Whether `service` wants the payload's hash as a header: S3, and OpenSearch Serverless.
pub(super) fn wants_payload_hash(service: &str) -> bool {
    is_s3(service) || service == "aoss"
}
