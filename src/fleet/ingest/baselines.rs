//! GetPatchBaseline.

use super::error::IngestError;
use super::input::Input;
use super::page::{Ingested, Page};
use super::values::count;
use crate::fleet::fold::equals;
use crate::fleet::json::{Broken, Reader, Span};
use crate::fleet::store::{
    ApprovalRule, Baseline, Count, FilterKey, PatchFilter, Store, Symbol, UNSPECIFIED,
};

const MEMBERS: [&str; 6] = [
    "BaselineId",
    "Name",
    "AvailableSecurityUpdatesComplianceStatus",
    "ApprovalRules",
    "ApprovedPatches",
    "ApprovedPatchesComplianceLevel",
];

pub(super) fn ingest(store: &mut Store, page: &Page) -> Result<Ingested, IngestError> {
    let input = Input::read(page.input, ["BaselineId"])?;
    let object = Object::read(page.body, MEMBERS)?;
    let [id, name, status, rules, approved, level] = object.values;
    let [requested] = input.texts();
    let requested = (!requested.is_empty()).then(|| lossy(requested));
    // Patch states name a baseline as the request does, by its id or by its ARN, or as the answer.
    let mut ids: Vec<String> = requested.into_iter().chain(object.some_text(id)).collect();
    ids.dedup();
    if ids.is_empty() {
        return Err(object.text.missing("BaselineId").into());
    }
    let rules = Rules::read(&object, rules)?;
    let approved = Items::read(&object.text, approved);
    let status = object.some_text(status);
    let is_status = |it: &str| status.as_deref().is_some_and(|status| equals(status, it));
    let mut baseline = Baseline {
        read_at: Some(page.seconds()),
        name: object.some_text(name),
        available_updates_non_compliant: match (is_status("NON_COMPLIANT"), is_status("COMPLIANT"))
        {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        },
        approve_after_days: rules.days,
        rules: rules.rules,
        approved: approved.map(|it| it.texts()).unwrap_or_default(),
        approved_level: level_of(object.some_text(level)),
        ..Baseline::default()
    };
    baseline.scope = store.scope(page.scope);
    let nodes = nodes_with(store, baseline.scope, &ids);
    for id in ids {
        store.baselines.insert(Baseline { id, ..baseline.clone() });
    }
    Ok(Ingested { items: 1, nodes, ..Ingested::default() })
}

/// The nodes of a scope whose patch state names one of these baselines.
fn nodes_with(store: &Store, scope: u32, ids: &[String]) -> Vec<u32> {
    let symbols: Vec<Symbol> = ids.iter().filter_map(|it| store.words.find(it)).collect();
    if symbols.is_empty() {
        return Vec::new();
    }
    let nodes = store.live_nodes().filter(|(_, node)| {
        node.scope == scope && node.patch_state.baseline.is_some_and(|it| symbols.contains(&it))
    });
    nodes.map(|(number, _)| number as u32).collect()
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn level_of(text: Option<String>) -> String {
    text.unwrap_or_else(|| String::from(UNSPECIFIED))
}

/// Some members of an object.
struct Object<'a, const N: usize> {
    text: Reader<'a>,
    values: [Span; N],
}

impl<'a, const N: usize> Object<'a, N> {
    fn read(object: &'a [u8], names: [&str; N]) -> Result<Self, Broken> {
        let mut text = Reader::new(object)?;
        let mut values = [Span::ABSENT; N];
        text.object(&names, &mut values)?;
        text.end()?;
        Ok(Self { text, values })
    }

    /// A text that is not empty.
    fn some_text(&self, span: Span) -> Option<String> {
        let bytes = self.text.bytes(span);
        (self.text.is_text(span) && !bytes.is_empty()).then(|| lossy(bytes))
    }
}

/// The JSON text of a value that is an object.
fn object<'a>(text: &'a Reader, span: Span) -> Option<&'a [u8]> {
    let bytes = text.bytes(span);
    (bytes.first() == Some(&b'{') && !text.is_text(span)).then_some(bytes)
}

/// The items of a list.
struct Items<'a> {
    text: Reader<'a>,
    spans: Vec<Span>,
}

impl<'a> Items<'a> {
    /// Reads a list, which may be absent.
    fn read(of: &'a Reader, span: Span) -> Result<Self, Broken> {
        let list = of.bytes(span);
        let mut text = Reader::new(list)?;
        let mut spans = Vec::new();
        if of.is_text(span) {
            return Err(text.missing("a list"));
        }
        let mut more = !list.is_empty() && text.open(b'[', b']')?;
        while more {
            spans.push(text.value()?);
            more = text.more(b']')?;
        }
        Ok(Self { text, spans })
    }

    fn objects(&self) -> impl Iterator<Item = &[u8]> {
        self.spans.iter().filter_map(|it| object(&self.text, *it))
    }

    fn texts(&self) -> Vec<String> {
        let texts = self.spans.iter().filter(|it| self.text.is_text(**it));
        texts.map(|it| lossy(self.text.bytes(*it))).collect()
    }
}

/// What the rules of a baseline say.
#[derive(Default)]
struct Rules {
    rules: Vec<ApprovalRule>,
    /// The delays; a rule with a date in the place of a delay has none.
    days: Vec<u32>,
}

impl Rules {
    fn read<const N: usize>(of: &Object<N>, group: Span) -> Result<Self, Broken> {
        let mut all = Self::default();
        let Some(group) = object(&of.text, group) else { return Ok(all) };
        let group = Object::read(group, ["PatchRules"])?;
        let [rules] = group.values;
        for rule in Items::read(&group.text, rules)?.objects() {
            let members = ["ComplianceLevel", "ApproveAfterDays", "PatchFilterGroup"];
            let rule = Object::read(rule, members)?;
            let [level, days, filters] = rule.values;
            all.days.extend(count(&rule.text, days).map(Count::value));
            let level = level_of(rule.some_text(level));
            all.rules.push(ApprovalRule { level, filters: filters_of(&rule, filters)? });
        }
        Ok(all)
    }
}

/// The filters of a rule that decide about findings.
fn filters_of<const N: usize>(rule: &Object<N>, group: Span) -> Result<Vec<PatchFilter>, Broken> {
    let Some(group) = object(&rule.text, group) else { return Ok(Vec::new()) };
    let group = Object::read(group, ["PatchFilters"])?;
    let [list] = group.values;
    let mut filters = Vec::new();
    for filter in Items::read(&group.text, list)?.objects() {
        let filter = Object::read(filter, ["Key", "Values"])?;
        let [key, values] = filter.values;
        let key = match filter.some_text(key).as_deref() {
            Some("CLASSIFICATION") => FilterKey::Classification,
            Some("MSRC_SEVERITY" | "SEVERITY") => FilterKey::Severity,
            _ => continue,
        };
        let values = Items::read(&filter.text, values).map(|it| it.texts()).unwrap_or_default();
        if !values.iter().any(|it| it == "*") {
            filters.push(PatchFilter { key, values });
        }
    }
    Ok(filters)
}
