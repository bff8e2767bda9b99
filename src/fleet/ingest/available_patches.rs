//! DescribeAvailablePatches: when patches were released.

use super::error::IngestError;
use super::page::{Ingested, Page};
use super::values::timestamp;
use crate::fleet::json::{List, Shape, Span};
use crate::fleet::store::{Seconds, Store};

const MEMBERS: [&str; 8] =
    ["ReleaseDate", "Title", "KbNumber", "Name", "Arch", "Epoch", "Version", "Release"];
const SHAPE: Shape = Shape { list: "Patches", members: &MEMBERS };

pub(super) fn ingest(store: &mut Store, page: &Page) -> Result<Ingested, IngestError> {
    let list = page.list(SHAPE)?;
    for row in list.rows() {
        if let Some((title, kb, at)) = release(&list, row) {
            store.releases.add(&text(&title), &text(&kb), at);
        }
    }
    store.releases.date(&mut store.patches, 0);
    Ok(Ingested::of(&list))
}

/// The title and the KB id by which findings name a patch, and the date of its release.
fn release(list: &List, row: &[Span; MEMBERS.len()]) -> Option<(Vec<u8>, Vec<u8>, Seconds)> {
    let [date, ..] = row;
    let at = timestamp(&list.text, *date).filter(|it| !it.is_no_time())?;
    let [_, title, kb, name, arch, epoch, version, release] = row.map(|it| list.text.bytes(it));
    if !kb.is_empty() {
        return Some((title.to_vec(), kb.to_vec(), Seconds::of(at)));
    }
    if [name, arch, version, release].iter().any(|it| it.is_empty()) {
        return None;
    }
    // Packages: `zlib.x86_64:0:1.2.7-19.amzn2`.
    let epoch = if epoch.is_empty() { b"0" } else { epoch };
    let title = [name, b".", arch, b":", epoch, b":", version, b"-", release].concat();
    Some((title, Vec::new(), Seconds::of(at)))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
