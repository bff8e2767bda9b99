//! DescribeAvailablePatches: when patches were released.

use hashbrown::HashTable;

use super::values::timestamp;
use super::{IngestError, Ingested, Page};
use crate::fleet::json::{List, Shape, Span};
use crate::fleet::store::{Seconds, Store, hash, same};

const MEMBERS: [&str; 8] =
    ["ReleaseDate", "Title", "KbNumber", "Name", "Arch", "Epoch", "Version", "Release"];
const SHAPE: Shape = Shape { list: "Patches", members: &MEMBERS };

/// A patch as findings name it.
struct Release {
    title: Vec<u8>,
    kb: Vec<u8>,
    at: Seconds,
}

/// Notes the dates of the patches that the store has. Later ones ask again.
pub(super) fn ingest(store: &mut Store, page: &Page) -> Result<Ingested, IngestError> {
    let list = page.list(SHAPE)?;
    let releases: Vec<_> = list.rows().iter().filter_map(|row| Release::of(&list, row)).collect();
    let mut by_title = HashTable::with_capacity(releases.len());
    for release in &releases {
        let hash_of = |it: &&Release| hash(0, &it.title);
        by_title.insert_unique(hash_of(&release), release, hash_of);
    }
    for patch in 0..store.patches.len() as u32 {
        let (kb, title) =
            (store.patches.kb(patch).as_bytes(), store.patches.title(patch).as_bytes());
        let found = by_title.find(hash(0, title), |it| it.is(kb, title)).map(|it| it.at);
        if found.is_some() {
            store.patches.set_released(patch, found);
        }
    }
    Ok(Ingested::of(&list))
}

impl Release {
    fn of(list: &List, row: &[Span; MEMBERS.len()]) -> Option<Self> {
        let [date, ..] = row;
        let at = timestamp(&list.text, *date).filter(|it| !it.is_no_time())?;
        let [_, title, kb, name, arch, epoch, version, release] = row.map(|it| list.text.bytes(it));
        let (title, kb) = if name.is_empty() {
            (title.to_vec(), kb.to_vec())
        } else {
            // Packages: `zlib.x86_64:0:1.2.7-19.amzn2` of `zlib.x86_64`.
            let epoch = if epoch.is_empty() { b"0" } else { epoch };
            let kb = [name, b".", arch].concat();
            ([&*kb, b":", epoch, b":", version, b"-", release].concat(), kb)
        };
        (!title.is_empty()).then(|| Self { title, kb, at: Seconds::of(at) })
    }

    fn is(&self, kb: &[u8], title: &[u8]) -> bool {
        let is_kb = self.kb.is_empty() || kb.is_empty() || same(&self.kb, kb);
        is_kb && same(&self.title, title)
    }
}
