import type { NodeDetail } from 'patchlens/fleet';
import { isOpen, type PatchRow } from '../model/patch';
import type { PatchColumn } from '../model/patch-query';
import { ExceptLink } from './except-link';
import type { Column } from './grid-column';

/** The columns of a node's patches; open ones have their exception, or the way to a new one. */
export function withExceptions(
  columns: readonly Column<PatchRow, PatchColumn>[],
  node: NodeDetail | undefined,
): readonly Column<PatchRow, PatchColumn>[] {
  if (!node) return columns;
  const exceptions = new Map(node.findings.map((one) => [keyOf(one), one.exception]));
  return columns.map((column) => {
    if (column.id !== 'state') return column;
    const cell = (patch: PatchRow, active: boolean) => (
      <>
        {column.cell(patch, active)}
        {isOpen(patch.state) && (
          <span class="patch-exception">
            <Excepted patch={patch} node={node} id={exceptions.get(keyOf(patch))} active={active} />
          </span>
        )}
      </>
    );
    return { ...column, cell };
  });
}

interface Props {
  patch: PatchRow;
  node: NodeDetail;
  /** Of the exception that covers the patch. */
  id: string | undefined;
  active: boolean;
}

function Excepted({ patch: { kb, title }, node, id, active }: Props) {
  if (id !== undefined) {
    return (
      <span class="tone-excepted exception">
        <span class="muted">Exception </span>
        {id}
      </span>
    );
  }
  // Where the service gives no title, the page shows the KB id in its place.
  const named = node.findings.find((one) => keyOf(one) === keyOf({ kb, title }));
  return <ExceptLink patch={named ?? { kb, title }} node={node} active={active} absent={null} />;
}

function keyOf({ kb, title }: { kb: string; title: string }): string {
  return JSON.stringify([kb, title || kb]);
}
