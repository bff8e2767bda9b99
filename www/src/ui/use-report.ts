import { useSignal, useSignalEffect } from '@preact/signals';
import type { Exception, FleetSource } from 'patchlens/fleet';
import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../announce';
import { judgedSource } from '../fleet';
import { parseReportQuery } from '../model/report-query';
import { reportHash } from '../model/route';
import { exceptionsOf } from '../model/server-exceptions';
import { carried, fleetQuery, overviewQuery } from '../navigation';
import { exceptions } from '../own-files';
import { gatherReport, type GatherProgress } from '../report/gather';
import type { ReportData, ReportSource } from '../report/report-data';
import type { Session } from '../session';

export interface ReportState {
  phase: 'waiting' | 'unread' | 'gathering' | 'stopped' | 'failed' | 'done';
  progress?: GatherProgress;
  error?: unknown;
  /** The report; also the one before while the next is gathered. */
  data?: ReportData | undefined;
}

/** A person who types is not done yet, and a long report takes a moment to draw. */
const TYPING_MS = 350;

/**
 * The report of a session. It is made again when the fleet was read again, and when what it is asked,
 * its rules or the exceptions change; not because time goes by.
 *
 * @param asked the query of the report's address
 */
export function useReport(session: Session, asked: string) {
  const state = useSignal<ReportState>({ phase: 'waiting' });
  const round = useSignal(0);
  const query = useSignal(asked);
  const abort = useRef<AbortController>(undefined);
  useEffect(() => {
    if (query.peek() === asked) return undefined;
    const timer = setTimeout(() => {
      query.value = asked;
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [asked]);
  useSignalEffect(() => {
    void round.value;
    const text = query.value;
    const { phase } = session.fleet;
    if (phase.value === 'waiting' || phase.value === 'loading') {
      state.value = { phase: 'waiting' };
      return undefined;
    }
    void session.fleet.version.value;
    const controller = new AbortController();
    abort.current = controller;
    void make(session, text, controller.signal, (next) => {
      const { data } = state.peek();
      state.value = { ...(data && { data }), ...next };
    });
    return () => controller.abort(STOPPED);
  });
  return {
    state: state.value,
    stop: () => {
      abort.current?.abort(STOPPED);
      state.value = { phase: 'stopped' };
    },
    again: () => {
      round.value += 1;
    },
  };
}

const STOPPED = new DOMException('Stopped', 'AbortError');

async function make(
  session: Session,
  asked: string,
  signal: AbortSignal,
  show: (state: ReportState) => void,
): Promise<void> {
  // What is read here makes the report again when it changes.
  const source = judgedSource(session.fleet);
  const { staleDays } = fleetQuery.value;
  const { targets } = overviewQuery.value;
  const own = exceptions.value;
  if (!source) return show({ phase: 'unread', data: undefined });
  show({ phase: 'gathering' });
  try {
    const accepted = session.kind === 'server' ? await exceptionsOfServer(session, source) : own;
    const data = await gatherReport(source, {
      query: parseReportQuery(asked),
      source: { kind: sourceKind(session), endpoint: session.endpoint },
      rules: { staleDays, targets },
      isRead: session.fleet.phase.peek() === 'done',
      readsFindings: session.fleet.load.readsFindings,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      // An address cannot name a saved fleet: it would show the sample fleet.
      address: session.kind === 'file' ? undefined : addressOf(asked),
      exceptions: accepted,
      signal,
      onProgress: (progress) => !signal.aborted && show({ phase: 'gathering', progress }),
    });
    if (signal.aborted) return;
    show({ phase: 'done', data });
    announce('The report is complete');
  } catch (error) {
    if (!signal.aborted) show({ phase: 'failed', error, data: undefined });
  }
}

/** A server knows its own exceptions only. None of one that does not tell them. */
async function exceptionsOfServer({ fleet }: Session, source: FleetSource): Promise<readonly Exception[]> {
  const { can } = await source.describe();
  if (!can.includes('exceptions')) return [];
  return (await fleet.load.server?.get('exceptions', exceptionsOf))?.exceptions ?? [];
}

/** With the scopes that the report counts, which may be more than those of the link that was opened. */
function addressOf(asked: string): string {
  return new URL(carried(reportHash(asked)), location.href).href;
}

const SOURCE_KINDS: Record<Session['kind'], ReportSource['kind']> = {
  sample: 'sample',
  own: 'aws',
  file: 'file',
  server: 'server',
};

/** Through a backend the page knows the counts alone. */
function sourceKind({ kind, fleet }: Session): ReportSource['kind'] {
  return kind === 'own' && !fleet.load.readsFindings ? 'backend' : SOURCE_KINDS[kind];
}
