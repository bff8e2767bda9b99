//! Step 3: the signing key, derived from the secret for one day, region and service.

use zeroize::{Zeroize, Zeroizing};

use super::hmac::hmac_sha256;
use crate::text::{decimal, join};

/// A few scopes at a time: a page over several regions, and the minutes around midnight.
const CAPACITY: usize = 8;

/// The signing keys derived last. Deriving one takes four HMACs, of which a cache hit saves three.
///
/// Holds no secret access key, not even as the key to an entry: entries are found by an HMAC of
/// what they were derived from. Derived keys are wiped when they are pushed out or dropped.
#[derive(Default)]
pub struct KeyCache {
    // Boxed, so that moving the cache leaves no copy of a key behind.
    entries: Box<Zeroizing<[Entry; CAPACITY]>>,
    oldest: usize,
}

/// A fingerprint and a key. No HMAC is all zeros, as the fingerprint of a free place is.
type Entry = [[u8; 32]; 2];

impl KeyCache {
    /// An empty cache.
    pub fn new() -> Self {
        Self::default()
    }

    /// Forgets and wipes every key, for when the credentials changed.
    pub fn wipe(&mut self) {
        self.entries.zeroize();
    }

    pub(super) fn signing_key(
        &mut self,
        secret: &str,
        date: &str,
        region: &str,
        service: &str,
    ) -> Zeroizing<[u8; 32]> {
        let fingerprint = fingerprint(secret, date, region, service);
        let known = self.entries.iter().find(|[of, _]| *of == *fingerprint);
        if let Some([_, key]) = known {
            return Zeroizing::new(*key);
        }
        let key = signing_key(secret, date, region, service);
        self.insert([*fingerprint, *key]);
        key
    }

    fn insert(&mut self, entry: Entry) {
        if let Some(place) = self.entries.get_mut(self.oldest) {
            *place = entry;
        }
        self.oldest = (self.oldest + 1) % CAPACITY;
    }
}

/// With the region's length in front of it, no two scopes look alike: the date has eight digits.
fn fingerprint(secret: &str, date: &str, region: &str, service: &str) -> Zeroizing<[u8; 32]> {
    let length = decimal(region.len() as u32);
    hmac_sha256(secret.as_bytes(), join(&[date, &length, "/", region, service]).as_bytes())
}

fn signing_key(secret: &str, date: &str, region: &str, service: &str) -> Zeroizing<[u8; 32]> {
    // The text has its full length before the secret is in it, and so leaves no copy behind.
    let prefixed = Zeroizing::new(join(&["AWS4", secret]));
    let key = hmac_sha256(prefixed.as_bytes(), date.as_bytes());
    let parts = [region, service, "aws4_request"];
    parts.iter().fold(key, |key, part| hmac_sha256(&*key, part.as_bytes()))
}
