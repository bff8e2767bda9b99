//! Steps 3 and 4: the signing key, derived from the secret for one scope, and what it signs.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::scope::Scope;
use crate::digest::sha256;
use crate::text::join;

/// The bytes of a block of SHA-256.
const BLOCK: usize = 64;

/// The signing key derived last: a client signs with one for a day.
///
/// Holds the secret that it was derived from as well, to notice another. Both are wiped from memory
/// when they are replaced or dropped.
#[derive(Default)]
pub struct KeyCache(Option<Box<CachedKey>>);

// Boxed, so that moving the cache leaves no copy of a key behind.
struct CachedKey {
    secret: Zeroizing<String>,
    date: String,
    region: String,
    service: String,
    key: SigningKey,
}

impl KeyCache {
    /// An empty cache.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets and wipes the key, for when the credentials changed.
    pub fn wipe(&mut self) {
        self.0 = None;
    }

    /// The key for a scope, derived unless it is cached.
    pub(super) fn signing_key(&mut self, secret: &str, scope: &Scope<'_>) -> &SigningKey {
        let cached = self.0.take().filter(|cached| cached.is_for(secret, scope));
        let cached = cached.unwrap_or_else(|| Box::new(CachedKey::derive(secret, scope)));
        &self.0.insert(cached).key
    }
}

impl CachedKey {
    fn derive(secret: &str, scope: &Scope<'_>) -> Self {
        Self {
            secret: Zeroizing::new(secret.into()),
            date: scope.date.into(),
            region: scope.region.into(),
            service: scope.service.into(),
            key: SigningKey::derive(secret, scope),
        }
    }

    fn is_for(&self, secret: &str, scope: &Scope<'_>) -> bool {
        *self.secret == secret
            && self.date == scope.date
            && self.region == scope.region
            && self.service == scope.service
    }
}

/// A signing key, as the states of SHA-256 that HMAC begins with: that spares each signature two of
/// the blocks to compress. Wiped from memory when it is dropped.
pub(super) struct SigningKey(Hmac<Sha256>);

impl SigningKey {
    fn derive(secret: &str, scope: &Scope<'_>) -> Self {
        // The text has its full length before the secret is in it, and so leaves no copy behind.
        let prefixed = Zeroizing::new(join(&["AWS4", secret]));
        let parts = [scope.date, scope.region, scope.service, "aws4_request"];
        let key = Self::of(prefixed.as_bytes());
        parts.iter().fold(key, |key, part| Self::of(&*Zeroizing::new(key.hmac(part))))
    }

    /// A key of any length, as RFC 2104 fills it up to a block: a longer one is hashed first.
    #[inline(never)]
    fn of(key: &[u8]) -> Self {
        let mut block = Zeroizing::new([0; BLOCK]);
        if key.len() > BLOCK {
            copy(&*Zeroizing::new(sha256(key)), &mut *block);
        } else {
            copy(key, &mut *block);
        }
        Self(Hmac::new((&*block).into()))
    }

    /// The signature of a string to sign: its HMAC-SHA-256.
    pub(super) fn hmac(&self, message: &str) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(message.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn copy(from: &[u8], to: &mut [u8]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}

#[cfg(test)]
mod tests {
    use super::SigningKey;
    use crate::digest::hex;

    /// From RFC 4231: keys shorter than a block, and longer.
    #[test]
    fn hmacs_are_those_of_rfc_4231() {
        for (key, message, hmac) in [
            (
                vec![0x0b; 20],
                "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe".to_vec(),
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                vec![0xaa; 131],
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ] {
            assert_eq!(hex(&SigningKey::of(&key).hmac(message)), hmac);
        }
    }
}
