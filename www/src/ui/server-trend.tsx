import { description } from '../fleet';
import type { ServerRequests } from '../load/server-requests';
import { trendHash } from '../model/route';
import { joinTrends, trendDays, trendOf, trendParts, type ServerTrend } from '../model/server-trend';
import { neverRead } from '../model/server-trend-words';
import { tell } from '../model/told-words';
import { go } from '../navigation';
import type { Session } from '../session';
import { Choice } from './choice';
import { ErrorPanel } from './error-panel';
import { Field } from './field';
import { DaysComplianceChart, DaysOpenChart } from './server-trend-charts';
import { useRequest } from './use-request';

/** The days that can be chosen, and those of an address that says none. */
const PERIODS = [30, 90, 400];
const USUAL = 90;

interface Props {
  session: Session;
  /** The query of the address: `days` and `of`, the id of one scope. */
  query: string;
}

/** The days of a server that tells them. */
export function DaysOfServer({ session, query }: Props) {
  const { days, scopeId } = asked(query);
  const ids = (description.value.value?.scopes ?? []).map(({ id }) => id);
  const parts = scopeId === undefined ? trendParts(ids, days) : [[scopeId]];
  const ask = (server: ServerRequests) => trendFrom(server, days, parts);
  const { answered, error } = useRequest(session, ask, [days, scopeId, ids.join('\n')]);
  const change = (next: Partial<ReturnType<typeof asked>>) => go(hashOf({ days, scopeId, ...next }));
  return (
    <>
      <section class="card trend-source" aria-label="What the trend is of">
        <div class="trend-source-controls">
          <Field label="Period">
            {(id) => (
              <select id={id} value={days} onChange={(event) => change({ days: Number(event.currentTarget.value) })}>
                {PERIODS.map((count) => (
                  <option key={count} value={count}>
                    The last {count} days
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Choice
            label="Scope"
            all="All scopes"
            options={ids.map((id) => [id, id])}
            value={scopeId}
            onChange={(chosen) => change({ scopeId: chosen })}
          />
        </div>
      </section>
      {error !== undefined && <ErrorPanel error={error} offerConnect={false} />}
      {error === undefined && !answered && (
        <p class="opening" role="status">
          Opening…
        </p>
      )}
      {error === undefined && answered && <Days trend={answered.trend} days={answered.days} />}
    </>
  );
}

function Days({ trend, days: count }: { trend: ServerTrend; days: number }) {
  const days = trendDays(trend, count);
  if (days.some(({ isKnown }) => isKnown)) {
    return (
      <>
        <DaysComplianceChart trend={trend} days={days} />
        <DaysOpenChart trend={trend} days={days} />
      </>
    );
  }
  return (
    <div class="card empty trend-empty">
      <p class="panel-title">No day is known yet</p>
      <p>
        A day has numbers once each scope has had a complete run on it. “Runs” says what became of the runs.
      </p>
      {neverRead(trend).map((words) => (
        <p key={words}>{words}</p>
      ))}
    </div>
  );
}

async function trendFrom(server: ServerRequests, days: number, parts: readonly string[][]) {
  const trends = parts.map((ids) => {
    const params = new URLSearchParams([['days', String(days)], ...ids.map((id) => ['scopeId', id])]);
    return server.get(`trend?${params}`, trendOf);
  });
  return { trend: joined(await Promise.all(trends)), days };
}

function joined(trends: readonly ServerTrend[]): ServerTrend {
  try {
    return joinTrends(trends);
  } catch (error) {
    tell(error as Error, { title: 'A new day began between two answers', advice: 'Refresh: that asks again.' });
    throw error;
  }
}

function asked(query: string): { days: number; scopeId: string | undefined } {
  const params = new URLSearchParams(query);
  const days = Number(params.get('days'));
  return { days: PERIODS.includes(days) ? days : USUAL, scopeId: params.get('of') ?? undefined };
}

function hashOf({ days, scopeId }: ReturnType<typeof asked>): string {
  const params = new URLSearchParams();
  if (days !== USUAL) params.set('days', String(days));
  if (scopeId !== undefined) params.set('of', scopeId);
  return trendHash(params.toString());
}
