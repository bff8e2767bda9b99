//! Step 3: the signing key, derived from the secret for one day, region and service.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Keys;
use super::digest::hmac_sha256;

/// A few scopes at a time: a page over several regions, and the minutes around midnight.
const CAPACITY: usize = 8;

/// The signing keys derived last. Deriving one takes four HMACs, of which a cache hit saves all.
///
/// Holds no secret access key, not even as the key to an entry: entries are found by a SHA-256 of
/// what they were derived from. Derived keys are wiped when they are pushed out or dropped.
#[derive(Default)]
pub struct KeyCache {
    // Boxed, so that moving the cache leaves no copy of a key behind.
    entries: Box<[Option<Entry>; CAPACITY]>,
    oldest: usize,
}

struct Entry {
    fingerprint: [u8; 32],
    key: Zeroizing<[u8; 32]>,
}

impl KeyCache {
    /// An empty cache.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets and wipes every key, for when the credentials changed.
    pub fn wipe(&mut self) {
        for entry in self.entries.iter_mut() {
            *entry = None;
        }
    }

    pub(super) fn signing_key(
        &mut self,
        keys: &Keys<'_>,
        date: &str,
        region: &str,
        service: &str,
    ) -> Zeroizing<[u8; 32]> {
        let parts = [keys.access_key_id, keys.secret_access_key, date, region, service];
        let fingerprint = fingerprint(&parts);
        let known = self.entries.iter().flatten().find(|entry| entry.fingerprint == fingerprint);
        if let Some(entry) = known {
            return entry.key.clone();
        }
        let key = signing_key(keys.secret_access_key, date, region, service);
        self.insert(Entry { fingerprint, key: key.clone() });
        key
    }

    fn insert(&mut self, entry: Entry) {
        if let Some(slot) = self.entries.get_mut(self.oldest) {
            *slot = Some(entry);
        }
        self.oldest = (self.oldest + 1) % CAPACITY;
    }
}

/// Each part goes in with its length, so that no two lists of parts look alike.
fn fingerprint(parts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

fn signing_key(secret: &str, date: &str, region: &str, service: &str) -> Zeroizing<[u8; 32]> {
    let mut prefixed = Zeroizing::new(Vec::with_capacity(4 + secret.len()));
    prefixed.extend_from_slice(b"AWS4");
    prefixed.extend_from_slice(secret.as_bytes());
    let key = hmac_sha256(&prefixed, date.as_bytes());
    let key = hmac_sha256(&*key, region.as_bytes());
    let key = hmac_sha256(&*key, service.as_bytes());
    hmac_sha256(&*key, b"aws4_request")
}
