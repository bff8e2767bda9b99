import { description, summary } from '../fleet';
import { verdictHash } from '../model/nodes-link';
import { filesHash, type TableName } from '../model/route';
import { TABLE_WORDS } from '../model/table-words';
import { formatNumber, plural } from '../model/words';
import { fleetQuery } from '../navigation';
import { session, type Session } from '../session';
import { Icon } from './icon';

/** Says that rows are missing while the fleet is not read to its end. */
export function PartialNote({ session }: { session: Session }) {
  const isDone = session.fleet.phase.value === 'done';
  if (isDone && description.value.value?.complete !== false) return null;
  return (
    <p class="table-note">
      <strong>Partial.</strong> Nodes that are not read yet have no rows here, or rows of the
      previous reading.
    </p>
  );
}

/** Says that rows and numbers of a table have excepted ones in them. */
export function ExceptedNote() {
  const { findings = 0, exceptedFindings = 0 } = summary.value.value ?? {};
  if (exceptedFindings === 0) return null;
  return (
    <p class="table-note">
      <strong>
        {formatNumber(exceptedFindings)} of {plural(findings, 'open patch', 'open patches')}
      </strong>{' '}
      in the fleet {exceptedFindings === 1 ? 'is' : 'are'} covered by{' '}
      {session.value?.kind === 'server' ? (
        'exceptions of the server'
      ) : (
        <a href={filesHash()}>exceptions</a>
      )}
      . They are counted here, too.
    </p>
  );
}

/** What a time of the column “First seen” means. */
export function SinceNote() {
  return (
    <p class="table-note muted">
      “First seen” is when this history first read it. What was open already when the history began
      is at least that old.
    </p>
  );
}

/** In the place of a table whose rows are not part of the fleet. */
export function FindingsNotRead({ table }: { table: TableName }) {
  const { nodes = 0, verdicts } = summary.value.value ?? {};
  const open = verdicts?.['non-compliant'] ?? 0;
  return (
    <div class="panel panel-plain">
      <Icon name="unreported" />
      <div class="panel-body">
        <p class="panel-title">{TABLE_WORDS[table].title} are not read through this Worker</p>
        <p>
          It reads the nodes and the counts of their patches, and not which patches are open. That
          is no all-clear
          {nodes > 0 && `: ${formatNumber(open)} of ${plural(nodes, 'node')} ${open === 1 ? 'is' : 'are'} non-compliant`}
          . Open a node to read its patches.
        </p>
        <p class="actions">
          <a class="button" href={verdictHash('non-compliant', fleetQuery.value.staleDays)}>
            Show the non-compliant nodes
          </a>
        </p>
      </div>
    </div>
  );
}
