/** What a report of HTML says about a fleet. */
import { formatFilter } from 'patchlens/fleet';
import { grouped } from '../progress.js';
import { htmlReport } from './html.js';
import { blindNotes, countOf, fleetNotes, notesOf, partialNotes } from './notes.js';

/** In the order in which they deserve attention, with the words of the page. */
const VERDICTS = {
  'non-compliant': 'Non-compliant',
  unreported: 'Unreported',
  stale: 'Stale',
  excepted: 'Excepted',
  stopped: 'Stopped',
  compliant: 'Compliant',
};
const FAILURES_HEAD = ['Account and Region', 'Node', 'Error'];

/**
 * @param {import('patchlens/fleet').Fleet} fleet
 * @param {import('../query.js').Question} question
 * @param {{ head: string[], rows: Iterable<string[]> }} [table] absent for a summary
 */
export function fleetReport(fleet, question, table) {
  const { query, columns } = question;
  const { filter } = query;
  const isSummary = question.table === 'summary';
  const meant = isSummary && filter ? [numbers(fleet.summary(query), 'The nodes that the filter means')] : [];
  return htmlReport({
    title: 'Patch compliance report',
    gaps: partialNotes(fleet),
    facts: [
      ['Report made', new Date().toISOString()],
      ['Data read', fleet.scannedAt?.toISOString() ?? 'No node was read'],
      ['Table', columns ? `${question.table}, of its columns ${columns.join(', ')}` : question.table],
      ['Filter', filter ? formatFilter(filter) : 'None: the whole fleet'],
      ['Targets', 'None: the command line has no targets, and no lists of CVEs'],
    ],
    notes: isSummary ? [...blindNotes(fleet.summary(query).coverage), ...fleetNotes(fleet)] : notesOf(fleet, question),
    tables: [
      ...meant,
      numbers(fleet.summary(), 'The whole fleet'),
      ...severities(fleet.summary()),
      ...(table ? [{ ...table, title: titleOf(question.table), empty: noRows(fleet) }] : []),
      scopesOf(fleet),
      failuresOf(fleet),
    ],
  });
}

function numbers({ nodes, verdicts, unreported, ...summary }, title) {
  const causes = Object.entries(unreported).map(([cause, count]) => [`Unreported: ${cause}`, count, nodes]);
  const lines = [
    ['Managed nodes', nodes],
    ...Object.entries(VERDICTS).map(([verdict, label]) => [label, verdicts[verdict], nodes]),
    ...causes,
    ['Past their end of life, of any verdict', summary.endOfLife, nodes],
    ['Could not be read, of any verdict', summary.failedNodes, nodes],
    ['Findings: open patches, each on one node', summary.findings],
    ['Findings covered by an exception', summary.exceptedFindings, summary.findings],
    ['Distinct patches', summary.patches],
    ['Distinct CVEs, as far as the service names them', summary.cves],
    ['Findings of which CVEs are known', summary.coverage.withCves, summary.coverage.findings],
  ];
  const rows = lines.map(([name, count, of]) => [name, grouped(count), shareOf(count, of)]);
  return { title, head: ['', 'Count', 'Share'], rows, isNumbers: true };
}

/** A part of a whole is never shown as all of it, or as nothing of it. */
function shareOf(count, of) {
  if (!of) return '';
  const percent = (100 * count) / of;
  if (count > 0 && percent < 0.1) return '< 0.1%';
  if (count < of && percent > 99.9) return '> 99.9%';
  return `${percent.toFixed(1)}%`;
}

function severities({ bySeverity, findings }) {
  const rows = Object.entries(bySeverity)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => [name || 'Not reported', grouped(count), shareOf(count, findings)]);
  const title = 'Findings of the whole fleet by the vendor’s severity';
  return [{ title, head: ['Severity', 'Findings', 'Share'], rows, isNumbers: true }];
}

function titleOf(table) {
  return table === 'cves' ? 'CVEs' : `${table[0].toUpperCase()}${table.slice(1)}`;
}

function noRows(fleet) {
  const rest = fleet.complete ? '' : ' A part of the fleet was not read: this is no all-clear.';
  return `No row fulfils the filter.${rest}`;
}

function scopesOf({ scopes }) {
  const rows = scopes.map(({ id, label = '', readAt, error }) => [
    id,
    label,
    readAt?.toISOString() ?? 'not read',
    error?.message ?? '',
  ]);
  const title = 'Accounts and Regions';
  return { title, head: ['Account and Region', 'Profile', 'Read', 'Error'], rows, caption: countOf(rows.length, 'scope') };
}

function failuresOf({ failures }) {
  const rows = failures.map(({ scopeId, instanceId = 'all', error }) => [scopeId, instanceId, error.message]);
  return { title: 'What could not be read', head: FAILURES_HEAD, rows };
}
