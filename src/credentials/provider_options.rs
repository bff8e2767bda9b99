//! The options of the credentials providers.

use crate::schema::{
    ALLOW_INSECURE_ENDPOINT, ATTEMPT_TIMEOUT_MS, ENDPOINT, FETCH, MAX_ATTEMPTS, Member, Pattern,
    Problems, Quoting, REGION, Shape, USE_DUALSTACK_ENDPOINT, USE_FIPS_ENDPOINT, check,
    check_extension, optional, required,
};
use crate::text::cut;
use crate::value::{Value, ValueKind};

/// A credentials provider of the package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProviderKind {
    /// Credentials of a role, in exchange for other credentials: `sts:AssumeRole`.
    AssumeRole,
    /// Credentials of a role, in exchange for a web identity token:
    /// `sts:AssumeRoleWithWebIdentity`.
    WebIdentity,
    /// Credentials of a user or guest of an identity pool: `cognito-identity:GetId` and
    /// `cognito-identity:GetCredentialsForIdentity`.
    CognitoIdentityPool,
}

impl ProviderKind {
    /// The kind of provider that the package's function `name` creates.
    pub fn of_function(name: &str) -> Option<Self> {
        Some(match name {
            "fromAssumeRole" => Self::AssumeRole,
            "fromWebIdentity" => Self::WebIdentity,
            "fromCognitoIdentityPool" => Self::CognitoIdentityPool,
            _ => return None,
        })
    }

    /// Reports the problems with the options of this kind, and every unknown option. The common
    /// options are checked against [`PROVIDER_OPTIONS`].
    pub fn check<V: Value>(self, options: &V, problems: &mut Problems) {
        if options.kind() == ValueKind::Object {
            check_extension(options, self.members(), &PROVIDER_OPTIONS, problems);
        }
    }

    /// Reports the problems with the texts and numbers in options of this kind. In Rust the type of
    /// an option says whether it is required, and what is a function.
    pub fn check_values<V: Value>(self, options: &V, problems: &mut Problems) {
        for Member { name, shape, .. } in self.members() {
            let is_value = !matches!(shape, Shape::Any | Shape::Described { .. });
            if let Some(value) = options.get(name).filter(|_| is_value) {
                check(&value, shape, name, problems);
            }
        }
    }

    fn members(self) -> &'static [Member] {
        match self {
            Self::AssumeRole => &ASSUME_ROLE,
            Self::WebIdentity => &WEB_IDENTITY,
            Self::CognitoIdentityPool => &COGNITO_IDENTITY_POOL,
        }
    }
}

/// The options that all providers share.
pub const PROVIDER_OPTIONS: [Member; 8] = [
    REGION,
    ENDPOINT,
    USE_FIPS_ENDPOINT,
    USE_DUALSTACK_ENDPOINT,
    ALLOW_INSECURE_ENDPOINT,
    MAX_ATTEMPTS,
    ATTEMPT_TIMEOUT_MS,
    FETCH,
];

const ASSUME_ROLE: [Member; 5] = [
    ROLE_ARN,
    ROLE_SESSION_NAME,
    DURATION_SECONDS,
    EXTERNAL_ID,
    required("source", Shape::Any), // Checked as credentials elsewhere.
];

const WEB_IDENTITY: [Member; 4] = [
    ROLE_ARN,
    ROLE_SESSION_NAME,
    DURATION_SECONDS,
    required(
        "token",
        Shape::Described {
            shape: &Shape::Function,
            words: "a function",
            quoting: Quoting::Unquoted, // A caller can pass the token itself by mistake.
        },
    ),
];

const COGNITO_IDENTITY_POOL: [Member; 4] = [
    IDENTITY_POOL_ID,
    optional(
        "logins",
        Shape::Described {
            shape: &Shape::FunctionOr(&LOGINS),
            words: "an object of at most 10 tokens by their providers' names, or a function that gives one",
            quoting: Quoting::Unquoted,
        },
    ),
    optional("customRoleArn", ARN),
    ACCOUNT_ID,
];

const LOGINS: Shape = Shape::Strings { max: 10 };

const ROLE_ARN: Member = required("roleArn", ARN);

const ROLE_SESSION_NAME: Member = optional(
    "roleSessionName",
    Shape::Matching(&Pattern {
        min: 2,
        max: 64,
        accepts: |text| is_spelled(text, "_+=,.@-"),
        words: "a string of letters, digits and _+=,.@-",
    }),
);

const EXTERNAL_ID: Member = optional(
    "externalId",
    Shape::Matching(&Pattern {
        min: 2,
        max: 1224,
        accepts: |text| is_spelled(text, "_+=,.@:/-"),
        words: "a string of letters, digits and _+=,.@:/-",
    }),
);

const DURATION_SECONDS: Member =
    optional("durationSeconds", Shape::Integer { min: 900, max: 43_200 });

const IDENTITY_POOL_ID: Member = required(
    "identityPoolId",
    Shape::Matching(&Pattern {
        min: 1,
        max: 55,
        accepts: is_identity_pool_id,
        words: "the id of an identity pool, such as us-east-1:1a2b3c4d-…",
    }),
);

const ACCOUNT_ID: Member = optional(
    "accountId",
    Shape::Matching(&Pattern {
        min: 1,
        max: 15,
        accepts: |text| text.bytes().all(|byte| byte.is_ascii_digit()),
        words: "a string of digits",
    }),
);

/// The ARN of a role. A stricter check would reject the ARNs of other servers.
const ARN: Shape =
    Shape::Matching(&Pattern { min: 20, max: 2048, accepts: is_arn, words: "an ARN" });

/// Whether a text has the six parts of an ARN, with a partition and a resource.
fn is_arn(text: &str) -> bool {
    let fifth_colon = || text.bytes().enumerate().filter(|(_, byte)| *byte == b':').nth(4);
    text.starts_with("arn:")
        && !text.starts_with("arn::")
        && fifth_colon().is_some_and(|(at, _)| at + 1 < text.len())
}

/// `us-east-1:` and hexadecimal digits and hyphens.
fn is_identity_pool_id(text: &str) -> bool {
    let is_id = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-');
    cut(text, b':').is_some_and(|(region, id)| {
        is_spelled(region, "_-") && !region.is_empty() && id.bytes().all(is_id) && !id.is_empty()
    })
}

/// Whether a text consists of ASCII letters, digits and these `marks`.
fn is_spelled(text: &str, marks: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || marks.bytes().any(|mark| mark == byte))
}
