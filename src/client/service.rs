//! The services that are called: SSM, and the two that give credentials.

/// A service of AWS, as far as its requests differ from another's.
#[derive(Debug)]
pub struct Service {
    /// Its signing name, with which the host of its endpoints begins too.
    pub name: &'static str,
    /// What stands before an action in the header `x-amz-target`; empty where there is no such
    /// header, because the body names the action.
    pub target_prefix: &'static str,
    /// The type of its requests' bodies.
    pub content_type: &'static str,
    /// What it is asked to answer in; its own format if absent.
    pub accept: Option<&'static str>,
}

const JSON: &str = "application/x-amz-json-1.1";

/// Systems Manager.
pub static SSM: Service =
    Service { name: "ssm", target_prefix: "AmazonSSM.", content_type: JSON, accept: None };

/// The Security Token Service, which gives the keys of a role.
pub static STS: Service = Service {
    name: "sts",
    target_prefix: "",
    content_type: "application/x-www-form-urlencoded; charset=utf-8",
    // It answers in XML otherwise. Browsers send this header without a preflight.
    accept: Some("application/json"),
};

/// Cognito's identity pools, which give keys to the users of an app.
pub static COGNITO_IDENTITY: Service = Service {
    name: "cognito-identity",
    target_prefix: "AWSCognitoIdentityService.",
    content_type: JSON,
    accept: None,
};
