//! A filter, checked and sorted by what its tokens look at.

use super::condition::{Condition, Test};
use super::error::FilterError;
use super::needle::Needle;
use super::token::{Filter, Operation, Token};
use super::truth::Truth;
use crate::fleet::query::{
    Context, FindingProperty, Kind, NodeProperty, PatchProperty, Property, RowProperty, Table,
    Value,
};

/// A filter that fits a table.
#[derive(Debug, Clone)]
pub struct Compiled {
    pub(super) table: Table,
    pub(super) operation: Operation,
    /// Tests on nodes.
    pub(super) node: Vec<Test>,
    /// Tests on findings and their patches.
    pub(super) finding: Vec<Test>,
    /// Tests on finished rows of patches or CVEs.
    pub(super) own: Vec<Test>,
    pub(super) text: Option<Needle>,
}

impl Filter {
    /// Checks the filter: every property, operator and value.
    pub fn compile(&self, table: Table) -> Result<Compiled, FilterError> {
        let text = self.text.as_deref().filter(|it| !it.is_empty());
        let mut compiled = Compiled {
            table,
            operation: self.operation,
            node: Vec::new(),
            finding: Vec::new(),
            own: Vec::new(),
            text: text.map(Needle::new),
        };
        for token in &self.tokens {
            compiled.add(token)?;
        }
        if compiled.tests().count() + usize::from(compiled.text.is_some()) < 2 {
            compiled.operation = Operation::And;
        }
        Ok(compiled)
    }
}

impl Compiled {
    fn add(&mut self, token: &Token) -> Result<(), FilterError> {
        let property = Property::parse(self.table, &token.property);
        let property = property.ok_or_else(|| FilterError::UnknownProperty {
            table: self.table,
            property: token.property.clone(),
            values: token.values.clone(),
        })?;
        let tests = match property {
            Property::Row(_) => &mut self.own,
            Property::Patch(_) if self.table == Table::Patches => &mut self.own,
            Property::Patch(_) | Property::Finding(_) => &mut self.finding,
            Property::Node(_) => &mut self.node,
        };
        tests.push(Test::new(property, token)?);
        Ok(())
    }

    /// The filter on the table of nodes by its tokens on nodes alone; of one that is joined by `or`,
    /// the one that every node matches.
    #[must_use]
    pub fn on_nodes(&self) -> Self {
        let is_joined = self.operation == Operation::And;
        Self {
            table: Table::Nodes,
            operation: Operation::And,
            node: if is_joined { self.node.clone() } else { Vec::new() },
            finding: Vec::new(),
            own: Vec::new(),
            text: None,
        }
    }

    /// Whether it has a condition on findings, or one on any text.
    #[must_use]
    pub fn chooses_by_findings(&self) -> bool {
        !self.finding.is_empty() || self.text.is_some()
    }

    /// Whether it has no condition, so that every row matches.
    pub fn is_empty(&self) -> bool {
        self.tests().next().is_none() && self.text.is_none()
    }

    /// Whether it must know the judgements on nodes.
    pub fn needs_judgements(&self) -> bool {
        use NodeProperty as P;
        let judged = |it: &Test| {
            let Property::Node(property) = &it.property else { return false };
            matches!(property, P::Verdict | P::Reason | P::ReasonCode | P::Stale)
        };
        self.tests().any(judged) || self.table == Table::Nodes && self.text.is_some()
    }

    /// Whether it looks at a value that may be a bound.
    pub(super) fn may_be_undecided(&self) -> bool {
        use FindingProperty as F;
        use NodeProperty as N;
        self.tests().any(|it| match &it.property {
            Property::Node(property) => matches!(property, N::NonCompliantSince | N::OldestOpen),
            Property::Finding(property) => matches!(property, F::Age | F::Due | F::Overdue),
            Property::Patch(_) | Property::Row(_) => false,
        })
    }

    fn tests(&self) -> impl Iterator<Item = &Test> {
        self.node.iter().chain(&self.finding).chain(&self.own)
    }

    /// Whether a finished row of the table of patches or CVEs matches. `value` gives the values of
    /// the row; `fulfilled` says whether a finding of the row fulfils a token on nodes or findings
    /// (see [`super::Counted::fulfilled`]), and matters only to filters that are joined by `or`.
    pub fn row_matches<'a>(
        &self,
        context: &Context,
        fulfilled: Truth,
        value: &dyn Fn(&Property) -> Value<'a>,
    ) -> Truth {
        if self.is_empty() {
            return Truth::Yes;
        }
        let cves = &context.store.patches.cves;
        let tests = self.own.iter().map(|test| test.holds(&value(&test.property), cves));
        let text = self.text.as_ref().map(|needle| has_text(self.table, needle, context, value));
        let own = tests.chain(text.map(Truth::of));
        match self.operation {
            Operation::And => own.min().unwrap_or(Truth::Yes),
            Operation::Or => own.max().unwrap_or(Truth::No).max(fulfilled),
        }
    }
}

/// Whether a text of a row of patches or CVEs contains a text.
fn has_text<'a>(
    table: Table,
    needle: &Needle,
    context: &Context,
    value: &dyn Fn(&Property) -> Value<'a>,
) -> bool {
    use PatchProperty as P;
    use RowProperty as R;
    let patch = [P::Kb, P::Title, P::Classification, P::Severity, P::Cves].map(Property::Patch);
    let cve = [R::Cve, R::Severity].map(Property::Row);
    let texts = if table == Table::Cves { cve.as_slice() } else { patch.as_slice() };
    let cves = &context.store.patches.cves;
    texts.iter().any(|property| {
        debug_assert!(matches!(property.kind(), Kind::Text | Kind::Texts | Kind::Severity));
        let test = Test::containing(property.clone(), needle.clone());
        test.holds(&value(property), cves) == Truth::Yes
    })
}

impl Test {
    /// The test whether a property contains a text.
    pub(super) fn containing(property: Property, needle: Needle) -> Self {
        Self { property, negated: false, condition: Condition::Contains(vec![needle]) }
    }
}
