//! Redacts secrets in text: services and proxies repeat parts of a request.

use zeroize::Zeroizing;

use crate::text::{find, push};

/// The length in bytes from which a secret is redacted.
///
/// Shorter ones are words: local servers accept keys like `test`, and a message with every "test"
/// redacted is not readable. AWS's secrets have 40 characters or more, and the tokens of identity
/// providers are longer still.
const SHORTEST: usize = 8;

/// The secrets of a request, which are redacted in every text about it. Wiped when dropped; has no
/// `Debug`.
#[derive(Default)]
pub struct Redaction(Vec<Zeroizing<String>>);

impl Redaction {
    /// Adds a secret.
    pub fn add(&mut self, secret: String) {
        self.0.push(Zeroizing::new(secret));
    }

    /// Redacts all secrets in `text`.
    pub fn redact(&self, text: String) -> String {
        self.0.iter().fold(text, |text, secret| redact(text, secret))
    }
}

/// Replaces every occurrence of `secret` in `text` by `[redacted]`, unless the secret is shorter
/// than 8 bytes. Takes linear time for any text.
#[inline(never)]
pub(super) fn redact(text: String, secret: &str) -> String {
    if secret.len() < SHORTEST {
        return text;
    }
    let mut redacted = String::new();
    let mut rest = &*text;
    while let Some((before, found)) = find(rest, secret).and_then(|at| rest.split_at_checked(at)) {
        push(&mut redacted, &[before, "[redacted]"]);
        rest = found.get(secret.len()..).unwrap_or_default();
    }
    push(&mut redacted, &[rest]);
    redacted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn redaction(secrets: &[&str]) -> Redaction {
        let mut redaction = Redaction::default();
        secrets.iter().for_each(|secret| redaction.add((*secret).into()));
        redaction
    }

    #[test]
    fn secrets_are_redacted_wherever_they_stand() {
        let redaction = redaction(&["the-secret", "the-other-token"]);
        for (text, redacted) in [
            ("the-secret", "[redacted]"),
            ("the-secretthe-secret!", "[redacted][redacted]!"),
            ("it's the-other-token, the-secret\n", "it's [redacted], [redacted]\n"),
            ("the-secre", "the-secre"),
            ("éthe-secreté", "é[redacted]é"),
        ] {
            assert_eq!(redaction.redact(text.into()), redacted);
        }
    }

    #[test]
    fn words_that_local_servers_take_for_keys_stay() {
        let text = "the test of a tested contest";
        assert_eq!(redaction(&["test", "", "tested"]).redact(text.into()), text);
        assert_eq!(
            redaction(&["12345678"]).redact("1234567812345678".into()),
            "[redacted][redacted]"
        );
    }

    #[test]
    fn a_long_text_with_many_secrets_is_redacted_in_linear_time() {
        let secret = "token=".repeat(100);
        let text = secret.repeat(10_000);
        assert_eq!(redaction(&[&secret]).redact(text), "[redacted]".repeat(10_000));
    }

    proptest! {
        #[test]
        fn no_text_keeps_a_secret(
            secret in "[ab]{8,12}",
            parts in prop::collection::vec("[ab]{0,20}", 0..5),
        ) {
            let redacted = redaction(&[&secret]).redact(parts.join(&secret));
            prop_assert!(!redacted.contains(&secret), "{}", redacted);
        }
    }
}
