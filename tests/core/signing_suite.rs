//! Signing, stage by stage, against the test suite of AWS's SDKs: all cases but one, including
//! those that `fetch` cannot send. `tests/conformance` runs the others through `fetch`.
//!
//! The suite comes with the crate `aws-sigv4`, which cargo fetches (`tests/conformance/sources`).

#![allow(clippy::disallowed_methods, reason = "reads the suite from where cargo put it")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use patchlens::sigv4::{
    KeyCache, Keys, PathEncoding, Payload, Request, Signed, SigningParams, sign,
};
use patchlens::time::Timestamp;
use serde_json::Value;

/// A case: the request and the signing parameters, which two older cases lack.
struct Case {
    folder: PathBuf,
    method: String,
    path: String,
    query: String,
    host: String,
    headers: Vec<(String, String)>,
    body: String,
    context: Option<Value>,
}

#[test]
fn each_case_is_signed_as_by_awss_signers() {
    let (whole, canonical): (Vec<_>, Vec<_>) =
        cases().into_iter().filter(is_expressible).partition(|case| case.context.is_some());
    for case in &whole {
        let signed = sign_case(case);
        assert_eq!(signed.canonical_request, case.expected("canonical-request"), "{}", case.name());
        assert_eq!(signed.string_to_sign, case.expected("string-to-sign"), "{}", case.name());
        assert_eq!(signed.signature, case.expected("signature"), "{}", case.name());
    }
    for case in &canonical {
        let expected = case.expected("canonical-request");
        assert_eq!(sign_case(case).canonical_request, expected, "{}", case.name());
    }
    assert_eq!((whole.len(), canonical.len()), (37, 2));
    // Not println!, whose output is hidden for passing tests.
    let (whole, canonical) = (whole.len(), canonical.len());
    let shown = format!("signing suite: {whole} cases, {canonical} up to the canonical request\n");
    std::io::stdout().write_all(shown.as_bytes()).unwrap();
}

#[test]
fn only_the_case_with_a_line_break_in_a_header_is_skipped() {
    let left_out: Vec<_> = cases().into_iter().filter(|case| !is_expressible(case)).collect();
    assert_eq!(left_out.iter().map(Case::name).collect::<Vec<_>>(), ["get-header-value-multiline"]);
    let params = params(&left_out[0]);
    let refused = sign(&params, &left_out[0].request(&headers(&left_out[0])), &mut KeyCache::new());
    assert!(refused.is_err());
}

/// HTTP no longer permits line breaks in headers, so signing rejects them.
fn is_expressible(case: &Case) -> bool {
    !case.headers.iter().any(|(_, value)| value.contains('\n'))
}

fn cases() -> Vec<Case> {
    let mut folders: Vec<_> =
        fs::read_dir(suite().join("v4")).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders.into_iter().map(Case::read).collect()
}

/// The folder of the crate's sources; runs cargo fetch if it is absent.
fn suite() -> PathBuf {
    let manifest =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/sources/Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--format-version", "1", "--manifest-path"])
        .arg(&manifest)
        .output()
        .unwrap();
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo cannot fetch aws-sigv4; get it online: {problem}");
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut packages = metadata["packages"].as_array().unwrap().iter();
    let package = packages.find(|package| package["name"] == "aws-sigv4").unwrap();
    let manifest = Path::new(package["manifest_path"].as_str().unwrap());
    manifest.parent().unwrap().join("aws-signing-test-suite")
}

impl Case {
    fn read(folder: PathBuf) -> Self {
        let text = fs::read_to_string(folder.join("request.txt")).unwrap();
        let (head, body) = text.split_once("\n\n").unwrap_or((text.trim_end(), ""));
        // A line that begins with a space continues the header before it.
        let head = head.replace("\n ", "\0 ");
        let mut lines = head.lines();
        let request = lines.next().unwrap().strip_suffix(" HTTP/1.1").unwrap();
        let (method, target) = request.split_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers: Vec<_> = lines
            .map(|line| line.split_once(':').unwrap())
            .map(|(name, value)| (name.to_owned(), value.replace('\0', "\n")))
            .collect();
        let host = headers.iter().position(|(name, _)| name == "Host").unwrap();
        let (_, host) = headers.remove(host);
        let context = fs::read_to_string(folder.join("context.json")).ok();
        Self {
            method: method.into(),
            // Encoded as in a request line, which cannot contain a space.
            path: path.replace(' ', "%20"),
            query: query.into(),
            host,
            headers,
            body: body.into(),
            context: context.map(|context| serde_json::from_str(&context).unwrap()),
            folder,
        }
    }

    fn name(&self) -> &str {
        self.folder.file_name().unwrap().to_str().unwrap()
    }

    fn expected(&self, stage: &str) -> String {
        fs::read_to_string(self.folder.join(format!("header-{stage}.txt"))).unwrap()
    }

    fn request<'a>(&'a self, headers: &'a [(&'a str, &'a str)]) -> Request<'a> {
        Request {
            method: &self.method,
            host: &self.host,
            path: &self.path,
            query: &self.query,
            headers,
            payload: Payload::Bytes(self.body.as_bytes()),
        }
    }
}

fn sign_case(case: &Case) -> Signed {
    let mut headers = headers(case);
    let params = params(case);
    if case.context.as_ref().is_some_and(|context| context["sign_body"] == true) {
        // The caller adds the header with the body's hash if the case requires it.
        let plain = sign(&params, &case.request(&headers), &mut KeyCache::new()).unwrap();
        let (_, hash) = plain.canonical_request.rsplit_once('\n').unwrap();
        headers.push(("x-amz-content-sha256", hash));
        return sign(&params, &case.request(&headers), &mut KeyCache::new()).unwrap();
    }
    sign(&params, &case.request(&headers), &mut KeyCache::new()).unwrap()
}

fn headers(case: &Case) -> Vec<(&str, &str)> {
    case.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

fn params(case: &Case) -> SigningParams<'_> {
    let Some(context) = &case.context else {
        // The checked stages contain only the time of these parameters.
        return SigningParams {
            keys: Keys { access_key_id: "", secret_access_key: "", session_token: None },
            region: "",
            service: "",
            time: Timestamp::parse_amz_date("20210511T154045Z").unwrap(),
            path_encoding: PathEncoding::Twice,
        };
    };
    let credentials = &context["credentials"];
    // An "omitted" token is added after signing, and is not part of the signature.
    let omitted = context["omit_session_token"] == true;
    SigningParams {
        keys: Keys {
            access_key_id: credentials["access_key_id"].as_str().unwrap(),
            secret_access_key: credentials["secret_access_key"].as_str().unwrap(),
            session_token: credentials["token"].as_str().filter(|_| !omitted),
        },
        region: context["region"].as_str().unwrap(),
        service: context["service"].as_str().unwrap(),
        time: Timestamp::parse(context["timestamp"].as_str().unwrap()).unwrap(),
        path_encoding: path_encoding(case, context["normalize"] == true),
    }
}

/// The suite signs paths with a single encoding, unlike the two older cases and all services except
/// S3. So a path with an escape is signed as it is sent, like a path without normalization.
fn path_encoding(case: &Case, normalize: bool) -> PathEncoding {
    if normalize && !case.path.contains('%') { PathEncoding::Twice } else { PathEncoding::AsSent }
}
