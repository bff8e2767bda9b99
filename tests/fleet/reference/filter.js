/** Filters over the entries of nodes and findings. */
import { invalidInput } from './error.js';
import { filterProperty, isBounded, MEMBERS, valueOf } from './properties.js';
import { fold } from './text.js';
import { and, checkToken, evaluate, or } from './token.js';

/**
 * A filter, checked and sorted by where its tokens apply.
 *
 * @returns `{ join, own, node, finding, text }`: the tokens with their types
 */
export function prepare(table, { operation = 'and', tokens = [], text = '' } = {}) {
  if (!['and', 'or'].includes(operation)) throw invalidInput(`No operation "${operation}"`);
  const prepared = { isOr: operation === 'or', own: [], node: [], finding: [], text, table };
  for (const token of tokens) {
    const { level, type } = filterProperty(table, token.property);
    checkToken(token, type);
    prepared[level].push({ ...token, type });
  }
  const count = tokens.length + (text === '' ? 0 : 1);
  return { ...prepared, isOr: prepared.isOr && count > 1 };
}

export const tokenHolds = (token, entry) =>
  evaluate(token, token.type, valueOf(entry, token.property), isBounded(entry, token.property));

export const isEmpty = ({ own, node, finding, text }) =>
  own.length + node.length + finding.length === 0 && text === '';

/** Whether a node fulfils a filter on nodes: one finding must fulfil all tokens on findings. */
export function nodeHolds(filter, entry) {
  if (isEmpty(filter)) return true;
  const join = filter.isOr ? or : and;
  const conditions = filter.node.map((token) => tokenHolds(token, entry));
  if (filter.text !== '') conditions.push(hasText(filter, entry));
  if (filter.finding.length > 0) conditions.push(or(entry.findings.map(ofOneFinding)));
  return join(conditions);

  function ofOneFinding(finding) {
    return join(filter.finding.map((token) => tokenHolds(token, finding)));
  }
}

/** Whether a finding fulfils a filter on findings. */
export function findingHolds(filter, entry) {
  if (isEmpty(filter)) return true;
  const tokens = [...filter.node, ...filter.finding];
  const conditions = tokens.map((token) => tokenHolds(token, entry));
  if (filter.text !== '') conditions.push(hasText(filter, entry));
  return (filter.isOr ? or : and)(conditions);
}

const SEARCHED = ['text', 'texts', 'severity', 'verdict'];
const NOT_SEARCHED = ['reason', 'id'];

/** Whether a text of the row contains the free text. */
export function hasText({ table, text }, { row }) {
  const wanted = fold(text);
  return textsOf(table, row).some((one) => fold(one).includes(wanted));
}

function textsOf(table, row) {
  const members = [...MEMBERS[table]].filter(
    ([name, { type }]) => SEARCHED.includes(type) && !NOT_SEARCHED.includes(name),
  );
  const values = members.flatMap(([name]) => row[name] ?? []);
  return [...values, ...Object.values(row.tags ?? {})];
}

/** @returns `{ matching, undecided }` of entries that a test of three values divides */
export function divide(entries, test) {
  const truths = entries.map(test);
  return {
    matching: entries.filter((_, i) => truths[i] === true),
    undecided: entries.filter((_, i) => truths[i] === undefined),
  };
}
