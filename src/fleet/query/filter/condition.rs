//! A token's condition on a value.

use super::error::FilterError;
use super::interval::Interval;
use super::needle::Needle;
use super::operand;
use super::operator::Operator;
use super::token::Token;
use super::truth::Truth;
use crate::fleet::query::{
    Kind, NodeProperty, Property, Value, compare_folded, equals, severity_rank, starts_with,
};
use crate::fleet::store::Strings;
use crate::fleet::verdict::Verdict;

/// A token, checked.
#[derive(Debug, Clone)]
pub(super) struct Test {
    pub(super) property: Property,
    pub(super) negated: bool,
    pub(super) condition: Condition,
}

/// What a value must be; any of the members.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    /// The same text.
    Equals(Vec<String>),
    /// A text that contains this one.
    Contains(Vec<Needle>),
    /// A text that begins with this one, which is folded.
    StartsWith(Vec<String>),
    /// A text that stands in this order to the given one.
    Ordered(Operator, String, Order),
    /// A number of a set.
    Numbers(Vec<Interval>),
    /// A flag.
    Flags(Vec<bool>),
}

/// The orders of texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Text,
    Severity,
    Verdict,
}

impl Test {
    /// Checks a token.
    pub(super) fn new(property: Property, token: &Token) -> Result<Self, FilterError> {
        let Token { operator: text, values, .. } = token;
        let parsed = Operator::parse(text).filter(|(it, _)| suits(property.kind(), *it));
        let (operator, negated) = parsed.ok_or_else(|| FilterError::WrongOperator {
            property: token.property.clone(),
            operator: text.clone(),
            values: values.clone(),
        })?;
        if operator.orders() && values.len() != 1 {
            return Err(FilterError::NotOneValue {
                property: token.property.clone(),
                operator: text.clone(),
                values: values.clone(),
            });
        }
        let condition = condition(&property, operator, token)?;
        Ok(Self { property, negated, condition })
    }

    /// Whether it holds of a value. `cves` are the texts of a value's CVEs.
    pub(super) fn holds(&self, value: &Value, cves: &Strings) -> Truth {
        let positive = match value {
            Value::Absent => Truth::No,
            Value::Text(text) => Truth::of(self.condition.has_text(text)),
            Value::Cves(places) => {
                let has = |place: &u32| self.condition.has_text(cves.at(*place as usize));
                Truth::of(places.iter().any(has))
            }
            Value::Number(it) => self.condition.any(|set| set.holds(*it)),
            Value::Date(time, bound) => {
                let millis = time.as_millis() as f64;
                self.condition.any(|set| match bound.is_exact() {
                    true => set.holds(millis),
                    false => set.holds_up_to(millis),
                })
            }
            Value::Days(days, bound) => self.condition.any(|set| match bound.is_exact() {
                true => set.holds(*days),
                false => set.holds_from(*days),
            }),
            Value::Flag(flag) => Truth::of(self.condition.flags().contains(flag)),
            Value::Undecided => Truth::of_cases(false, !self.condition.flags().is_empty()),
        };
        if self.negated { positive.negated() } else { positive }
    }

    /// Whether it holds of a text, which is there.
    pub(super) fn holds_of_text(&self, text: &str) -> bool {
        self.condition.has_text(text) != self.negated
    }
}

impl Condition {
    fn has_text(&self, text: &str) -> bool {
        match self {
            Self::Equals(all) => all.iter().any(|it| equals(text, it)),
            Self::Contains(all) => all.iter().any(|it| it.is_in(text)),
            Self::StartsWith(all) => all.iter().any(|it| starts_with(text, it)),
            Self::Ordered(operator, wanted, order) => {
                let found = order.compare(text, wanted);
                match operator {
                    Operator::Below => found.is_lt(),
                    Operator::UpTo => found.is_le(),
                    Operator::Above => found.is_gt(),
                    _ => found.is_ge(),
                }
            }
            Self::Numbers(_) | Self::Flags(_) => false,
        }
    }

    fn any(&self, holds: impl Fn(&Interval) -> Truth) -> Truth {
        let Self::Numbers(sets) = self else { return Truth::No };
        sets.iter().map(holds).max().unwrap_or(Truth::No)
    }

    fn flags(&self) -> &[bool] {
        if let Self::Flags(flags) = self { flags } else { &[] }
    }
}

impl Order {
    fn of(property: &Property) -> Self {
        match property {
            Property::Node(NodeProperty::Verdict) => Self::Verdict,
            it if it.kind() == Kind::Severity => Self::Severity,
            _ => Self::Text,
        }
    }

    fn compare(self, one: &str, other: &str) -> std::cmp::Ordering {
        match self {
            Self::Text => compare_folded(one, other),
            Self::Severity => severity_rank(one).cmp(&severity_rank(other)),
            Self::Verdict => verdict_rank(one).cmp(&verdict_rank(other)),
        }
    }
}

/// The place of a verdict in the order of attention; other texts come last.
fn verdict_rank(text: &str) -> usize {
    let place = Verdict::ALL.iter().position(|it| equals(it.name(), text));
    place.unwrap_or(Verdict::ALL.len())
}

fn suits(kind: Kind, operator: Operator) -> bool {
    match kind {
        Kind::Text | Kind::Texts | Kind::Severity => true,
        Kind::Number | Kind::Days | Kind::Date => !operator.is_of_texts(),
        Kind::Flag => operator == Operator::Equals,
    }
}

fn condition(
    property: &Property,
    operator: Operator,
    token: &Token,
) -> Result<Condition, FilterError> {
    let values = &token.values;
    Ok(match property.kind() {
        Kind::Number => {
            numbers(token, operator, "a number", |it| operand::number(it).map(|it| [it, it]))?
        }
        Kind::Days => numbers(token, operator, "days such as 7, 7d or 12h", |it| {
            operand::days(it).map(|it| [it, it])
        })?,
        Kind::Date => numbers(token, operator, "a date such as 2026-01-31", operand::date)?,
        Kind::Flag => Condition::Flags(each(token, "true or false", |it| match it {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        })?),
        Kind::Text | Kind::Texts | Kind::Severity => texts(property, operator, values),
    })
}

fn texts(property: &Property, operator: Operator, values: &[String]) -> Condition {
    let folded = || values.iter().map(|it| crate::fleet::query::folded(it).into_owned());
    match operator {
        Operator::Equals => Condition::Equals(values.to_vec()),
        Operator::Contains => {
            Condition::Contains(values.iter().map(|it| Needle::new(it)).collect())
        }
        Operator::StartsWith => Condition::StartsWith(folded().collect()),
        _ => {
            let wanted = values.first().cloned().unwrap_or_default();
            Condition::Ordered(operator, wanted, Order::of(property))
        }
    }
}

fn numbers(
    token: &Token,
    operator: Operator,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<[f64; 2]>,
) -> Result<Condition, FilterError> {
    let ranges = each(token, expected, parse)?;
    let interval = |[from, to]: [f64; 2]| match operator {
        Operator::Below => Interval::below(from),
        Operator::UpTo => Interval::up_to(to),
        Operator::Above => Interval::above(to),
        Operator::From => Interval::from(from),
        _ => Interval::between(from, to),
    };
    Ok(Condition::Numbers(ranges.into_iter().map(interval).collect()))
}

fn each<T>(
    token: &Token,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Vec<T>, FilterError> {
    let wrong = |value: &String| FilterError::WrongValue {
        property: token.property.clone(),
        value: value.clone(),
        expected,
    };
    token.values.iter().map(|it| parse(it).ok_or_else(|| wrong(it))).collect()
}
