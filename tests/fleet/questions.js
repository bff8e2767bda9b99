/**
 * One table of questions with their answers, which every FleetSource must pass: `makeSource` gets a
 * `Fixture` and returns a FleetSource over its fleet (or a promise of one).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const TABLE = new URL('../data/fleet/questions.json', import.meta.url);
const { rules, pages, attributes, exceptions, questions } = JSON.parse(readFileSync(TABLE, 'utf8'));

/**
 * What the questions are about, as data and as a function that fills a new fleet.
 *
 * @typedef {{ rules: object, pages: object[], attributes: object[], exceptions: object[],
 *   load: (Fleet: new () => object) => object }} Fixture
 */
const facts = { rules: { ...rules, now: new Date(rules.now) }, pages, attributes, exceptions };
export const fixture = { ...facts, load };

function load(Fleet) {
  const fleet = new Fleet();
  fleet.setRules(facts.rules);
  for (const { scope, operation, input, body, readAt } of pages) {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    fleet.ingest(scope, operation, input, bytes, new Date(readAt));
  }
  fleet.setAttributes(attributes);
  fleet.setExceptions(exceptions);
  return fleet;
}

export function questionsSuite(test, makeSource) {
  let source;
  for (const question of questions)
    test(question.name, async () => {
      source ??= makeSource(fixture);
      assert.deepEqual(await ask(await source, question), question.answer);
    });
}

/** The answer of a source in the form of the table: what the expected answer names, as JSON. */
export async function ask(source, question) {
  try {
    return ASK[question.ask](await call(source, question), question);
  } catch (error) {
    if (typeof error.code !== 'string' || error.name === 'AssertionError') throw error;
    return { error: error.code };
  }
}

function call(source, { ask: method, query, table, by, property, prefix, limit, ...one }) {
  if (method === 'groups') return source.groups(table, by, query);
  if (method === 'values') return source.values(table, property, prefix, limit);
  if (method === 'node') return source.node(one.scopeId, one.instanceId);
  return source[method](query);
}

const COLUMNS = {
  nodes: ['instanceId'],
  findings: ['instanceId', 'kb'],
  patches: ['kb'],
  cves: ['cve'],
};

const rowsOf = (result, question) => {
  const columns = question.columns ?? COLUMNS[question.ask];
  const cells = (row) => columns.map((column) => plain(row[column]));
  const rows = result.rows.map((row) => (columns.length === 1 ? cells(row)[0] : cells(row)));
  return { ...named(result, question.answer), rows };
};

const ASK = {
  nodes: rowsOf,
  findings: rowsOf,
  patches: rowsOf,
  cves: rowsOf,
  values: plain,
  summary: (result, { answer }) => named(result, answer),
  node: (result, { answer }) => (result && answer ? named(result, answer) : plain(result)),
  groups: ({ total, groups }, { answer }) => ({
    total,
    groups: groups.map((group) => named(group, answer.groups?.[0] ?? group)),
  }),
};

/** The members that the expected answer has. */
const named = (value, answer) =>
  Object.fromEntries(Object.keys(answer).map((name) => [name, plain(value[name])]));

/** A value as JSON has it: dates without milliseconds of 0, null for what is absent. */
function plain(value) {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}
