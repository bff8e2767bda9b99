//! The flags of a node, and its scope.

use super::bytes::Cursor;
use crate::fleet::store::{Asked, Progress, Silence};

/// Flags of a node.
pub(super) mod flag {
    pub(in super::super) const LISTED: u8 = 1;
    pub(in super::super) const STATE: u8 = 1 << 1;
    pub(in super::super) const READ: u8 = 1 << 2;
    pub(in super::super) const FIRST_READ: u8 = 1 << 3;
    pub(in super::super) const SINCE: u8 = 1 << 4;
    pub(in super::super) const SINCE_BOUND: u8 = 1 << 5;
    pub(in super::super) const ATTRIBUTES: u8 = 1 << 6;
    pub(in super::super) const FAILURE: u8 = 1 << 7;

    pub(in super::super) const STATE_ASKED: u8 = 1 << 4;
    pub(in super::super) const EXPLAINED: u8 = 1 << 5;
    pub(in super::super) const DONE: u8 = 1 << 6;

    pub(in super::super) const UUID: u8 = 1;
    pub(in super::super) const TEXT: u8 = 2;
    pub(in super::super) const START: u8 = 1 << 2;
    pub(in super::super) const END: u8 = 1 << 3;
    pub(in super::super) const NO_REBOOT: u8 = 1 << 4;
}

/// The first bytes of a node.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    flags: u8,
    pub(super) scope: u32,
    pub(super) silence: Silence,
    pub(super) asked: Asked,
    pub(super) progress: Progress,
}

impl Head {
    pub(super) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Reads the first two bytes and the scope of a node of so many scopes.
    pub(super) fn read(heads: &mut Cursor, scopes: usize, with_progress: bool) -> Option<Self> {
        let flags = heads.byte()?;
        let more = heads.byte()?;
        let scope = heads.small()?;
        let progress = Progress {
            state_asked: more & flag::STATE_ASKED != 0,
            explained: more & flag::EXPLAINED != 0,
            done: more & flag::DONE != 0,
        };
        let head = Self {
            flags,
            scope,
            silence: silence(more & 3)?,
            asked: asked(more >> 2 & 3)?,
            progress,
        };
        let meaningful = more & 0x80 == 0
            && (head.has(flag::SINCE) || !head.has(flag::SINCE_BOUND))
            && (with_progress || progress == Progress::default());
        (meaningful && (scope as usize) < scopes).then_some(head)
    }
}

pub(super) fn silence_number(silence: Silence) -> u8 {
    match silence {
        Silence::NotAsked => 0,
        Silence::NeverScanned => 1,
        Silence::ScannedByAssociation => 2,
    }
}

pub(super) fn asked_number(asked: Asked) -> u8 {
    match asked {
        Asked::Nothing => 0,
        Asked::Some => 1,
        Asked::All => 2,
    }
}

fn silence(number: u8) -> Option<Silence> {
    match number {
        0 => Some(Silence::NotAsked),
        1 => Some(Silence::NeverScanned),
        2 => Some(Silence::ScannedByAssociation),
        _ => None,
    }
}

fn asked(number: u8) -> Option<Asked> {
    match number {
        0 => Some(Asked::Nothing),
        1 => Some(Asked::Some),
        2 => Some(Asked::All),
        _ => None,
    }
}
