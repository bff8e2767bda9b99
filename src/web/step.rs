//! Steps for JavaScript: JSON text, which `src/js/drive.js` reads.

use std::time::Duration;

use super::record::Subject;
use crate::client::{Attempt, Call, Metadata, Step, Wait};
use crate::json::Object;
use crate::text::find;

/// The JSON text of a step of `call`; `subject` describes the call in errors.
pub(super) fn text(step: &Step, call: &Call, subject: &Subject) -> String {
    let mut out = Object::new();
    match step {
        Step::Refresh { patience } => refresh(&mut out, *patience),
        Step::Wait(wait) => self::wait(&mut out, wait, subject),
        Step::Send(attempt) => send(&mut out, attempt, call),
        Step::Done(metadata) => done(&mut out, metadata),
        Step::Failed(failure) => {
            out.text("step", "failed");
            out.object("failure", |record| subject.write(failure, record));
            signed(&mut out, failure.error.message(), call);
        }
    }
    out.end()
}

/// A refresh of the credentials; with a patience, the cached ones still work.
pub(super) fn refresh(out: &mut Object, patience: Option<Duration>) {
    out.text("step", "refresh");
    if let Some(patience) = patience {
        out.number("patienceMs", milliseconds(patience));
    }
}

fn wait(out: &mut Object, Wait { delay, failure, max_results }: &Wait, subject: &Subject) {
    out.text("step", "wait");
    out.number("delayMs", milliseconds(*delay));
    if let Some(failure) = failure {
        out.object("failure", |record| subject.write(failure, record));
    }
    if let Some(max_results) = max_results {
        out.number("maxResults", *max_results);
    }
}

fn send(out: &mut Object, attempt: &Attempt, call: &Call) {
    out.text("step", "send");
    out.text("operation", call.action());
    out.text("url", call.url());
    out.number("attempt", attempt.number);
    out.object("headers", |headers| {
        attempt.headers.iter().for_each(|(name, value)| headers.text(name, value));
    });
    out.number("timeoutMs", milliseconds(attempt.timeout));
}

fn done(out: &mut Object, metadata: &Metadata) {
    out.text("step", "done");
    out.object("metadata", |out| {
        out.number("httpStatusCode", metadata.status.into());
        out.optional_text("requestId", metadata.request_id.as_deref());
        out.number("attempts", metadata.attempts);
        out.number("totalRetryDelayMs", milliseconds(metadata.total_retry_delay));
    });
}

/// The canonical request and the string to sign, if the message of the failure shows the service's.
fn signed(out: &mut Object, message: String, call: &Call) {
    if find(&message, "The Canonical String").is_some()
        && let Some([canonical_request, string_to_sign]) = call.signed_texts()
    {
        out.text("canonicalRequest", &canonical_request);
        out.text("stringToSign", &string_to_sign);
    }
}

/// Whole milliseconds, rounded.
fn milliseconds(time: Duration) -> u32 {
    time.as_secs() as u32 * 1000 + (time.subsec_micros() + 500) / 1000
}
