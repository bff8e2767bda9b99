//! The services: SSM, and the two that return credentials, STS and Cognito Identity.

/// The properties that distinguish the requests of one AWS service from another's.
#[derive(Debug)]
pub struct Service {
    /// The signing name, which is also the first label of its hosts.
    pub name: &'static str,
    /// The prefix of the action in the header `x-amz-target`. Empty if the service has no such
    /// header and reads the action from the body.
    pub target_prefix: &'static str,
    /// The `content-type` of a request.
    pub content_type: &'static str,
    /// The `accept` header of a request; absent if the default format of the service is right.
    pub accept: Option<&'static str>,
}

const JSON: &str = "application/x-amz-json-1.1";

/// Systems Manager.
pub static SSM: Service =
    Service { name: "ssm", target_prefix: "AmazonSSM.", content_type: JSON, accept: None };

/// The Security Token Service, which returns the credentials of a role.
pub static STS: Service = Service {
    name: "sts",
    target_prefix: "",
    content_type: "application/x-www-form-urlencoded; charset=utf-8",
    // The default format is XML. Browsers send this header without a preflight.
    accept: Some("application/json"),
};

/// Cognito's identity pools, which return credentials to the users of an app.
pub static COGNITO_IDENTITY: Service = Service {
    name: "cognito-identity",
    target_prefix: "AWSCognitoIdentityService.",
    content_type: JSON,
    accept: None,
};
