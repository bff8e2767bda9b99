import { formatFilter, type Exception } from 'patchlens/fleet';
import { currentSource, judgedAt } from '../fleet';
import { isAfter } from '../model/own-files/last-moment';
import { tableHash } from '../model/route';
import { formatTableQuery, parseTableQuery } from '../model/table-query';
import { formatLocal } from '../model/times';
import { formatNumber, plural } from '../model/words';
import { session } from '../session';
import { useAnswer } from './use-answer';

interface Props {
  list: readonly Exception[];
  /** Absent for who may only see them. */
  onChange?: (exception: Exception) => void;
  onRemove?: (exception: Exception) => void;
  /** What a press on the second button does. */
  removal?: string;
}

/** The exceptions, each with how much it covers now. */
export function ExceptionsTable({ list, onChange, onRemove, removal = 'Remove' }: Props) {
  const ask = () => currentSource()?.groups('findings', 'exception', { limit: list.length + 1 });
  const asked = useAnswer(ask, [list]);
  const groups = asked.value.value?.groups;
  const isDone = session.value?.fleet.phase.value === 'done';
  return (
    <div class="exceptions">
      <table class="small-table stacking-table exceptions-table" aria-label="Exceptions">
        <thead>
          <tr>
            <th scope="col">Exception</th>
            <th scope="col">Covers</th>
            <th scope="col">Reason</th>
            <th scope="col">Until</th>
            <th scope="col">Open patches covered</th>
            {onChange && (
              <th scope="col">
                <span class="visually-hidden">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {list.map((one) => (
            <tr key={one.id}>
              <th scope="row" data-label="Exception">
                {one.id}
              </th>
              <td data-label="Covers">
                <Covers exception={one} />
              </td>
              <td data-label="Reason">
                <Reason exception={one} />
              </td>
              <td data-label="Until">
                <Until exception={one} />
              </td>
              <td data-label="Open patches covered">
                {groups ? <Covered id={one.id} groups={groups} /> : '…'}
              </td>
              {onChange && (
                <td>
                  <div class="exception-actions">
                    <button type="button" class="button button-small" onClick={() => onChange(one)}>
                      Change<span class="visually-hidden"> {one.id}</span>
                    </button>
                    <button type="button" class="button button-small" onClick={() => onRemove?.(one)}>
                      {removal}
                      <span class="visually-hidden"> {one.id}</span>
                    </button>
                  </div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="muted note">
        An open patch counts for the first exception of the list that covers it.
        {!isDone && ' The fleet is not read to its end: more may be covered.'}
      </p>
    </div>
  );
}

function Covers({ exception: { match, where } }: { exception: Exception }) {
  const parts = [
    match.cve && `CVE ${match.cve.replace(/^CVE-/i, '')}`,
    match.kb && `KB id ${match.kb}`,
    match.title && `title ${match.title}`,
  ];
  return (
    <>
      {parts.filter(Boolean).join(', ')}
      <span class="exception-note">
        {where ? (
          <>
            on nodes with <code>{formatFilter(where)}</code>
          </>
        ) : (
          'on every node'
        )}
      </span>
    </>
  );
}

function Reason({ exception: { reason, by, at } }: { exception: Exception }) {
  const decided = [by && `by ${by}`, at && `on ${momentWords(at)}`].filter(Boolean).join(' ');
  return (
    <>
      {reason}
      {decided && <span class="exception-note">{decided}</span>}
    </>
  );
}

/** A day as it is, and an instant in the reader's time zone. */
function momentWords(text: string): string {
  const time = new Date(text);
  return /T\d\d:/.test(text) && !Number.isNaN(time.getTime()) ? formatLocal(time) : text;
}

function Until({ exception: { until } }: { exception: Exception }) {
  if (!until) return <>no end</>;
  return (
    <>
      {until}
      {isAfter(judgedAt.value, until) && (
        <span class="badge tone-stale exception-expired">Expired: covers nothing</span>
      )}
    </>
  );
}

interface CoveredProps {
  id: string;
  groups: readonly { value: string; nodes: number; findings: number }[];
}

/** With the way to the open patches. */
function Covered({ id, groups }: CoveredProps) {
  const { findings = 0, nodes = 0 } = groups.find(({ value }) => value === id) ?? {};
  if (findings === 0) return <>0</>;
  const filter = formatFilter({ tokens: [{ property: 'exception', operator: '=', value: id }] });
  const query = { ...parseTableQuery('findings', ''), filter };
  return (
    <a href={tableHash('findings', formatTableQuery('findings', query))}>
      {formatNumber(findings)} on {plural(nodes, 'node')}
    </a>
  );
}
