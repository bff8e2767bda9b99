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

    pub(in super::super) const JUDGED: u8 = 1 << 4;
    pub(in super::super) const STATE_FAILED: u8 = 1 << 5;

    pub(in super::super) const OF_SCAN: u8 = 1;
    pub(in super::super) const STATE_ASKED: u8 = 1 << 1;
    pub(in super::super) const EXPLAINED: u8 = 1 << 2;
    pub(in super::super) const DONE: u8 = 1 << 3;

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
    pub(super) judged: bool,
    pub(super) state_failed: bool,
    pub(super) progress: Progress,
}

impl Head {
    pub(super) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Reads the flags and the scope of a node of so many scopes.
    pub(super) fn read(heads: &mut Cursor, scopes: usize, with_progress: bool) -> Option<Self> {
        let flags = heads.byte()?;
        let more = heads.byte()?;
        let progress =
            if with_progress { read_progress(heads.byte()?)? } else { Progress::default() };
        let head = Self {
            flags,
            scope: heads.small()?,
            silence: silence(more & 3)?,
            asked: asked(more >> 2 & 3)?,
            judged: more & flag::JUDGED != 0,
            state_failed: more & flag::STATE_FAILED != 0,
            progress,
        };
        let meaningful = more >> 6 == 0
            && (head.has(flag::FAILURE) || !head.state_failed)
            && (head.has(flag::SINCE) || !head.has(flag::SINCE_BOUND));
        (meaningful && (head.scope as usize) < scopes).then_some(head)
    }
}

fn read_progress(byte: u8) -> Option<Progress> {
    let has = |flag: u8| byte & flag != 0;
    let progress = Progress {
        listed: has(flag::OF_SCAN),
        state_asked: has(flag::STATE_ASKED),
        explained: has(flag::EXPLAINED),
        done: has(flag::DONE),
    };
    (byte >> 4 == 0).then_some(progress)
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
