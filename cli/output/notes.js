/** What a table leaves out, in words: without them it could look better than the fleet is. */
import { grouped } from '../progress.js';

/** @returns {string[]} */
export function notesOf(fleet, { table, query }) {
  const { total, undecided, coverage } = fleet[table]({ ...query, limit: 0 });
  const shown = Math.min(total, query.limit ?? Infinity);
  return [
    shown < total ? `${grouped(shown)} of ${grouped(total)} rows` : countOf(total, 'row'),
    undecided > 0 && undecidedNote(undecided),
    ...(coverage ? blindNotes(coverage) : []),
    ...fleetNotes(fleet),
  ].filter(Boolean);
}

/** @returns {string[]} about the fleet as a whole */
export function fleetNotes(fleet) {
  const { nodes, verdicts, unreported } = fleet.summary();
  const causes = Object.entries(unreported).map(([cause, count]) => `${grouped(count)} ${cause}`);
  return [
    `${countOf(nodes, 'node')}, ${grouped(verdicts.compliant)} compliant, read at ${fleet.scannedAt.toISOString()}`,
    verdicts.unreported > 0 &&
      `Nothing is known of the patches of ${countOf(verdicts.unreported, 'node')}: ${causes.join(', ')}`,
    verdicts.stale > 0 && `The scan of ${countOf(verdicts.stale, 'node')} is too old to rely on`,
    ...partialNotes(fleet),
  ].filter(Boolean);
}

/** Failures that are named. The others are counted. */
const NAMED = 10;

/** @returns {string[]} what could not be read; none if all was */
export function partialNotes(fleet) {
  const { failures } = fleet;
  const named = failures.slice(0, NAMED).map(({ scopeId, instanceId, error }) => {
    const what = instanceId === undefined ? `the scope ${scopeId}` : `${instanceId} in ${scopeId}`;
    return `Could not read ${what}: ${error.message}`;
  });
  const rest = failures.length - named.length;
  return [
    ...named,
    rest > 0 && `Could not read ${grouped(rest)} more`,
    !fleet.complete && 'A part of the fleet was not read: the numbers are not those of the whole fleet',
  ].filter(Boolean);
}

export function undecidedNote(count) {
  return `${countOf(count, 'more row')} perhaps: their age is only known as “at least”`;
}

/** @returns {string[]} the platforms of whose patches no CVE is known */
export function blindNotes({ blindPlatforms }) {
  return blindPlatforms.map(
    ({ platform, nodes, findings }) =>
      `AWS names no CVE for ${platform}: ${countOf(findings, 'finding')} on ${countOf(nodes, 'node')}`,
  );
}

/** `1 row`, `1,000 rows`. */
export function countOf(count, noun) {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
}
