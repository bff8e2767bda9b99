//! Patch baselines, as far as they decide about nodes and findings.

use super::{Patches, Seconds};
use crate::fleet::fold::equals;

/// The compliance level where nobody has chosen one.
pub const UNSPECIFIED: &str = "UNSPECIFIED";

/// A baseline, from GetPatchBaseline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline {
    /// The number of its scope: other scopes may have a baseline with the same id.
    pub scope: u32,
    /// The id, as patch states name it.
    pub id: String,
    /// When it was read.
    pub read_at: Option<Seconds>,
    /// The name.
    pub name: Option<String>,
    /// Whether available security updates make a node non-compliant; `None` if it does not say.
    pub available_updates_non_compliant: Option<bool>,
    /// The approval delays of its rules, in days.
    pub approve_after_days: Vec<u32>,
    /// Its rules.
    pub rules: Vec<ApprovalRule>,
    /// KB ids and titles of patches that it approves by name.
    pub approved: Vec<String>,
    /// The compliance level of those.
    pub approved_level: String,
}

/// What a rule of a baseline says of the patches that fall under it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ApprovalRule {
    /// The compliance level.
    pub level: String,
    /// What a patch must be to fall under it.
    pub filters: Vec<PatchFilter>,
}

/// A condition of a rule on patches. Only those that a finding can be held against are kept: it does
/// not say which product it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatchFilter {
    /// What must have one of the values.
    pub key: FilterKey,
    /// The values.
    pub values: Vec<String>,
}

/// What a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words are plain")]
pub enum FilterKey {
    Classification,
    Severity,
}

impl Baseline {
    /// The compliance level of a patch; `None` if its rules do not agree on one.
    pub fn level(&self, patches: &Patches, patch: u32) -> Option<&str> {
        if self.approves(patches, patch) {
            Some(&self.approved_level)
        } else {
            self.level_by_rules(patches, patch)
        }
    }

    /// Whether it approves a patch by name.
    pub fn approves(&self, patches: &Patches, patch: u32) -> bool {
        let is_named = |name: &str| self.approved.iter().any(|it| it == name);
        !self.approved.is_empty() && (is_named(patches.kb(patch)) || is_named(patches.title(patch)))
    }

    /// The one level of all rules that a patch may fall under: it follows from its severity and its
    /// classification.
    pub fn level_by_rules(&self, patches: &Patches, patch: u32) -> Option<&str> {
        let severity = patches.severity(patch).map(|it| patches.severities.text(it));
        let classification =
            patches.classification(patch).map(|it| patches.classifications.text(it));
        let may_mean = |filter: &PatchFilter| {
            let value = match filter.key {
                FilterKey::Classification => classification,
                FilterKey::Severity => severity,
            };
            value.is_some_and(|value| filter.values.iter().any(|it| equals(it, value)))
        };
        let mut rules = self.rules.iter().filter(|it| it.filters.iter().all(may_mean));
        let level = &rules.next()?.level;
        rules.all(|it| it.level == *level).then_some(level)
    }

    /// Whether every patch has the same level by both.
    pub fn has_the_levels_of(&self, other: &Self) -> bool {
        self.rules == other.rules
            && self.approved == other.approved
            && self.approved_level == other.approved_level
    }
}

/// The baselines of all scopes, in the order of their scopes and ids.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baselines(Vec<Baseline>);

impl Baselines {
    /// The baseline of a scope with this id.
    pub fn get(&self, scope: u32, id: &str) -> Option<&Baseline> {
        self.0.get(self.place(scope, id).ok()?)
    }

    /// Adds a baseline, unless it is there already and was read later.
    pub fn insert(&mut self, baseline: Baseline) {
        match self.place(baseline.scope, &baseline.id) {
            Err(place) => self.0.insert(place, baseline),
            Ok(place) => {
                let known = self.0.get_mut(place).filter(|it| it.read_at <= baseline.read_at);
                known.into_iter().for_each(|it| it.clone_from(&baseline));
            }
        }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Baseline> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn place(&self, scope: u32, id: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|it| (it.scope, it.id.as_str()).cmp(&(scope, id)))
    }
}
