/** What the report is about: its source, its filter, its rules and its times. */
import type { ComponentChildren } from 'preact';
import { filterWords } from '../model/filter-words';
import { formatNumber, plural } from '../model/words';
import type { ReportData, ReportSource } from './report-data';
import type { ReportClock } from './report-times';

interface Props {
  data: ReportData;
  clock: ReportClock;
}

export function ReportHead({ data, clock }: Props) {
  const { source, madeAt, judgedAt, query, filter, filterProblem, unknownAttributes, address } = data;
  return (
    <header class="report-head">
      <h1>Patch compliance report</h1>
      {source.kind === 'sample' && (
        <p class="report-sample">
          <strong>Sample fleet</strong> These nodes are simulated. They are not real systems.
        </p>
      )}
      <Gaps data={data} />
      <dl class="report-facts">
        <Fact title="Source">{sourceWords(source)}</Fact>
        <Fact title="Report made">
          <Time time={madeAt} clock={clock} />
        </Fact>
        {judgedAt && (
          <Fact title="Judged as of">
            <Time time={judgedAt} clock={clock} />: verdicts, ages, targets and exceptions are as of
            then, and not as of today
          </Fact>
        )}
        <Fact title="Data read">
          <ReadSpan data={data} clock={clock} />
        </Fact>
        <Fact title="Filter">{filter ? filterWords(filter, 'nodes') : 'None: the whole fleet'}</Fact>
        {filter && (
          <Fact title="Filter as text">
            <code>{query.filter}</code>
          </Fact>
        )}
        {unknownAttributes.length > 0 && (
          <Fact title="Not known">
            The filter asks for {unknownAttributes.map((name) => `“${name}”`).join(', ')}, an attribute
            that no node has. What it does not find may still be there.
          </Fact>
        )}
        {filterProblem !== undefined && (
          <Fact title="Not in force">
            <code>{query.filter}</code> – {filterProblem}. The report is of the whole fleet.
          </Fact>
        )}
        <Fact title="Stale">{staleWords(data)}</Fact>
        <Fact title="Targets">{targetWords(data)}</Fact>
        {address !== undefined && (
          <Fact title="Address">
            <a href={address}>{address}</a>
          </Fact>
        )}
      </dl>
    </header>
  );
}

function Fact({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What a reader must know before the first number. */
function Gaps({ data: { facts, isRead, readsFindings } }: { data: ReportData }) {
  const { summary, complete, findings } = facts;
  const gaps = [
    !isRead && 'The reading of the fleet did not come to its end.',
    isRead && !complete && 'Not everything could be read.',
    summary.failedScopes > 0 &&
      `${plural(summary.failedScopes, 'account and Region was', 'accounts and Regions were')} read with an error; nodes of theirs may be missing from every number.`,
    summary.failedNodes > 0 && `${plural(summary.failedNodes, 'node')} could not be read.`,
    !readsFindings &&
      'Open patches are not read through this backend, only how many there are. Rows and numbers of findings, patches and CVEs are absent, which is no all-clear.',
    readsFindings &&
      findings.unreadNodes > 0 &&
      `${plural(findings.unreadNodes, 'node counts', 'nodes count')} open patches of which none was read; those are in no number of findings.`,
  ].filter((gap) => gap !== false);
  if (gaps.length === 0) return null;
  return (
    <div class="report-gaps">
      <p>
        <strong>{isRead ? 'Not all is known' : 'Partial'}</strong>
      </p>
      <ul>
        {gaps.map((gap) => (
          <li key={gap}>{gap}</li>
        ))}
      </ul>
    </div>
  );
}

function ReadSpan({ data, clock }: Props) {
  const { oldest, newest } = data.facts.read;
  if (!oldest || !newest) return <>No node was read</>;
  if (clock.exact(oldest) === clock.exact(newest)) return <Time time={newest} clock={clock} />;
  return (
    <>
      from <Time time={oldest} clock={clock} /> to <Time time={newest} clock={clock} />
    </>
  );
}

export function Time({ time, clock }: { time: Date; clock: ReportClock }) {
  return <time datetime={time.toISOString()}>{clock.exact(time)}</time>;
}

function sourceWords({ kind, endpoint }: ReportSource): string {
  const at = endpoint === undefined ? '' : `, at ${endpoint}`;
  if (kind === 'sample') return `A simulator of Systems Manager${at}`;
  if (kind === 'backend') return `A backend that reads AWS Systems Manager${at}`;
  if (kind === 'file') return 'A saved fleet, opened from a file: nothing was read for this report';
  if (kind === 'server') return `A fleet server${at}, which read AWS Systems Manager and judged`;
  return `AWS Systems Manager, read by the browser that made this report${at}`;
}

const RULES_OF_SERVER = 'By the rules of the server, which does not tell them';

function staleWords({ source, rules: { staleDays } }: ReportData): string {
  if (source.kind === 'server') return RULES_OF_SERVER;
  return `A last scan older than ${plural(staleDays, 'day')}`;
}

function targetWords({ source, rules: { targets } }: ReportData): string {
  if (source.kind === 'server') return RULES_OF_SERVER;
  const all = Object.entries(targets).sort(([, a], [, b]) => a - b);
  if (all.length === 0) return 'None, so that no patch is overdue';
  return all.map(([severity, days]) => `${severity} within ${formatNumber(days)} days`).join(', ');
}
