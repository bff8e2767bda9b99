//! The providers that call STS and Cognito.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use patchlens::credentials::Credentials;
use patchlens::fetch::{
    CredentialsProvider, Error, IdentityPool, PatchClient, ProviderBuilder, Role,
};
use patchlens::time::Timestamp;
use serde_json::{Value, json};

use super::transport::{Reply, Script, Sent, block_on, reply};
use crate::support::scenario::BEGIN;

const ROLE: &str = "arn:aws:iam::111122223333:role/PatchAudit";
const POOL: &str = "eu-central-1:12345678-90ab-cdef-1234-567890abcdef";
const TOKEN: &str = "header.claims+/=.signature";
const HOUR: Duration = Duration::from_secs(3600);
/// Less than the five minutes before which credentials are refreshed.
const SOON: Duration = Duration::from_secs(240);

fn seconds(lifetime: Duration) -> f64 {
    (Timestamp::parse(BEGIN).unwrap() + lifetime).as_millis() as f64 / 1000.0
}

fn role() -> Role {
    Role { arn: ROLE.into(), session_name: Some("audit".into()), ..Role::default() }
}

fn pool() -> IdentityPool {
    IdentityPool { id: POOL.into(), ..IdentityPool::default() }
}

fn providers(script: &Script) -> ProviderBuilder {
    ProviderBuilder::new("eu-central-1", Rc::new(script.clone()))
}

async fn source() -> Result<Credentials, String> {
    Ok(Credentials::new("AKIASOURCE".into(), "the secret of source".into(), None))
}

async fn token() -> Result<String, String> {
    Ok(format!("{TOKEN}\n"))
}

async fn guest() -> Result<Vec<(String, String)>, String> {
    Ok(Vec::new())
}

async fn user() -> Result<Vec<(String, String)>, String> {
    Ok(vec![("idp.example.com".into(), TOKEN.into())])
}

/// A response of STS.
fn of_role(action: &str, id: &str, lifetime: Duration) -> Reply {
    let credentials = json!({
        "AccessKeyId": id,
        "SecretAccessKey": "the secret of the role",
        "SessionToken": "the session",
        "Expiration": seconds(lifetime),
    });
    let result = json!({ format!("{action}Result"): { "Credentials": credentials } });
    reply(200, &json!({ format!("{action}Response"): result }).to_string())
}

/// A response of Cognito.
fn of_identity(id: &str, lifetime: Duration) -> Reply {
    let credentials = json!({
        "AccessKeyId": id,
        "SecretKey": "the secret of the user",
        "SessionToken": "the session",
        "Expiration": seconds(lifetime),
    });
    let identity = "eu-central-1:identity";
    reply(200, &json!({ "IdentityId": identity, "Credentials": credentials }).to_string())
}

fn identity() -> Reply {
    reply(200, r#"{"IdentityId":"eu-central-1:identity"}"#)
}

fn client(script: &Script, provider: impl CredentialsProvider + 'static) -> PatchClient {
    script.builder().credentials_provider(provider).build().unwrap()
}

fn call(client: &PatchClient) -> Result<(), Error> {
    block_on(client.call("DescribePatchGroups", json!({}))).map(|_| ())
}

/// The hosts of the requests, without what is the same in all.
fn hosts(script: &Script) -> Vec<String> {
    let host = |sent: Sent| sent.url.split(['/', '.']).nth(2).unwrap().into();
    script.sent().into_iter().map(host).collect()
}

#[test]
fn assumed_role_is_asked_for_with_the_keys_of_source_and_signs_the_call() {
    let assumed = of_role("AssumeRole", "ASIAROLE", HOUR);
    let script = Script::new([assumed, reply(200, "{}"), reply(200, "{}")]);
    let external_id = Some("audit:7".into());
    let role = Role { external_id, duration: Some(HOUR), ..role() };
    let client = client(&script, providers(&script).assume_role(role, source).unwrap());
    assert!(call(&client).is_ok() && call(&client).is_ok());
    assert_eq!(hosts(&script), ["sts", "ssm", "ssm"]);
    let [first, second, _] = &script.sent()[..] else { panic!("not three requests") };
    assert!(first.authorization.contains("Credential=AKIASOURCE/"), "{first:?}");
    let form = "Action=AssumeRole&Version=2011-06-15\
        &RoleArn=arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2FPatchAudit&RoleSessionName=audit\
        &ExternalId=audit%3A7&DurationSeconds=3600";
    assert_eq!(first.body, form);
    assert!(second.authorization.contains("Credential=ASIAROLE/"), "{second:?}");
}

#[test]
fn credentials_are_refreshed_before_they_expire() {
    let script = Script::new([
        of_role("AssumeRole", "ASIAONE", SOON),
        reply(200, "{}"),
        of_role("AssumeRole", "ASIATWO", HOUR),
        reply(200, "{}"),
        reply(200, "{}"),
    ]);
    let client = client(&script, providers(&script).assume_role(role(), source).unwrap());
    for _ in 0..3 {
        call(&client).unwrap();
    }
    assert_eq!(hosts(&script), ["sts", "ssm", "sts", "ssm", "ssm"]);
    let last = script.sent().pop().unwrap();
    assert!(last.authorization.contains("Credential=ASIATWO/"), "{last:?}");
}

#[test]
fn web_identity_is_exchanged_without_a_signature() {
    let action = "AssumeRoleWithWebIdentity";
    let script = Script::new([of_role(action, "ASIAWEB", HOUR), reply(200, "{}")]);
    let client = client(&script, providers(&script).web_identity(role(), token).unwrap());
    call(&client).unwrap();
    let [exchange, signed] = &script.sent()[..] else { panic!("not two requests") };
    assert_eq!(exchange.authorization, "");
    let form = exchange.body.as_str().unwrap();
    assert!(form.starts_with("Action=AssumeRoleWithWebIdentity&"), "{form}");
    assert!(form.ends_with("&WebIdentityToken=header.claims%2B%2F%3D.signature"), "{form}");
    assert!(signed.authorization.contains("Credential=ASIAWEB/"), "{signed:?}");
}

#[test]
fn guest_of_a_pool_keeps_its_identity() {
    let script = Script::new([
        identity(),
        of_identity("ASIAONE", SOON),
        reply(200, "{}"),
        of_identity("ASIATWO", HOUR),
        reply(200, "{}"),
    ]);
    let provider = providers(&script).cognito_identity_pool(pool(), guest).unwrap();
    let client = client(&script, provider);
    assert!(call(&client).is_ok() && call(&client).is_ok());
    let targets: Vec<_> = script.sent().into_iter().map(|sent| sent.target).collect();
    let credentials = "AWSCognitoIdentityService.GetCredentialsForIdentity";
    let (id, groups) = ("AWSCognitoIdentityService.GetId", "AmazonSSM.DescribePatchGroups");
    assert_eq!(targets, [id, credentials, groups, credentials, groups]);
    let sent = script.sent();
    assert_eq!(sent[0].body, json!({ "IdentityPoolId": POOL }));
    assert_eq!(sent[1].body, json!({ "IdentityId": "eu-central-1:identity" }));
    assert_eq!((&*sent[0].authorization, &*sent[1].authorization), ("", ""));
}

#[test]
fn deleted_identity_is_replaced_by_another() {
    let gone = reply(400, r#"{"__type":"ResourceNotFoundException","message":"no identity"}"#);
    let other = reply(200, r#"{"IdentityId":"eu-central-1:other"}"#);
    let script = Script::new([
        identity(),
        of_identity("ASIAONE", SOON),
        reply(200, "{}"),
        gone,
        other,
        of_identity("ASIATWO", HOUR),
        reply(200, "{}"),
    ]);
    let provider = providers(&script).cognito_identity_pool(pool(), guest).unwrap();
    let client = client(&script, provider);
    assert!(call(&client).is_ok() && call(&client).is_ok());
    assert_eq!(script.sent()[5].body["IdentityId"], "eu-central-1:other");
    assert_eq!(script.left(), 0);
}

#[test]
fn user_of_a_pool_sends_its_logins_and_the_role() {
    let script = Script::new([identity(), of_identity("ASIAUSER", HOUR), reply(200, "{}")]);
    let (custom_role_arn, account_id) = (Some(ROLE.into()), Some("111122223333".into()));
    let pool = IdentityPool { custom_role_arn, account_id, ..pool() };
    let provider = providers(&script).cognito_identity_pool(pool, user).unwrap();
    call(&client(&script, provider)).unwrap();
    let (sent, logins) = (script.sent(), json!({ "idp.example.com": TOKEN }));
    let id = json!({ "IdentityPoolId": POOL, "AccountId": "111122223333", "Logins": logins });
    assert_eq!(sent[0].body, id);
    assert_eq!((&sent[1].body["Logins"], &sent[1].body["CustomRoleArn"]), (&logins, &json!(ROLE)));
}

#[test]
fn refused_exchange_fails_the_call_and_repeats_no_token() {
    let refused = |code: &str| {
        let message = format!("the token {TOKEN} is not valid");
        json!({ "Error": { "Code": code, "Message": message }, "__type": code, "message": message })
    };
    let reply = || reply(400, &refused("InvalidIdentityToken").to_string());
    let script = Script::new([reply()]);
    let web = providers(&script).web_identity(role(), token).unwrap();
    let error = call(&client(&script, web)).unwrap_err().to_string();
    let words =
        format!("no credentials: cannot assume the role \"{ROLE}\": InvalidIdentityToken: ");
    assert_eq!(
        error,
        format!("Cannot list patch groups: {words}the token [redacted] is not valid")
    );
    let script = Script::new([reply()]);
    let user = providers(&script).cognito_identity_pool(pool(), user).unwrap();
    let error = call(&client(&script, user)).unwrap_err().to_string();
    assert!(error.contains("[redacted]") && !error.contains(TOKEN), "{error}");
}

#[test]
fn response_that_is_cut_short_is_an_error_that_quotes_no_credentials() {
    let replies = [of_role("AssumeRole", "ASIAROLE", HOUR), of_identity("ASIAUSER", HOUR)];
    for (at, whole) in replies.into_iter().enumerate() {
        let Reply::Response(whole) = whole else { panic!() };
        let cut = &whole.body[..whole.body.len() - 2];
        let script = Script::new([identity(), reply(200, cut)].into_iter().skip(1 - at));
        let error = if at == 0 {
            call(&client(&script, providers(&script).assume_role(role(), source).unwrap()))
        } else {
            let guest = providers(&script).cognito_identity_pool(pool(), guest).unwrap();
            call(&client(&script, guest))
        };
        let words = error.unwrap_err().to_string();
        assert!(words.contains("it is not JSON"), "{words}");
        for secret in ["the secret", "the session", "ASIA"] {
            assert!(!words.contains(secret), "{words}");
        }
    }
}

#[test]
fn credentials_without_one_of_their_members_are_an_error() {
    for absent in ["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"] {
        let Reply::Response(whole) = of_role("AssumeRole", "ASIAROLE", HOUR) else { panic!() };
        let mut body: Value = serde_json::from_str(&whole.body).unwrap();
        body["AssumeRoleResponse"]["AssumeRoleResult"]["Credentials"][absent].take();
        let script = Script::new([reply(200, &body.to_string())]);
        let provider = providers(&script).assume_role(role(), source).unwrap();
        let error = call(&client(&script, provider)).unwrap_err();
        assert_eq!(error.failure.error.code(), "credentials", "{absent}");
        let words = error.to_string();
        assert!(words.contains("it has no credentials"), "{absent}: {words}");
        assert!(!words.contains("the secret"), "{absent}: {words}");
    }
}

#[test]
fn failed_source_token_or_logins_fail_the_call_and_nothing_is_sent() {
    let script = Script::default();
    let failed = || async { Err("signed out".to_owned()) };
    let failed_source = || async { Err("signed out".to_owned()) };
    let logins = || async { Err("signed out".to_owned()) };
    let role_of = providers(&script).assume_role(role(), failed_source).unwrap();
    let web = providers(&script).web_identity(role(), failed).unwrap();
    let user = providers(&script).cognito_identity_pool(pool(), logins).unwrap();
    let clients = [client(&script, role_of), client(&script, web), client(&script, user)];
    for client in &clients {
        let error = call(client).unwrap_err();
        assert_eq!(error.failure.error.code(), "credentials", "{error}");
        assert!(error.to_string().ends_with("signed out"), "{error}");
    }
    assert!(script.sent().is_empty());
}

#[test]
fn tokens_that_are_none_are_refused_before_they_are_sent() {
    let script = Script::default();
    let web = providers(&script).web_identity(role(), || async { Ok(" a ".to_owned()) }).unwrap();
    let error = call(&client(&script, web)).unwrap_err().to_string();
    assert!(error.ends_with("token: expected a string of 4 to 20000 characters"), "{error}");
    for logins in [vec![("idp".to_owned(), String::new())], vec![Default::default(); 11]] {
        let logins = move || std::future::ready(Ok(logins.clone()));
        let user = providers(&script).cognito_identity_pool(pool(), logins).unwrap();
        let error = call(&client(&script, user)).unwrap_err().to_string();
        assert!(error.contains("at most 10 tokens, none of them empty"), "{error}");
    }
    assert!(script.sent().is_empty());
}

#[test]
fn invalid_options_are_named() {
    let script = Script::default();
    let assume = |role| providers(&script).assume_role(role, source).err();
    let of_pool = |pool| providers(&script).cognito_identity_pool(pool, guest).err();
    let name = |text: &str| Some(text.to_owned());
    let web = Role { external_id: name("ab"), ..role() };
    let region = ProviderBuilder::new("x.evil.com/", Rc::new(script.clone()));
    for (error, option) in [
        (assume(Role::default()), "roleArn"),
        (assume(Role { session_name: name("a b"), ..role() }), "roleSessionName"),
        (assume(Role { external_id: name("?"), ..role() }), "externalId"),
        (assume(Role { duration: Some(Duration::from_secs(60)), ..role() }), "durationSeconds"),
        (providers(&script).web_identity(web, token).err(), "externalId"),
        (of_pool(IdentityPool::default()), "identityPoolId"),
        (of_pool(IdentityPool { account_id: name("x"), ..pool() }), "accountId"),
        (of_pool(IdentityPool { custom_role_arn: name("role"), ..pool() }), "customRoleArn"),
        (region.assume_role(role(), source).err(), "region"),
    ] {
        let words = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(words.starts_with("Cannot create a credentials provider: "), "{option}: {words}");
        assert!(words.contains(option), "{option}: {words}");
    }
}

#[test]
fn concurrent_calls_share_one_exchange() {
    let calls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&calls);
    let source = move || {
        counted.set(counted.get() + 1);
        source()
    };
    let assumed = of_role("AssumeRole", "ASIAROLE", HOUR);
    let script = Script::new([assumed, reply(200, "{}"), reply(200, "{}")]);
    let client = client(&script, providers(&script).assume_role(role(), source).unwrap());
    let call = || client.call("DescribePatchGroups", json!({}));
    let (one, other) = block_on(futures_util::future::join(call(), call()));
    assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
    assert_eq!((calls.get(), hosts(&script).len()), (1, 3));
}
