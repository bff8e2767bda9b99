/** Asks a source for all that a report says. Needs no document, so that it runs anywhere. */
import type { Exception, Filter, FleetSource, Query, Rows, Table } from 'patchlens/fleet';
import { attributeGaps, type AttributeGap } from '../model/attribute-gap';
import { baselineAlone } from '../model/baseline-critical';
import { namesFindings, nodePart } from '../model/filter-properties';
import { readFilter } from '../model/filter-text';
import { oldScans, WITHOUT_VERDICT } from '../model/old-scans';
import { isAfter } from '../model/own-files/last-moment';
import { reportQuestion } from '../model/report-query';
import { unknownAttributes } from '../model/unknown-attributes';
import { overviewFacts } from '../overview-facts';
import type { ExceptionUse, LookedAt, ReportData, ReportFrame, ReportTable } from './report-data';

/** Of each table. */
export const MOST_ROWS = 10_000;
/** Few questions for a long table, and short ones, so that the page stays alive. */
const PAGE = 500;
const MOST_SCOPES = 1000;
/** Nodes without a current verdict that a report with a filter names. */
const MOST_NAMED = 100;

export interface GatherOptions extends ReportFrame {
  exceptions: readonly Exception[];
  now?: Date;
  /** Default {@link MOST_ROWS}. */
  limit?: number;
  signal?: AbortSignal;
  onProgress?: (progress: GatherProgress) => void;
}

/** Rows of all tables together. */
export interface GatherProgress {
  done: number;
  total: number;
}

/** Rejects with the reason of the signal once that is aborted. */
export async function gatherReport(
  source: FleetSource,
  { exceptions, now = new Date(), limit = MOST_ROWS, signal, onProgress, ...frame }: GatherOptions,
): Promise<ReportData> {
  const { query, rules, isRead, readsFindings } = frame;
  const { filter, problem } = readFilter(query.filter, 'nodes');
  const isFiltered = filter !== undefined && query.filter.trim() !== '';
  const judgedAt = frame.source.kind === 'file' ? (await source.describe()).scannedAt : undefined;
  // The targets of a server are not known here, and those of the page are not in force there.
  const targets = frame.source.kind === 'server' ? {} : rules.targets;
  const facts = await overviewFacts(source, targets);
  signal?.throwIfAborted();
  const asked = query.tables.filter((table) => table === 'nodes' || readsFindings);
  const counted = await Promise.all(asked.map((table) => countRows(source, table, frame, limit)));
  const total = counted.reduce((sum, one) => sum + Math.min(one.total, limit), 0);
  let done = 0;
  const tables: ReportTable[] = [];
  for (const table of counted) {
    const ask = (page: Query) => {
      return rowsOf(source, table.table, { ...reportQuestion(table.table, query), ...page });
    };
    for await (const rows of pagesOf(ask, Math.min(table.total, limit))) {
      signal?.throwIfAborted();
      (table.rows as unknown[]).push(...rows);
      done += rows.length;
      onProgress?.({ done, total });
    }
    tables.push(table);
  }
  return {
    ...frame,
    madeAt: now,
    judgedAt,
    filter: isFiltered ? filter : undefined,
    unknownAttributes: isFiltered ? await unknownAttributes(source, filter) : [],
    filterProblem: problem,
    facts: { ...facts, complete: facts.complete && isRead },
    byScope: (await source.groups('nodes', 'scopeId', { limit: MOST_SCOPES })).groups,
    filtered: isFiltered ? await source.summary({ filter }) : undefined,
    lookedAt: isFiltered ? await lookedAt(source, filter) : undefined,
    attributeGaps: isFiltered ? await gapsOf(source, filter) : [],
    exceptions: await exceptionUses(source, exceptions, judgedAt ?? now),
    tables,
  };
}

async function gapsOf(source: FleetSource, filter: Filter): Promise<AttributeGap[]> {
  const part = nodePart('nodes', filter);
  return part ? attributeGaps(source, part) : [];
}

/** What is open on a node without a current verdict is not known, so the filter cannot find it. */
async function lookedAt(source: FleetSource, filter: Filter): Promise<LookedAt | undefined> {
  if (!namesFindings(filter) && filter.text === undefined) return undefined;
  const part = nodePart('nodes', filter);
  const tokens = [...(part?.tokens ?? []), WITHOUT_VERDICT];
  const [summary, alone, withoutVerdict, old] = await Promise.all([
    source.summary(part && { filter: part }),
    baselineAlone(source, 'nodes', filter),
    source.nodes({ filter: { tokens }, limit: MOST_NAMED }),
    oldScans(source, part),
  ]);
  return { filter: part, summary, baselineAlone: alone, withoutVerdict, oldScans: old };
}

async function countRows(
  source: FleetSource,
  table: Table,
  { query }: ReportFrame,
  limit: number,
): Promise<ReportTable> {
  const question = { ...reportQuestion(table, query), limit: 0 };
  const [meant, all] = await Promise.all([
    rowsOf(source, table, question),
    rowsOf(source, table, { limit: 0 }),
  ]);
  return { ...meant, table, all: all.total, limit } as ReportTable;
}

function rowsOf(source: FleetSource, table: Table, query: Query): Promise<Rows<unknown>> {
  return source[table](query);
}

/** Lets the page draw and take clicks between two pages. */
async function* pagesOf(ask: (page: Query) => Promise<Rows<unknown>>, count: number) {
  for (let offset = 0; offset < count; offset += PAGE) {
    await new Promise((resolve) => setTimeout(resolve));
    const { rows } = await ask({ offset, limit: Math.min(PAGE, count - offset) });
    yield rows;
  }
}

function exceptionUses(
  source: FleetSource,
  exceptions: readonly Exception[],
  judgedAt: Date,
): Promise<ExceptionUse[]> {
  const uses = exceptions.map(async (exception) => {
    const { id, until } = exception;
    const filter: Filter = { tokens: [{ property: 'exception', operator: '=', value: id }] };
    const { total } = await source.findings({ filter, limit: 0 });
    return { exception, isExpired: until !== undefined && isAfter(judgedAt.getTime(), until) === true, findings: total };
  });
  return Promise.all(uses);
}
