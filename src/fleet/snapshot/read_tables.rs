//! What nodes and findings refer to, from bytes.

use super::bytes::Cursor;
use super::error::{SnapshotError, damaged_in};
use super::extras::Extras;
use super::sections::{ATTRIBUTES, BASELINES, META, PATCHES, SCAN, SCOPES, STATES, Tag};
use super::write_tables::{CLASSIFICATION, PROGRESS, SEVERITY};
use crate::fleet::store::{
    ApprovalRule, Baseline, FilterKey, PatchFilter, PatchKey, Patches, Scope, Seconds, StateCode,
    StateKind, States, Store, Strings,
};

/// The sections that must come before those of nodes.
const REQUIRED: [Tag; 6] = [META, SCOPES, STATES, BASELINES, ATTRIBUTES, PATCHES];

/// What is read before the nodes.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) extras: Extras,
    /// The patches in the order that rows use.
    pub(super) order: Vec<u32>,
    seen: Vec<Tag>,
}

impl Tables {
    /// Reads a section that is not of nodes.
    pub(super) fn read(
        &mut self,
        tag: Tag,
        mut section: Cursor,
        store: &mut Store,
    ) -> Result<(), SnapshotError> {
        let part = name(tag);
        if self.seen.contains(&tag) {
            return Err(SnapshotError::Damaged(part));
        }
        self.seen.push(tag);
        let done = self.read_section(tag, &mut section, store);
        damaged_in(part, done.filter(|()| section.is_empty()))
    }

    /// Checks that all are there.
    pub(super) fn check(&self) -> Result<(), SnapshotError> {
        match REQUIRED.iter().find(|it| !self.seen.contains(it)) {
            Some(tag) => Err(SnapshotError::Damaged(name(*tag))),
            None => Ok(()),
        }
    }

    fn read_section(&mut self, tag: Tag, from: &mut Cursor, store: &mut Store) -> Option<()> {
        match tag {
            META => self.read_meta(from),
            SCOPES => read_scopes(from, &mut store.scopes),
            STATES => read_states(from, &mut store.states),
            BASELINES => read_baselines(from, store),
            ATTRIBUTES => read_attributes(from, &mut store.attribute_names),
            PATCHES => {
                read_patches(from, &mut store.patches)?;
                self.order = read_order(from, store.patches.len())?;
                Some(())
            }
            SCAN => {
                self.extras.scan = Some(String::from(from.text()?));
                Some(())
            }
            _ => None,
        }
    }

    fn read_meta(&mut self, from: &mut Cursor) -> Option<()> {
        let flags = from.number()?;
        self.extras.progress = flags & PROGRESS != 0;
        (flags & !PROGRESS == 0).then_some(())
    }
}

fn name(tag: Tag) -> &'static str {
    match tag {
        META => "the flags",
        SCOPES => "the scopes",
        STATES => "the states",
        BASELINES => "the baselines",
        ATTRIBUTES => "the attributes",
        PATCHES => "the patches",
        SCAN => "the state of the scan",
        _ => "the list of sections",
    }
}

fn read_scopes(from: &mut Cursor, scopes: &mut Vec<Scope>) -> Option<()> {
    let mut ids = Strings::default();
    for _ in 0..from.count()? {
        let scope = read_scope(from)?;
        if ids.intern(&scope.id)?.index() != scopes.len() {
            return None;
        }
        scopes.push(scope);
    }
    Some(())
}

fn read_scope(from: &mut Cursor) -> Option<Scope> {
    let owned = |text: Option<&str>| text.map(String::from);
    let mut scope = Scope {
        id: String::from(from.text()?),
        region: String::from(from.text()?),
        account: owned(from.optional_text()?),
        label: owned(from.optional_text()?),
        error: owned(from.optional_text()?),
        read_at: Seconds::new(from.small()?),
        aws_compliant: from.optional_small()?,
        aws_non_compliant: from.optional_small()?,
        ..Scope::default()
    };
    let flags = from.byte()?;
    (scope.partial, scope.unfinished) = (flags & 1 == 0, flags & 2 != 0);
    (flags < 4).then_some(scope)
}

fn read_states(from: &mut Cursor, states: &mut States) -> Option<()> {
    for _ in 0..from.count()? {
        let expected = StateKind::Open(StateCode::new(states.names().len())?);
        if states.classify(from.text()?) != expected {
            return None;
        }
    }
    Some(())
}

fn read_baselines(from: &mut Cursor, store: &mut Store) -> Option<()> {
    for _ in 0..from.count()? {
        let baseline = read_baseline(from)?;
        let is_known = store.baselines.get(baseline.scope, &baseline.id).is_some();
        if is_known || baseline.scope as usize >= store.scopes.len() {
            return None;
        }
        store.baselines.insert(baseline);
    }
    Some(())
}

fn read_baseline(from: &mut Cursor) -> Option<Baseline> {
    let scope = from.small()?;
    let id = String::from(from.text()?);
    let read_at = Seconds::new(from.small()?);
    let name = from.optional_text()?.map(String::from);
    let available_updates_non_compliant = match from.optional()? {
        None => None,
        Some(0) => Some(false),
        Some(1) => Some(true),
        Some(_) => return None,
    };
    let approve_after_days = read_list(from, Cursor::small)?;
    Some(Baseline {
        scope,
        id,
        read_at,
        name,
        available_updates_non_compliant,
        approve_after_days,
        rules: read_list(from, read_rule)?,
        approved: read_list(from, read_text)?,
        approved_level: read_text(from)?,
    })
}

fn read_rule(from: &mut Cursor) -> Option<ApprovalRule> {
    Some(ApprovalRule { level: read_text(from)?, filters: read_list(from, read_filter)? })
}

fn read_filter(from: &mut Cursor) -> Option<PatchFilter> {
    let key = match from.number()? {
        CLASSIFICATION => FilterKey::Classification,
        SEVERITY => FilterKey::Severity,
        _ => return None,
    };
    Some(PatchFilter { key, values: read_list(from, read_text)? })
}

fn read_text(from: &mut Cursor) -> Option<String> {
    from.text().map(String::from)
}

fn read_list<'a, T>(
    from: &mut Cursor<'a>,
    read: impl Fn(&mut Cursor<'a>) -> Option<T>,
) -> Option<Vec<T>> {
    (0..from.count()?).map(|_| read(from)).collect()
}

fn read_attributes(from: &mut Cursor, names: &mut Vec<String>) -> Option<()> {
    let mut known = Strings::default();
    for _ in 0..from.count()? {
        let name = from.text()?;
        if known.intern(name)?.index() != names.len() {
            return None;
        }
        names.push(String::from(name));
    }
    Some(())
}

fn read_patches(from: &mut Cursor, patches: &mut Patches) -> Option<()> {
    read_strings(from, &mut patches.severities)?;
    read_strings(from, &mut patches.classifications)?;
    read_strings(from, &mut patches.cves)?;
    let mut title = String::new();
    let mut seen = vec![None; patches.cves.len()];
    for number in 0..from.count()? {
        let kb = from.text()?;
        title.clear();
        title.push_str(if from.flag()? { kb } else { "" });
        title.push_str(from.text()?);
        let severity = read_place(from, &patches.severities)?;
        let classification = read_place(from, &patches.classifications)?;
        let key =
            PatchKey { kb, title: &title, severity: &severity, classification: &classification };
        let patch = patches.intern(&key).filter(|it| *it as usize == number)?;
        patches.set_released(patch, Seconds::new(from.small()?));
        read_cves(from, patches, patch, &mut seen)?;
    }
    Some(())
}

/// Reads texts of which each is new and none is empty.
fn read_strings(from: &mut Cursor, strings: &mut Strings) -> Option<()> {
    for number in 0..from.count()? {
        let symbol = strings.intern_some(Some(from.text()?));
        symbol.filter(|it| it.index() == number)?;
    }
    Some(())
}

fn read_place(from: &mut Cursor, strings: &Strings) -> Option<String> {
    match from.optional_small()? {
        Some(place) if (place as usize) < strings.len() => {
            Some(String::from(strings.at(place as usize)))
        }
        Some(_) => None,
        None => Some(String::new()),
    }
}

/// Reads the CVEs of a patch, each once. `seen` has the last patch with each CVE.
fn read_cves(
    from: &mut Cursor,
    patches: &mut Patches,
    patch: u32,
    seen: &mut [Option<u32>],
) -> Option<()> {
    let mut places = Vec::new();
    for _ in 0..from.count()? {
        let place = from.small()?;
        let last = seen.get_mut(place as usize)?.replace(patch);
        (last != Some(patch)).then(|| places.push(place))?;
    }
    patches.add_cve_places(patch, places.into_iter());
    Some(())
}

/// The places of all `count` patches, each once.
fn read_order(from: &mut Cursor, count: usize) -> Option<Vec<u32>> {
    let mut places = Cursor::new(from.bytes()?);
    let mut seen = vec![false; count];
    let mut order = Vec::with_capacity(count);
    for _ in 0..count {
        let place = places.small()?;
        let first = !std::mem::replace(seen.get_mut(place as usize)?, true);
        first.then(|| order.push(place))?;
    }
    places.is_empty().then_some(order)
}
