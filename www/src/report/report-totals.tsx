/** The numbers of a report, each with its denominator and beside that of the whole fleet. */
import type { FleetSummary, ReasonCode, Verdict } from 'patchlens/fleet';
import { coverageWords, blindWords } from '../model/coverage';
import { levelCounts, severityCounts } from '../model/severity';
import { causes, VERDICT_LABELS, VERDICTS } from '../model/verdict';
import { formatNumber, formatShare, plural } from '../model/words';
import type { SeverityAge } from '../overview-facts';
import { isUnread } from '../ui/unread';
import type { ReportData } from './report-data';
import { Absent, ReportTable, type ReportColumn } from './report-table';

interface Line {
  title: string;
  /** Names the colour of its part of the bar. */
  verdict?: Verdict;
  /** Part of the line above. */
  isPart?: boolean;
  count: (summary: FleetSummary) => number;
  /** What the number is a part of. */
  of?: (summary: FleetSummary) => number;
}

export function ReportTotals({ data }: { data: ReportData }) {
  const { facts, filtered } = data;
  const shown = filtered ?? facts.summary;
  if (facts.summary.nodes === 0) {
    return (
      <section>
        <h2>Compliance</h2>
        <p>
          <strong>No managed node is known</strong>, so there is nothing to count.
        </p>
      </section>
    );
  }
  return (
    <section>
      <h2>Compliance</h2>
      {shown.nodes === 0 && (
        <p>
          <strong>The filter means no node.</strong>
        </p>
      )}
      <p>
        <b class="report-number">{formatNumber(shown.verdicts.compliant)}</b> of{' '}
        {plural(shown.nodes, 'managed node')} {filtered && 'that the filter means '}
        {shown.verdicts.compliant === 1 ? 'is' : 'are'} compliant (
        {formatShare(shown.verdicts.compliant, shown.nodes)}).
      </p>
      <VerdictBar summary={shown} />
      <NumberTable label="Nodes by verdict" first="Nodes" lines={nodeLines(facts.summary)} data={data} />
      <p class="muted">
        Every managed node has one verdict: the first that holds, in this order. Compliant means that
        no patch that its baseline approves is open.
        {facts.withInstanceState === 0 &&
          ' The list of nodes does not say which are stopped, and may leave those out.'}
      </p>
      <h2>Open patches</h2>
      {!data.readsFindings || isUnread(facts) ? (
        <p>
          <strong>Not read.</strong> No open patch was read, and not every node is known to have
          none.
        </p>
      ) : (
        <OpenPatches data={data} />
      )}
    </section>
  );
}

function OpenPatches({ data }: { data: ReportData }) {
  const { facts, filtered, lookedAt } = data;
  const { summary } = facts;
  const coverage = (filtered ?? summary).coverage;
  const blind = blindWords(coverage);
  const of = ({ findings }: FleetSummary) => findings;
  return (
    <>
      <p class="muted">
        A finding is one open patch on one node.
        {filtered && ' All findings of the nodes that the filter means are counted here.'}
        {facts.findings.lowerBounds > 0 &&
          `${filtered ? ' In the whole fleet, the' : ' The'} age of ${plural(facts.findings.lowerBounds, 'finding')} is only known as “at least”: open already when this history began.`}
      </p>
      <NumberTable label="Findings in numbers" first="Findings" lines={FINDING_LINES} data={data} />
      <NumberTable
        label="Findings by the vendor’s severity"
        first="Severity by the vendor"
        lines={severityCounts(summary.bySeverity).map(({ name }) => ({
          title: name || 'Not reported',
          count: ({ bySeverity }) => countOf(severityCounts(bySeverity), name),
          of,
        }))}
        data={data}
      />
      <NumberTable
        label="Findings by the baseline’s level"
        first="Level by the baseline"
        lines={levelCounts(summary.byComplianceLevel).map(({ name }) => ({
          title: name || 'Not known',
          count: ({ byComplianceLevel }) => countOf(levelCounts(byComplianceLevel), name),
          of,
        }))}
        data={data}
      />
      {!filtered && <AgesTable data={data} />}
      <p>
        {lookedAt && 'Of all that is open on the nodes that the filter looks at: '}
        <strong>{coverageWords(coverage)}</strong>{' '}
        {blind.length > 0 && `None on ${blind.join(', ')}: there, no CVE is no all-clear.`}
      </p>
    </>
  );
}

/** Findings against the targets, which are only known for the whole fleet: beside a filter, apart. */
export function ReportTargets({ data }: { data: ReportData }) {
  const { facts, readsFindings } = data;
  if (facts.summary.nodes === 0 || !readsFindings || isUnread(facts)) return null;
  return (
    <section>
      <h2>Targets</h2>
      <AgesTable data={data} />
    </section>
  );
}

/** A server judges by targets of its own. */
function AgesTable({ data: { facts, source } }: { data: ReportData }) {
  if (source.kind === 'server') return null;
  return (
    <ReportTable
      label="Findings against the targets"
      caption="Findings of the whole fleet against the targets"
      columns={AGE_COLUMNS}
      rows={facts.ages}
    />
  );
}

function countOf(counts: { name: string; count: number }[], name: string): number {
  return counts.find((one) => one.name.toLowerCase() === name.toLowerCase())?.count ?? 0;
}

/** Of every verdict, and of every cause that the fleet knows. */
function nodeLines({ unreported }: FleetSummary): Line[] {
  const of = ({ nodes }: FleetSummary) => nodes;
  const parts = Object.entries(unreported).filter(([, nodes]) => nodes > 0);
  return [
    { title: 'Managed nodes', count: of },
    ...VERDICTS.flatMap((verdict): Line[] => [
      {
        title: VERDICT_LABELS[verdict],
        verdict,
        count: ({ verdicts }) => verdicts[verdict],
        of,
      },
      ...(verdict !== 'unreported' ? [] : parts.map(([code]) => causeLine(code as ReasonCode))),
    ]),
    { title: 'Past their end of life, of any verdict', count: ({ endOfLife }) => endOfLife, of },
    { title: 'Could not be read, of any verdict', count: ({ failedNodes }) => failedNodes, of },
  ];
}

function causeLine(code: ReasonCode): Line {
  const [words = ''] = causes({ [code]: 1 });
  return {
    title: words.replace(/^1 /, ''),
    isPart: true,
    count: ({ unreported }) => unreported[code] ?? 0,
    of: ({ nodes }) => nodes,
  };
}

const FINDING_LINES: Line[] = [
  { title: 'Findings', count: ({ findings }) => findings },
  ...(
    [
      ['Covered by an exception', ({ exceptedFindings }: FleetSummary) => exceptedFindings],
      ['Past their target', ({ overdue }: FleetSummary) => overdue],
      [
        'Undecided: perhaps past it, since their age is only known as “at least”',
        ({ undecidedOverdue }: FleetSummary) => undecidedOverdue,
      ],
    ] as const
  ).map(([title, count]) => ({
    title,
    isPart: true,
    count,
    of: ({ findings }: FleetSummary) => findings,
  })),
  { title: 'Distinct patches', count: ({ patches }) => patches },
  { title: 'Distinct CVEs, as far as the service names them', count: ({ cves }) => cves },
];

interface NumberProps {
  label: string;
  /** The title of the first column. */
  first: string;
  lines: Line[];
  data: ReportData;
}

/** One column of numbers, or two if a filter is in force. */
function NumberTable({ label, first, lines, data }: NumberProps) {
  const { filtered, facts } = data;
  const column = (title: string, summary: FleetSummary): ReportColumn<Line>[] => [
    { title, numeric: true, width: 16, cell: ({ count }) => formatNumber(count(summary)) },
    {
      title: 'Share',
      numeric: true,
      width: 14,
      cell: ({ count, of }) => (of ? formatShare(count(summary), of(summary)) : ''),
    },
  ];
  const columns: ReportColumn<Line>[] = [
    { title: first, cell: (line) => <LineTitle line={line} /> },
    ...(filtered ? column('Filtered nodes', filtered) : []),
    ...column('Whole fleet', facts.summary),
  ];
  const caption = filtered && `${label}: of the filtered nodes, beside the whole fleet`;
  return (
    <ReportTable
      label={label}
      {...(caption !== undefined && { caption })}
      columns={columns}
      rows={lines}
      class="numbers"
    />
  );
}

function LineTitle({ line: { title, verdict, isPart } }: { line: Line }) {
  if (isPart) return <span class="part">{title}</span>;
  if (!verdict) return <>{title}</>;
  return (
    <>
      <svg class="report-swatch" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
        <rect class={`fill-${verdict}`} width="10" height="10" />
      </svg>{' '}
      {title}
    </>
  );
}

/** Says nothing that the table below does not say. */
function VerdictBar({ summary: { nodes, verdicts } }: { summary: FleetSummary }) {
  if (nodes === 0) return null;
  let start = 0;
  return (
    <svg class="report-bar" width="100%" height="12" aria-hidden="true">
      {VERDICTS.map((verdict) => {
        const share = (verdicts[verdict] / nodes) * 100;
        const x = start;
        start += share;
        return (
          <rect key={verdict} class={`fill-${verdict}`} x={`${x}%`} width={`${share}%`} height="12" />
        );
      })}
    </svg>
  );
}

const AGE_COLUMNS: ReportColumn<SeverityAge>[] = [
  { title: 'Vendor severity', cell: ({ severity }) => severity || 'Not reported' },
  { title: 'Findings', numeric: true, cell: ({ total }) => formatNumber(total) },
  {
    title: 'Target',
    cell: ({ target }) => (target === undefined ? 'None' : plural(target, 'day')),
  },
  { title: 'Past it', numeric: true, cell: ({ overdue }) => numberOf(overdue) },
  { title: 'Undecided', numeric: true, cell: ({ undecided }) => numberOf(undecided) },
];

function numberOf(count: number | undefined) {
  return count === undefined ? <Absent why="No target" /> : formatNumber(count);
}
