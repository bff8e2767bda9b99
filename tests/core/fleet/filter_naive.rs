//! Filters answered row by row and value by value, straight from the contract.

use patchlens::fleet::query::filter::{Filter, Operation, Token};
use patchlens::fleet::query::{
    Bound, Context, FindingProperty, Kind, NodeProperty, Property, Table, Value, folded,
    severity_rank,
};
use patchlens::fleet::store::{Finding, Node};
use patchlens::time::Timestamp;

/// `None` is undecided.
type Truth = Option<bool>;

pub(crate) fn all(truths: impl IntoIterator<Item = Truth>) -> Truth {
    let truths: Vec<Truth> = truths.into_iter().collect();
    if truths.contains(&Some(false)) {
        return Some(false);
    }
    if truths.contains(&None) { None } else { Some(true) }
}

pub(crate) fn any(truths: impl IntoIterator<Item = Truth>) -> Truth {
    not(all(truths.into_iter().map(not)))
}

fn not(truth: Truth) -> Truth {
    truth.map(|it| !it)
}

fn joined(operation: Operation, truths: Vec<Truth>) -> Truth {
    match operation {
        Operation::And => all(truths),
        Operation::Or => any(truths),
    }
}

/// A finding with its row and node.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) number: u32,
    pub(crate) node: &'a Node,
    pub(crate) row: usize,
    pub(crate) finding: Finding,
}

pub(crate) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let nodes = context.store.nodes.iter().zip(0..);
    let each = nodes.flat_map(|(node, number)| {
        let run =
            node.findings.start as usize..(node.findings.start + node.findings.count) as usize;
        run.map(move |row| (number, node, row))
    });
    each.map(|(number, node, row)| {
        let finding = context.store.findings.get(row).unwrap();
        Row { number, node, row, finding }
    })
    .collect()
}

fn value<'a>(context: &Context<'a>, row: &Row<'a>, property: &Property) -> Value<'a> {
    match property {
        Property::Node(it) => context.node_value(row.number, row.node, it),
        Property::Patch(it) => context.patch_value(row.finding.patch, *it),
        Property::Finding(it) => context.finding_value(row.number, row.row, &row.finding, *it),
        Property::Row(_) => Value::Absent,
    }
}

pub(crate) fn finding_matches(context: &Context, filter: &Filter, row: &Row) -> Truth {
    let holds = |token: &Token| {
        let property = Property::parse(Table::Findings, &token.property).unwrap();
        holds(context, token, &property, &value(context, row, &property))
    };
    let mut truths: Vec<Truth> = filter.tokens.iter().map(holds).collect();
    let text = filter.text.as_deref().unwrap_or_default();
    if !text.is_empty() {
        let names = [FACTS, PATCH].concat();
        let texts = properties(context, Table::Findings, &names);
        truths.push(Some(texts.iter().any(|it| has_text(context, &value(context, row, it), text))));
    }
    if truths.is_empty() { Some(true) } else { joined(filter.operation, truths) }
}

pub(crate) fn node_matches(context: &Context, filter: &Filter, number: u32, node: &Node) -> Truth {
    let parse = |it: &Token| Property::parse(Table::Nodes, &it.property).unwrap();
    let (of_node, of_findings): (Vec<&Token>, Vec<&Token>) =
        filter.tokens.iter().partition(|it| matches!(parse(it), Property::Node(_)));
    let node_value = |property: &Property| match property {
        Property::Node(it) => context.node_value(number, node, it),
        _ => panic!("not of a node"),
    };
    let mut truths: Vec<Truth> =
        of_node.iter().map(|it| holds(context, it, &parse(it), &node_value(&parse(it)))).collect();
    let text = filter.text.as_deref().unwrap_or_default();
    if !text.is_empty() {
        let texts = properties(context, Table::Nodes, &[FACTS, NODE].concat());
        truths.push(Some(texts.iter().any(|it| has_text(context, &node_value(it), text))));
    }
    if !of_findings.is_empty() {
        let rows = rows(context).into_iter().filter(|it| it.number == number);
        truths.push(any(rows.map(|row| {
            let each = of_findings.iter();
            let truths =
                each.map(|it| holds(context, it, &parse(it), &value(context, &row, &parse(it))));
            joined(filter.operation, truths.collect())
        })));
    }
    if truths.is_empty() { Some(true) } else { joined(filter.operation, truths) }
}

const FACTS: &[&str] = &[
    "scopeId",
    "instanceId",
    "name",
    "account",
    "region",
    "platform",
    "platformVersion",
    "platformType",
    "patchGroup",
    "baselineId",
    "baselineName",
];
const NODE: &[&str] = &[
    "verdict",
    "reasonCode",
    "computerName",
    "ipAddress",
    "agentVersion",
    "pingStatus",
    "instanceState",
    "operation",
];
const PATCH: &[&str] =
    &["kb", "title", "classification", "severity", "cves", "state", "complianceLevel", "exception"];

fn properties(context: &Context, table: Table, names: &[&str]) -> Vec<Property> {
    let tags = context.store.attribute_names.iter().map(|it| NodeProperty::Tag(it.clone()));
    let named = names.iter().map(|it| Property::parse(table, it).unwrap());
    named.chain(tags.map(Property::Node)).collect()
}

fn has_text(context: &Context, value: &Value, text: &str) -> bool {
    texts(context, value).iter().any(|it| folded(it).contains(folded(text).as_ref()))
}

fn texts(context: &Context, value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![text.to_string()],
        Value::Cves(cves) => {
            let text = |it: &u32| String::from(context.store.patches.cves.at(*it as usize));
            cves.iter().map(text).collect()
        }
        _ => Vec::new(),
    }
}

fn holds(context: &Context, token: &Token, property: &Property, value: &Value) -> Truth {
    if let Some(positive) = token.operator.strip_prefix('!') {
        let operator = if positive == "=" { "=" } else { positive };
        let token = Token { operator: String::from(operator), ..token.clone() };
        return not(holds(context, &token, property, value));
    }
    if *value == Value::Absent {
        return Some(false);
    }
    any(token.values.iter().map(|wanted| one(context, &token.operator, wanted, property, value)))
}

fn one(
    context: &Context,
    operator: &str,
    wanted: &str,
    property: &Property,
    value: &Value,
) -> Truth {
    let range = match value {
        Value::Undecided => return None,
        Value::Flag(flag) => return Some((wanted == "true") == *flag),
        Value::Text(_) | Value::Cves(_) => {
            let texts = texts(context, value);
            return Some(texts.iter().any(|it| text_holds(operator, it, wanted, property)));
        }
        Value::Number(it) => [*it, *it],
        Value::Days(it, Bound::Exact) => [*it, *it],
        Value::Days(it, Bound::AtLeast) => [*it, f64::INFINITY],
        Value::Date(it, Bound::Exact) => [it.as_millis() as f64; 2],
        Value::Date(it, Bound::AtLeast) => [f64::NEG_INFINITY, it.as_millis() as f64],
        Value::Absent => return Some(false),
    };
    in_range(operator, wanted_range(wanted, property.kind()), range)
}

fn text_holds(operator: &str, text: &str, wanted: &str, property: &Property) -> bool {
    let [low, other] = [folded(text).into_owned(), folded(wanted).into_owned()];
    match operator {
        "=" => return low == other,
        ":" => return low.contains(&other),
        "^" => return low.starts_with(&other),
        _ => {}
    }
    let verdicts = ["non-compliant", "unreported", "stale", "excepted", "stopped", "compliant"];
    let verdict = |it: &str| verdicts.iter().position(|one| *one == it).unwrap_or(6);
    let order = match property {
        Property::Node(NodeProperty::Verdict) => verdict(&low).cmp(&verdict(&other)),
        Property::Finding(FindingProperty::ComplianceLevel) => {
            severity_rank(text).cmp(&severity_rank(wanted))
        }
        it if it.kind() == Kind::Severity => severity_rank(text).cmp(&severity_rank(wanted)),
        _ => low.chars().cmp(other.chars()),
    };
    match operator {
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    }
}

fn wanted_range(wanted: &str, kind: Kind) -> [f64; 2] {
    let number = |it: &str| it.parse::<f64>().unwrap();
    match kind {
        Kind::Date if wanted.len() == 10 => {
            let start = Timestamp::parse(&format!("{wanted}T00:00:00Z")).unwrap();
            [start.as_millis() as f64, start.as_millis() as f64 + 86_399_999.0]
        }
        Kind::Date => [Timestamp::parse(wanted).unwrap().as_millis() as f64; 2],
        _ if wanted.ends_with('h') => [number(wanted.trim_end_matches('h')) / 24.0; 2],
        _ => [number(wanted.trim_end_matches('d')); 2],
    }
}

fn in_range(operator: &str, [from, to]: [f64; 2], [least, greatest]: [f64; 2]) -> Truth {
    let (all, none) = match operator {
        "<" => (greatest < from, least >= from),
        "<=" => (greatest <= to, least > to),
        ">" => (least > to, greatest <= to),
        ">=" => (least >= from, greatest < from),
        _ => (least >= from && greatest <= to, greatest < from || least > to),
    };
    if all {
        return Some(true);
    }
    if none { Some(false) } else { None }
}
