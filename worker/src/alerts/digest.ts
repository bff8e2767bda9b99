import { LEASE_TAKEN } from '../runs.ts';
import { configuredIds, knownScopes, type KnownScope } from './known-scopes.ts';
import { targetsBySeverity } from '../targets.ts';
import { dayText, lastDays, sumOf, type DayNumbers } from './shares.ts';

const DAY_MS = 86_400_000;

/** The numbers of the fleet, and what they leave out. */
export async function digestOf(
  env: { DB: D1Database; SCOPES: string; TARGETS: string },
  now: number,
): Promise<object> {
  const known = await knownScopes(env);
  const scopes = await Promise.all(known.map((scope) => numbersOf(env.DB, scope)));
  const ids = new Set(known.map(({ id }) => id));
  const read = scopes.flatMap(({ numbers }) => numbers ?? []);
  const { nodes, compliant, verdicts } = sumOf(read);
  const today = Math.floor(now / DAY_MS);
  const openFindings = await openBySeverity(env.DB, known);
  return {
    ...{ nodes, compliant, verdicts },
    openFindings,
    overdue: await overdueBySeverity(env, known, now),
    eventsOfTheDay: await events(env.DB, known, now),
    leftOut: {
      scopesNeverRead: [
        ...scopes.filter(({ numbers }) => !numbers).map(({ id }) => id),
        ...configuredIds(env.SCOPES).filter((id) => !ids.has(id)),
      ],
      failedScopes: scopes.flatMap(({ id, last }) =>
        last && last.status !== 'complete' ? [{ scope: id, ...last }] : [],
      ),
      scopesOfAnEarlierDay: scopes.flatMap(({ id, numbers }) =>
        numbers && numbers.day < today ? [{ scope: id, day: dayText(numbers.day) }] : [],
      ),
      unreportedNodes: verdicts.unreported ?? 0,
      ...(await nodesLeftOut(env.DB, known)),
      severitiesWithoutTarget: withoutTarget(env.TARGETS, openFindings),
    },
    deadLetters: await deadSince(env.DB, now - DAY_MS),
  };
}

interface ScopeNumbers {
  id: string;
  numbers: DayNumbers | undefined;
  /** The last run that ended, unless it found another one at work. */
  last: { status: string; error: string | null } | null;
}

async function numbersOf(db: D1Database, { scopeId, id }: KnownScope): Promise<ScopeNumbers> {
  const [numbers] = await lastDays(db, scopeId);
  const last = await db
    .prepare(
      `SELECT status, error FROM run WHERE scope_id = ? AND status <> 'running'
         AND coalesce(error, '') <> ? ORDER BY run_id DESC LIMIT 1`,
    )
    .bind(scopeId, LEASE_TAKEN)
    .first<{ status: string; error: string | null }>();
  return { id, numbers, last };
}

/** The open findings of these scopes, with the parameter `?1`: JSON text of their ids. */
const OPEN = `json_each(?1) AS given CROSS JOIN node ON node.scope_id = given.value
  CROSS JOIN open_patch USING (node_id) CROSS JOIN patch USING (patch_id)`;
const SEVERITY = "coalesce(patch.severity, '')";

function idsOf(scopes: KnownScope[]): string {
  return JSON.stringify(scopes.map(({ scopeId }) => scopeId));
}

async function openBySeverity(db: D1Database, scopes: KnownScope[]): Promise<object> {
  const { results } = await db
    .prepare(`SELECT ${SEVERITY} AS key, count(*) AS value FROM ${OPEN} WHERE gone_at IS NULL GROUP BY 1`)
    .bind(idsOf(scopes))
    .all<Entry>();
  return objectOf(results);
}

/** Past their target for certain: an age may be more than what is known of it. */
async function overdueBySeverity(
  env: { DB: D1Database; TARGETS: string },
  scopes: KnownScope[],
  now: number,
): Promise<object> {
  const targets = Object.fromEntries(targetsBySeverity(env.TARGETS));
  const { results } = await env.DB.prepare(
    `SELECT ${SEVERITY} AS key, count(*) AS value FROM ${OPEN}
     JOIN json_each(?2) AS target ON target.key = lower(patch.severity)
     WHERE gone_at IS NULL AND first_seen < ?3 - target.value * ${DAY_MS} GROUP BY 1`,
  )
    .bind(idsOf(scopes), JSON.stringify(targets), now)
    .all<Entry>();
  return objectOf(results);
}

function withoutTarget(text: string, openFindings: object): string[] {
  const targets = targetsBySeverity(text);
  return Object.keys(openFindings)
    .filter((severity) => !targets.has(severity.toLowerCase()))
    .sort();
}

/** Findings that operations of the last 24 hours opened and closed. */
async function events(db: D1Database, scopes: KnownScope[], now: number): Promise<object> {
  const from = now - DAY_MS;
  const { results } = await db
    .prepare(
      `SELECT event AS key, count(*) AS value FROM open_event CROSS JOIN node USING (node_id)
       WHERE day >= ?2 AND at >= ?3 AND scope_id IN (SELECT value FROM json_each(?1)) GROUP BY 1`,
    )
    .bind(idsOf(scopes), Math.floor(from / DAY_MS), from)
    .all<Entry>();
  return { opened: 0, closed: 0, ...objectOf(results) };
}

async function nodesLeftOut(db: D1Database, scopes: KnownScope[]): Promise<object> {
  const row = await db
    .prepare(
      `SELECT count(gone_at) AS gone, count(*) FILTER (WHERE gone_at IS NULL
         AND last_error IS NOT NULL) AS failed FROM node
       WHERE scope_id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(idsOf(scopes))
    .first<{ gone: number; failed: number }>();
  return { goneNodes: row?.gone ?? 0, failedNodes: row?.failed ?? 0 };
}

async function deadSince(db: D1Database, from: number): Promise<number> {
  const row = await db
    .prepare("SELECT count(*) AS dead FROM delivery WHERE status = 'dead' AND ended >= ?")
    .bind(from)
    .first<{ dead: number }>();
  return row?.dead ?? 0;
}

interface Entry {
  key: string;
  value: number;
}

function objectOf(entries: Entry[]): Record<string, number> {
  return Object.fromEntries(entries.map(({ key, value }) => [key, value]));
}
