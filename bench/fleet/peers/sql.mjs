/** The schema and the statements of the SQL peers. */
import { severityRank, STATES } from '../asked.mjs';
import { DAY, NOW } from '../data.mjs';

const JOINED = `from finding f join patch p on p.id = f.patch join node n on n.id = f.node`;

/** The statement of each question, by its input. */
export const STATEMENTS = {
  filter: ({ severities, state }) => `
    select count(*) from finding f join patch p on p.id = f.patch
    where f.state = ${STATES.indexOf(state)} and p.severity in (${severities.map(quoted)})`,
  age: ({ days }) => `select count(*) from finding where since <= ${NOW - days * DAY}`,
  text: ({ text }) => `
    select (select count(*) from finding where patch in (${matching('patch', text)}))
      + (select count(*) from finding where node in (${matching('node', text)})
        and patch not in (${matching('patch', text)}))`,
  sortSeverity: ({ offset, limit }) => `
    select n.instance_id, p.title, f.state, f.since ${JOINED}
    order by p.severity_rank desc, f.since, n.instance_id, p.id limit ${limit} offset ${offset}`,
  sortNode: ({ offset, limit }) => `
    select n.instance_id, p.title, f.state, f.since ${JOINED}
    order by n.instance_id, p.folded_title limit ${limit} offset ${offset}`,
  groupSeverity: () => `
    select p.severity, count(distinct f.node) nodes, count(*) findings
    from finding f join patch p on p.id = f.patch
    group by p.severity order by nodes desc, findings desc, p.severity`,
  groupCve: ({ limit }) => `
    select c.cve, count(distinct f.node) nodes, (select count(distinct cve) from cve) total
    from cve c join finding f on f.patch = c.patch
    group by c.cve order by nodes desc, c.cve limit ${limit}`,
  nodesOfCve: ({ cve }) => `
    select distinct n.instance_id from cve c
    join finding f on f.patch = c.patch join node n on n.id = f.node
    where c.cve = ${quoted(cve)} order by n.instance_id`,
};

/**
 * @param {(sql: string) => unknown[][]} rowsOf all rows of a statement, as arrays of values
 * @returns {import('../asked.mjs').Contender['ask']}
 */
export function asking(rowsOf) {
  const number = (rows) => Number(rows[0][0]);
  const numbers = (rows) => rows.map(([name, ...counts]) => [name, ...counts.map(Number)]);
  const page = (rows) =>
    rows.map(([id, title, state, since]) => [id, title, STATES[state], Number(since)]);
  const answers = {
    filter: number,
    age: number,
    text: number,
    sortSeverity: page,
    sortNode: page,
    groupSeverity: numbers,
    groupCve: (rows) => ({
      total: Number(rows[0][2]),
      rows: rows.map(([cve, nodes]) => [cve, Number(nodes)]),
    }),
    nodesOfCve: (rows, { limit }) => ({
      total: rows.length,
      ids: rows.slice(0, limit).map(([id]) => id),
    }),
  };
  const asked = (name) => (input) => answers[name](rowsOf(STATEMENTS[name](input)), input);
  return Object.fromEntries(Object.keys(answers).map((name) => [name, asked(name)]));
}

/** @returns {{ id: number[], title: string[], folded_title: string[], … }} the table `patch` */
export function patchTable({ patches }) {
  return {
    id: [...patches.keys()],
    title: patches.map((it) => it.title),
    folded_title: patches.map((it) => it.title.toLowerCase()),
    severity: patches.map((it) => it.severity),
    severity_rank: patches.map((it) => severityRank(it.severity)),
    text: patches.map((it) => it.text),
  };
}

/** The table `node`. */
export function nodeTable({ nodes }) {
  return {
    id: [...nodes.keys()],
    instance_id: nodes.map((it) => it.instanceId),
    patch_group: nodes.map((it) => it.patchGroup),
    text: nodes.map((it) => it.text),
  };
}

/** The table `cve`. */
export function cveTable({ patches }) {
  return {
    cve: patches.flatMap((it) => it.cves),
    patch: patches.flatMap((it, i) => it.cves.map(() => i)),
  };
}

function matching(table, text) {
  return `select id from ${table} where instr(text, ${quoted(text)}) > 0`;
}

function quoted(text) {
  return `'${text.replaceAll("'", "''")}'`;
}
