//! A store as bytes.

use super::bytes::put_number;
use super::extras::Extras;
use super::order::order;
use super::sections::{DONE, NODES, begin, finish, section};
use super::streams::{NODES_AT_MOST, ROWS_ABOUT, Streams};
use super::write_nodes::{Memory, NodeWriter};
use super::write_rows::RowWriter;
use super::write_tables::put_tables;
use crate::fleet::store::Store;

/// Writes a store down. Patches without a finding are left out, and so are half-read pages.
///
/// An opened snapshot gives the same bytes again.
pub fn write(store: &Store, extras: &Extras) -> Vec<u8> {
    let order = order(store);
    let mut out = begin();
    put_tables(&mut out, store, extras, &order);
    let writer = NodeWriter {
        store,
        ranks: &order.ranks,
        progress: extras.progress,
        streams: Streams::default(),
        memory: Memory::default(),
        rows: RowWriter::default(),
    };
    let (nodes, findings) = put_nodes(&mut out, writer);
    section(&mut out, DONE, |out| {
        put_number(out, nodes);
        put_number(out, findings);
    });
    finish(&mut out);
    out
}

/// Appends the sections of nodes; returns how many nodes and findings they have.
fn put_nodes(out: &mut Vec<u8>, mut writer: NodeWriter) -> (u64, u64) {
    let tables = out.len();
    let total = writer.store.live_nodes().count() as u64;
    let (mut written, mut findings) = (0, 0);
    let (mut nodes, mut rows) = (0, 0);
    for (_, node) in writer.store.live_nodes() {
        rows += writer.put(node);
        nodes += 1;
        if nodes == NODES_AT_MOST || rows >= ROWS_ABOUT || written + u64::from(nodes) == total {
            written += u64::from(nodes);
            findings += u64::from(rows);
            let bytes = out.len() - tables + writer.streams.len();
            reserve(out, tables + bytes, bytes as f64 * (total as f64 / written as f64 - 1.0));
            section(out, NODES, |out| writer.finish_section(out, nodes));
            (nodes, rows) = (0, 0);
        }
    }
    (written, findings)
}

/// Makes room for `needed` bytes and for what is expected after them: a list that doubles as it
/// grows leaves holes in memory that never shrinks.
fn reserve(out: &mut Vec<u8>, needed: usize, expected: f64) {
    // Heads of sections and of streams, and the checksum.
    const FRAME: usize = 256;
    if out.capacity() < needed + FRAME {
        let wanted = needed + FRAME + (expected * 1.03) as usize;
        out.reserve_exact(wanted - out.len());
    }
}
