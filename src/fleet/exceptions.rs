//! Exceptions: open patches that a reader accepts for a time.

use std::fmt;

use serde::Serialize;
use serde_json::Value;

use super::date::last_moment;
use super::fold::equals;
use super::given::{Given, deserialize, given, member, members, only};
use super::query::filter::{Compiled, Filter, FilterError, matching_nodes};
use super::query::{Context, Covered, CoveredBy, Listed, QueryCache, Table, bit};
use super::rules::Rules;
use super::store::{Patches, Store};
use super::verdict::judge;
use crate::time::Timestamp;

/// An exception: the `Exception` of the public types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exception {
    /// Its id, which the findings that it covers show.
    pub id: String,
    /// The patches that it covers.
    #[serde(rename = "match")]
    pub patches: PatchMatch,
    /// The nodes that it covers; without it, every node.
    #[serde(rename = "where", skip_serializing_if = "Option::is_none")]
    pub nodes: Option<Filter>,
    /// Why the patches are accepted.
    pub reason: String,
    /// Who decided it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When it was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The day or the instant after which it covers nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// Patches that have all of these members; texts compare without case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PatchMatch {
    /// One of the patch's CVEs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cve: Option<String>,
    /// The KB id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kb: Option<String>,
    /// The title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

given!(strict struct Exception {
    id: "id",
    patches: "match" or default,
    nodes: "where",
    reason: "reason",
    by: "by",
    at: "at",
    until: "until",
});
deserialize!(Exception);

impl Given for PatchMatch {
    fn given(from: &Value) -> Result<Self, String> {
        const NAMES: [&str; 3] = ["cve", "kb", "title"];
        let members = members(from)?;
        only(members, &NAMES)?;
        let [cve, kb, title] = NAMES.map(|it| member(members, it));
        Ok(Self { cve: cve?, kb: kb?, title: title? })
    }
}

/// What is wrong with an exception. In JavaScript a PatchlensError with the code `invalid-input`.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExceptionError {
    /// It names no patch, or only by empty texts: it would cover too much. Give a CVE, a KB id or a title.
    MatchesNothing {
        /// The id of the exception.
        id: String,
    },
    /// Its id or its reason is empty.
    Empty {
        /// The id of the exception.
        id: String,
        /// The name of the member.
        member: &'static str,
    },
    /// Its end is neither a day nor an instant.
    WrongEnd {
        /// The id of the exception.
        id: String,
        /// The end, as given.
        until: String,
    },
    /// Its filter does not fit the table of nodes.
    WrongFilter {
        /// The id of the exception.
        id: String,
        /// What is wrong with the filter.
        error: FilterError,
    },
}

impl fmt::Display for ExceptionError {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MatchesNothing { id } => write!(
                to,
                "Cannot use the exception {id:?}: its match needs a cve, a kb or a title"
            ),
            Self::Empty { id, member } => {
                write!(to, "Cannot use the exception {id:?}: {member} is empty")
            }
            Self::WrongEnd { id, until } => write!(
                to,
                "Cannot use the exception {id:?}: until is {until:?}, expected a date such as 2026-01-31"
            ),
            Self::WrongFilter { id, error } => {
                write!(to, "Cannot use the exception {id:?}: {error}")
            }
        }
    }
}

impl std::error::Error for ExceptionError {}

/// Exceptions, checked, in the reader's order.
#[derive(Debug, Clone, Default)]
pub struct Exceptions {
    checked: Vec<Checked>,
}

#[derive(Debug, Clone)]
struct Checked {
    exception: Exception,
    nodes: Option<Compiled>,
    /// The last moment at which it covers anything.
    ends: Option<Timestamp>,
}

impl Exceptions {
    /// Checks exceptions.
    pub fn new(exceptions: Vec<Exception>) -> Result<Self, ExceptionError> {
        let checked = exceptions.into_iter().map(Checked::new).collect::<Result<_, _>>()?;
        Ok(Self { checked })
    }

    /// The exceptions as they were given.
    pub fn iter(&self) -> impl Iterator<Item = &Exception> {
        self.checked.iter().map(|it| &it.exception)
    }

    /// The rows that are covered at the reader's now. Verdicts in the exceptions' filters are
    /// those that nodes have without any exception.
    pub fn cover(&self, store: &Store, rules: &Rules, listed: &Listed) -> Covered {
        let in_force = |it: &&Checked| it.ends.is_none_or(|end| rules.now <= end);
        let active: Vec<&Checked> = self.checked.iter().filter(in_force).collect();
        if active.is_empty() {
            return Covered::default();
        }
        let asks =
            active.iter().any(|it| it.nodes.as_ref().is_some_and(Compiled::needs_judgements));
        let judged = store.nodes.iter().filter(|_| asks);
        let judgements: Vec<_> = judged.map(|it| judge(store, it, rules, |_| false)).collect();
        let none = Covered::default();
        let context = Context { store, rules, judgements: &judgements, covered: &none, listed };
        let exceptions: Vec<_> = active.iter().map(|it| it.covers(&context)).collect();
        covered(store, exceptions)
    }
}

/// The rows of a store that exceptions cover, whose patches and nodes are known.
pub fn covered(store: &Store, exceptions: Vec<CoveredBy>) -> Covered {
    Covered { rows: rows(store, &exceptions), exceptions }
}

impl Checked {
    fn new(exception: Exception) -> Result<Self, ExceptionError> {
        let Exception { id, patches, nodes, until, reason, .. } = &exception;
        for (member, text) in [("id", id), ("reason", reason)] {
            if text.trim().is_empty() {
                return Err(ExceptionError::Empty { id: id.clone(), member });
            }
        }
        let parts = [&patches.cve, &patches.kb, &patches.title];
        let matches_nothing = parts.into_iter().flatten().all(String::is_empty);
        if matches_nothing {
            return Err(ExceptionError::MatchesNothing { id: id.clone() });
        }
        let ends = match until {
            None => None,
            Some(until) => Some(last_moment(until).ok_or_else(|| ExceptionError::WrongEnd {
                id: id.clone(),
                until: until.clone(),
            })?),
        };
        let compiled = nodes.as_ref().map(|it| it.compile(Table::Nodes)).transpose();
        let nodes =
            compiled.map_err(|error| ExceptionError::WrongFilter { id: id.clone(), error })?;
        Ok(Self { nodes, ends, exception })
    }

    fn covers(&self, context: &Context) -> CoveredBy {
        // The rules are judged before the first question, so there is nothing to remember yet.
        let mut cache = QueryCache::default();
        let nodes = self.nodes.as_ref().map(|it| matching_nodes(context, &mut cache, it).yes);
        let patches = self.exception.patches.among(&context.store.patches);
        CoveredBy { id: self.exception.id.clone(), patches, nodes: nodes.unwrap_or_default() }
    }
}

impl PatchMatch {
    /// A bit for each patch that has all members.
    fn among(&self, patches: &Patches) -> Vec<u64> {
        let wanted = |cve: &str| self.cve.as_ref().is_none_or(|it| equals(it, cve));
        let cves: Vec<bool> = patches.cves.iter().map(wanted).collect();
        let has_cve = |patch| {
            let is_wanted = |it: &u32| cves.get(*it as usize).copied().unwrap_or(false);
            self.cve.is_none() || patches.cves_of(patch).iter().any(is_wanted)
        };
        let mut bits = vec![0_u64; patches.len().div_ceil(64)];
        for (word, start) in bits.iter_mut().zip((0_u32..).step_by(64)) {
            for patch in (start..start + 64).take_while(|it| (*it as usize) < patches.len()) {
                let is_same = |wanted: &Option<String>, text: &str| {
                    wanted.as_ref().is_none_or(|it| equals(it, text))
                };
                let matches = is_same(&self.kb, patches.kb(patch))
                    && is_same(&self.title, patches.title(patch))
                    && has_cve(patch);
                *word |= u64::from(matches) << (patch & 63);
            }
        }
        bits
    }
}

/// A bit for each row that one of the exceptions covers.
fn rows(store: &Store, exceptions: &[CoveredBy]) -> Vec<u64> {
    let mut anything = vec![0_u64; store.patches.len().div_ceil(64)];
    for exception in exceptions {
        anything.iter_mut().zip(&exception.patches).for_each(|(to, from)| *to |= from);
    }
    let mut rows = vec![0_u64; store.findings.len().div_ceil(64)];
    for (number, node) in store.nodes.iter().enumerate() {
        let start = node.findings.start as usize;
        let run = store.findings.patch.run(start, node.findings.count as usize);
        let covers = |it: &CoveredBy, patch: usize| {
            bit(&it.patches, patch) && (it.nodes.is_empty() || bit(&it.nodes, number))
        };
        let covered = (start..).zip(run).filter(|(_, patch)| {
            let patch = **patch as usize;
            bit(&anything, patch) && exceptions.iter().any(|it| covers(it, patch))
        });
        for (row, _) in covered {
            rows.get_mut(row >> 6).into_iter().for_each(|word| *word |= 1 << (row & 63));
        }
    }
    rows
}
