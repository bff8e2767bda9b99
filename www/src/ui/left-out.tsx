import type { FleetSummary, Filter, Table } from 'patchlens/fleet';
import { currentSource, description, summary as whole } from '../fleet';
import { attributeGaps, gapWords, type AttributeGap } from '../model/attribute-gap';
import { nodePart } from '../model/filter-properties';
import { readFilter } from '../model/filter-text';
import { filterWords } from '../model/filter-words';
import { leftOut } from '../model/left-out';
import { nodesHash } from '../model/nodes-link';
import { oldScans, oldScanTokens, oldScanWords, WITHOUT_VERDICT } from '../model/old-scans';
import { fleetQuery } from '../navigation';
import { session } from '../session';
import { useAnswer } from './use-answer';

/** Of which nodes the numbers above it say nothing current. */
export function LeftOut({ summary }: { summary: FleetSummary }) {
  const parts = useLeftOut(summary);
  if (parts.length === 0) return null;
  return (
    <p class="left-out muted">
      <strong>No current verdict for</strong> {`${parts.join('; ')}.`}
    </p>
  );
}

interface FilterProps {
  table: Table;
  /** The text of the filter. */
  filter: string;
}

/** The same for a table with a filter: of the nodes that the filter looks at, whatever is open on them. */
export function LeftOutOfTable({ table, filter: text }: FilterProps) {
  const { filter } = readFilter(text, table);
  const part = filter && nodePart(table, filter);
  const summary = whole.value.value;
  if (part) return <LeftOutOfPart part={part} />;
  return summary ? <LeftOut summary={summary} /> : null;
}

function LeftOutOfPart({ part }: { part: Filter }) {
  const { staleDays } = fleetQuery.value;
  const key = JSON.stringify(part);
  const summary = useAnswer(() => currentSource()?.summary({ filter: part }), [key]).value.value;
  const gaps = useAnswer(() => gapsOf(part), [key]).value.value ?? [];
  const old = useAnswer(() => oldScansOf(part), [key]).value.value ?? 0;
  const parts = useLeftOut(summary);
  if (parts.length === 0 && gaps.length === 0 && old === 0) return null;
  return (
    <p class="left-out muted">
      {parts.length > 0 && (
        <>
          <strong>No current verdict for</strong> {`${parts.join('; ')}, where ${filterWords(part, 'nodes')}`}:{' '}
          <a href={nodesHash({}, staleDays, [...part.tokens, WITHOUT_VERDICT])}>show these nodes</a>.{' '}
        </>
      )}
      {old > 0 && (
        <span>
          <a href={nodesHash({}, staleDays, oldScanTokens(part))}>{oldScanWords(old)}</a>: more may be
          open there now.{' '}
        </span>
      )}
      {gaps.map((gap) => (
        <span key={gap.column}>
          <a href={nodesHash({}, staleDays, gap.tokens)}>{gapWords(gap)}</a>, so this says nothing of them.{' '}
        </span>
      ))}
    </p>
  );
}

function oldScansOf(part: Filter): Promise<number> | undefined {
  const source = currentSource();
  return source && oldScans(source, part);
}

function gapsOf(part: Filter): Promise<AttributeGap[]> | undefined {
  const source = currentSource();
  return source && attributeGaps(source, part);
}

function useLeftOut(summary: FleetSummary | undefined): string[] {
  const isDone = session.value?.fleet.phase.value === 'done';
  const isComplete = isDone && (description.value.value?.complete ?? true);
  return summary ? leftOut(summary, isComplete, session.value?.scopes.length ?? 1) : [];
}
