/** Asks two implementations the same questions about the same pages, and shrinks what differs. */
import { isDeepStrictEqual } from 'node:util';
import { readCsv } from './csv.js';

/**
 * @typedef {{ Fleet: new () => object, parseFilter: Function, formatFilter: Function }} Implementation
 * @typedef {ReturnType<import('./generate.js').generate>} Case
 */

/** A fleet with the pages of a case; page by page errors are the same answer in both. */
export function load({ Fleet }, { rules, pages, attributes, exceptions, cveLists }) {
  const fleet = new Fleet();
  fleet.setRules(rules);
  const encoder = new TextEncoder();
  for (const { scopeId, operation, input, body, readAt } of pages)
    taken(() => fleet.ingest(scopeId, operation, input, encoder.encode(body), readAt));
  fleet.setAttributes(attributes);
  fleet.setExceptions(exceptions);
  fleet.setCveLists(cveLists);
  return fleet;
}

/** A page that does not follow those before is an error, and changes nothing. */
function taken(ingest) {
  try {
    ingest();
  } catch (error) {
    if (error.code !== 'invalid-input') throw error;
  }
}

/** The answer as plain values that must be equal, or the code of the error. */
export function answer(implementation, fleets, question) {
  try {
    return ASK[question.ask](fleets, question, implementation);
  } catch (error) {
    if (typeof error.code !== 'string') throw error;
    return { error: error.code };
  }
}

const ASK = {
  nodes: ({ fleet }, { query }) => rowsOf(fleet.nodes(query)),
  findings: ({ fleet }, { query }) => rowsOf(fleet.findings(query)),
  patches: ({ fleet }, { query }) => rowsOf(fleet.patches(query)),
  cves: ({ fleet }, { query }) => rowsOf(fleet.cves(query)),
  groups: ({ fleet }, { table, by, query }) => fleet.groups(table, by, query),
  values: ({ fleet }, { table, property, prefix, limit }) => fleet.values(table, property, prefix, limit),
  summary: ({ fleet }, { query }) => fleet.summary(query),
  node: ({ fleet }, { scopeId, instanceId }) => comparable(fleet.node(scopeId, instanceId)),
  counts: ({ fleet: { nodeCount, findingCount, patchCount, cveCount } }) =>
    ({ nodeCount, findingCount, patchCount, cveCount }),
  csv: ({ fleet }, { table, query, options }) => csvOf(fleet.csv(table, query, options), options),
  ndjson: ({ fleet }, { table, query, options }) => linesOf(fleet.ndjson(table, query, options)),
  diff: ({ fleet, older, newer }, question) =>
    diffOf((question.of === 'scans' ? newer : fleet).diff(older), question),
  filterText: (_, { text, table }, { parseFilter }) => parseFilter(text, table),
  formatFilter: (_, { filter, table }, { parseFilter, formatFilter }) => {
    const text = formatFilter(filter);
    return { text, parsed: parseFilter(text, table) };
  },
};

/** Without the words of reasons, which are free, and the ids of patches, which are opaque. */
function comparable(row) {
  if (row === undefined) return undefined;
  const { reason, id, ...rest } = row;
  return { ...rest, hasReason: typeof reason, hasId: typeof id };
}

const rowsOf = ({ rows, ...rest }) => ({ ...rest, rows: rows.map(comparable) });

function diffOf(diff, { kind, query }) {
  const { from, to, opened, closed, stillOpen, newNodes, goneNodes, notCompared } = diff;
  const rows = rowsOf(diff.rows(kind, query));
  const { verdictChanges } = diff;
  diff.free();
  return { from, to, opened, closed, stillOpen, newNodes, goneNodes, notCompared, verdictChanges, rows };
}

/** The lines where columns are named; else without the columns whose text is free. */
function csvOf(chunks, { columns }) {
  const text = [...chunks].join('');
  if (columns !== undefined && !columns.some((name) => FREE.includes(name)))
    return text.split('\r\n');
  const lines = readCsv(text);
  const kept = lines[0].map((name) => !FREE.includes(name.replace('\uFEFF', '')));
  return lines.map((cells) => cells.filter((_, i) => kept[i]));
}

const FREE = ['reason', 'id'];

function linesOf(chunks) {
  const lines = [...chunks].join('').split('\n');
  const rest = lines.pop();
  return { rest, rows: lines.map((line) => comparable(JSON.parse(line))) };
}

/** @returns the first question whose answers differ: `{ question, wanted, got }`, or undefined */
export function firstDifference(reference, engine, given) {
  const { exceptions, attributes, questions } = given;
  const example = { ...given, ...wellFormed({ exceptions, attributes, questions }) };
  const wanted = loadAll(reference, example);
  const got = loadAll(engine, example);
  try {
    for (const question of questionsOf(example, wanted.fleet)) {
      const one = answer(reference, wanted, question);
      const other = answer(engine, got, question);
      if (!isDeepStrictEqual(one, other)) return { question, wanted: one, got: other };
    }
    return undefined;
  } finally {
    for (const { fleet, older, newer } of [wanted, got])
      for (const one of [fleet, older, newer]) one.free?.();
  }
}

/** The fleet of all pages, one of the first day's, and one of the days after it as if scanned anew. */
function loadAll(implementation, example) {
  const { olderPages, newerPages } = { ...splitPages(example), ...example };
  return {
    fleet: load(implementation, example),
    older: load(implementation, { ...example, pages: olderPages }),
    newer: load(implementation, { ...example, pages: newerPages }),
  };
}

function splitPages({ pages, days }) {
  const after = pages.slice(days[0]);
  return { olderPages: pages.slice(0, days[0]), newerPages: after.length > 0 ? after : pages };
}

/** Those of the case, and the ones that every fleet is asked. */
function questionsOf({ questions }, fleet) {
  const nodes = fleet.nodes({ limit: 3 }).rows;
  return [
    { ask: 'counts' },
    { ask: 'nodes' },
    { ask: 'findings' },
    { ask: 'patches' },
    { ask: 'cves' },
    { ask: 'summary' },
    ...nodes.map(({ scopeId, instanceId }) => ({ ask: 'node', scopeId, instanceId })),
    ...questions,
  ];
}

/** The case with one question, and with as few pages and tokens as still differ. */
export function shrink(reference, engine, example, question) {
  let smallest = { ...example, questions: [question], ...splitPages(example) };
  const differs = (candidate) => {
    try {
      return differenceOf(reference, engine, candidate) !== undefined;
    } catch {
      return false;
    }
  };
  for (const list of ['pages', 'olderPages', 'newerPages', 'exceptions', 'attributes'])
    for (let i = smallest[list].length - 1; i >= 0; i--) {
      if (/pages/i.test(list) && smallest[list].length === 1) break;
      const candidate = { ...smallest, [list]: smallest[list].toSpliced(i, 1) };
      if (differs(candidate)) smallest = candidate;
    }
  return shrinkTokens(smallest, differs);
}

function shrinkTokens(smallest, differs) {
  const [question] = smallest.questions;
  const filter = question.query?.filter;
  for (let i = (filter?.tokens.length ?? 0) - 1; i >= 0; i--) {
    const [{ query }] = smallest.questions;
    const tokens = query.filter.tokens.toSpliced(i, 1);
    const simpler = { ...question, query: { ...query, filter: { ...query.filter, tokens } } };
    const candidate = { ...smallest, questions: [simpler] };
    if (differs(candidate)) smallest = candidate;
  }
  return smallest;
}

/** As `firstDifference`, for the case's own questions alone. */
function differenceOf(reference, engine, example) {
  const wanted = loadAll(reference, example);
  const got = loadAll(engine, example);
  const [question] = example.questions;
  const one = answer(reference, wanted, question);
  const other = answer(engine, got, question);
  return isDeepStrictEqual(one, other) ? undefined : { question, wanted: one, got: other };
}

/** What to print about a difference. */
export function describe(reference, engine, example, { question }) {
  const small = shrink(reference, engine, example, question);
  const found = differenceOf(reference, engine, small) ?? { question, wanted: '?', got: '?' };
  const [path, wanted, got] = firstDifferent(found.wanted, found.got);
  const show = (value) => JSON.stringify(value) ?? 'undefined';
  const page = ({ scopeId, operation, input, body, readAt }) =>
    `  ${readAt.toISOString()} ${scopeId} ${operation} ${show(input)}\n    ${body}`;
  const { seed, rules, exceptions, attributes, cveLists } = small;
  return [
    `Seed ${seed}: ${show(found.question)}`,
    `differs at ${path || 'the answer'}: expected ${show(wanted)}, got ${show(got)}`,
    `rules ${show(rules)} exceptions ${show(exceptions)} attributes ${show(attributes)} lists ${show(cveLists)}`,
    'pages:',
    ...small.pages.map(page),
    ...(question.ask === 'diff' ? ['older pages:', ...small.olderPages.map(page)] : []),
    ...(question.of === 'scans' ? ['newer pages:', ...small.newerPages.map(page)] : []),
  ].join('\n');
}

function firstDifferent(wanted, got, path = '') {
  const areObjects = [wanted, got].every((one) => typeof one === 'object' && one !== null);
  if (!areObjects || wanted instanceof Date || got instanceof Date) return [path, wanted, got];
  const names = new Set([...Object.keys(wanted), ...Object.keys(got)]);
  for (const name of names)
    if (!isDeepStrictEqual(wanted[name], got[name]))
      return firstDifferent(wanted[name], got[name], `${path}.${name}`);
  return [path, wanted, got];
}

/** Lone surrogates of the reader's texts cannot cross to WebAssembly: they become U+FFFD. */
function wellFormed(value) {
  if (typeof value === 'string') return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (!value || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k.toWellFormed(), wellFormed(v)]));
}
